"""A gallery of charts made up for their looks: everything that a chart can show, alone and together.

`python tests/gallery.py` writes it as one page, at both widths, in light and in dark. The tests of `test_gallery` draw the same charts.
"""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from html import escape
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

from generator.charts.chart import Chart, ChartBox, ChartEdge, SmallLine
from generator.charts.mermaid import flowchart
from generator.charts.svg import NARROW, WIDE, draw

KINDS = ("start", "ask", "question", "several", "all", "choice", "action", "caution", "end", "exit", "link", "back")
SHEETS = ("base/tokens.css", "base/contrast.css", "chart/charts.css", "chart/drawing.css", "print/print.css")
REMOVED = "removed in 0.3.0"
LONG = "A title of one hundred and twenty characters which nobody would write into a chart but which somebody will write some day"
WHO = "specialist nurse or senior doctor"
WHEN = "within 30 min of arrival, and again every 12 months"


def line(text: str) -> SmallLine:
    """A small line from its text: “+” before it is the sign of a dose, “@” a clock, “!” a barred circle, and “=” makes it a grade."""
    rest = text.removeprefix("=")
    sign = {"+": "dose", "@": "clock", "!": "barred"}.get(rest[:1], "")
    return SmallLine(rest[bool(sign) :].strip(), sign, is_grade=rest != text)


def _box(name: str, title: str, kind: str = "action", *, details: Iterable[str] = (), **more: Any) -> ChartBox:
    number = "" if kind in {"option", "then"} else f"3.{int(name[1:])}"
    return ChartBox(name=name, title=title, kind=kind, href=f"#{name}", number=number, details=tuple(map(line, details)), **more)


def _edges(*ways: str) -> Iterator[ChartEdge]:
    """Edges from “1 2”, “1 2: label”, “1 2: label | note”; “?” after the goal makes one optional, “-” one that was removed."""
    for way in ways:
        ends, _, text = way.partition(":")
        source, target = ends.rstrip("?-").split()
        label, _, note = text.partition("|")
        removed = REMOVED if ends.endswith("-") else ""
        yield ChartEdge(
            source=f"n{source}",
            target=f"n{target}",
            label=label.strip(),
            note=note.strip(),
            is_optional=ends.endswith("?"),
            removed=removed,
        )


def _chart(boxes: Iterable[ChartBox], *ways: str) -> Chart:
    return Chart(boxes=tuple(boxes), edges=tuple(_edges(*ways)))


def _each_kind(**more: Any) -> Chart:
    boxes = [_box(f"n{number}", f"A box of the kind {kind}", kind, **more) for number, kind in enumerate(KINDS, 1)]
    return _chart(boxes, *(f"{one[0]} {other[0]}: from {one[1]}" for one, other in pairwise(enumerate(KINDS, 1))))


def _options(*options: ChartBox, ways: Iterable[str], **more: Any) -> Chart:
    """A choice with these options as its rows, which lead on to one box unless they leave the pathway."""
    rows = tuple(box.name for box in options)
    last = len(options) + 2
    onward = [f"{box.name[1:]} {last}" for box in options if box.kind != "exit"]
    choice = _box("n1", "Cooling, tried in turn", "choice", rows=rows, **more)
    return _chart([choice, *options, _box(f"n{last}", "Has the fever responded?", "question")], *ways, *onward)


def _settings(*settings: str, ways: Iterable[str], titles: str = "Care at the {setting}") -> Chart:
    boxes = [
        _box(f"n{number}", titles.format(setting=setting or "border of no setting"), setting=setting)
        for number, setting in enumerate(settings, 1)
    ]
    return _chart(boxes, *ways)


def _bears() -> Iterator[ChartBox]:
    yield _box("n1", "A hot bear", "start", details=("nurse · at once",), setting="Door")
    yield _box("n2", "How warm is it?", "question", details=("Warmth score",), setting="Door")
    yield _box(
        "n3", "Into the shade", details=("nurse", "@within 30 min of arrival", "+Ice tea 10 ml by mouth", "=three · firm"), setting="Ward"
    )
    yield _box("n4", "Stays in the bear ward", details=("In detail: the bath",), has_detail=True, setting="Ward")
    yield _box("n5", "Cooling, tried in turn", "choice", rows=("n6", "n7", "n8"), details=("senior doctor",), setting="Ward")
    yield _box("n6", "Ice tea", details=("+10 ml by mouth, every 4 h", "=strong · low"), setting="Ward")
    yield _box("n7", "Fan", details=("=!weak · very low",), setting="Ward")
    yield _box("n8", "Wet towels", removed=REMOVED, setting="Ward")
    yield _box("n9", "Has the fever responded?", "question", details=("after 2 h",), setting="Ward")
    yield _box("n10", "Home to its family", "exit", details=("social worker",))
    yield _box("n11", "No bath for bears filled with straw", "caution", setting="Ward")
    yield _box("n12", "Torn seams: How deep is the tear?", "link")
    yield _box("n13", "Hang it up to dry", "end", removed=REMOVED)
    yield _box("n14", "Sing to it", "end", details=("family",), setting="Home")


