"""How old the evidence is: for any pathway one sentence, the same on every page."""

from pathlib import Path

import pytest

from generator.compiler import compile_pathway
from generator.core.source import Source

SMALLEST = (Path(__file__).parent / "valid" / "smallest.yaml").read_text("utf-8")
UNSEARCHED = "The authors state no search for evidence, so newer publications may be missing."
MANUAL = "{id: manual, type: book, title: The cyclist's manual}"


def compiled(*publications: str, unstated: str | None) -> dict[str, str]:
    """The pages of a pathway, published in 2024, that cites publications with these fields.

    Args:
        publications: Further fields of each.
        unstated: What the pathway adds to what it does not state in place of its search for evidence; None leaves the search.

    """
    names = [f"r{number}" for number in range(len(publications))]
    listed = "\n  - ".join(f"{{id: {name}, type: book, title: T{name}{fields}}}" for name, fields in zip(names, publications, strict=True))
    text = SMALLEST.replace(MANUAL, listed).replace("cites: [manual]", f"cites: [{', '.join(names)}]")
    if unstated is not None:
        text = text.replace("  evidence_search: {until: 2023, by: the club}\n", "").replace("unstated: [", f"unstated: [{unstated}")
    site = compile_pathway(Source("smallest.yaml", text)).site
    assert site
    return {page.path: page.text for page in site.pages}


@pytest.mark.parametrize(
    ("publications", "said"),
    [
        ([", issued: 2021, design: guideline"], "The only dated publication cited is from 2021 (guideline)."),
        ([", issued: 2021", ""], "The only dated publication cited is from 2021 (kind not stated in the citation)."),
        (
            [", issued: 2021, design: commissioning-policy", ", issued: 1990, design: case-report", ", issued: 2014-12"],
            (
                "The newest of 3 dated publications cited is from 2021 (commissioning policy). "
                "From the ten years before this version (2015 on): 1. Half are from 2014 or earlier."
            ),
        ),
        (
            [", issued: 2015, design: case-report", ", issued: 2015, design: randomised-trial", ", issued: 2015", ", issued: 2002"],
            (
                "The newest of 4 dated publications cited is from 2015 (randomised trial, case report). "
                "From the ten years before this version (2015 on): 3. Half are from 2015 or earlier."
            ),
        ),
        # The source itself is no publication.
        (
            [", issued: 2023, design: source-narrative", ", issued: 1999, design: guideline"],
            "The only dated publication cited is from 1999 (guideline).",
        ),
        ([""], ""),
    ],
)
@pytest.mark.parametrize("path", ["index.md", "evidence.md", "references.md"])
def test_the_age_of_the_evidence(publications: list[str], said: str, path: str) -> None:
    assert f"{said} {UNSEARCHED}".strip() in compiled(*publications, unstated="evidence_search, ")[path]


def test_a_search_is_stated_instead() -> None:
    pages = compiled(", issued: 2021", unstated=None)
    assert not any(UNSEARCHED in page for page in pages.values())
    assert "until 2023 by the club" in pages["index.md"]
    assert "Evidence searched until 2023 by the club." in pages["evidence.md"]


def test_a_search_that_is_not_mentioned_at_all_is_not_stated_either() -> None:
    assert UNSEARCHED in compiled(", issued: 2021", unstated="")["index.md"]
