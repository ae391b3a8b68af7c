"""What the words of a pathway mean together: one function a rule (or a family of rules), each yielding its faults."""

from collections.abc import Callable, Iterator

from generator.checks import citing, flow, ids, links, texts
from generator.diagnostics import Fault
from generator.index import Index

CHECKS: tuple[Callable[[Index], Iterator[Fault]], ...] = (
    ids.duplicate_ids,
    ids.reserved_ids,
    links.dangling_citations,
    links.dangling_placements,
    links.dangling_edges,
    links.dangling_treatments,
    links.dangling_subjects,
    citing.uncited_nodes,
    citing.uncited_statements,
    citing.unplaced_statements,
    citing.repeated_entries,
    citing.unused_references,
    citing.unused_subjects,
    citing.unused_abbreviations,
    flow.missing_start,
    flow.unreachable_nodes,
    flow.unlinked_starts,
    flow.dead_ends,
    flow.ends_that_go_on,
    flow.too_few_branches,
    flow.unlabelled_branches,
    flow.repeated_labels,
    flow.branching_boxes,
    flow.no_way_out,
    flow.crowded_charts,
    texts.dates_out_of_order,
    texts.markup,
)


def check(index: Index) -> list[Fault]:
    """All faults of meaning, rule by rule."""
    return [fault for rule in CHECKS for fault in rule(index)]
