"""Our own pathway, read once for all the tests of a process."""

from functools import cache
from pathlib import Path

from generator.analysis.index import PathwayIndex
from generator.compiler import Site, compile_pathway, read
from generator.core.source import Source

SOURCE = Source("pathway.yaml", (Path(__file__).parent.parent / "pathway.yaml").read_text("utf-8"))
_pathway, _ = read(SOURCE)
assert _pathway
PATHWAY = _pathway
INDEX = PathwayIndex(PATHWAY)


@cache
def compiled() -> Site:
    """Its site, before MkDocs makes pages of it."""
    site = compile_pathway(SOURCE).site
    assert site
    return site
