"""A chart by itself: for a slide, a document, another host of Mermaid."""

from dataclasses import replace
from xml.etree import ElementTree as ET

from generator.charts.chart import Chart
from generator.charts.svg import WIDE, draw
from generator.charts.svg.colouring import FONTS, SVG, coloured
from generator.charts.svg.text_fitting import wrapped
from generator.compiler import Site, SiteChart
from generator.core.colours import schemes
from generator.core.sentences import closed

__all__ = ["mermaid", "png", "svg"]

_FOOT = 18.0
"""The height below a chart, beside that of the lines with its title and source."""
_FOOT_SIZE = 10.0
_FOOT_LINE = 14.0
_MARGIN = 12.0
_NARROWEST = 200.0
"""So wide the lines below a narrow chart may be."""


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
    ET.register_namespace("", SVG)
    colours = schemes(site.metadata.brand_colour)["light"]
    root = coloured(draw(_without_links(chart.chart), column), colours)
    root.set("font-family", FONTS)
    _label(root, chart, site, colours)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _without_links(chart: Chart) -> Chart:
    return replace(chart, boxes=tuple(replace(box, href="") for box in chart.boxes))


def png(chart: SiteChart, site: Site, column: float = WIDE, *, scale: float = 2) -> bytes:
    """The same as a picture of `scale` times its natural size."""
    from mermaidx.raster import render_png  # noqa: PLC0415  # loads a rasteriser that nothing else needs

    picture: bytes = render_png(svg(chart, site, column), scale=scale, background="#ffffff")
    return picture


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
    title = ET.Element(f"{{{SVG}}}title")
    title.text = f"{metadata.title}: {chart.title}"
    size = {"x": f"{left:g}", "y": f"{top:g}", "width": f"{width:g}", "height": f"{whole:g}"}
    root.insert(0, ET.Element(f"{{{SVG}}}rect", size | {"fill": colours["paper"]}))
    root.insert(0, title)
    foot = ET.SubElement(root, f"{{{SVG}}}text", {"font-size": f"{_FOOT_SIZE:g}", "fill": colours["ink-2"]})
    for number, line in enumerate(lines, 1):
        place = {"x": f"{left + _MARGIN:g}", "y": f"{top + height + number * _FOOT_LINE:g}"}
        ET.SubElement(foot, f"{{{SVG}}}tspan", place).text = line.rstrip()
