"""The smallest pathway that the format allows: what it may leave out is noted, and nothing else is said."""

from generator.compiler import compile_pathway
from generator.core.source import Source

SMALLEST = """\
format: 2
pathway:
  {id: teddy-fever, title: Fever in teddy bears, version: 0.1.0, published: 2026-11-29, review_by: 2027-11,
   summary: From a hot bear to a cool one., readers: People who look after bears.,
   disclaimer: An example. Nobody has tried what it says., authors: [Society of Bear Keepers]}
sections:
  - id: fever
    title: The bear is hot
    charts:
      - id: fever-chart
        title: What to do
        boxes:
          - {id: hot, kind: start, title: A bear that feels hot, cites: [handbook], next: shade}
          - {id: shade, kind: end, title: Put the bear in the shade, statements: [shade-first]}
statements:
  - {id: shade-first, role: recommendation, says: A hot bear should be put in the shade., cites: [handbook]}
references:
  - {id: handbook, type: book, authors: [Society of Bear Keepers], title: The care of bears}
"""


def test_what_the_smallest_pathway_leaves_out_is_noted() -> None:
    compiled = compile_pathway(Source("pathway.yaml", SMALLEST))
    assert compiled.site
    assert {found.severity.value for found in compiled.diagnostics} == {"note"}
    assert {found.code for found in compiled.diagnostics} == {"missing-grading", "no-cases", "unmentioned-detail"}
