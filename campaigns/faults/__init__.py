"""Faults to plant in a valid pathway, each with the rule that must find it and the place where it must be found.

Nothing here asks the generator: the places are PyYAML's, the shape of the format is written down once more in `shapes`, and
what a fault must be called follows from what was done to the pathway.
"""

from campaigns.faults import charts, entries, file, values
from campaigns.faults.pathway import KINDS, Fault, Text

__all__ = ["KINDS", "NOT_PLANTED", "Fault", "Text", "charts", "entries", "file", "values"]

NOT_PLANTED = {
    "concern the file, not what is in it": ("unreadable-file",),
    "concern files of references, which have tests of their own": ("import-*",),
    "are compared in the tests with following every way of pathways that hypothesis makes": (
        *("circular-group", "no-way-out", "unreachable-box", "untold-contraindication"),
    ),
    "are decided by one token of YAML, whose place is a property in the tests": (
        *("curly-quotes", "cut-text", "duplicate-key", "forbidden-character", "key-not-text", "layout-in-text", "left-placeholder"),
        *("not-utf8", "too-deep", "yaml-alias", "yaml-anchor", "yaml-tab", "yaml-tag"),
    ),
    "can be broken in a few places only, where the tests break them": (
        *("broken-style", "crowded-chart", "dates-out-of-order", "dependent-style", "empty-file", "empty-list", "fixed-rule"),
        *("group-with-parts", "malformed-author", "missing-start", "missing-style", "named-like-regimen", "older-format"),
        "person-as-organisation",
        *(
            "several-documents",
            "start-not-first",
            "unchecked-references",
            "unknown-language",
            "unknown-rule",
            "unlinked-start",
            "unusable-style",
        ),
        *("unused-abbreviation", "vague-contraindication"),
    ),
    "need a worked case, whose answers the tests change one by one": (
        *("contradictory-case", "dangling-case", "endless-case", "met-against-expectation", "needless-answer", "other-end"),
        *("unanswered-step", "unasked-answer", "unfit-answer", "unmet-expectation"),
    ),
    "concern keys that few pathways have, and are tried in the tests with tables of what breaks them and what does not": (
        *("all-optional", "asked-twice", "circular-through", "conflicting-dose", "contradicted-no-doses", "cut-entry", "dose-in-title"),
        *("dose-without-number", "dose-without-unit", "grade-without-scheme", "harmful-recommendation", "item-named-like-entry"),
        *("late-approval", "limit-without-way", "lone-entry", "lone-together", "long-label", "malformed-points", "misplaced-item"),
        *("misplaced-key", "missing-file", "missing-grade", "missing-grading", "mixed-way", "no-cases", "overlapping-points"),
        *("preferred-to-itself", "run-on-condition", "taken-former-id", "through-way-out", "turn-without-return", "unclear-link"),
        *("uneven-table", "unexplained-reading", "unheld-points", "unknown-grade", "unlimited-dose", "unmentioned-detail"),
        *("unreachable-points", "unsafe-dose", "unused-score", "unused-setting", "unused-team"),
    ),
}
"""Why no fault is planted here for a rule: the reason, and its rules."""
