"""Examples of the manual that readers' pages show: a piece of a pathway's YAML, and where it is seen.

A page of the manual asks for one in a fence: the pathway, then lines `yaml:` with a place in it, and lines `seen:` with a page of its
site and what is taken from that. A place is keys and ids (`pathway/grading`, or `call` for the entry with this id); after it, `only` names
the keys or entries that are shown, or `without` the keys whose values are left out.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from html import escape
from importlib.resources import files
from typing import NamedTuple

from generator.checks.cases import CASES, CASES_FILE
from generator.compiler import Site, site_of
from generator.core.cache import ContentCache
from generator.core.source import Source, Span
from generator.docsgen.parts import WHOLE, Field, below, key_anchor, keys_within, part_of
from generator.model import read_pathway
from generator.parsing import ListNode, MapNode, ScalarNode, Tree, joined, parse, to_data
from generator.scaffold import example_files, examples

FENCE = "live_example"
"""The name of the fence."""
_FENCES = re.compile(rf"^```{FENCE}\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_RULE = re.compile(r"\s*# ──")
_REMARK = re.compile(r"\s*(?:#.*)?")
_COMMENT = re.compile(r"(?:^|(?<=\s))#.*")


class UnfitExampleError(ValueError):
    """An example that cannot be shown; the message says why."""


class Place(NamedTuple):
    """A place in a pathway, with the keys there that alone are shown, and those whose values are left out."""

    path: str
    only: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Request:
    """A fence: a pathway, places in its YAML and parts of its pages."""

    pathway: str
    places: tuple["Place", ...]
    """Places in the YAML."""
    seen: tuple[tuple[str, str], ...]
    """Pages of the site, each with a CSS selector of what is taken from it."""


def read_request(text: str) -> Request:
    """Read the text of a fence."""
    name, *lines = text.strip().splitlines()
    asked = [line.partition(": ")[::2] for line in lines]
    if unknown := {key for key, _ in asked} - {"yaml", "seen"}:
        message = f"“yaml” or “seen” expected, found {', '.join(sorted(unknown))}"
        raise UnfitExampleError(message)
    seen = (value.partition(" ")[::2] for key, value in asked if key == "seen")
    return Request(name.strip(), tuple(_place(value) for key, value in asked if key == "yaml"), tuple(seen))


def _place(text: str) -> Place:
    path, _, rest = text.partition(" ")
    kind, _, keys = rest.partition(" ")
    named = tuple(keys.replace(",", " ").split())
    return Place(path, *((named, ()) if kind == "only" else ((), named)))


def requests(markdown: str) -> Iterator[Request]:
    """The fences of a page, in their order."""
    return map(read_request, _FENCES.findall(markdown))


def keys_shown(markdown: str) -> list[str]:
    """The places of all keys that the examples of a page show, by name."""
    asked = ((example_pathway(request.pathway), place) for request in requests(markdown) for place in request.places)
    return list(dict.fromkeys(key for pathway, place in asked for key, _ in pathway.excerpt(place).keys))


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A piece of a pathway's YAML: its lines, with their numbers in the file, and the keys in them."""

    lines: tuple[tuple[int, str], ...]
    keys: tuple[tuple[str, Span], ...]

    def html(self, taken: set[str]) -> str:
        """The piece as HTML, in which a key is a place of that name unless it is among those taken, which grow."""
        spans: dict[int, list[tuple[int, int, str]]] = {}
        for name, span in self.keys:
            spans.setdefault(span.line, []).append((span.column - 1, span.end_column - 1, name))
        outer = min((_indent(text) for _, text in self.lines), default=0)
        return "".join(_line(text, sorted(spans.get(number, [])), outer, taken) for number, text in self.lines)


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


def _line(text: str, keys: list[tuple[int, int, str]], outer: int, taken: set[str]) -> str:
    """A line without what all are indented by; what it is indented by besides is said, for those that are broken."""
    made, at = [], outer
    for start, end, name in keys:
        place = "" if name in taken else f' id="{name}"'
        taken.add(name)
        made += [escape(text[at:start], quote=False), f"<b{place}>{escape(text[start:end], quote=False)}</b>"]
        at = end
    rest = _COMMENT.sub(r"<i>\g<0></i>", escape(text[at:], quote=False))
    return f'<span data-indent="{_indent(text) - outer}">{"".join(made)}{rest}\n</span>'


