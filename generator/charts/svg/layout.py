"""Where everything in a flowchart goes; the only module that imports merman."""

import json
import platform
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

Point = tuple[float, float]

# Our kinds by class; a diagram that an author wrote by hand is known by its shapes alone.
_SHAPES = {
    "stadium": "end",
    "hexagon": "question",
    "lean_right": "fork",
    "odd": "caution",
    "subroutine": "link",
    "square": "action",
    "rect": "action",
}

# merman takes what looks like HTML out of a label, and the quotation marks around it; what is written as codes goes past it
# as characters that mean nothing to anybody.
_CODE = re.compile(r"#(34|38|60|62|96);")
_VEILS = {code: chr(0x10FF00 + code) for code in (34, 38, 60, 62, 96)}
_UNVEILED = {ord(veil): chr(code) for code, veil in _VEILS.items()}
_VEILED = re.compile(f"[{''.join(map(chr, _UNVEILED))}]")

# A line of ours that declares a box.
_NODE = re.compile(r'^(\s*([nx]\d+)[\[({/>]+")[^"]*("[\])}/]+:::)', re.MULTILINE)
_FILLER = "m" * 13

_ARROWS = re.compile(r"<(?=--|==|-\.)")
_AMBIGUOUS = re.compile(r"&(?:amp;)*[lg]t;")
_ENTITY = re.compile(r"&(?!lt;|gt;)#?\w+;")


_BUILDS = frozenset({("Linux", "x86_64"), ("Darwin", "arm64"), ("Windows", "AMD64")})
"""The platforms that merman is built for, as the module `platform` names them."""


class DrawingError(Exception):
    """A flowchart that cannot be drawn well here; says why.

    Attributes:
        label: the label or title that is to blame, as its author wrote it; empty where there is none.
        is_missing_engine: whether no chart can be drawn, whatever is in it.

    """

    def __init__(self, reason: str, label: str = "", *, is_missing_engine: bool = False) -> None:
        super().__init__(reason)
        self.label = label
        self.is_missing_engine = is_missing_engine


@dataclass(frozen=True, slots=True)
class DrawnBox:
    """A box: its centre and size in CSS pixels."""

    name: str
    label: str
    kind: str
    href: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class DrawnEdge:
    """An edge: its corners from source to target, and its label with the centre of the label's place."""

    source: str
    target: str
    label: str
    points: tuple[Point, ...]
    label_at: Point | None
    label_width: float


@dataclass(frozen=True, slots=True)
class Layout:
    """A flowchart laid out; `left`, `top`, `width` and `height` are its view box."""

    boxes: tuple[DrawnBox, ...]
    arrows: tuple[DrawnEdge, ...]
    left: float
    top: float
    width: float
    height: float


def lay_out(mermaid: str, font_size: float, widened: frozenset[str] = frozenset()) -> Layout:
    """Lays a flowchart out; raises DrawingError for what is no plain flowchart.

    Args:
        mermaid: the flowchart as Mermaid text.
        font_size: the size of its labels, in pixels.
        widened: names of boxes that get the width of a long label even if their title is short.

    """
    if widened:
        return _with_titles_of(lay_out(mermaid, font_size), lay_out(_filled(mermaid, widened), font_size))
    try:
        import merman  # noqa: PLC0415  # there is no build of it for every platform
    except ImportError as error:
        raise DrawingError(_missing_engine(platform.system(), platform.machine()), is_missing_engine=True) from error
    if _VEILED.search(mermaid):
        message = "it holds characters that stand for others here"
        raise DrawingError(message)
    veiled = _CODE.sub(lambda match: _VEILS[int(match[1])], mermaid)
    configured = f"%%{{init: {json.dumps(_configuration(font_size))}}}%%\n{veiled}"
    try:
        found = json.loads(merman.Merman().layout_json(configured, None))
    except merman.MermanError as error:
        raise DrawingError(str(error)) from error
    for reason in _unpaintable(found["semantic"], veiled):
        raise DrawingError(reason)
    return _read(found)


