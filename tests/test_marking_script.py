"""The script of marks finds what the Python rules find, for any patient in any pathway, on a page and on a route, in a browser."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from generator.analysis.inclusion import included, with_included
from generator.analysis.index import PathwayIndex
from generator.analysis.marks import Applicability, Mark, Marking, Patient, export
from test_marks import CASES, Case, patients
from thickets import tangles, thickets

ASSETS = Path(__file__).parent.parent / "generator" / "assets"
_FOUND = """([data, told, places]) => {
  const marking = pathway.lens.markingOf(data);
  const patient = marking.patientOf(told);
  const reason = ({ entries, treatments, unknown, stopped }) => [entries, treatments, unknown, stopped];
  const touch = (mark) => [mark.statement, mark.treatment, mark.includes, [...mark.touched].sort(), mark.readWith];
  const plain = (mark) => [...touch(mark), mark.ifSo, mark.kind, reason(mark.reason)];
  const applies = marking.applying(patient);
  return {
    places: places.map(([box, way]) => [
      marking.marks(box, patient, way ?? undefined).map(plain),
      marking.notMentioned(box, patient, way ?? undefined).map(({ entry, treatments }) => [entry, treatments]),
    ]),
    statements: [...applies].map(([name, found]) => [name, reason(found)]),
    tensions: marking.tensions(applies),
    mentioned: marking.mentioned(data.treatments.map(({ id }) => id), patient).map(({ entry, treatments }) => [entry, treatments]),
  };
}"""


@pytest.fixture(scope="module")
def bare(browser: Browser) -> Iterator[Page]:
    """A page with nothing on it but the script of marks."""
    page = browser.new_page()
    page.goto((ASSETS / "NOTICES.txt").as_uri())
    page.add_script_tag(url=(ASSETS / "base/dom.js").as_uri())
    page.evaluate("() => { pathway.lens = {}; }")
    page.add_script_tag(url=(ASSETS / "lens/marking.js").as_uri())
    yield page
    page.close()


def _reason(reason: Any) -> list[list[str]]:
    return [[*reason.entries], [*reason.treatments], [*reason.unknown], [*reason.stopped]]


def _touch(mark: Mark) -> list[Any]:
    touch = mark.touch
    return [touch.statement, touch.treatment, [*touch.includes], sorted(touch.touched), [*touch.read_with]]


def _expected(marking: Marking, patient: Patient, places: list[tuple[str, int | None]]) -> dict[str, Any]:
    def marks(box: str, way: int | None) -> list[Any]:
        return [[*_touch(mark), mark.if_so or mark.kind, mark.kind, _reason(mark.reason)] for mark in marking.marks(box, patient, way)]

    def silent(box: str, way: int | None) -> list[Any]:
        return [[entry, [*names]] for entry, names in marking.not_mentioned(box, patient, way).items()]

    def mentioned(entry: str) -> list[str]:
        """Of all treatments, but for those included in one that is mentioned with all in it."""
        index, said = marking.index, marking.mentioned_for(entry)
        wholes = [name for name in said if with_included(index, name) <= said]
        return [name for name in index.treatments if name in said and not any(name in included(index, whole) for whole in wholes)]

    applying = Applicability(marking.index, patient).statements()
    ticked = [name for name, entry in marking.index.entries.items() if name in patient.has and not getattr(entry, "usual", False)]
    return {
        "places": [[marks(*place), silent(*place)] for place in places],
        "statements": [[name, _reason(reason)] for name, reason in applying.items()],
        "tensions": [*marking.tensions(patient)],
        "mentioned": [[entry, mentioned(entry)] for entry in ticked],
    }


def _is_right(page: Page, index: PathwayIndex, some: Iterable[Patient]) -> None:
    marking = Marking(index)
    places = [(place.box.id, way) for place in index.boxes for way in (None, *marking.offers.options(place.box.id))]
    data = export.data(marking)
    for patient in some:
        given_now = None if patient.given is None else sorted(patient.given)
        told = {"has": sorted(patient.has), "unknown": sorted(patient.unknown), "denied": sorted(patient.denied), "given": given_now}
        found = page.evaluate(_FOUND, [data, told, places])
        assert found == json.loads(json.dumps(_expected(marking, patient, places)))


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_the_script_follows_each_rule(bare: Page, case: Case) -> None:
    _is_right(bare, case.pathway(), [case.patient()])


@given(st.one_of(tangles(), thickets()), st.lists(patients(), min_size=1, max_size=4))
def test_the_script_finds_the_marks_of_the_rules(bare: Page, index: PathwayIndex, some: list[Patient]) -> None:
    """Every mark, in full and in order, in every box and every option."""
    _is_right(bare, index, some)
