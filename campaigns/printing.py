"""The document for paper as a PDF: what it would do beside being read, where its links lead, and which texts are in it."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pypdfium2

from generator.output.pdf import find_browser, to_pdf

_DOING = {"/AA", "/AcroForm", "/EmbeddedFiles", "/JS", "/JavaScript", "/OpenAction", "/RichMedia", "/XFA"}
_ACTIONS = {"/URI", "/GoTo"}


def printed(site: Path) -> bytes:
    """The PDF of a site's document for paper."""
    program = find_browser()
    if program is None:
        raise SystemExit("there is no browser to print with")
    return to_pdf((site / "print.html").as_uri(), program)


def faults(data: bytes, texts: Sequence[str], links: str) -> tuple[int, list[str]]:
    """How much was looked at in a PDF, and what is wrong: it acts, leads to an address that begins otherwise, or lacks a text."""
    parts = list(_parts(data))
    doing = [key for part in parts for key in part if key in _DOING]
    actions = [str(part["/S"]) for part in parts if "/S" in part and ("/URI" in part or "/D" in part or part.get("/Type") == "/Action")]
    led = [str(part["/URI"]) for part in parts if "/URI" in part]
    held = "".join(_close(page.get_textpage().get_text_bounded()) for page in pypdfium2.PdfDocument(data))
    wrong = [*doing, *(action for action in actions if action not in _ACTIONS), *(link for link in led if not link.startswith(links))]
    return len(parts) + len(texts), [*wrong, *(f"not in the PDF: {text}" for text in texts if _close(text) not in held)]


def _parts(data: bytes) -> Iterator[dict[str, Any]]:
    """All dictionaries of a PDF, including nested ones."""
    reader = pypdf.PdfReader(BytesIO(data))
    for number in range(1, int(str(reader.trailer["/Size"]))):
        yield from _within(reader.get_object(pypdf.generic.IndirectObject(number, 0, reader)))


def _within(part: Any) -> Iterator[dict[str, Any]]:
    match part:
        case dict():
            yield part
            for inner in part.values():
                yield from _within(inner)
        case list():
            for inner in part:
                yield from _within(inner)


def _close(text: str) -> str:
    """A text without spaces and ends of lines, which a PDF has where a line ends on paper."""
    return "".join(text.split())
