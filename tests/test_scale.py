"""Pathways larger than ours: what they show must be fit for their size."""

import pytest

from bench.synthetic import pathway
from generator.compiler import compile_pathway
from generator.pages.treatments import MOST_COLUMNS
from generator.source import Source

SIZES = {24: False, 400: True}
"""Boxes, and whether there are more sections than a table can have columns."""


@pytest.mark.parametrize("boxes", SIZES)
def test_treatments_of_many_sections_stand_in_one_column(boxes: int) -> None:
    compiled = compile_pathway(Source("pathway.yaml", pathway(boxes, 1)))
    assert compiled.site
    assert not compiled.diagnostics
    index = next(page.text for page in compiled.site.pages if page.path == "treatments.md")
    rows = [line for line in index.splitlines() if line.startswith("|")]
    columns = {row.count(" |") for row in rows[2:]}
    assert (max(columns) == 2) is SIZES[boxes]
    assert max(columns) <= 1 + MOST_COLUMNS
    for treatment in (page for page in compiled.site.pages if page.path.startswith("treatments/")):
        assert f"]({treatment.path})" in index
