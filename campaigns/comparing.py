"""Pages with hostile texts, held against the same pages with harmless words: element by element, text by text."""

import contextlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from campaigns.faults.pathway import mapped

_TOKEN = re.compile(r"(?:Zq|zq)(\d{4})zq")
# The list of references is written by the rules of its style, which shorten given names, set spaces around “&” and drop second full stops.
_CITED = re.compile(r"pw-citation|pw-cites>a$|a\.pw-dot>title|pw-walked-columns>li$")
# Made of texts: addresses, names of files, words to filter by; made of a heading by Material and by nobody looked for, and sizes.
_UNTOLD = re.compile(r"(h1|a\.headerlink|a\.md-skip)$")
_POINTS = " .,;:?!"
_SIZES = re.compile(r"span\.pw-pages$|div\.pw-choice>p$")
# Material lets Tab reach a table that is too wide.
_SCROLLED = ".md-typeset__scrollwrap"

Entry = tuple[str, str, str]
"""Where in a page, what (an element, a text, an attribute), and what it holds."""
Held = Counter[Entry]


def token(number: int) -> str:
    """The harmless word in the place of a text."""
    return f"Zq{number:04}zq"


def tidy(text: str) -> str:
    """A text as the rules of the format leave it: white space folded."""
    return " ".join(text.split())


def held(looked: Sequence[Sequence[str]]) -> Held:
    """Content of a page, as `seen.js` found it, without what depends on sizes alone."""
    entries = ((place, what, _json(tidy(value)) if what.startswith("@data-") else tidy(value)) for place, what, value in looked)
    return Counter(entry for entry in entries if not _depends_on_size(entry))


def _depends_on_size(entry: Entry) -> bool:
    place, what, value = entry
    is_offer = what == "@href" and place.endswith("p.pw-offline>a")
    if is_offer or what in {"@style", "@data-lines", "@data-words"} or "#walk/" in value:
        return True
    if (what == "@title" and place.endswith(".md-ellipsis")) or (place.startswith("labels ") and value == "Relevant"):
        return True
    if what == "@tabindex" and place.endswith(_SCROLLED):
        return True
    if what == "text" and _SIZES.search(place):
        return True
    return what in {"@id", "@href"} and bool(_UNTOLD.search(place)) and bool(re.fullmatch(r"#?[\w-]*", value))


def differences(hostile: Held, harmless: Held, texts: Sequence[str]) -> Iterator[tuple[Entry | None, Entry | None]]:
    """Content that a page must not have, and content it must have instead, where texts replace harmless words."""
    wanted: Held = Counter()
    for (place, what, value), times in harmless.items():
        if not _CITED.search(place):
            wanted[place, what, _put(value, what, texts)] += times
    found = Counter({entry: times for entry, times in hostile.items() if not _CITED.search(entry[0])})
    missing: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in (wanted - found).elements():
        missing[entry[:2]].append(entry)
    for entry in (found - wanted).elements():
        yield entry, missing[entry[:2]].pop() if missing[entry[:2]] else None
    yield from ((None, entry) for entries in missing.values() for entry in entries)


def uncited(hostile: Held, harmless: Held, texts: Sequence[str]) -> Iterator[str]:
    """Texts missing from citations that have their harmless words; and elements that only the citations of one page have."""
    cited = [_close(value) for (place, what, value) in hostile if what == "text" and "pw-citation" in place]
    names = (match for place, what, value in harmless if what == "text" and "pw-citation" in place for match in _TOKEN.finditer(value))
    for number in {int(match[1]) for match in names}:
        if not any(_close(texts[number]).rstrip(_POINTS) in text for text in cited):
            yield texts[number]
    one, other = (
        Counter({entry: times for entry, times in page.items() if _CITED.search(entry[0]) and not entry[1]}) for page in (hostile, harmless)
    )
    yield from (place for place, _, _ in (one - other) + (other - one))


def _close(text: str) -> str:
    """A text without spaces, for styles set a space behind each comma between pages."""
    return "".join(text.split())


def _put(value: str, what: str, texts: Sequence[str]) -> str:
    if what.startswith("@data-") and value[:1] in {"[", "{"}:
        return _json(value, partial(mapped, change=lambda inner: _put(inner, "", texts) if isinstance(inner, str) else inner))
    return tidy(_TOKEN.sub(lambda match: _word(match, what, texts), value))


def _word(match: re.Match[str], what: str, texts: Sequence[str]) -> str:
    text = texts[int(match[1])]
    text = text if match[0].startswith("Z") else text.lower()
    return "".join(text.split()) if what == "drawn" else text


def _json(value: str, change: Callable[[Any], Any] = lambda data: data) -> str:
    """A value that is JSON, with its data changed, as we write it; any other as it is."""
    with contextlib.suppress(json.JSONDecodeError):
        return tidy(json.dumps(change(json.loads(value)), ensure_ascii=False))
    return value
