"""Small pathways grown at random, with circles, dead ends, groups of groups and links that lead nowhere."""

from collections.abc import Mapping, Sequence
from typing import Any

from hypothesis import strategies as st

from generator.analysis.index import PathwayIndex
from generator.model import Kind, Pathway, Role, read_pathway

PASSPORT = dict.fromkeys("id title version summary readers disclaimer".split(), "thicket") | {"published": "2024", "review_by": "2025"}
CIRCUMSTANCES = ("rain", "snow", "fog")
TREATMENTS = ("t0", "t1", "t2", "t3")


def circumstances(entries: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
    """All circumstances, with what some of them have besides their name."""
    return [{"id": name, "name": name, **entries.get(name, {})} for name in CIRCUMSTANCES]


def thicket(
    charts: Sequence[Sequence[Mapping[str, Any]]],
    statements: Sequence[Mapping[str, Any]] = (),
    groups: Mapping[str, Sequence[str]] | None = None,
    regimens: Mapping[str, Sequence[str]] | None = None,
    more: Mapping[str, Any] | None = None,
) -> PathwayIndex:
    """A pathway of these boxes, a section a chart.

    A box is what it has besides its title, and so is a statement besides its words; `more` takes the place of other keys of the file.
    """
    sections = [
        {"id": f"s{c}", "title": "x", "charts": [{"id": f"c{c}", "title": "x", "boxes": [{"title": "x", **node} for node in chart]}]}
        for c, chart in enumerate(charts)
    ]
    inner = {"members": groups or {}, "parts": regimens or {}}
    treatments = [{"id": name, "name": name, **{key: list(of.get(name, ())) for key, of in inner.items()}} for name in TREATMENTS]
    found = read_pathway(
        {
            "format": "2",
            "pathway": PASSPORT,
            "sections": sections,
            "statements": [{"says": "x", **statement} for statement in statements],
            "treatments": treatments,
            "circumstances": circumstances({}),
            "references": [],
            **(more or {}),
        }
    )
    assert isinstance(found, Pathway), found
    return PathwayIndex(found)


def _some(names: Sequence[str], most: int = 2) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(names), max_size=most, unique=True)


_SAID = st.fixed_dictionaries(
    {
        "role": st.sampled_from([*Role, Role.CONTRAINDICATION, Role.AGAINST]),
        "about": _some(TREATMENTS),
        "in": _some(CIRCUMSTANCES),
        "together": st.booleans(),
        "with": st.one_of(st.just([]), st.just([]), _some(TREATMENTS, 1)),
        "rather_than": st.one_of(st.just([]), st.just([]), _some(TREATMENTS, 1)),
        "read_with": st.one_of(st.just([]), st.just([]), st.just(["p0"])),
    }
)
_BRANCHING = (Kind.QUESTION, Kind.SEVERAL, Kind.ALL, Kind.CHOICE, Kind.CHOICE)
_PLAIN = (Kind.ACTION, Kind.ACTION, Kind.CAUTION, Kind.ASK, Kind.END, Kind.EXIT)
_STATEMENT = st.fixed_dictionaries(
    {"role": st.sampled_from([*Role, Role.CONTRAINDICATION, Role.CAUTION]), "about": _some(TREATMENTS), "in": _some(CIRCUMSTANCES)}
)


@st.composite
def thickets(draw: st.DrawFn, boxes: int = 6, *, circles: bool = True) -> PathwayIndex:
    """A pathway of up to so many boxes; without circles every way leads on in the order of reading."""
    statements = [{"id": f"p{number}", **entry} for number, entry in enumerate(draw(st.lists(_STATEMENT, max_size=4)))]
    said = tuple(entry["id"] for entry in statements) or ("nothing",)
    count = draw(st.integers(1, boxes))
    nodes = []
    for number in range(count):
        later = [f"n{target}" for target in range(0 if circles else number + 1, count)] + (["c1", "s1", "nowhere"] if circles else [])
        kind = draw(st.sampled_from([*Kind, Kind.QUESTION, Kind.SEVERAL]))
        ways = draw(st.lists(st.sampled_from(later), max_size=3)) if later else []
        nodes.append(
            {
                "id": f"n{number}",
                "kind": Kind.START if number == 0 else kind,
                "statements": draw(_some(said)),
                "rests_on": draw(_some(said, 1)),
                "gives": draw(_some(TREATMENTS)),
                "next": [{"to": to, "label": f"w{w}"} for w, to in enumerate(ways)],
            }
        )
    cut = draw(st.integers(1, count))
    groups, regimens = ({name: draw(_some(TREATMENTS)) for name in draw(_some(TREATMENTS))} for _ in range(2))
    return thicket([chart for chart in (nodes[:cut], nodes[cut:]) if chart], statements, groups, regimens)


