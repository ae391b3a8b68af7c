"""A chart by itself: for a slide, a document, another host of Mermaid."""

import re
from dataclasses import replace
from importlib.resources import files
from xml.etree import ElementTree as ET

from generator.charts.chart import Chart
from generator.charts.svg import WIDE, draw
from generator.charts.svg.text_fitting import wrapped
from generator.compiler import Site, SiteChart
from generator.core.sentences import closed

__all__ = ["mermaid", "png", "svg"]

_SVG = "http://www.w3.org/2000/svg"
_FONTS = "'DejaVu Sans', Verdana, Arial, sans-serif"
_FOOT = 18.0
"""The height below a chart, beside that of the lines with its title and source."""
_FOOT_SIZE = 10.0
_FOOT_LINE = 14.0
_MARGIN = 12.0
_NARROWEST = 200.0
"""So wide the lines below a narrow chart may be."""

# The variables of the style sheet that a kind is filled and outlined with.
_KINDS = {
    "start": ("end", "end-line"),
    "end": ("end", "end-line"),
    "exit": ("exit", "exit-line"),
    "question": ("question", "question-line"),
    "ask": ("question", "question-line"),
    "several": ("several", "several-line"),
    "all": ("several", "several-line"),
    "choice": ("paper", "action-line"),
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


def mermaid(chart: SiteChart, _site: Site | None = None, _column: float = WIDE) -> str:
    """The chart as Mermaid text that any host of Mermaid draws: without the links, which hold only within the site."""
    return chart.portable


def svg(chart: SiteChart, site: Site, column: float = WIDE) -> str:
    """The chart as an SVG file of its own, in the light colours, with its title, version and source.

    Args:
        chart: the chart.
        site: the site that it is of.
        column: the width that it keeps to if its text allows that, in CSS pixels.

    """
    ET.register_namespace("", _SVG)
    root = ET.fromstring(draw(_without_links(chart.chart), column))  # noqa: S314  # our own painting, a moment ago
    colours = _light_colours()
    for group in root.findall(f".//{{{_SVG}}}g[@class='pw-edges']"):
        for trace in group.findall(f"{{{_SVG}}}g"):  # They are for the light of the page.
            group.remove(trace)
    for element in root.iter():
        _paint(element, colours)
    for node in root.iter(f"{{{_SVG}}}g"):
        if node.get("data-node"):
            _paint_node(node, node.attrib["class"].split()[1].removeprefix("pw-node--"), colours)
    root.set("font-family", _FONTS)
    _label(root, chart, site, colours)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _without_links(chart: Chart) -> Chart:
    return replace(chart, boxes=tuple(replace(box, href="") for box in chart.boxes))


def png(chart: SiteChart, site: Site, column: float = WIDE, *, scale: float = 2) -> bytes:
    """The same as a picture of `scale` times its natural size."""
    from mermaidx.raster import render_png  # noqa: PLC0415  # loads a rasteriser that nothing else needs

    picture: bytes = render_png(svg(chart, site, column), scale=scale, background="#ffffff")
    return picture


def _light_colours() -> dict[str, str]:
    """The colours of the style sheet for light paper."""
    sheet = files("generator").joinpath("assets", "base", "colours.css").read_text("utf-8")
    light = sheet[: sheet.index("@media")]
    return dict(re.findall(r"--pw-([\w-]+):\s*(#\w+);", light))


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
            for paper in element.iter(f"{{{_SVG}}}rect"):
                paper.set("fill", colours["wash" if paper.get("class") == "pw-banded" else "paper"])
            _strike(element)
        case "pw-band":
            element.set("fill", colours["ink-2"])
            for paper in element.iter(f"{{{_SVG}}}rect"):
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
        elif shape.tag == f"{{{_SVG}}}text":
            shape.set("fill", colours["ink-2" if shape.get("class") or removed else "ink"])
        elif shape.get("class") == "pw-number":
            shape.set("fill", colours["ink-2"])
        elif shape.tag == f"{{{_SVG}}}circle":
            shape.set("fill", stroke)
        elif shape.tag == f"{{{_SVG}}}path":
            filled = shape.get("class") == "pw-filled"
            shape.attrib |= {"fill": colours["paper"] if filled else "none", "stroke": colours["paper"], "stroke-width": "1.6"}
    _strike(node)


def _strike(group: ET.Element) -> None:
    """Strikes through what was removed."""
    if _REMOVED in group.get("class", "").split():
        for text in group.findall(f"{{{_SVG}}}text"):
            for line in text if text.get("class") != "pw-small" else ():
                line.attrib |= {} if line.get("class") else {"text-decoration": "line-through"}


def _label(root: ET.Element, chart: SiteChart, site: Site, colours: dict[str, str]) -> None:
    """Adds the title for screen readers, the paper, and the line that says where the chart comes from."""
    left, top, width, height = map(float, root.attrib["viewBox"].split())
    metadata = site.metadata
    words = site.words
    version = f"{words.version} {metadata.version}, {words.format_date(metadata.published)}."
    said = f"{closed(f'{metadata.title}: {chart.title}')} {version} {closed(words.status_of(metadata))}"
    width = max(width, _NARROWEST)
    lines = wrapped(said, width - 2 * _MARGIN, _FOOT_SIZE)
    whole = height + _FOOT + len(lines) * _FOOT_LINE
    root.attrib |= {"viewBox": f"{left:g} {top:g} {width:g} {whole:g}", "width": f"{width:g}", "height": f"{whole:g}", "role": "img"}
    title = ET.Element(f"{{{_SVG}}}title")
    title.text = f"{metadata.title}: {chart.title}"
    size = {"x": f"{left:g}", "y": f"{top:g}", "width": f"{width:g}", "height": f"{whole:g}"}
    root.insert(0, ET.Element(f"{{{_SVG}}}rect", size | {"fill": colours["paper"]}))
    root.insert(0, title)
    foot = ET.SubElement(root, f"{{{_SVG}}}text", {"font-size": f"{_FOOT_SIZE:g}", "fill": colours["ink-2"]})
    for number, line in enumerate(lines, 1):
        place = {"x": f"{left + _MARGIN:g}", "y": f"{top + height + number * _FOOT_LINE:g}"}
        ET.SubElement(foot, f"{{{_SVG}}}tspan", place).text = line.rstrip()