DOSE = "+below 1 kg: Ice tea 10 ml/kg by mouth or by tube every 4 h for 5 days (at most 200 ml a day)"
DRUG = "Immunoglobulin, intravenous, of human origin, with hydrocortisone"


def _in_turn(*options: str, then: str, dressed: bool = True) -> Chart:
    """A choice in turn whose options are ways of it, each “name | note | small line | …”; what follows; and what sends back to it."""
    rows = []
    for number, option in enumerate(options, 20):
        name, _, *details = (text.strip() for text in f"{option}|".split("|"))
        rows.append(_box(f"n{number}", name, "option", way=number - 20, details=[text for text in details if text]))
    last = _box("n40", f"Then: {then}", "then", way=len(options))
    names = (*(row.name for row in rows), last.name)
    choice = _box("n1", "Cooling", "choice", rows=names, details=("Tried in turn", "nurse", "=custom") if dressed else ())
    goal, answer = _box("n2", "Has the fever responded?", "question"), _box("n3", then, has_detail=dressed)
    ends = [_box("n4", "Home to its family", "exit"), _box("n1", "An option not yet tried", "back")]
    ways = [f"1 {row.name[1:]}: {option.split('|')[1] if '|' in option else ''}" for row, option in zip(rows, options, strict=True)]
    onward = (*(f"{row.name[1:]} 2" for row in rows), "1 40", "40 3: then", "2 4: yes", "2 5: no | after 2 h", "3 4")
    return _chart([choice, *rows, last, goal, answer, ends[0], replace(ends[1], name="n5")], *ways, *onward)


_BEAR_WAYS = (
    *("1 2", "2 3: warm | 2 to 3 points", "2 4: hot | 4 points or more", "3 5", "4 11?: where it is filled with straw", "11 5", "4 5"),
    *("5 6: often preferred", "5 7", "5 8", "6 9", "7 9", "8 9", "9 10: yes", "9 5: no | after 10 min, up to 3 times"),
    *("9 12: no longer tried", "9 13-: in rain", "9 14?: where it is afraid"),
)

