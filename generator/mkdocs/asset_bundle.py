"""Our style sheet and scripts as a site holds them: joined, and without what only those read who change them."""

import re
from importlib.resources import files

from generator.core.colours import resolved
from generator.mkdocs.page_scripts import PARTS

STYLES = (
    "base/tokens material/colours base/frame material/frame base/home base/boxes base/statements grades/grades base/blocks base/box-facts"
    " base/badges base/ways chart/charts base/tables base/glance references/references references/popover evidence_map/evidence-map"
    " references/export walk/walk score/score lens/lens base/live-examples print/document base/contrast base/narrow material/narrow"
    " print/print material/print print/poster chart/drawing"
).split()
"""The parts of the style sheet, in the order in which they are joined."""
THEME_NAMES = {
    "pw-prose": "md-typeset",
    'dataset.pwScheme = "light"': 'dataset.mdColorScheme = "default"',
    '[data-pw-scheme="light"]': '[data-md-color-scheme="default"]',
    '[data-pw-scheme="dark"]': '[data-md-color-scheme="slate"]',
}
"""Names in our style sheets and scripts for what is Material's, and its names: text as it sets it, and the colours that are chosen."""
_ASSETS = files("generator").joinpath("assets")
_MATERIAL = files("generator").joinpath("mkdocs", "material")
"""Folder of the parts that know Material's elements."""
# All in its line alone. More could be saved by a minifier, but hardly any of it compressed; and this can still be read, line by line.
_FOR_WRITERS = re.compile(r"^[ \t]*(?:/\*(?:(?!\*/).)*\*/|//[^\n]*)[ \t]*\n|^[ \t]+|^\n", re.MULTILINE | re.DOTALL)
_WITHIN_RULES = re.compile(r"(?<=[{;,])\n|;\n(?=})| (?=\{\n)")
"""Line ends and spaces within a rule of the style sheet that no browser needs; each rule keeps a line of its own."""
_HEAD = "/* With comments: {sources} in generator/assets and generator/mkdocs of pathway-generator. */\n"


def style_sheet(brand: str | None = None) -> str:
    """All of our style sheet, in the colour of a pathway; none for ours."""
    return resolved(_WITHIN_RULES.sub("", _joined([f"{name}.css" for name in STYLES], "*.css")), brand)


def script(name: str) -> str:
    """A script that pages load under this name, without its ending."""
    sources = [f"{part}.js" for part in PARTS.get(name, (name,))]
    return _joined(sources, ", ".join(sources))


def scripts() -> list[str]:
    """The names of all scripts that a site holds."""
    joined = {part for parts in PARTS.values() for part in parts}
    names = {
        f"{folder.name}/{entry.name.removesuffix('.js')}"
        for folder in (*_ASSETS.iterdir(), _MATERIAL)
        if folder.is_dir()
        for entry in folder.iterdir()
        if entry.name.endswith(".js")
    }
    return sorted(names - joined | {*PARTS})


def _joined(sources: list[str], named: str) -> str:
    text = "\n".join(map(_read, sources))
    for ours, theirs in THEME_NAMES.items():
        text = text.replace(ours, theirs)
    return _HEAD.format(sources=named) + _FOR_WRITERS.sub("", text)


def _read(source: str) -> str:
    folder, _, name = source.partition("/")
    return (_MATERIAL if folder == _MATERIAL.name else _ASSETS.joinpath(folder)).joinpath(name).read_text("utf-8")
