"""Worked cases: patients taken through the walk, and what they come to."""

from generator.analysis.cases.answers import limits_beside
from generator.analysis.cases.met import boxes_met, on_offer, statements_met, treatments_given, ways_taken
from generator.analysis.cases.replay import Finding, Marker, Problem, Replay, replay
from generator.analysis.cases.route import address, asked

__all__ = [
    "Finding",
    "Marker",
    "Problem",
    "Replay",
    "address",
    "asked",
    "boxes_met",
    "limits_beside",
    "on_offer",
    "replay",
    "statements_met",
    "treatments_given",
    "ways_taken",
]