GALLERY: dict[str, Chart] = {
    "every kind": _each_kind(),
    "small lines": _each_kind(details=(WHO, "at once")),
    "one small line": _chart([_box("n1", "Into the shade", details=("nurse",)), _box("n2", "Home", "end", details=("after 2 h",))], "1 2"),
    "in detail": _each_kind(has_detail=True, details=("In detail: the bath",)),
    "exit and end": _chart(
        [_box("n1", "Is it well?", "question"), _box("n2", "Dry the bear", "end"), _box("n3", "To the tailor", "exit")],
        *("1 2: yes", "1 3: no"),
    ),
    "signs": _each_kind(
        details=("nurse", "@within 30 min of arrival", "@Again every 12 months", "!Do not give: Hot-water bottle", "=strong · low")
    ),
    "a sign alone": _each_kind(details=("@at once",)),
    "grades": _chart(
        [
            *(_box("n1", "Into the shade", details=("=I, B",)), _box("n2", "Hot-water bottle", details=("=!strong · very low",))),
            *(_box("n3", "Bath", "end", details=("=good practice",)), _box("n4", "A", details=("=" + LONG,))),
            *(_box("n5", LONG, "caution", details=("=conditional · moderate",)), _box("n6", "Is it?", "question", details=("=D",))),
        ],
        *("1 2", "1 3: yes", "2 4", "2 5: or", "4 6"),
    ),
    "doses": _chart(
        [
            *(
                _box("n1", "Ice tea", details=("+10 ml by mouth every 4 h",)),
                _box("n2", "A", details=(DOSE, DOSE.replace("below", "above"))),
            ),
            *(
                _box("n3", "Is it hot?", "question", details=(DOSE,)),
                _box("n4", "Cool drinks", details=("+Doses below", "Reduce: Hot-water bottle")),
            ),
            *(
                _box("n5", "Home", "exit", details=(DOSE,)),
                _box("n6", "Stop", "end", details=("Stop: Ice tea, Fan, Bath", "!Do not give: Bath")),
            ),
        ],
        *("1 2", "1 3: or", "2 4", "3 5: yes", "3 6: no", "4 6"),
    ),
    "ways as options": _in_turn(
        "Ice tea | often preferred | +below 1 kg: 10 ml by mouth every 4 h | +1 kg or more: 10 ml/kg by mouth every 4 h (at most 200 ml a day)",
        "Fan",
        then="Stays in the bear ward",
    ),
    "ways as options, alone": _in_turn("Ice tea", "Fan", "Bath", then="Ward", dressed=False),
    "ways as options, long": _in_turn(
        f"{DRUG} | in addition to the one before, where it is filled with straw | {DOSE} | {DOSE}",
        f"{DRUG} | {LONG} | +Doses below | =!conditional · very low",
        f"Fan | | {DOSE}",
        then=LONG,
    ),
    "scores": _chart(
        [
            *(_box("n1", "How warm is it?", "question", details=("Warmth score",)), _box("n2", "Into the shade"), _box("n3", "Ward")),
            *(_box("n4", "Ice house"), _box("n5", "Again?", "question", details=("Paediatric early warning score of the bear hospital",))),
            _box("n6", "Home", "end"),
        ],
        *(
            "1 2: cool | -1 to 1",
            "1 3: | 2 to 3",
            "1 4: hot, or has a fit | 4 or more",
            "2 5",
            "3 5",
            "4 5",
            "5 6: green",
            "5 2: amber | at most once",
        ),
    ),
    "answers that send back": _chart(
        [
            *(_box("n1", "Has it helped?", "question"), _box("n2", "An option not yet tried", "back"), _box("n3", "Home", "exit")),
            *(_box("n4", "Wait", details=("@for 2 h",)), _box("n5", "An option not yet tried", "back")),
        ],
        *(f"1 2: {LONG}", "1 3: yes", "1 4: not known yet", "4 5"),
    ),
    "removed": _each_kind(removed=REMOVED),
    "removed in detail": _each_kind(removed=REMOVED, has_detail=True, details=("In detail: the bath",)),
    "removed ways": _chart(
        [*(_box(f"n{number}", f"Step {number}") for number in range(1, 6))],
        *("1 2: yes", "1 3-: no", "1 4-", "2 5", "3 5-: as well | after 10 min", "4 5", "5 2-: again"),
    ),
    "removed box and ways": _chart(
        [_box("n1", "Bath"), _box("n2", "Towel", removed=REMOVED), _box("n3", "Dry the bear", "end")], "1 2-", "2 3-", "1 3"
    ),
    "notes down": _chart(
        [*(_box(f"n{number}", f"Step {number}") for number in range(1, 6))],
        *("1 2: yes | after 10 min", "1 3: | after 2 h", "2 4: | up to 3 times", "3 4: no", "4 5: in any case | at most once"),
    ),
    "notes back": _chart(
        [
            *(_box("n1", "Bath"), _box("n2", "Has it helped?", "question"), _box("n3", "Dry the bear", "end")),
            *(_box("n4", "Is it dry?", "question"), _box("n5", "Home", "exit")),
        ],
        *("1 2", "2 1: no | after 10 min, up to 3 times", "2 3: yes", "3 4", "4 3: | up to 3 times", "4 5: yes"),
    ),
    "optional ways": _chart(
        [_box("n1", "At once", "several"), _box("n2", "Into the shade"), _box("n3", "Sing to it"), _box("n4", "Ward", "end")],
        *("1 2", "1 3?: where it is afraid", "2 4", "3 4?: | where it sleeps"),
    ),
    "options": _options(
        _box("n2", "Ice tea", details=("10 ml by mouth, every 4 h", "strong, low")),
        _box("n3", "Fan", details=("weak",)),
        _box("n4", "Bath", has_detail=True, details=("In detail: the bath",)),
        _box("n5", "Towels", "caution", removed=REMOVED),
        _box("n6", "Window", "end"),
        _box("n7", "To the ice house", "exit", details=("social worker",)),
        ways=(
            "1 2: often preferred",
            f"1 3: {LONG} | after 10 min",
            "1 4: filled with wool only, as far as anybody knows | up to 3 times",
            "1 5",
            "1 6",
            "1 7: in summer",
        ),
        details=("senior doctor", "within 30 min"),
    ),
    "options without conditions": _options(
        *(_box("n2", "Ice tea", details=("10 ml by mouth",)), _box("n3", "Fan"), _box("n4", "To the ice house", "exit")),
        ways=("1 2", "1 3-", "1 4"),
        has_detail=True,
    ),
    "one setting": _settings("ward", "ward", "ward", "ward", "ward", ways=("1 2: yes", "1 3: no", "2 4", "3 4", "4 5", "5 4: again")),
    "settings one below the other": _settings("door", "door", "ward", "ward", "home", "", ways=("1 2", "2 3", "3 4", "4 5", "5 6")),
    "settings side by side": _settings(
        *("door", "ward", "home", "ward", "home", ""), ways=("1 2: sick", "1 3: well | after 10 min", "2 4", "3 5", "4 6", "5 6")
    ),
    "a setting apart": _settings("ward", "home", "ward", "", "ward", ways=("1 2", "2 3", "3 4", "4 5")),
    "settings that alternate": _settings(
        *("door", "ward", "home", "ward", "", "ward", "home"), ways=("1 2: a", "1 3: b", "1 4: c", "1 5: d", "1 6: e", "1 7: f")
    ),
    "settings with long names": _settings(
        *("department of rheumatology and clinical immunology",) * 2,
        *("the day hospital for bears with fever", "Tagesklinik", "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbau"),
        ways=("1 2", "2 3: yes", "2 4: no", "3 5", "4 5"),
        titles="Care",
    ),
    "options of other settings": _options(
        *(_box("n2", "Ice tea", setting="Ward"), _box("n3", "Fan", setting="Home"), _box("n4", "Window")),
        ways=("1 2", "1 3", "1 4"),
        setting="Ward",
    ),
    "options of one setting": _options(
        *(_box("n2", "Ice tea", setting="Ward"), _box("n3", "Fan", setting="Ward")), ways=("1 2: or", "1 3: or"), setting="Ward"
    ),
    "long texts": _chart(
        [
            *(_box("n1", LONG, "question", details=(WHO, WHEN)), _box("n2", LONG, "exit", details=(WHO, WHEN), has_detail=True)),
            *(_box("n3", LONG, "caution", removed=REMOVED, details=(WHEN,)), _box("n4", LONG, "end", has_detail=True, setting=WHO)),
        ],
        *(f"1 2: {LONG} | {WHEN}", f"1 3-: {LONG} | {WHEN}", f"3 4?: | {WHEN}"),
    ),
    "Arabic": _chart(
        [
            *(_box("n1", "سؤال عن المريض", "question", details=("ممرضة", "@خلال 30 دقيقة", "=قوية · منخفضة"), setting="قسم الطوارئ"),),
            *(
                _box("n2", "علاج موضعي للجلد", details=("+10 مل عن طريق الفم كل 4 ساعات",), setting="الجناح"),
                _box("n3", "إلى البيت", "exit", removed="أزيل"),
            ),
        ],
        *("1 2: نعم | بعد 10 دقائق", "1 3-: لا", "2 1: | حتى 3 مرات"),
    ),
    "Chinese": _chart(
        [
            *(_box("n1", "皮肌炎治疗路径概述以及进一步的处理方法", "question", details=("专科护士", "三十分钟之内"), setting="急诊科"),),
            *(
                _box("n2", "治疗", details=("每四小时十毫升",), setting="病房", has_detail=True),
                _box("n3", "转诊", "exit", removed="已删除"),
            ),
        ],
        *("1 2: 是 | 十分钟之后", "1 3: 否", "2 1: | 最多三次"),
    ),
    "all in one": _chart(_bears(), *_BEAR_WAYS),
}


