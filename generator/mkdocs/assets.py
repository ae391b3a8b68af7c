"""Style sheets, scripts and data that a site holds beside its pages."""

import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from generator.compiler import Site
from generator.core.colours import schemes
from generator.mkdocs import asset_bundle
from generator.mkdocs.generated_files import lazy_file
from generator.mkdocs.page_scripts import ASSETS
from generator.mkdocs.print_html import page_margin_css


def assets(config: MkDocsConfig, site: Site | None) -> Iterator[File]:
    """Our style sheet with what runs along printed pages, scripts and marks."""
    folder = files("generator").joinpath("assets")
    brand = site.metadata.brand_colour if site else None
    for asset in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if asset.name == "favicon.svg":
            ours, theirs = schemes()["light"]["brand"], schemes(brand)["light"]["brand"]
            yield File.generated(config, f"{ASSETS}/{asset.name}", content=asset.read_text("utf-8").replace(ours, theirs))
        elif asset.is_file() and not asset.name.endswith(".js"):
            yield _file(config, f"{ASSETS}/{asset.name}", asset)
    for name in asset_bundle.scripts():
        yield File.generated(config, f"{ASSETS}/{name}.js", content=asset_bundle.script(name))
    head = page_margin_css(site.metadata, site.words, config.site_url or "") if site else ""
    yield File.generated(config, f"{ASSETS}/pathway.css", content=asset_bundle.style_sheet(brand) + head)


def walk_scripts(config: MkDocsConfig, site: Site, address_of: Callable[[str], str]) -> Iterator[File]:
    """Data of a walk, as scripts; `address_of` gives a page's address from the site's root."""

    def graph() -> Mapping[str, Any]:
        known = site.walk_data.graph
        return {**known, "pages": list(map(address_of, known["pages"])), "summary": address_of(known["summary"])}

    yield _data(config, "walk/graph", "pathway.walk.graph", graph)
    yield _data(config, "walk/statements", "pathway.walk.says", lambda: site.walk_data.says)


def score_script(config: MkDocsConfig, site: Site) -> File:
    """Data of the scores, as a script."""
    return _data(config, "score/data", "pathway.scores", lambda: site.score_data)


def lens_script(config: MkDocsConfig, site: Site, address_of: Callable[[str], str]) -> File:
    """Data of the lenses, as a script; `address_of` as above."""
    return _data(
        config, "lens/data", "pathway.lens.data", lambda: {**site.lens_data, "pages": list(map(address_of, site.lens_data["pages"]))}
    )


def _data(config: MkDocsConfig, name: str, variable: str, data: Callable[[], Mapping[str, Any]]) -> File:
    """Data as a script, since from a folder a browser reads no data."""

    @cache
    def script() -> str:
        # Readers of HTML would see the end of a script in a text that holds one; all letters beyond ASCII are escaped already.
        text = json.dumps(data(), separators=(",", ":")).replace("<", "\\u003c")
        return f"window.{variable} = {text};\n"

    return lazy_file(config, f"{ASSETS}/{name}.js", script)


def _file(config: MkDocsConfig, uri: str, resource: Any) -> File:
    with as_file(resource) as path:
        return File.generated(config, uri, abs_src_path=str(Path(path)))
