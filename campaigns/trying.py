"""One file from a stranger, tried: it ends in a result, or in diagnostics with a place; anything else is raised."""

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from campaigns.figures import ROOT
from generator.core.diagnostics import Diagnostic
from generator.core.source import Source
from generator.model import Reference
from generator.output.read_pathway import compile_file
from generator.parsing import parse
from generator.references import Style, read_style, style_problem
from generator.references.importers import import_file
from generator.references.merge import merge

_CORPUS = ROOT / "campaigns" / "corpus"
_MOST = 150
_LONGEST = 1_000
SEEDS: Mapping[str, bytes] = {
    "pathway": (ROOT / "tests" / "valid" / "smallest.yaml").read_bytes(),
    **{kind: (_CORPUS / f"tea.{kind}").read_bytes() for kind in ("nbib", "ris", "bib", "json", "csl")},
}
"""A harmless file of each kind."""
_SMALLEST = Source("smallest.yaml", SEEDS["pathway"].decode())
_KNOWN = Reference.model_validate(
    {"id": "a1", "type": "article-journal", "title": "Tea", "authors": [{"family": "Pipe", "given": "D"}], "issued": "2020"}
)


def _pathway(data: bytes) -> tuple[bool, int]:
    _FILE.write_bytes(data)
    compiled, source = compile_file(_FILE)
    for page in compiled.site.pages if compiled.site else ():
        _ = page.text
    return _ended(compiled.diagnostics, source, made=compiled.site is not None)


# In memory, where there is such a folder: millions of files are tried.
_FOLDER = TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None)  # noqa: S108  # Python names it
_FILE = Path(_FOLDER.name, "pathway.yaml")


def _references(name: str) -> Callable[[bytes], tuple[bool, int]]:
    def read(data: bytes) -> tuple[bool, int]:
        taken = import_file(name, data)
        outcome = _ended(taken.diagnostics, taken.source, made=bool(taken.incoming))
        merged = merge(_SMALLEST, [taken])
        if merged.text is not None and parse(Source("merged.yaml", merged.text))[1]:
            raise AssertionError("the pathway with these references cannot be read")
        return outcome

    return read


def _style(data: bytes) -> tuple[bool, int]:
    style = read_style("hostile.csl", data, "en-GB")
    fault = style_problem(style, "hostile.csl", (_KNOWN,)) if isinstance(style, Style) else style
    return fault is None, int(fault is not None)


def _ended(found: tuple[Diagnostic, ...], source: Source | None, *, made: bool = False) -> tuple[bool, int]:
    if not made and not found:
        raise AssertionError("there is neither a result nor a diagnostic")
    for diagnostic in found:
        span = diagnostic.span
        there = 1 <= span.line <= len(source.lines) and 1 <= span.column <= len(source.line_at(span.line)) + 1 if source else span.line > 0
        if not there or not diagnostic.message:
            raise AssertionError(f"{diagnostic.code} stands nowhere: {span}")
    return made, len(found)


KINDS: dict[str, Callable[[bytes], tuple[bool, int]]] = {
    "pathway": _pathway,
    "nbib": _references("file.nbib"),
    "ris": _references("file.ris"),
    "bib": _references("file.bib"),
    "json": _references("file.json"),
    "csl": _style,
}


def tried(kind: str, data: bytes) -> tuple[bool, int]:
    """Whether reading a file of one of `KINDS` has a result, and how many diagnostics; raises where it ends in neither."""
    return KINDS[kind](data)


# ── Files that were found to take ways of their own through the program; the tests try them again ──


def kept(kind: str) -> list[bytes]:
    """The files of a kind that were kept."""
    return [text.encode("latin-1") for text in json.loads((_CORPUS / f"{kind}.json").read_text("utf-8"))]


def keep(kind: str, found: Iterable[bytes]) -> None:
    """Keeps the shortest, a byte a character."""
    short = sorted({data for data in found if len(data) <= _LONGEST}, key=lambda data: (len(data), data))[:_MOST]
    text = json.dumps([data.decode("latin-1") for data in short], indent=0)
    (_CORPUS / f"{kind}.json").write_text(f"{text}\n", "utf-8")
