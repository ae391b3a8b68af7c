"""The walk by one definition: the states a reader can be in, what she can answer, and where that leads.

`define` computes from a pathway what its walk needs to know; `Walk` follows it, and so can any other program that reads it.
"""

from generator.analysis.walk.define import define
from generator.analysis.walk.definition import Definition, Group, WalkBox, Way
from generator.analysis.walk.entries import applying, knowledge, known
from generator.analysis.walk.moves import Ask, Go, Move, Pick, Which
from generator.analysis.walk.state import Event, EventKind, Given, Known, State
from generator.analysis.walk.treatments import at_each
from generator.analysis.walk.walk import Answer, Walk

__all__ = [
    "Answer",
    "Ask",
    "Definition",
    "Event",
    "EventKind",
    "Given",
    "Go",
    "Group",
    "Known",
    "Move",
    "Pick",
    "State",
    "Walk",
    "WalkBox",
    "Way",
    "Which",
    "applying",
    "at_each",
    "define",
    "knowledge",
    "known",
]
