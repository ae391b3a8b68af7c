"""Faults planted in valid pathways: a fixed share of the campaign `mutants`, and that the campaign leaves out no rule."""

from campaigns.faults import KINDS
from campaigns.faults.pathway import KEY, Path, Text, cut, insert, put, renamed
from campaigns.mutants import judge, share, texts
from generator.core.diagnostics import catalogue

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
        *("group-with-parts", "malformed-grading", "missing-owner", "missing-start", "missing-style", "named-like-regimen", "older-format"),
        *("several-documents", "start-not-first", "unchecked-references", "unfounded-status", "unknown-language"),
        *("unknown-placeholder", "unknown-rule", "unlinked-start", "unusable-style"),
        *("unfounded-avoidance", "unused-abbreviation", "vague-contraindication"),
    ),
    "need a worked case, whose answers the tests change one by one": (
        *("contradictory-case", "dangling-case", "endless-case", "met-against-expectation", "needless-answer", "other-end"),
        *("unanswered-step", "unasked-answer", "unfit-answer", "unlike-mark", "unmet-expectation"),
    ),
    "concern keys that few pathways have, and are tried in the tests with tables of what breaks them and what does not": (
        *(
            "all-optional",
            "asked-in-vain",
            "asked-twice",
            "circular-through",
            "conflicting-dose",
            "contradicted-no-doses",
            "cut-entry",
            "dose-in-title",
        ),
        *("dose-without-number", "dose-without-unit", "grade-without-scheme", "harmful-recommendation", "item-named-like-entry"),
        *(
            "faint-colour",
            "late-approval",
            "limit-without-way",
            "lost-interaction",
            "lone-entry",
            "lone-option",
            "lone-together",
            "long-label",
            "malformed-points",
            "misplaced-item",
        ),
        *("misplaced-key", "missing-file", "missing-grade", "missing-grading", "mixed-way", "no-cases", "overlapping-points"),
        *("preferred-to-itself", "run-on-condition", "taken-former-id", "through-way-out", "turn-without-return", "unclear-link"),
        *("uneven-table", "unexplained-reading", "unheld-points", "unknown-grade", "unlikely-points", "unlimited-dose"),
        *("unasked-contraindication", "unmentioned-detail"),
        *("unreachable-points", "unsafe-dose", "unused-score", "unused-setting", "unused-team"),
    ),
}
"""Why no fault is planted here for a rule: the reason, and its rules."""


def test_every_rule_has_a_fault_or_a_reason() -> None:
    planted = {code for text in texts()[:-1] for planting in KINDS.values() for fault in planting(text) for code in fault.rule.split()}
    names = [name for names in NOT_PLANTED.values() for name in names]
    left_out = {code for code in catalogue() for name in names if code == name or (name.endswith("*") and code.startswith(name[:-1]))}
    assert planted | left_out == {*catalogue()}
    assert not planted & left_out


def test_every_kind_can_be_planted() -> None:
    tried = {name for text in texts()[:-1] for name, planting in KINDS.items() if next(planting(text), None)}
    assert tried == {*KINDS}


def test_planted_faults_are_found_by_their_rule_at_their_place() -> None:
    planted = share(150)
    assert len(planted) == 150
    missed = [(name, text.name, fault.write()) for name, text, fault in planted if not judge(fault).right_place]
    assert missed == []


def test_a_place_that_is_wrong_is_seen() -> None:
    """Makes sure that the campaign can fail."""
    text = next(text for text in texts() if text.name.endswith("smallest.yaml"))
    use = text.of("use:reference")[0].path
    data = put(text.data, use, "nobody")
    assert judge(text.fault("dangling-citation", data, use)).right_place
    assert not judge(text.fault("dangling-citation", data, use[:-1])).right_place
    assert not judge(text.fault("dangling-edge", data, use)).right_rule
    assert not judge(text.fault("dangling-edge", text.data, use)).caught
    assert judge(text.slip("yaml-anchor", (0, 0), "&a ")).right_place
    assert not judge(text.slip("yaml-anchor", (0, 0), "&a ", len(text.text) // 2)).right_place


def test_edits_change_what_they_name_and_nothing_else() -> None:
    data = {"a": [{"b": "1"}, {"b": "2"}], "c": "3"}
    assert put(data, ("a", 1, "b"), "x") == {"a": [{"b": "1"}, {"b": "x"}], "c": "3"}
    assert put(data, ("a", 0, "new"), "x") == {"a": [{"b": "1", "new": "x"}, {"b": "2"}], "c": "3"}
    assert cut(data, ("a", 0), ("a", 1, "b")) == {"a": [{}], "c": "3"}
    assert insert(data, ("a", 1), "x") == {"a": [{"b": "1"}, "x", {"b": "2"}], "c": "3"}
    assert [*renamed(data, ("a",), "z")] == ["z", "c"]
    assert data == {"a": [{"b": "1"}, {"b": "2"}], "c": "3"}


def test_places_are_those_of_the_text_that_is_written() -> None:
    text = Text("some", "pathway: {title: é ö}\nsections: [{id: one, title: Two}]\n", flow=None)
    assert text.text == "pathway: {title: é ö}\nsections:\n- {id: one, title: Two}\n"
    places: list[Path] = [("pathway", "title"), ("pathway", KEY), ("sections", 0), ("sections", 0, "title", KEY)]
    assert text.fault("", text.data, *places).write().at == [(1, 18), (1, 1), (3, 4), (3, 13)]
