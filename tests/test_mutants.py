"""Faults planted in valid pathways: a fixed share of the campaign `mutants`, and that the campaign leaves out no rule."""

from campaigns.faults import KINDS, NOT_PLANTED
from campaigns.faults.text import Edit, Inside, Plant
from campaigns.mutants import judge, share, texts
from generator.core.diagnostics import catalogue


def test_every_rule_has_a_fault_or_a_reason() -> None:
    planted = {code for text in texts()[:-1] for kind in KINDS.values() for plant in kind.plant(text) for code in plant.rule.split()}
    left_out = {code for code in catalogue() for name in NOT_PLANTED if code == name or (name.endswith("*") and code.startswith(name[:-1]))}
    assert planted | left_out == {*catalogue()}
    assert not planted & left_out


def test_every_kind_can_be_planted() -> None:
    tried = {name for text in texts()[:-1] for name, kind in KINDS.items() if next(kind.plant(text), None)}
    assert tried == {*KINDS}


def test_planted_faults_are_found_by_their_rule_at_their_place() -> None:
    planted = share(300)
    assert len(planted) == 300
    missed = [(name, text.name, plant) for name, text, plant in planted if not judge(text, plant).right_place]
    assert missed == []


def test_a_place_that_is_wrong_is_seen() -> None:
    """Makes sure that the campaign can fail."""
    text = next(text for text in texts() if text.name.endswith("smallest.yaml"))
    use = text.of("use:reference")[0]
    edit = Edit(use.start, use.end, "nobody")
    assert judge(text, Plant([edit], "dangling-citation", [use.start])).right_place
    assert not judge(text, Plant([edit], "dangling-citation", [use.start - 1])).right_place
    assert not judge(text, Plant([edit], "dangling-edge", [use.start])).right_rule
    assert not judge(text, Plant([Edit(0, 0, "")], "dangling-edge", [0])).caught


def test_places_move_with_the_text() -> None:
    """A place before all edits, one between them, one behind, and one inside what is put in."""
    plant = Plant([Edit(5, 5, "!"), Edit(1, 2, "xyz")], "", [0, 3, 6, Inside(1, 2), Inside(0, 0)])
    made, at, _ = plant.grown("abcdefg")
    assert made == "axyzcde!fg"
    assert [made[place] for place in at] == ["a", "d", "g", "z", "!"]
