"""A valid pathway as data, edits of it, and faults: each with the rule that must find it and the places where it must be found.

A place is a path through the data; PyYAML says where it is in the text, once the data are written as YAML again.
"""

import re
import tomllib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path as File
from typing import Any, NamedTuple

import yaml

SHAPES: Mapping[str, Mapping[str, str]] = {
    name: dict(entry.split(":", 1) for entry in keys.split())
    for name, keys in tomllib.loads(File(__file__).with_name("shapes.toml").read_text("utf-8")).items()
}
"""The keys of each part, and what stands under them: a kind of text, a shape, or a list of one in brackets."""
SHORT = {"placement": "statement", "way": "to", "citation": "reference"}
"""Parts that may be written as a bare word, and the key that it then stands for."""
KEY = "(key)"
"""At the end of a path: the key, and not what stands under it."""
Path = tuple[str | int, ...]
Place = tuple[int, int]
"""Line and column, both from 1."""


class Part(NamedTuple):
    """A part of a pathway: where it stands, what it is (a shape, a list of shapes or a kind of text), and what is in it."""

    path: Path
    spec: str
    value: Any


class Written(NamedTuple):
    """A faulty pathway: its text, where the fault must be reported, and two places that may be reported as one beside the other."""

    text: str
    at: Sequence[Place]
    or_at: Sequence[Place]


class Fault(NamedTuple):
    """One fault: the rules of which any one must find it, and the text, which is written when it is asked for.

    `loose` says that the next line is right, too.
    """

    rule: str
    write: Callable[[], Written]
    loose: bool = False


class Text:
    """A valid pathway to plant faults in, written with lists and mappings as blocks, in brackets (`flow`), or (`None`) both."""

    def __init__(self, name: str, text: str, *, flow: bool | None = False) -> None:
        self.name, self.flow = name, flow
        self.data = yaml.load(text, yaml.CBaseLoader)  # noqa: S506  # makes nothing but text
        self.text = written(self.data, flow=self.flow)

    @cached_property
    def parts(self) -> Sequence[Part]:
        """All parts, each before those in it."""
        return [*_parts(self.data, "top", ())]

    @cached_property
    def root(self) -> Any:
        """The nodes of the text as it is written, with their places."""
        return yaml.compose(self.text, Loader=yaml.SafeLoader)

    @cached_property
    def boxes(self) -> Sequence[tuple[Path, Any]]:
        """All boxes with their paths, in the order of reading."""
        return [(part.path, part.value) for part in self.of("box")]

    def of(self, *specs: str) -> Sequence[Part]:
        """The parts of these shapes or kinds."""
        return [part for part in self.parts if part.spec in specs]

    def entries(self, key: str) -> Sequence[tuple[Path, Any]]:
        """The entries of one of the lists at the top, with their paths."""
        return [((key, number), entry) for number, entry in enumerate(self.data.get(key, []))]

    def uses(self, family: str, name: str) -> Sequence[Path]:
        """Where an id of this family is named."""
        return [part.path for part in self.of(f"use:{family}") if part.value == name]

    def fault(self, rule: str, data: Any, *at: Path, or_at: Sequence[Path] = ()) -> Fault:
        """A fault in the data, reported at all of `at`."""

        def write() -> Written:
            text = written(data, flow=self.flow)
            root = yaml.compose(text, Loader=yaml.CSafeLoader)
            return Written(text, [_place(root, path) for path in at], [_place(root, path) for path in or_at])

        return Fault(rule, write)

    def slip(self, rule: str, old: tuple[int, int], new: str, at: int | None = None) -> Fault:
        """A fault in the text: `new` between two offsets; reported there, or at an offset of the new text, or a line below."""

        def write() -> Written:
            text = self.text[: old[0]] + new + self.text[old[1] :]
            before = text[: old[0] if at is None else at]
            return Written(text, [(before.count("\n") + 1, len(before) - before.rfind("\n"))], [])

        return Fault(rule, write, loose=True)