def _filled(mermaid: str, names: frozenset[str]) -> str:
    """The text with a filler as the title of these boxes: merman makes a box as wide as its title."""
    return _NODE.sub(lambda match: f"{match[1]}{_FILLER}{match[3]}" if match[2] in names else match[0], mermaid)


def _with_titles_of(titled: Layout, layout: Layout) -> Layout:
    return replace(layout, boxes=tuple(replace(box, label=own.label) for box, own in zip(layout.boxes, titled.boxes, strict=True)))


def _missing_engine(system: str, machine: str) -> str:
    """Reason for a missing drawing engine, and what to do about it, on a platform as the module `platform` names it."""
    if (system, machine) in _BUILDS:
        return 'the drawing engine is not installed; to install it: pip install "pathway-generator[drawing]"'
    return f"there is no drawing engine for this platform ({system} {machine})"


def _unpaintable(semantic: Any, mermaid: str) -> Iterator[str]:
    """Features of hand-written diagrams that our painting would silently drop."""
    if any(edge["type"] != "arrow_point" or edge["stroke"] != "normal" for edge in semantic.get("edges", ())):
        yield "it has edges that are no plain arrows"
    styled = [*semantic.get("nodes", ()), *semantic.get("edges", ())]
    if semantic.get("classDefs") or any(part.get("styles") or part.get("style") for part in styled):
        yield "it has styles of its own"
    if any(part["labelType"] == "markdown" for part in styled) or "<" in _ARROWS.sub("", mermaid):
        yield "it has formatted labels"
    # merman writes “<” in the label of an edge as it writes “&lt;”, and leaves other names of characters to its reader.
    if _AMBIGUOUS.search(mermaid) or any(_ENTITY.search(edge["label"] or "") for edge in semantic.get("edges", ())):
        yield "the label of an edge has the name of a character in it"


def _configuration(font_size: float) -> Mapping[str, Any]:
    return {
        "layout": "elk",
        "theme": "base",
        "htmlLabels": False,
        "fontFamily": "sans-serif",
        "themeVariables": {"fontSize": f"{font_size}px"},
        "flowchart": {"htmlLabels": False, "wrappingWidth": font_size * 11, "nodeSpacing": 22, "rankSpacing": 34, "padding": 11},
    }


def _read(found: Any) -> Layout:
    semantic, layouts = found["semantic"], found["layout"]
    if "FlowchartV2" not in layouts or semantic["subgraphs"]:
        message = "it is not a flowchart without groups"
        raise DrawingError(message)
    placed = layouts["FlowchartV2"]
    places = {node["id"]: node for node in placed["nodes"]}
    boxes = tuple(_box(node, places[node["id"]]) for node in semantic["nodes"])
    ways = {edge["id"]: edge for edge in semantic["edges"]}
    arrows = tuple(_arrow(ways[edge["id"]], edge) for edge in placed["edges"])
    bounds = placed["bounds"]
    width, height = bounds["max_x"] - bounds["min_x"], bounds["max_y"] - bounds["min_y"]
    return Layout(boxes, arrows, bounds["min_x"], bounds["min_y"], width, height)


def _box(node: Any, place: Any) -> DrawnBox:
    named = [name.removeprefix("kind-") for name in node["classes"] if name.startswith("kind-")]
    kind = named[0] if named else _SHAPES.get(node["shape"], "")
    if not kind:
        message = f"there is no shape here for “{node['shape']}”"
        raise DrawingError(message)
    return DrawnBox(node["id"], _label(node["label"]), kind, node["link"] or "", place["x"], place["y"], place["width"], place["height"])


def _arrow(edge: Any, place: Any) -> DrawnEdge:
    label = _label((edge["label"] or "").replace("&lt;", "<").replace("&gt;", ">"))
    at = place["label"] if label else None
    points = tuple((point["x"], point["y"]) for point in place["points"])
    return DrawnEdge(edge["from"], edge["to"], label, points, (at["x"], at["y"]) if at else None, at["width"] if at else 0)


def _label(found: str) -> str:
    return " ".join(found.translate(_UNVEILED).split())
