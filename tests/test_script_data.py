"""Data for scripts, and the helpers they share: named keys, one name in the page, each helper written once."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.compiler import Site, compile_pathway
from generator.core.source import Source

ROOT = Path(__file__).parent.parent
ASSETS = ROOT / "generator" / "assets"
SCRIPTS = {file.relative_to(ASSETS).as_posix(): file.read_text("utf-8") for file in sorted(ASSETS.rglob("*.js"))}
PATHWAYS = [ROOT / "pathway.yaml", *sorted((ROOT / "tests" / "charts").glob("regimen.yaml"))]
# Workers run elsewhere, the frame for them is there before all other scripts, and two stand in for scripts of the theme.
ALONE = {"lens/first-paint.js"}
"""They run before those that others share anything with."""


def _site(file: Path) -> Site:
    site = compile_pathway(Source(file.name, file.read_text("utf-8"))).site
    assert site
    return site


def _data(site: Site) -> dict[str, Any]:
    """All data of a site as scripts read it."""
    records = {file.path: file.content for file in site.files if file.path.endswith(".js")}
    read = {path: json.loads(re.search(r"\{ detail: (.*) \}\)\);\n$", str(text))[1]) for path, text in records.items()}  # type: ignore[index]  # or fail
    return {
        **read,
        **json.loads(
            json.dumps({"graph": site.walk_data.graph, "says": site.walk_data.says, "lens": site.lens_data, "scores": site.score_data})
        ),
    }


def _parts(data: Any) -> Iterator[Any]:
    yield data
    for part in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from _parts(part)


@pytest.mark.parametrize("file", PATHWAYS, ids=lambda file: file.stem)
def test_data_have_named_keys(file: Path) -> None:
    """A list holds things of one kind, and nothing in it means something by its place; ids are nowhere keys.

    The definition of the walk and the data of the marks leave out what is empty, and go by the places of ways and members.
    """
    site = _site(file)
    index = site.context.index
    ids = {*index.statements, *index.references, *index.subjects, *index.targets}
    data = _data(site)
    definition = [*_parts(data["graph"].pop("definition")), *_parts(data["lens"].pop("marking"))]
    assert not any(ids & {*part} for part in definition if isinstance(part, dict))
    # The key of a word may also be the id of a box.
    assert {*data["graph"].pop("words")} <= {*site.context.words.walk, *site.context.words.lens}
    for part in [part for found in data.values() for part in _parts(found)]:
        if isinstance(part, list):
            assert not any(isinstance(one, list) for one in part)
            shapes = {frozenset(one) if isinstance(one, dict) else type(one) for one in part}
            assert len(shapes) <= 1, part
        elif isinstance(part, dict):
            assert not ids & {*part}


@pytest.mark.parametrize("file", PATHWAYS, ids=lambda file: file.stem)
def test_the_walk_and_the_lenses_say_what_the_pages_say(file: Path) -> None:
    site = _site(file)
    views = {name: site.context.statement_elsewhere(statement) for name, statement in site.context.index.statements.items()}
    for said in site.walk_data.says["statements"]:
        view = views[said["id"]]
        assert (said["says"], said["role_word"]) == (view.says, view.role_word)
        assert [number for citation in said["citations"] for number in citation["numbers"]] == [
            number for citation in view.citations for number in citation.numbers
        ]
        assert [remark["text"] for remark in said["remarks"]] == [remark.text for remark in view.remarks]
        assert len(said["parts"]) == bool(view.doses) + len(view.blocks)
    for said in site.lens_data["statements"]:
        place = views[said["id"]].place
        assert (said["says"], site.lens_data["pages"][said["page"]], said["anchor"]) == (views[said["id"]].says, place.page, place.anchor)


@pytest.mark.parametrize("name", sorted({*SCRIPTS} - ALONE))
def test_scripts_have_one_name_in_the_page(name: str) -> None:
    assert {*re.findall(r"\bwindow\.(\w+)(?:\.\w+)* = ", SCRIPTS[name])} <= {"pathway"}


@pytest.mark.parametrize("name", sorted({*SCRIPTS} - ALONE - {"base/dom.js"}))
def test_what_scripts_share_is_written_once(name: str) -> None:
    shared = re.search(r"const helpers = \{ ([\w, ]+) \}", SCRIPTS["base/dom.js"])
    assert shared
    helpers = shared[1].split(", ")
    assert len(helpers) > 10
    assert [helper for helper in helpers if re.search(rf"const {helper} = (?:\(|async|function)", SCRIPTS[name])] == []
    assert re.findall(r"document\.createElement\w*\(|decodeURIComponent|preventScroll|new PopStateEvent|new Blob", SCRIPTS[name]) == []
