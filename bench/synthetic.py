"""Pathways of any size for measuring: made up from a seed, built like ours, without faults or warnings.

`python -m bench.synthetic 400 --into FILE` writes one. Charts have about 10 boxes; statements, references, treatments, citations and
places of statements are as many a box as in our own pathway. What a larger field of medicine shares, its circumstances and findings,
grows with the root of the size. Every claim, drug and publication is invented, and no box is advice.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from random import Random

SIZES = (40, 400, 4_000)
OURS = {"boxes": 62, "statements": 68, "references": 64, "treatments": 23, "circumstances": 15, "findings": 5}
"""How many there are in our own pathway, by which all others are scaled."""
SMALLEST = 24

_IN_A_CHART = 10
_CHARTS = (1, 3, 3, 1)
"""Charts in one section after another."""
_IN_OVERVIEW = 4
_BRANCHES = 8
"""Sections that the overview leads to; each of them leads on to at most `_ONWARD` others, and so on."""
_ONWARD = 3
_ROLES = {"evidence": 20, "practice": 18, "recommendation": 12, "context": 7, "caution": 6, "goal": 2, "monitoring": 2}
_CITED = {"1": 41, "2": 16, "3": 4, "4": 4, "8": 2}
"""How many statements of ours have so many citations."""
_DESIGNS = {
    "unclassified": 30,
    "narrative-review": 11,
    "case-series": 4,
    "observational-study": 3,
    "systematic-review": 2,
    "comparative-study": 2,
    "guideline": 2,
    "open-label-trial": 3,
    "controlled-trial": 2,
    "retrospective-study": 2,
}
_DIRECTNESS = {"direct": 3, "wider": 4, "other-disease": 1, "general": 1}
_BEGINNINGS = "bel cor dan fer gal hel jor kal lam mer nor pel quin ros sal tor val wen zel bran clo dro fli gri".split()
_MIDDLES = "a e i o u ari eno ido olu una emi ato isa oro ure".split()
_DRUGS = "mab cillin pril olol statin azole tidine parin dipine gliptin sartan nib".split()
_SURNAMES = "son berg mann ova ard elli ström field wood ner ski ley".split()
_AREAS = "skin joints lungs muscles heart kidneys nerves eyes throat bowel liver bones hands scalp feet veins".split()
_TIMES = ("early", "late", "mild", "severe", "lasting", "sudden", "returning", "hidden")
_GROUPS = ("adults", "older people", "younger adults", "people in hospital", "people treated before", "people with long disease")
_ENDS = ("recovery", "fewer relapses", "better function", "less pain", "longer remission", "fewer stays in hospital")
_CLAIMS = (
    "{Drug} may lead to {end} in {group} with {time} disease of the {area}; this has been seen in few patients.",
    "In {group}, {drug} is often given where the disease of the {area} is {time}, mostly beside another treatment.",
    "{Drug} can be considered in {time} disease of the {area} that has not answered to what was tried first. The FBC is watched.",
    "Some {group} with disease of the {area} did better on {drug}, with {end} after some months; others did not.",
    "{Drug} has been found effective in {time} disease of the {area}. It may also work in {group} whose disease is refractory to it.",
    "Before {drug} is begun in {group}, the {area} are looked at again, since {time} disease may pass by itself.",
)
_JOURNALS = ("Ann Invent Med", "J Made Up Res", "Arch Fictional Pract", "Clin Suppositions", "Int J Examples", "Synth Rev")
_SHORT = {"FBC": "full blood count", "ECG": "electrocardiogram", "LFT": "liver function tests", "QoL": "quality of life"}


@dataclass
class _Box:
    id: str
    kind: str
    title: str
    ways: Sequence[tuple[str, str]]
    statements: list[str] = field(default_factory=list)
    gives: list[str] = field(default_factory=list)
    rests_on: str = ""
    editorial: str = ""


@dataclass
class _Chart:
    id: str
    title: str
    boxes: list[_Box]


def pathway(boxes: int, seed: int = 1) -> str:
    """The text of a pathway of exactly so many boxes, at least `SMALLEST`; the same size and seed give the same text."""
    return "\n".join(_Maker(max(boxes, SMALLEST), Random(seed)).lines()) + "\n"


class _Maker:
    """One pathway in the making: names first, then charts, then the content of their boxes."""

    def __init__(self, boxes: int, random: Random) -> None:
        self._random = random
        self._names: set[str] = set()
        self._boxes = boxes
        root = (boxes / OURS["boxes"]) ** 0.5
        self._references = [f"ref{number}" for number in range(1, self._scaled("references"))]
        self._drugs = [self._name(_DRUGS) for _ in range(self._scaled("treatments"))]
        self._circumstances = [
            self._name(["impairment", "history", "intolerance"], " ") for _ in range(round(OURS["circumstances"] * root))
        ]
        self._findings = [self._name(["antibodies"], " ") for _ in range(round(OURS["findings"] * root))]
        self._groups = self._grouped()
        self._sections = self._charted()
        self._statements = self._stated()

    def _scaled(self, what: str) -> int:
        return max(2, round(OURS[what] * self._boxes / OURS["boxes"]))

    def _one(self, weights: Mapping[str, int]) -> str:
        return self._random.choices(list(weights), list(weights.values()))[0]

    def _name(self, endings: Sequence[str], joint: str = "") -> str:
        """A word that was not there before."""
        while True:
            stem = "".join(self._random.choice(part) for part in (_BEGINNINGS, _MIDDLES, _BEGINNINGS, _MIDDLES))
            name = f"{stem}{joint}{self._random.choice(endings)}".capitalize()
            if name not in self._names:
                self._names.add(name)
                return name

    def _grouped(self) -> dict[str, list[str]]:
        """An eighth of the treatments are groups of others."""
        count = len(self._drugs) // 8
        groups, singles = self._drugs[:count], self._drugs[count:]
        return {group: self._random.sample(singles, min(len(singles), self._random.choice([2, 2, 7]))) for group in groups}

    # Charts

    def _charted(self) -> list[list[_Chart]]:
        sizes = self._sizes()
        sections: list[list[int]] = []
        while sizes:
            count = min(_CHARTS[len(sections) % len(_CHARTS)], len(sizes))
            sections.append([sizes.pop() for _ in range(count)])
        return [
            [self._chart(number, chart, size, sections) for chart, size in enumerate(section)] for number, section in enumerate(sections)
        ]

    def _sizes(self) -> list[int]:
        """How many boxes each chart has: about ten, together as many as are wanted."""
        rest = self._boxes - _IN_OVERVIEW
        count = max(2, round(rest / _IN_A_CHART))
        sizes = [rest // count + (number < rest % count) for number in range(count)]
        for first, second in pairwise(range(count)):
            if self._random.random() < 0.5 and sizes[first] < 12 and sizes[second] > 8:
                sizes[first], sizes[second] = sizes[first] + 1, sizes[second] - 1
        return sizes

    def _chart(self, section: int, number: int, size: int, sections: Sequence[Sequence[int]]) -> _Chart:
        """A choice of treatments, a question whether they help, and a way on."""
        name, last = f"s{section}-c{number}", number == len(sections[section]) - 1
        area, time = _AREAS[section % len(_AREAS)], _TIMES[(section // len(_AREAS) + number) % len(_TIMES)]
        end = _Box(f"{name}-end", "end", f"Go on with what helps the {area}", (), editorial="The editors added this box.")
        tail = [self._onward(name, section, len(sections), end.id)] if last else []
        question_ways = [("Yes", end.id), ("No", tail[0].id if tail else f"s{section}-c{number + 1}")]
        question = _Box(f"{name}-question", "question", f"Does the disease of the {area} respond?", question_ways)
        head = (
            [_Box(f"{name}-start", "start", f"{time.capitalize()} disease of the {area}", [("", f"{name}-choice")])] if not number else []
        )
        count = size - len(head) - len(tail) - 3
        options = [self._option(f"{name}-option{option}", option, question.id) for option in range(count)]
        ways = [(f"option {option + 1}", box.id) for option, box in enumerate(options)]
        choice = _Box(f"{name}-choice", "choice", f"What to give for the {area}", ways)
        return _Chart(
            name, f"{time.capitalize()} disease of the {area}, part {number + 1}", [*head, choice, *options, question, end, *tail]
        )

    def _option(self, name: str, position: int, following: str) -> _Box:
        drug = self._random.choice(self._drugs)
        kind = "caution" if position and self._random.random() < 0.05 else "action"
        return _Box(name, kind, f"{drug} as option {position + 1}", [("", following)], gives=[drug])

    def _onward(self, name: str, section: int, sections: int, end: str) -> _Box:
        """Sections that follow a section, so that every section is reached from the overview."""
        first = _BRANCHES + section * _ONWARD
        targets = range(first, min(first + _ONWARD, sections))
        if not targets:
            return _Box(f"{name}-last", "end", "Ask for help with what remains", ())
        ways = [("None of these", end), *((f"Problem {target + 1}", f"s{target}") for target in targets)]
        return _Box(f"{name}-last", "question", "Is there another problem?", ways)

    # The content of the boxes

    def _stated(self) -> list[str]:
        """Deals the statements to the boxes, a few of them to several; returns them as lines."""
        boxes = [box for section in self._sections for chart in section for box in chart.boxes]
        stating = [box for box in boxes if box.kind in {"start", "action", "caution"}]
        references, subjects = iter(self._references), iter([*self._circumstances, *self._findings])
        drugs = iter(self._drugs)
        made: list[str] = []
        for number in range(self._scaled("statements")):
            box = stating[number % len(stating)]
            box.statements.append(f"claim{number}")
            about = list(dict.fromkeys([*box.gives, *filter(None, [next(drugs, "")])]))
            made += self._statement(f"claim{number}", next(references, ""), about, next(subjects, ""))
        self._repeat(boxes)
        return made

    def _repeat(self, boxes: Sequence[_Box]) -> None:
        """Statements that boxes without their own are based on, and those repeated in a second box."""
        known = [name for box in boxes for name in box.statements]
        nearest = known[0]
        for box in boxes:
            nearest = box.statements[0] if box.statements else nearest
            if box.kind in {"question", "choice"}:
                box.rests_on = nearest
            elif box.kind == "end":
                box.statements.append(nearest)
            elif self._random.random() < 0.35:
                again = self._random.choice(known)
                box.statements += [] if again in box.statements else [again]
            if not (box.statements or box.rests_on):
                box.statements.append(nearest)

    def _statement(self, name: str, reference: str, about: Sequence[str], patients: str) -> Iterator[str]:
        role = "caution" if patients in self._circumstances else self._one(_ROLES)
        drug = about[0] if about else self._random.choice(self._drugs)
        facts = {"drug": drug.lower(), "Drug": drug, "area": self._random.choice(_AREAS), "time": self._random.choice(_TIMES)}
        facts |= {"group": self._random.choice(_GROUPS), "end": self._random.choice(_ENDS)}
        more = self._random.choices(self._references, k=int(self._one(_CITED)) - 1)
        cited = list(dict.fromkeys([reference or "source", *more]))
        yield f"  - id: {name}"
        yield f"    role: {role}"
        yield f"    says: {self._random.choice(_CLAIMS).format(**facts)}"
        yield f"    cites: [{', '.join(cited)}]"
        if about:
            yield f"    about: [{', '.join(map(_slug, about))}]"
        if patients:
            yield f"    in: [{_slug(patients)}]"

    # Text

    def lines(self) -> Iterator[str]:
        """The pathway, line by line."""
        yield from _passport(self._boxes)
        yield from self._overview()
        yield "sections:"
        for number, section in enumerate(self._sections):
            yield f"  - id: s{number}"
            yield f"    title: Problem {number + 1} of the {_AREAS[number % len(_AREAS)]}"
            yield f"    short_title: Problem {number + 1}"
            yield "    summary: What can be tried, one after another."
            yield "    charts:"
            for chart in section:
                yield from _drawn(chart, "      ")
        yield "statements:"
        yield from self._statements
        yield from self._subjects()
        yield "abbreviations:"
        yield from (f"  {short}: {long}" for short, long in _SHORT.items())
        yield "references:"
        for number, name in enumerate(self._references):
            yield from self._reference(number, name)
        yield from ("  - id: source", "    type: webpage", "    title: An invented narrative", "    design: source-narrative")

    def _overview(self) -> Iterator[str]:
        ways = [(f"Problem {number + 1}", f"s{number}") for number in range(min(_BRANCHES, len(self._sections)))]
        boxes = [
            _Box("begin", "start", "An invented disease", [("", "goals")], ["claim0"]),
            _Box("goals", "action", "What treatment is for", [("", "severity")], ["claim0", "claim1"]),
            _Box("severity", "action", "How grave it is", [("", "problems")], ["claim1"]),
            _Box("problems", "several", "Which problems are there?", ways, rests_on="claim0"),
        ]
        _, *rest = _drawn(_Chart("overview", "At a glance", boxes), "")
        yield from ("overview:", "  id: overview", *rest)

    def _subjects(self) -> Iterator[str]:
        yield "treatments:"
        for number, name in enumerate(self._drugs):
            yield f"  - id: {_slug(name)}"
            yield f"    name: {name}"
            if number % 4 == 0:
                yield f"    synonyms: [{name[:6].lower()}ine]"
            if name in self._groups:
                yield f"    members: [{', '.join(map(_slug, self._groups[name]))}]"
        yield from ("findings:", "  - id: antibodies", "    title: Antibodies", "    entries:")
        yield from (f"      - {{id: {_slug(name)}, name: {name}}}" for name in self._findings)
        yield "circumstances:"
        yield from (f"  - {{id: {_slug(name)}, name: {name}}}" for name in self._circumstances)

    def _reference(self, number: int, name: str) -> Iterator[str]:
        year, month = 1990 + self._random.randrange(32), 1 + self._random.randrange(12)
        drug, area = self._random.choice(self._drugs), self._random.choice(_AREAS)
        yield f"  - id: {name}"
        yield "    type: article-journal"
        yield "    authors:"
        for _ in range(self._random.choice([1, 2, 3, 3, 3])):
            surname = (self._random.choice(_BEGINNINGS) + self._random.choice(_SURNAMES)).capitalize()
            yield f"      - {{family: {surname}, given: {self._random.choice('ABCDEFGHJKLM')}}}"
        yield f"    title: {drug} in {self._random.choice(_TIMES)} disease of the {area}, and what became of {self._random.choice(_GROUPS)}"
        yield f"    journal: {self._random.choice(_JOURNALS)}"
        yield f"    issued: {year}-{month:02}"
        yield f"    volume: {year - 1980}"
        yield f"    issue: {month}"
        yield f"    pages: {number % 900 + 1}-{number % 900 + 9}"
        yield f"    pmid: {10_000_000 + number}"
        design = self._one(_DESIGNS)
        yield f"    design: {design}"
        if design != "unclassified":
            yield "    design_basis: title"
        yield f"    population: disease of the {area}"
        yield f"    directness: {self._one(_DIRECTNESS)}"


def _slug(name: str) -> str:
    return name.lower().replace(" ", "-")


def _drawn(chart: _Chart, indent: str) -> Iterator[str]:
    yield f"{indent}- id: {chart.id}"
    yield f"{indent}  title: {chart.title}"
    yield f"{indent}  boxes:"
    for box in chart.boxes:
        yield from (f"{indent}    {line}" for line in _boxed(box))


def _boxed(box: _Box) -> Iterator[str]:
    yield f"- id: {box.id}"
    yield f"  kind: {box.kind}"
    yield f'  title: "{box.title}"'
    if box.statements:
        yield f"  statements: [{', '.join(dict.fromkeys(box.statements))}]"
    if box.rests_on:
        yield f"  rests_on: [{box.rests_on}]"
    if box.gives:
        yield f"  gives: [{', '.join(map(_slug, box.gives))}]"
    if box.editorial:
        yield f"  editorial: {box.editorial}"
    if box.ways and not box.ways[0][0]:
        yield f"  next: {box.ways[0][1]}"
    elif box.ways:
        yield "  next:"
        for label, to in box.ways:
            yield f'    - {{to: {to}, label: "{label}"}}'


def _passport(boxes: int) -> Iterator[str]:
    said = (
        "Nothing in this pathway is true; it was made up to measure programs, and mentions FBC, ECG, LFT and QoL only to have short forms."
    )
    yield from ("format: 2", "pathway:", "  id: synthetic", f"  title: A synthetic pathway of {boxes} boxes", "  version: 1.0.0")
    yield from ("  published: 2024-05-01", "  review_by: 2025-05-01", "  evidence_search: {until: 2023, by: nobody}")
    yield from ("  status_note: Not reviewed", "  include: [Nobody]", "  grading: {none: Nothing is graded.}", "  no_doses: It gives none.")
    yield "  unstated: [owner, approved, interests, funding]"
    for key in "summary scope readers disclaimer licence authorship review method".split():
        yield f"  {key}: {said}"


def main() -> None:
    """Writes one pathway."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("boxes", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--into", type=Path, help="the file; otherwise standard output")
    options = parser.parse_args()
    text = pathway(options.boxes, options.seed)
    if options.into:
        options.into.write_text(text, "utf-8")
    else:
        sys.stdout.write(text)


if __name__ == "__main__":
    main()
