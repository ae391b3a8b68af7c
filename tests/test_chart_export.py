"""Charts taken along: as files of their own, complete and true to the pathway."""

import struct
from importlib.resources import files
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner, Result
from playwright.sync_api import Browser

from generator.cli import main
from hosting import ROOT
from ours import EXAMPLE

_SVG = "{http://www.w3.org/2000/svg}"


def _draw(*arguments: object, file: Path = EXAMPLE) -> Result:
    command = ["draw", "--file", str(file), *map(str, arguments)]
    result = CliRunner().invoke(main, command)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_all_charts_become_svg_files(tmp_path: Path) -> None:
    """Each by itself: with its title, version and source, its colours inside, and nothing that holds only within the site."""
    assert _draw("--into", tmp_path, file=ROOT / "pathway.yaml").exit_code == 0
    drawn = sorted(tmp_path.glob("*.svg"))
    assert len(drawn) == 9
    for file in drawn:
        root = ET.fromstring(file.read_text("utf-8"))  # noqa: S314  # our own file, a moment ago
        text = " ".join(root.itertext())
        assert (root.findtext(f"{_SVG}title") or "").startswith("Treatment of dermatomyositis: ")
        assert "Version 1.0.0, 22 November 2026. Draft · Not yet reviewed by a clinician." in text
        assert not list(root.iter(f"{_SVG}a"))
        shapes = [shape for shape in root.iter() if (shape.get("class") or "").startswith("pw-shape")]
        assert shapes
        assert all((shape.get("fill") or "").startswith("#") and (shape.get("stroke") or "").startswith("#") for shape in shapes)


def test_a_chart_becomes_a_picture(tmp_path: Path) -> None:
    """A PNG of twice the drawing's size."""
    assert _draw("first-chart", "--format", "png", "--into", tmp_path).exit_code == 0
    assert _draw("first-chart", "--into", tmp_path).exit_code == 0
    picture = (tmp_path / "first-chart.png").read_bytes()
    assert picture.startswith(b"\x89PNG\r\n")
    width, height = struct.unpack(">II", picture[16:24])
    root = ET.fromstring((tmp_path / "first-chart.svg").read_text("utf-8"))  # noqa: S314  # as above
    assert (width, height) == (round(2 * float(root.attrib["width"])), round(2 * float(root.attrib["height"])))


@pytest.mark.release
@pytest.mark.parametrize("kind", ["svg", "png", "mermaid"])
def test_a_chart_keeps_to_a_width(tmp_path: Path, kind: str) -> None:
    """A chart for a phone is no wider than its screen; Mermaid text has no width."""
    widths = {}
    for width in (344, 936):
        folder = tmp_path / str(width)
        assert _draw("first-chart", "--format", kind, "--width", width, "--into", folder).exit_code == 0
        [file] = folder.iterdir()
        widths[width] = _width(file)
    if kind == "mermaid":
        assert widths[344] == widths[936]
    else:
        # The air around the drawing is beside the column.
        assert widths[344] < widths[936] <= 936 + 12
        assert widths[344] <= 344 + 12
    assert _draw("where-to-start", "--width", 100, "--into", tmp_path).exit_code == 2


def _width(file: Path) -> float:
    """The width of a picture in CSS pixels; of a text its length."""
    if file.suffix == ".png":
        return float(struct.unpack(">I", file.read_bytes()[16:20])[0]) / 2
    text = file.read_text("utf-8")
    return float(ET.fromstring(text).attrib["width"]) if file.suffix == ".svg" else len(text)  # noqa: S314  # our own file, a moment ago


def test_mermaid_text_is_drawn_by_any_mermaid(tmp_path: Path, browser: Browser) -> None:
    """The real Mermaid takes the text as it stands."""
    assert _draw("--format", "mermaid", "--into", tmp_path).exit_code == 0
    page = browser.new_page()
    page.set_content("<body></body>")
    page.add_script_tag(content=files("mermaidx").joinpath("assets", "mermaid.js").read_text("utf-8"))
    for file in sorted(tmp_path.glob("*.mmd")):
        text = file.read_text("utf-8")
        assert "click" not in text
        drawn = page.evaluate("async ([name, text]) => (await mermaid.render(name, text)).svg", [file.stem, text])
        assert drawn.count('class="node ') == text.count(":::kind-")
    page.close()


def test_faults_are_said(tmp_path: Path) -> None:
    """A chart that does not exist, and a file that would be lost."""
    result = _draw("nobody", "--into", tmp_path)
    assert result.exit_code == 1
    assert "there is no chart “nobody”. Known: where-to-start," in result.stderr
    (tmp_path / "where-to-start.svg").write_text("mine")
    assert _draw("where-to-start", "--into", tmp_path).exit_code == 1
    assert (tmp_path / "where-to-start.svg").read_text() == "mine"
    assert _draw("where-to-start", "--into", tmp_path, "--force").exit_code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["where-to-start.svg"]
