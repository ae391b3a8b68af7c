"""A drawing in the light colours of the style sheet, without that style sheet: for a file of its own, and for a poster."""

from xml.etree import ElementTree as ET

SVG = "http://www.w3.org/2000/svg"
"""The namespace of SVG."""
FONTS = "'DejaVu Sans', Verdana, Arial, sans-serif"
"""Fonts that are no wider than the text was measured."""

# The variables of the style sheet that a kind is filled and outlined with.
_KINDS = {
    "start": ("end", "end-line"),
    "end": ("end", "end-line"),
    "exit": ("exit", "exit-line"),
    "question": ("question", "question-line"),
    "ask": ("question", "question-line"),
    "several": ("several", "several-line"),
    "all": ("several", "several-line"),
    "choice": ("accent-wash", "accent"),
    "action": ("action", "action-line"),
    "caution": ("caution", "caution-line"),
    "link": ("accent-wash", "accent"),
    "option": ("action", "action-line"),
    "then": ("action", "action-line"),
    "back": ("paper", "action-line"),
}
_REMOVED = "pw-removed"
_DASHED = {"choice": "pw-optional", "back": "pw-optional", "then": _REMOVED}
"""The kinds whose outline is dashed, or dotted."""
_DASHES = {"pw-optional": {"stroke-dasharray": "6 4"}, _REMOVED: {"stroke-dasharray": "1.5 3.5"}}


def coloured(drawing: str, colours: dict[str, str]) -> ET.Element:
    """A drawing as an element, with what the style sheet says of it as attributes.

    Args:
        drawing: the SVG.
        colours: the colours by the names of their variables.

    """
    root = ET.fromstring(drawing)  # noqa: S314  # our own painting, a moment ago
    for group in root.findall(f".//{{{SVG}}}g[@class='pw-edges']"):
        for trace in group.findall(f"{{{SVG}}}g"):  # They are for the light of the page.
            group.remove(trace)
    for element in root.iter():
        _paint(element, colours)
    for node in root.iter(f"{{{SVG}}}g"):
        if node.get("data-node"):
            _paint_node(node, node.attrib["class"].split()[1].removeprefix("pw-node--"), colours)
    return root


def _paint(element: ET.Element, colours: dict[str, str]) -> None:
    """Turns what the style sheet says of edges and text into attributes."""
    kind, _, more = element.get("class", "").partition(" ")
    match kind:
        case "pw-line":
            element.attrib |= {"fill": "none", "stroke": colours["edge"], "stroke-width": "1.5"} | _DASHES.get(more, {})
        case "pw-head":
            element.attrib |= {"fill": "none", "stroke": colours["edge"]} if more == _REMOVED else {"fill": colours["edge"]}
        case "pw-edge-label":
            element.set("fill", colours["ink-2"])
            for paper in element.iter(f"{{{SVG}}}rect"):
                paper.set("fill", colours["wash" if paper.get("class") == "pw-banded" else "paper"])
            _strike(element)
        case "pw-band":
            element.set("fill", colours["ink-2"])
            for paper in element.iter(f"{{{SVG}}}rect"):
                paper.attrib |= {"fill": colours["wash"], "stroke": colours["line"], "rx": "8"}
        case _:
            pass


def _paint_node(node: ET.Element, kind: str, colours: dict[str, str]) -> None:
    removed = _REMOVED in node.attrib["class"].split()
    fill, stroke = (colours[name] for name in (("paper", "edge") if removed else _KINDS[kind]))
    for shape in node.iter():
        if shape.get("class") == "pw-shape":
            dash = _REMOVED if removed else _DASHED.get(kind, "")
            shape.attrib |= {"fill": fill, "stroke": stroke, "stroke-width": "1.5"} | _DASHES.get(dash, {})
        elif shape.get("class") == "pw-shape-line":
            shape.attrib |= {"fill": fill, "stroke": stroke, "stroke-width": "1"}
        elif shape.get("class") == "pw-grade":
            shape.attrib |= {"fill": "none", "stroke": stroke, "stroke-width": "0.75", "rx": "8"}
        elif shape.get("class") == "pw-sign":
            shape.attrib |= {"fill": "none", "stroke": colours["ink-2"], "stroke-width": "1.4", "stroke-linecap": "round"}
        elif shape.tag == f"{{{SVG}}}text":
            shape.set("fill", colours["ink-2" if shape.get("class") or removed else "ink"])
        elif shape.get("class") == "pw-number":
            shape.set("fill", colours["ink-2"])
        elif shape.tag == f"{{{SVG}}}circle":
            shape.set("fill", stroke)
        elif shape.tag == f"{{{SVG}}}path":
            filled = shape.get("class") == "pw-filled"
            shape.attrib |= {"fill": colours["paper"] if filled else "none", "stroke": colours["paper"], "stroke-width": "1.6"}
    _strike(node)


def _strike(group: ET.Element) -> None:
    """Strikes through what was removed."""
    if _REMOVED in group.get("class", "").split():
        for text in group.findall(f"{{{SVG}}}text"):
            for line in text if text.get("class") != "pw-small" else ():
                line.attrib |= {} if line.get("class") else {"text-decoration": "line-through"}
