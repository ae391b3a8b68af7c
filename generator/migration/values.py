"""The values of a pathway of format 1 in format 2, to compare with what the rewritten text says."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from generator.migration.paragraphs import paragraphs

Data = dict[str, Any]

BOX_KEYS = {"treatments": "gives"}
CHART_KEYS = {"nodes": "boxes"}
KINDS = {"fork": "several"}
RULES = {
    "uncited-node": "uncited-box",
    "unreachable-node": "unreachable-box",
    "unused-antibody": "unused-finding",
    "dangling-subject": "dangling-entry",
}
GROUP = {"id": "antibodies", "title": "Antibodies"}
"""The group of findings that the antibodies of format 1 become."""
PATIENTS = ("antibodies", "circumstances")
"""The lists of format 1 whose entries are about patients."""


def converted(data: Data) -> Data:
    """The values of a file of format 1 in format 2; what does not fit format 1 stays as it is.

    Args:
        data: the file, as dicts, lists and texts.

    """
    made = data | {"format": "2"}
    patients = {entry for key in PATIENTS for entry in ids(data.get(key))}
    treatments = ids(data.get("treatments"))
    change: dict[str, Callable[[Any], Any]] = {
        "pathway": _details,
        "overview": _chart,
        "sections": lambda value: _each(value, lambda section: _at(section, "charts", lambda charts: _each(charts, _chart))),
        "statements": lambda value: _each(value, lambda statement: _statement(statement, patients - treatments)),
        "references": lambda value: _each(value, lambda one: _at(_at(one, "authors", _names), "editors", _names)),
    }
    for key, changed in change.items():
        made = _at(made, key, changed)
    if is_single(made.get("settings"), "rules"):
        made = _renamed(made | {"settings": _renamed_any(made["settings"]["rules"], RULES)}, {"settings": "rules"})
    if isinstance(entries := made.get("antibodies"), list):
        made = _renamed(made | {"antibodies": [{**GROUP, "entries": entries}] if entries else []}, {"antibodies": "findings"})
    return made


def ids(entries: Any) -> set[str]:
    """The ids of the entries of a list."""
    found = (entry.get("id") for entry in entries if isinstance(entry, Mapping)) if isinstance(entries, list) else ()
    return {entry for entry in found if isinstance(entry, str)}


def split(about: Any, patients: Collection[str]) -> tuple[list[Any], list[Any]]:
    """Part what a statement is about into treatments with unknown ids, and findings with circumstances."""
    items = about if isinstance(about, list) else []
    moved = [item for item in items if isinstance(item, str) and item in patients]
    return [item for item in items if item not in moved], moved


def is_single(value: Any, key: str) -> bool:
    """Whether a value is a mapping of one key, which has something."""
    return isinstance(value, Mapping) and [*value] == [key] and bool(value[key])


def _each(value: Any, change: Callable[[Any], Any]) -> Any:
    return [change(item) for item in value] if isinstance(value, list) else value


def _at(value: Any, key: str, change: Callable[[Any], Any]) -> Any:
    return value | {key: change(value[key])} if isinstance(value, dict) and key in value else value


def _renamed(value: Data, names: Mapping[str, str]) -> Data:
    return {names.get(key, key): held for key, held in value.items()}


def _renamed_any(value: Any, names: Mapping[str, str]) -> Any:
    return _renamed(value, names) if isinstance(value, dict) else value


def _chart(chart: Any) -> Any:
    return _renamed_any(_at(chart, "nodes", lambda boxes: _each(boxes, _box)), CHART_KEYS)


def _box(box: Any) -> Any:
    return _renamed_any(_at(box, "kind", lambda kind: KINDS.get(kind, kind) if isinstance(kind, str) else kind), BOX_KEYS)


def _names(names: Any) -> Any:
    return _each(names, lambda name: name["literal"] if is_single(name, "literal") and isinstance(name["literal"], str) else name)


def _statement(statement: Any, patients: Collection[str]) -> Any:
    if not isinstance(statement, dict):
        return statement
    kept, moved = split(statement.get("about"), patients)
    if not moved:
        return statement
    others = {key: value for key, value in statement.items() if key != "about"}
    return others | ({"about": kept} if kept else {}) | {"in": moved}


def _details(details: Any) -> Any:
    if not isinstance(details, dict):
        return details
    made = _renamed(_at(details, "authors", _names), {"review_short": "status_note"})
    if "evidence_until" in made and isinstance(made["evidence_until"], str):
        made = {key: value for key, value in made.items() if key != "evidence_until"} | {"unstated": ["evidence_search"]}
    if population := _paragraphs(made, "population"):
        made = _renamed(made | {"population": population}, {"population": "include"})
    if graded := _paragraphs(made, "grading"):
        has_method = is_text(made.get("method"))
        made["grading"] = {"none": graded[0] if has_method else " ".join(graded)}
        if has_method:
            made["method"] = "\n".join([*_paragraphs(made, "method"), *graded[1:]])
    return made


def is_text(value: Any) -> bool:
    """Whether a value is a text with words in it."""
    return isinstance(value, str) and bool(value.strip())


def _paragraphs(details: Data, key: str) -> list[str]:
    return paragraphs(details[key]) if is_text(details.get(key)) else []
