"""Small pathways grown at random, with circles, dead ends, groups of groups and links that lead nowhere."""

from collections.abc import Mapping, Sequence
from typing import Any

from hypothesis import strategies as st

from generator.analysis.index import PathwayIndex
from generator.model import Kind, Pathway, Role, read_pathway

_PASSPORT = dict.fromkeys("id title version summary readers disclaimer".split(), "thicket") | {"published": "2024", "review_by": "2025"}
CIRCUMSTANCES = ("rain", "snow", "fog")
TREATMENTS = ("t0", "t1", "t2", "t3")


def thicket(
    charts: Sequence[Sequence[Mapping[str, Any]]],
    statements: Sequence[Mapping[str, Any]] = (),
    groups: Mapping[str, Sequence[str]] | None = None,
    regimens: Mapping[str, Sequence[str]] | None = None,
) -> PathwayIndex:
    """A pathway of these boxes, a section a chart; a box is what it has besides its title, and so is a statement besides its words."""
    sections = [
        {"id": f"s{c}", "title": "x", "charts": [{"id": f"c{c}", "title": "x", "boxes": [{"title": "x", **node} for node in chart]}]}
        for c, chart in enumerate(charts)
    ]
    inner = {"members": groups or {}, "parts": regimens or {}}
    treatments = [{"id": name, "name": name, **{key: list(of.get(name, ())) for key, of in inner.items()}} for name in TREATMENTS]
    found = read_pathway(
        {
            "format": "2",
            "pathway": _PASSPORT,
            "sections": sections,
            "statements": [{"says": "x", **statement} for statement in statements],
            "treatments": treatments,
            "circumstances": [{"id": name, "name": name} for name in CIRCUMSTANCES],
            "references": [],
        }
    )
    assert isinstance(found, Pathway), found
    return PathwayIndex(found)


def _some(names: Sequence[str], most: int = 2) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(names), max_size=most, unique=True)


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