_ONE = _some(TREATMENTS, 1)
_MOST_BOXES = 8
_PLACE = st.integers(0, _MOST_BOXES)
_OPTION = st.fixed_dictionaries({"to": _PLACE, "gives": _ONE, "adds": st.booleans()})
_TANGLED = st.fixed_dictionaries(
    {
        "kind": st.sampled_from((*_BRANCHING, *_PLAIN)),
        **dict.fromkeys(("gives", "continues", "stops"), _ONE),
        "verb": st.sampled_from(("reduces", "avoids")),
        "statements": st.integers(0, 3),
        "in_turn": st.booleans(),
        "then": _PLACE,
        "is_detailed": st.sampled_from((True, False, False, False)),
        "next": st.lists(_OPTION, min_size=1, max_size=3),
    }
)
_TANGLE = st.fixed_dictionaries(
    {
        "statements": st.lists(_SAID, max_size=4),
        "boxes": st.lists(_TANGLED, min_size=1, max_size=_MOST_BOXES),
        "cut": _PLACE,
        "groups": st.fixed_dictionaries({"t0": _some(TREATMENTS, 3), "t1": st.one_of(st.just([]), _ONE)}),
        "regimens": st.fixed_dictionaries({"t2": st.one_of(st.just([]), _some(TREATMENTS))}),
        "entries": st.fixed_dictionaries({"rain": st.fixed_dictionaries({"members": _some(CIRCUMSTANCES, 1)})}),
    }
)


def tangles() -> st.SearchStrategy[PathwayIndex]:
    """Pathways with all that marks depend on: verbs, options, charts in detail, groups of treatments and of circumstances."""
    return _TANGLE.map(_tangle)


def _tangle(made: Mapping[str, Any]) -> PathwayIndex:
    boxes, cut = made["boxes"], 1 + made["cut"] % len(made["boxes"])
    statements = [{"id": f"p{number}", **entry} for number, entry in enumerate(made["statements"])]
    charts = ["c1"] if cut < len(boxes) else []
    nodes = [_tangled(number, node, [f"n{n}" for n in range(len(boxes))], charts, len(statements)) for number, node in enumerate(boxes)]
    more = {"circumstances": circumstances(made["entries"])}
    return thicket([chart for chart in (nodes[:cut], nodes[cut:]) if chart], statements, made["groups"], made["regimens"], more)


def _tangled(number: int, made: Mapping[str, Any], names: Sequence[str], charts: Sequence[str], said: int) -> dict[str, Any]:
    """A box of any kind, with as many ways as that has."""
    kind = Kind.START if number == 0 else made["kind"]
    is_last, goals = kind in {Kind.END, Kind.EXIT}, [*names, *charts]
    ways = [{**way, "to": goals[way["to"] % len(goals)], "label": f"w{w}"} for w, way in enumerate(made["next"])]
    if kind not in {Kind.SEVERAL, Kind.ALL, Kind.CHOICE}:
        ways = [{"to": way["to"], "label": way["label"]} for way in ways]
    shown = {"statements": [f"p{made['statements']}"] if made["statements"] < said else [], made["verb"]: ["t1"]}
    in_turn = {"in_turn": True, "then": names[made["then"] % len(names)]} if kind is Kind.CHOICE and made["in_turn"] else {}
    through = {"through": "c1"} if charts and made["is_detailed"] and not is_last else {}
    verbs = {verb: made[verb] for verb in ("gives", "continues", "stops")}
    most = 0 if is_last else len(ways) if kind in _BRANCHING else 1
    return {"id": names[number], "kind": kind, **verbs, **shown, **in_turn, **through, "next": ways[:most]}
