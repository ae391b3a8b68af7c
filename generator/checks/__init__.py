"""Checks of meaning: one function for each rule (or family of rules), each yielding its faults."""

from collections.abc import Callable, Iterator

from generator.checks import citing, fates, flow, ids, links, safety, settings, texts
from generator.checks.settings import Heard, heard, lowered
from generator.diagnostics import Fault
from generator.index import Index

__all__ = ["Heard", "check", "heard", "links_hold", "lowered"]

Rules = tuple[Callable[[Index], Iterator[Fault]], ...]

LINKS: Rules = (
    ids.duplicate_ids,
    links.dangling_citations,
    links.dangling_placements,
    links.dangling_edges,
    links.dangling_treatments,
    links.dangling_subjects,
    fates.dangling_successors,
)
PARTS: Rules = (
    ids.reserved_ids,
    ids.repeated_publications,
    links.circular_groups,
    links.groups_with_parts,
    links.named_like_regimens,
    citing.uncited_nodes,
    citing.uncited_statements,
    citing.repeated_entries,
    citing.unused_abbreviations,
    fates.retracted_alone,
    fates.retracted_citations,
    fates.circular_successors,
    fates.unchecked_references,
    flow.missing_start,
    flow.dead_ends,
    flow.ends_that_go_on,
    flow.too_few_branches,
    flow.unlabelled_branches,
    flow.repeated_labels,
    flow.branching_boxes,
    flow.crowded_charts,
    texts.dates_out_of_order,
    texts.unknown_language,
    texts.markup,
    texts.placeholders,
    settings.unknown_rules,
    settings.fixed_rules,
)
WHOLE: Rules = (
    citing.unplaced_statements,
    citing.unused_references,
    citing.unused_subjects,
    flow.unreachable_nodes,
    flow.unlinked_starts,
    flow.starts_not_first,
    flow.no_way_out,
    safety.untold_contraindications,
    safety.vague_contraindications,
    safety.unfounded_treatments,
)


def check(index: Index) -> list[Fault]:
    """All faults of meaning; the connections between boxes are only checked if every link holds, so that one slip is reported once."""
    links, parts = _faults(LINKS, index), _faults(PARTS, index)
    return [*links, *parts, *([] if links else _faults(WHOLE, index))]


def links_hold(index: Index) -> bool:
    """Whether whatever is named exists, and only once."""
    return not _faults(LINKS, index)


def _faults(rules: Rules, index: Index) -> list[Fault]:
    return [fault for rule in rules for fault in rule(index)]