def page() -> str:
    """The gallery as a page: each chart at both widths, in light and in dark, with its Mermaid text."""
    styles = "".join(files("generator").joinpath("assets", *sheet.split("/")).read_text("utf-8") for sheet in SHEETS)
    charts = "".join(f"<h2>{escape(name)}</h2>{''.join(_shown(chart))}" for name, chart in GALLERY.items())
    return f"<!doctype html><html lang=en><meta charset=utf-8><title>Gallery</title><style>{styles}{_LOOKS}</style><body class=pw-prose>{charts}"


_LOOKS = """
  :root { --pw-text-font: "DejaVu Sans" } body { margin: 1rem; font-family: sans-serif }
  .pair { display: flex; align-items: start; width: max-content; color: var(--pw-ink); background: var(--pw-wash) }
  .pair > div { padding: .5rem; border: 1px solid var(--pw-line) }
  .pair .pw-drawing { display: block !important; max-width: none !important }
  .wide { width: 960px } .narrow { width: 360px }
  @media print { .pair { background: var(--pw-paper) } }
"""


def _shown(chart: Chart) -> Iterator[str]:
    wide, narrow = (draw(chart, column) for column in (WIDE, NARROW))
    for scheme in ("light", "dark"):
        yield f'<div class="pair" data-pw-scheme="{scheme}"><div class="wide">{wide}</div><div class="narrow">{narrow}</div></div>'
    yield f"<details><summary>Mermaid</summary><pre>{escape(flowchart(chart))}</pre></details>"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), "utf-8")
