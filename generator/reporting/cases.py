"""Report on worked cases: what each comes to, and what none of them meets; as lines of text, and as data for other programs."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from generator.analysis.cases import boxes_met
from generator.analysis.cases.answers import way_named
from generator.analysis.cases.coverage import Coverage
from generator.analysis.index import PathwayIndex
from generator.core.diagnostics import escape_invisible


def case_lines(found: Coverage, index: PathwayIndex, broken: Collection[str]) -> Iterator[str]:
    """Lines about each case, and about what is covered."""
    if not found.replays:
        yield "The pathway has no worked cases."
        return
    for done in found.replays:
        yield f"{done.case.id}: {escape_invisible(done.case.patient)}"
        outcome = "broken; “pathway check” says where" if done.case.id in broken else f"ends at {_named(done.last.ends, index)}"
        yield f"  {_counted(len(boxes_met(done)), 'box', 'boxes')}, {outcome}."
    boxes, ways, warnings = found.boxes, found.ways, found.warnings
    yield (
        f"The cases come by {boxes.total - len(boxes.missed)} of {_counted(boxes.total, 'box', 'boxes')}, "
        f"{ways.total - len(ways.missed)} of {_counted(ways.total, 'way', 'ways')} of decisions and "
        f"{warnings.total - len(warnings.missed)} of {_counted(warnings.total, 'warning', 'warnings')}."
    )
    yield from _listed("Boxes that no case comes by:", (_named([box], index) for box in boxes.missed))
    yield from _listed("Ways that no case takes:", (f"{_named([box], index)}: {_way(index, box, way)}" for box, way in ways.missed))
    yield from _listed(
        "Warnings that no case meets:", (f"{name}: {escape_invisible(index.statements[name].says)}" for name in warnings.missed)
    )


def case_data(found: Coverage, index: PathwayIndex, broken: Collection[str]) -> Mapping[str, Any]:
    """The same for other programs."""
    return {
        "cases": [
            {
                "id": done.case.id,
                "patient": done.case.patient,
                "holds": done.case.id not in broken,
                "boxes": [*boxes_met(done)],
                "ends": [*done.last.ends],
            }
            for done in found.replays
        ],
        "boxes": {"total": found.boxes.total, "missed": [*found.boxes.missed]},
        "ways": {
            "total": found.ways.total,
            "missed": [{"box": box, "way": way, "named": way_named(index, box, way)} for box, way in found.ways.missed],
        },
        "warnings": {"total": found.warnings.total, "missed": [*found.warnings.missed]},
    }


def _named(boxes: Iterable[str], index: PathwayIndex) -> str:
    """Boxes as readers know them, each with its id, by which an author finds it in the file."""
    return ", ".join(f"“{escape_invisible(index.name_of(index.targets[box].box))}” ({box})" for box in dict.fromkeys(boxes)) or "no box"


def _way(index: PathwayIndex, box: str, way: int) -> str:
    return escape_invisible(way_named(index, box, way))


def _listed(head: str, entries: Iterable[str]) -> Iterator[str]:
    lines = [f"  {entry}" for entry in entries]
    yield from [head, *lines] if lines else []


def _counted(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"
