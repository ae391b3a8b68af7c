"""References as CSL-JSON: complete, in CSL's own terms, and with nothing lost on the way."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import Design, Directness, Reference, ReferenceType
from generator.references import csl_item
from ours import PATHWAY

ROOT = Path(__file__).parent.parent
LINE = st.text("aB é-'.<&[]", min_size=1).filter(str.strip)
FAMILY = st.one_of(LINE, st.sampled_from(["van der Rad", "de la cruz", "ter Borg", "d'Aubigné", "al-Sayed", "Van Dyck", "von"]))
PERSON = st.fixed_dictionaries({"family": FAMILY}, optional={"given": LINE, "suffix": LINE})
AUTHORS = st.lists(st.one_of(PERSON, LINE), max_size=3)
ISSUED = st.sampled_from(["1987", "1991-11", "1991-11/1991-12", "1990/1992", "2020-01-14", "2020-12-30/2021-01-02"])
TRUTH = st.sampled_from(["true", "false"])
NUMBER = st.integers(1, 9999).map(str)
LINES = "journal book_title edition publisher place volume issue pages article_number population directness_note notice note".split()
OPTIONAL = {
    **dict.fromkeys(LINES, LINE),
    **dict.fromkeys(("authors", "editors"), AUTHORS),
    **dict.fromkeys(("others", "title_is_translated"), TRUTH),
    **dict.fromkeys(("participants", "source_number"), NUMBER),
    "issued": ISSUED,
    "language": st.sampled_from(["fr", "de-CH", "ja"]),
    "pmid": st.just("15577607"),
    "pmcid": st.just("PMC123"),
    "doi": st.just("10.1002/(sici)<1:x>"),
    "url": st.just("https://example.org/a?b=1&c"),
    "design": st.sampled_from(list(map(str, Design))),
    "design_basis": st.sampled_from(["title", "journal", "abstract", "full-text"]),
    "directness": st.sampled_from(list(map(str, Directness))),
    **dict.fromkeys(("updated", "accessed", "retracted", "corrected", "checked_on"), st.sampled_from(["1987", "1991-11", "2020-01-14"])),
    "superseded_by": st.just("b2"),
}
REFERENCE = st.fixed_dictionaries(
    {"id": st.just("a1"), "type": st.sampled_from(list(map(str, ReferenceType))), "title": LINE}, optional=OPTIONAL
).map(Reference.model_validate)


def name(author: dict[str, str]) -> dict[str, str] | str:
    """A name of CSL as a pathway has it."""
    if "literal" in author:
        return author["literal"]
    particle = author.pop("non-dropping-particle", "")
    return author | {"family": f"{particle} {author['family']}".strip()}


def again(item: dict[str, Any]) -> Reference:
    """The reference that an item was made of, read with nothing but the item."""
    given = dict(item)
    ours = given.pop("custom", {}).get("pathway", {})
    own = {"publisher-place": "place", "page": "pages", "number": "article_number"}
    found = {own.get(key, key.lower()): value for key, value in given.items()}
    found |= {
        ours_of: [name(author) for author in found.pop(key)]
        for key, ours_of in (("author", "authors"), ("editor", "editors"))
        if key in found
    }
    for key in {"issued", "accessed"} & found.keys():
        found[key] = "/".join("-".join(f"{part:02}" for part in date) for date in found[key]["date-parts"])
    if "container-title" in found:
        container = ours.pop("container", "book_title" if found["type"] == "chapter" else "journal")
        found[container] = found.pop("container-title")
    if ours.get("title_is_translated"):
        found["title"] = found["title"].removeprefix("[").removesuffix("]")
    return Reference.model_validate(found | ours)


@given(REFERENCE)
def test_an_item_loses_nothing(reference: Reference) -> None:
    """The reference can be made again from its item, through JSON and back."""
    assert again(json.loads(json.dumps(csl_item(reference)))) == reference


def test_every_field_is_tried() -> None:
    """A field that is new in the model must be taken along, too."""
    assert {"id", "type", "title", *OPTIONAL} == set(Reference.model_fields)


@pytest.mark.parametrize(
    ("family", "particle", "rest"),
    [
        ("van Engelen", "van", "Engelen"),
        ("van der Kooi", "van der", "Kooi"),
        ("de la Torre", "de la", "Torre"),
        ("ter Borg", "ter", "Borg"),
        ("von dem Borne", "von dem", "Borne"),
        ("O'Hanlon", None, "O'Hanlon"),
        ("Van Dyck", None, "Van Dyck"),
        ("d'Aubigné", None, "d'Aubigné"),
        ("hooks", None, "hooks"),
    ],
)
def test_particles_are_told_from_names(family: str, particle: str | None, rest: str) -> None:
    reference = Reference.model_validate({"id": "a1", "type": "book", "title": "T", "authors": [{"family": family, "given": "A"}]})
    (author,) = csl_item(reference)["author"]
    assert (author.get("non-dropping-particle"), author["family"]) == (particle, rest)


def test_ours_are_in_the_terms_of_csl() -> None:
    """One of our references, as other programs will read it."""
    reference = next(reference for reference in PATHWAY.references if reference.title_is_translated)
    item = csl_item(reference)
    assert item["title"] == f"[{reference.title}]"
    assert item["container-title"] == reference.journal
    assert item["language"] == "fr"
    assert item["PMID"] == reference.pmid
    assert item["custom"]["pathway"]["title_is_translated"] is True