class _Plain(yaml.CSafeDumper):
    """Writes equal parts out: a pathway has no aliases."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002  # PyYAML's signature
        return True


def written(data: Any, *, flow: bool | None = False) -> str:
    """The YAML of a pathway: in blocks, in brackets, or (`None`) both."""
    return yaml.dump(data, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=10**6, default_flow_style=flow)


def _parts(value: Any, spec: str, path: Path) -> Iterator[Part]:
    if isinstance(value, str):
        # A way, a placement or a citation may be written as a bare word, and the only way or id without its list.
        short = spec.strip("[]")
        yield Part(path, spec_of(short, SHORT[short]) if short in SHORT else short, value)
        return
    yield Part(path, spec, value)
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _parts(inner, spec_of(spec, key), (*path, key))
    else:
        for number, inner in enumerate(value):
            yield from _parts(inner, spec[1:-1], (*path, number))


def needs(shape: str) -> list[str]:
    """The keys that a part of this shape cannot do without."""
    return [key[:-1] for key in SHAPES.get(shape, ()) if key.endswith("!")]


def spec_of(shape: str, key: str) -> str:
    """Value of a key: a kind of text, a shape, or a list of one in brackets."""
    match shape:
        case "names":
            return "text"
        case "answer" | "points":
            return "name"
        case "rules":
            return "setting"
        case _:
            keys = SHAPES[shape]
            return keys.get(f"{key}!") or keys[key]


def nodes_at(root: Any, path: Path) -> tuple[Any, Any]:
    """The nodes of a key (if there is one) and of its value."""
    key = None
    for step in path:
        key, root = (
            next((name, value) for name, value in root.value if name.value == step)
            if isinstance(root, yaml.MappingNode)
            else (None, root.value[step])
        )
    return key, root


def _place(root: Any, path: Path) -> Place:
    """Where a reader is pointed to: to a key, to the first key of a mapping, or to the beginning."""
    if path[-1:] == (KEY,):
        node = nodes_at(root, path[:-1])[0]
    else:
        _, node = nodes_at(root, path)
        node = node.value[0][0] if isinstance(node, yaml.MappingNode) and node.value else node
    return node.start_mark.line + 1, node.start_mark.column + 1


# ── Edits: each returns the data with a change, and leaves those it was given ──


def mapped(data: Any, change: Callable[[Any], Any]) -> Any:
    """The data with every key and every value that holds no others changed."""
    match data:
        case dict():
            return {change(key): mapped(value, change) for key, value in data.items()}
        case list():
            return [mapped(item, change) for item in data]
        case _:
            return change(data)


def put(data: Any, path: Path, value: Any) -> Any:
    """Another value at a path; a key that is not there is added."""
    if not path:
        return value
    step, *rest = path
    if isinstance(data, dict):
        return {**data, step: put(data.get(step), tuple(rest), value)}
    return [put(inner, tuple(rest), value) if number == step else inner for number, inner in enumerate(data)]


def cut(data: Any, *paths: Path) -> Any:
    """Without what stands at these paths, keys and all."""
    for path in sorted(paths, reverse=True):
        data = _changed(data, path, _without)
    return data


def _without(owner: Any, step: str | int) -> Any:
    if isinstance(owner, dict):
        return {key: value for key, value in owner.items() if key != step}
    return [value for number, value in enumerate(owner) if number != step]


def insert(data: Any, path: Path, item: Any) -> Any:
    """An entry before the one at this path of a list."""
    return _changed(data, path, lambda owner, number: [*owner[:number], item, *owner[number:]])


def renamed(data: Any, path: Path, name: str) -> Any:
    """Another key in the same place."""
    return _changed(data, path, lambda owner, old: {name if key == old else key: value for key, value in owner.items()})


def _changed(data: Any, path: Path, change: Callable[[Any, Any], Any]) -> Any:
    """The data with a change of the part that holds the one at this path; the change is given that part and the last step."""
    *above, step = path
    return put(data, tuple(above), change(value_at(data, tuple(above)), step))


def value_at(data: Any, path: Path) -> Any:
    """The part at a path."""
    for step in path:
        data = data[step]
    return data


def entry_of(path: Path) -> Path:
    """The entry of a list that an id is named in: the place itself, if it is a bare word."""
    return path[:-1] if path[-1] in SHORT.values() else path


def misspelt(name: str, known: Collection[str], turn: int) -> str:
    """A slip that is no other name: a letter lost or doubled, or the case."""
    cut_at = turn % len(name)
    slips = (name[:cut_at] + name[cut_at + 1 :], name[: cut_at + 1] + name[cut_at:], name.upper(), f"{name}x")
    rotated = slips[turn % 3 :] + slips
    return next(slip for slip in rotated if slip not in known and re.fullmatch(r"[^\W_]+(?:[-_][^\W_]+)*", slip))
