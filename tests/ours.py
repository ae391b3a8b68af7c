"""Our own pathway, read once for all the tests of a process."""

from functools import cache
from pathlib import Path

from generator.analysis.index import PathwayIndex
from generator.compiler import Site, compile_pathway, read
from generator.core.source import Source

ROOT = Path(__file__).parent.parent
SOURCE = Source("pathway.yaml", (ROOT / "pathway.yaml").read_text("utf-8"))


def _index(source: Source) -> PathwayIndex:
    pathway, _ = read(source)
    assert pathway
    return PathwayIndex(pathway)


INDEX = _index(SOURCE)
PATHWAY = INDEX.pathway


@cache
def example() -> PathwayIndex:
    """The example of a guideline, a tenth of ours: for what takes long with a whole pathway."""
    return _index(Source("pathway.yaml", EXAMPLE.read_text("utf-8")))


EXAMPLE = ROOT / "generator/scaffold/examples/guideline/pathway.yaml"


@cache
def compiled() -> Site:
    """Its site, before MkDocs makes pages of it."""
    site = compile_pathway(SOURCE).site
    assert site
    return site
