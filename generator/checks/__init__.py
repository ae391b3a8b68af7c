"""Checks of meaning: one function for each rule (or family of rules), each yielding its faults."""

from collections.abc import Callable, Iterator

from generator.analysis.index import PathwayIndex
from generator.checks import (
    authors,
    boxes,
    cases,
    citations,
    details,
    doses,
    files,
    flow,
    grades,
    ids,
    links,
    publication_status,
    routes,
    rule_settings,
    safety,
    scores,
    statements,
    texts,
    ways,
)
from generator.checks.rule_settings import Filtered, apply_rule_settings, relaxed_rules
from generator.core.diagnostics import Severity, Violation, catalogue

__all__ = ["Filtered", "apply_rule_settings", "check", "links_hold", "relaxed_rules"]

Rules = tuple[Callable[[PathwayIndex], Iterator[Violation]], ...]

LINKS: Rules = (
    ids.duplicate_ids,
    links.dangling_links,
)
PARTS: Rules = (
    ids.reserved_ids,
    ids.taken_former_ids,
    ids.repeated_publications,
    links.circular_groups,
    links.groups_with_parts,
    links.named_like_regimens,
    citations.uncited_boxes,
    citations.uncited_statements,
    citations.repeated_entries,
    citations.unused_abbreviations,
    publication_status.retracted_alone,
    publication_status.retracted_citations,
    publication_status.circular_successors,
    publication_status.unchecked_references,
    flow.missing_start,
    flow.dead_ends,
    flow.ends_that_go_on,
    flow.too_few_branches,
    flow.branching_boxes,
    flow.crowded_charts,
    authors.persons_as_organisations,
    boxes.misplaced_keys,
    boxes.misplaced_keys_of_ways,
    boxes.unasking_boxes,
    boxes.half_links,
    ways.unlabelled_branches,
    ways.repeated_labels,
    ways.long_labels,
    ways.mixed_ways,
    ways.only_optional_ways,
    ways.limits_without_way,
    statements.undefined_terms,
    statements.lone_together,
    statements.preferred_to_itself,
    statements.lone_entries,
    statements.uneven_tables,
    statements.unexplained_readings,
    doses.unmeasured_doses,
    doses.unsafe_notations,
    doses.unlimited_doses,
    doses.conflicting_doses,
    grades.missing_grading,
    grades.grades_without_scheme,
    grades.unfit_grades,
    grades.unknown_harms,
    grades.missing_grades,
    grades.harmful_recommendations,
    scores.malformed_points,
    scores.misplaced_items,
    scores.unlikely_sums,
    scores.lone_options,
    scores.unheld_sums,
    files.unshown_pictures,
    details.missing_owner,
    details.unknown_placeholders,
    details.faint_colours,
    details.unfounded_status,
    details.contradicted_unstated,
    details.unmentioned_details,
    details.late_approvals,
    details.contradicted_no_doses,
    details.run_on_conditions,
    details.missing_cases,
    texts.dates_out_of_order,
    texts.unknown_language,
    texts.markup,
    texts.placeholders,
    rule_settings.unknown_rules,
    rule_settings.fixed_rules,
)
WHOLE: Rules = (
    links.lone_members,
    cases.dangling_cases,
    cases.contradictory_cases,
    citations.unplaced_statements,
    citations.unused_references,
    citations.unused_subjects,
    details.unused_entries,
    flow.unreachable_boxes,
    flow.unlinked_starts,
    flow.starts_not_first,
    flow.no_way_out,
    routes.turns_without_return,
    routes.ways_out_of_details,
    routes.circular_details,
    routes.repeated_questions,
    citations.idle_questions,
    boxes.doses_in_titles,
    safety.untold_contraindications,
    safety.lost_interactions,
    safety.unasked_contraindications,
    safety.vague_contraindications,
    safety.unfounded_treatments,
    safety.unfounded_avoidance,
)


CASES: Rules = (cases.broken_cases,)


def check(index: PathwayIndex) -> list[Violation]:
    """All faults of meaning.

    The connections between boxes are only checked if every link holds, and cases only walked if the flow has no error either, so that
    one slip is reported once.
    """
    links, parts = _faults(LINKS, index), _faults(PARTS, index)
    found = [*links, *parts, *([] if links else _faults(WHOLE, index))]
    return found if links or any(map(_breaks_the_walk, found)) else [*found, *_faults(CASES, index)]


def _breaks_the_walk(fault: Violation) -> bool:
    rule = catalogue()[fault.code]
    return rule.category == "Flow" and rule.severity is Severity.ERROR


def links_hold(index: PathwayIndex) -> bool:
    """Whether whatever is named exists, and only once."""
    return not _faults(LINKS, index)


def _faults(rules: Rules, index: PathwayIndex) -> list[Violation]:
    return [fault for rule in rules for fault in rule(index)]
