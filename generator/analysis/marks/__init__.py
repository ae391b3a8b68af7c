"""Marks: what the pathway says of the treatments on offer for a patient, the one place that decides it.

`marking_of(index)` answers for a box or an option, a `Patient` with what is ticked, not known yet and being given. `by_treatment` is for
those who ask about treatments, such as worked cases; `marks` for those who show them; `touches` is the same for all patients at once,
for a page where a script knows what is ticked. There is no mark for “safe”: the program cannot know.
"""

from generator.analysis.mark_kinds import ORDER, MarkKind, is_warning, kind_of
from generator.analysis.marks.applying import Applicability, Patient, Reason, with_inner
from generator.analysis.marks.being_given import BeingGiven, Given, names_of
from generator.analysis.marks.marking import Mark, Marking, Touch, marking_of
from generator.analysis.marks.offers import Offer, Offered

__all__ = [
    "ORDER",
    "Applicability",
    "BeingGiven",
    "Given",
    "Mark",
    "MarkKind",
    "Marking",
    "Offer",
    "Offered",
    "Patient",
    "Reason",
    "Touch",
    "is_warning",
    "kind_of",
    "marking_of",
    "names_of",
    "with_inner",
]
