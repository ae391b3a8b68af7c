"""Regimens: several treatments given together, of which each is forbidden by what forbids one of its parts."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.analysis.index import PathwayIndex
from generator.analysis.marks import Marking, Patient
from generator.analysis.paths.moves import Graph
from generator.analysis.paths.warning_coverage import find_unwarned
from generator.cli import main
from generator.compiler import Site, compile_pathway
from generator.core.source import Source
from hosting import SharedContext, visiting
from thickets import thicket

CHARTS = Path(__file__).parent / "charts"
# t0 is a regimen of t1 and t2; t3 is a group. For each case: what a box gives, what is said against, the further groups and regimens, and what this speaks against.
WHOLE, PART, NONE = "all of it, or a part of it", "one of its members", "nothing of it"
REGIMEN = {"t0": ["t1", "t2"]}
CASES = [
    ("t0", "t0", {}, REGIMEN, WHOLE),
    ("t0", "t1", {}, REGIMEN, WHOLE),
    ("t0", "t2", {}, REGIMEN, WHOLE),
    ("t1", "t0", {}, REGIMEN, NONE),
    ("t1", "t2", {}, REGIMEN, NONE),
    ("t0", "t3", {}, REGIMEN, NONE),
    # A group of which a part is a member.
    ("t0", "t3", {"t3": ["t1"]}, REGIMEN, WHOLE),
    ("t3", "t0", {"t3": ["t1"]}, REGIMEN, NONE),
    ("t3", "t2", {"t3": ["t1"]}, REGIMEN, NONE),
    ("t3", "t1", {"t3": ["t1"]}, REGIMEN, PART),
    # A group of which the regimen is a member.
    ("t0", "t3", {"t3": ["t0"]}, REGIMEN, WHOLE),
    ("t1", "t3", {"t3": ["t0"]}, REGIMEN, NONE),
    ("t3", "t0", {"t3": ["t0"]}, REGIMEN, PART),
    ("t3", "t1", {"t3": ["t0"]}, REGIMEN, PART),
    # A regimen of a group: any one of it is given.
    ("t0", "t3", {"t3": ["t2"]}, {"t0": ["t1", "t3"]}, WHOLE),
    ("t0", "t2", {"t3": ["t2"]}, {"t0": ["t1", "t3"]}, PART),
    ("t3", "t0", {"t3": ["t2"]}, {"t0": ["t1", "t3"]}, NONE),
    # A regimen in a regimen.
    ("t3", "t1", {}, {**REGIMEN, "t3": ["t0"]}, WHOLE),
    ("t3", "t0", {}, {**REGIMEN, "t3": ["t0"]}, WHOLE),
    ("t0", "t3", {}, {**REGIMEN, "t3": ["t0"]}, NONE),
    ("t1", "t3", {}, {**REGIMEN, "t3": ["t0"]}, NONE),
]


def _index(gives: str, against: str, groups: dict[str, list[str]], regimens: dict[str, list[str]]) -> PathwayIndex:
    said = [{"id": "no", "role": "contraindication", "about": [against], "in": ["rain"]}]
    return thicket([[{"id": "n0", "kind": "start", "gives": [gives]}]], said, groups, regimens)


@pytest.mark.parametrize(("gives", "against", "groups", "regimens", "expected"), CASES)
def test_a_part_forbids_its_regimen_and_no_regimen_its_parts(
    gives: str, against: str, groups: dict[str, list[str]], regimens: dict[str, list[str]], expected: str
) -> None:
    """In the marks of boxes and treatments, and in what has to be said before a treatment is given."""
    index = _index(gives, against, groups, regimens)
    marking, patient = Marking(index), Patient(frozenset({"rain"}))
    assert bool(marking.marks("n0", patient)) == (expected != NONE)
    assert bool(marking.touches_of_treatment(gives)) == (expected == WHOLE)
    unsaid = find_unwarned(Graph(index))
    assert any(silence.is_fault for silence in unsaid) == (expected == WHOLE)
    assert bool(unsaid) == (expected != NONE)


def _site(name: str, *changes: tuple[str, str]) -> Site:
    text = (CHARTS / f"{name}.yaml").read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    compiled = compile_pathway(Source("p", text))
    assert [found for found in compiled.diagnostics if found.code != "unasked-contraindication"] == []
    assert compiled.site
    return compiled.site


def _page(site: Site, path: str) -> str:
    return next(page.text for page in site.pages if page.path == path)


def _marked(site: Site) -> tuple[set[str], set[str]]:
    """The boxes with marks in heart failure, and the treatments that something is said of."""
    marking, index = Marking(site.context.index), site.context.index
    boxes = {place.box.id for place in index.boxes if marking.marks(place.box.id, Patient(frozenset({"hf"})))}
    return boxes, {name for name in index.treatments if marking.touches_of_treatment(name)}


def test_drugs_given_only_in_a_regimen_have_their_boxes() -> None:
    """In the index, which has no empty row, and on their own pages; the regimen says what it consists of."""
    site = _site("place")
    rows = re.findall(r"^\| \[[^|]*\|(.*)\|\s*$", _page(site, "treatments.md"), re.MULTILINE)
    assert len(rows) == 3
    assert all("[1.2 AC-T](s.md#ac)" in row for row in rows)
    assert "[1.2 AC-T](../s.md#ac) (as part of AC-T)" in _page(site, "treatments/paclitaxel.md")
    assert "(as part of" not in _page(site, "treatments/regimen.md")
    assert "Consists of</span> [Doxorubicin](doxorubicin.md) [Paclitaxel](paclitaxel.md)" in _page(site, "treatments/regimen.md")
    assert "Part of</span> [AC-T](regimen.md)" in _page(site, "treatments/doxorubicin.md")


def test_what_is_said_of_a_regimen_is_not_said_of_its_parts() -> None:
    site = _site("regimen")
    assert "must not be given in heart failure" in _page(site, "treatments/regimen.md")
    assert "must not be given in heart failure" not in _page(site, "treatments/paclitaxel.md")
    assert _marked(site) == ({"ac"}, {"regimen"})


DRUG = (("about: [regimen], in: [hf]", "about: [doxorubicin], in: [hf]"), ("The regimen must not", "Doxorubicin must not"))


def test_what_is_said_against_a_part_is_met_with_the_regimen() -> None:
    site = _site("regimen", *DRUG)
    page = _page(site, "treatments/regimen.md")
    assert page.index("for its parts") < page.index("Doxorubicin must not be given")
    assert _marked(site) == ({"ac"}, {"regimen", "doxorubicin"})
    box, treatments = site.walk_data.says["boxes"][1], site.walk_data.says["treatments"]
    met = {name for number in box["treatments"] for name in (number, *treatments[number]["included"])}
    assert any(treatments[number]["warnings"] for number in met)


@pytest.mark.parametrize(
    ("key", "inner", "silent"),
    [
        # A name that ends in a full stop gets no second one.
        ("parts", "  - {id: b, name: Vitamin B.}\n", "these parts themselves: Paclitaxel, Vitamin B. That does not mean there is none."),
        (
            "members",
            "  - {id: b, name: Vitamin B12}\n",
            "these members themselves: Paclitaxel, Vitamin B12. That does not mean there is none.",
        ),
        # A group of which a member has a warning is not among those without any.
        (
            "members",
            "  - {id: b, name: Others, members: [doxorubicin]}\n",
            "these members themselves: Paclitaxel. That does not mean there is none.",
        ),
    ],
)
def test_a_treatment_names_what_it_includes_that_has_no_warning(key: str, inner: str, silent: str) -> None:
    included = ("parts: [doxorubicin, paclitaxel]", f"{key}: [doxorubicin, paclitaxel, b]")
    site = _site("regimen", *DRUG, included, ("circumstances:", f"{inner}circumstances:"))
    assert silent in _page(site, "treatments/regimen.md")


def test_a_contraindicated_part_has_to_be_named_before_the_regimen_is_given() -> None:
    text = (CHARTS / "regimen.yaml").read_text("utf-8").replace("statements: [heart, given]", "statements: [given]")
    text = text.replace("statements: [pgiven], gives", "statements: [pgiven, heart], gives")
    for old, new in DRUG:
        text = text.replace(old, new)
    found = next(one for one in compile_pathway(Source("p", text)).diagnostics if one.code == "untold-contraindication")
    assert "AC-T" in found.message


def test_the_summary_of_a_walk_names_the_part(tmp_path: Path, shared_context: SharedContext) -> None:
    """Warnings about a part are listed under its name; parts without any are named, and the regimen is not."""
    text = (CHARTS / "regimen.yaml").read_text("utf-8")
    renamed = (("title: Paclitaxel alone", "title: Then the vitamin"), ("name: Paclitaxel", "name: Vitamin B."))
    for old, new in (*DRUG, *renamed):
        text = text.replace(old, new)
    (tmp_path / "pathway.yaml").write_text(text, "utf-8")
    assert CliRunner().invoke(main, ["build", str(tmp_path / "pathway.yaml")]).exit_code == 0
    with visiting(shared_context, (tmp_path / "site").as_uri()) as visit:
        page = visit.open("walk.html#walk/1/0.1.0/ac")
        page.wait_for_selector(".pw-walked--made")
        assert page.locator(".pw-walked-group h3").first.inner_text() == "Doxorubicin, part of AC-T"
        silence = page.locator(".pw-walked-part .pw-walk-small", has_text="This pathway gives no caution").inner_text()
        assert "for: Vitamin B. That does not mean there is none." in silence
        assert "AC-T" not in silence