class ExamplePathway:
    """A pathway that the manual takes its examples from, with the files beside it by name."""

    def __init__(self, beside: Mapping[str, bytes]) -> None:
        self._beside = beside
        self._sources = {name: Source(name, beside[name].decode("utf-8")) for name in ("pathway.yaml", CASES_FILE) if name in beside}

    @cached_property
    def _tree(self) -> Tree:
        own, *added = (tree for source in self._sources.values() if (tree := parse(source)[0]))
        return joined(own, added[0], CASES) if added else own

    @cached_property
    def _entries(self) -> Mapping[str, tuple[Tree, Field]]:
        """Entries by their ids; what is first has one."""
        found: dict[str, tuple[Tree, Field]] = {}
        for name, entry in _entries(self._tree, WHOLE):
            found.setdefault(name, entry)
        return found

    def site(self, cache: ContentCache) -> Site:
        """Its site; references and drawings are looked for in the cache. Tests check that it has no faults."""
        pathway = read_pathway(to_data(self._tree))
        if isinstance(pathway, list):
            raise UnfitExampleError(str(pathway))
        return site_of(pathway, self._beside.get, cache)

    def excerpt(self, place: Place) -> Excerpt:
        """The piece of its YAML at a place."""
        tree, field, key = self._tree, WHOLE, None
        for step in place.path.split("/") if place.path != "." else ():
            tree, field, key = self._step(tree, field, step)
        source = self._sources[(key[1] if key else tree.span).file]
        lines = _lines(tree, key[1].line if key else _first_line(tree), place, source)
        found = [*([key] if key else []), *keys_within(tree, field)]
        return Excerpt(tuple(lines.items()), tuple((name, span) for name, span in found if span.file == source.name and span.line in lines))

    def _step(self, tree: Tree, field: Field, step: str) -> tuple[Tree, Field, tuple[str, Span] | None]:
        """One step down: by a key, or else to the entry with this id."""
        if isinstance(tree, MapNode) and step in tree.keys:
            part = part_of(field)
            name = key_anchor(part["title"], step) if part else ""
            return tree.values[step], below(field, step), (name, tree.keys[step])
        if step in self._entries:
            return *self._entries[step], None
        message = f"no entry or key “{step}”"
        raise UnfitExampleError(message)


def _entries(tree: Tree, field: Field) -> Iterator[tuple[str, tuple[Tree, Field]]]:
    if isinstance(tree, ListNode):
        for item in tree.items:
            yield from _entries(item, field)
    elif isinstance(tree, MapNode):
        if isinstance(own := tree.values.get("id"), ScalarNode):
            yield own.text, (tree, field)
        for key, value in tree.values.items():
            if not isinstance(value, ScalarNode):
                yield from _entries(value, below(field, key))


def _first_line(tree: Tree) -> int:
    return next(iter(tree.keys.values())).line if isinstance(tree, MapNode) and tree.keys else tree.span.line


def _last_line(tree: Tree, source: Source) -> int:
    """The last line of a value; what comes before the next one is no part of it, and what is in another file neither."""
    if isinstance(tree, ScalarNode):
        last = tree.span.end_line - (tree.span.end_column == 1)
    else:
        inner = tree.values.values() if isinstance(tree, MapNode) else tree.items
        last = max((_last_line(value, source) for value in inner if value.span.file == source.name), default=tree.span.end_line)
    while last > tree.span.line and _REMARK.fullmatch(source.line_at(last)):
        last -= 1
    return last


def _lines(tree: Tree, first: int, place: Place, source: Source) -> dict[int, str]:
    """The lines of a value by their numbers, from the first on, as a place asks for them."""
    lines = {number: source.line_at(number) for number in range(first, _last_line(tree, source) + 1)}
    if place.only:
        shown = {first} | {number for name in place.only for number in _lines_of(tree, name, source)}
        lines = {number: text for number, text in lines.items() if number in shown}
    for name in place.without:
        start, *others = _lines_of(tree, name, source, with_remark=False)
        lines[start] = f"{source.line_at(start).partition(':')[0]}: …"
        lines = {number: text for number, text in lines.items() if number not in others}
    return {number: text for number, text in lines.items() if text.strip() and not _RULE.match(text)}


def _lines_of(tree: Tree, name: str, source: Source, *, with_remark: bool = True) -> range:
    """The lines of a key and its value, or of the entry of a list with this id, with the remark above."""
    if isinstance(tree, MapNode) and name in tree.keys:
        first, value = tree.keys[name].line, tree.values[name]
    elif found := dict(_entries(tree, {})).get(name):
        value, _ = found
        first = _first_line(value)
    else:
        message = f"no key or entry “{name}”"
        raise UnfitExampleError(message)
    while with_remark and source.line_at(first - 1).lstrip().startswith("#"):
        first -= 1
    return range(first, _last_line(value, source) + 1)


@cache
def example_pathway(name: str) -> ExamplePathway:
    """An example of `pathway new` by its name, or `withdrawn`, with what those cannot have."""
    if name in examples():
        return ExamplePathway(example_files(name))
    if name == "withdrawn":
        return ExamplePathway({file.name: file.read_bytes() for file in files(__name__.rpartition(".")[0]).joinpath(name).iterdir()})
    message = f"no example “{name}”"
    raise UnfitExampleError(message)
