"""Slips between brackets."""

import re

from generator.core.diagnostics import Diagnostic
from generator.core.source import Span
from generator.parsing.error_context import CLOSING, ErrorContext
from generator.parsing.source_lines import CURLY, above, line, quoted


def between_entries(scene: ErrorContext) -> Diagnostic:
    """Diagnostic for an entry between brackets that does not end where it should."""
    opening = scene.stumble.opened or scene.at
    if scene.letter and scene.letter in "]})" and scene.at.line == opening.line:
        return scene.tell(
            "wrong-bracket", scene.at, letter=scene.letter, opening=scene.letter_at(opening), closing=CLOSING[scene.letter_at(opening)]
        )
    if found := _cut_above(scene):
        return found
    if scene.stumble.at > scene.at or (scene.at.line > opening.line and not above(scene.source, scene.at.line).text.rstrip().endswith(",")):
        return never_closed(scene, opening)
    if found := _text_in_brackets(scene):
        return found
    if scene.at.line > opening.line and scene.here.key and not scene.here.text.lstrip().startswith(("{", "[")):
        return never_closed(scene, opening)
    return scene.tell("missing-comma", scene.at)


def _cut_above(scene: ErrorContext) -> Diagnostic | None:
    """A remark in the line above that hides the comma of its text."""
    at = scene.above
    found = re.search(r"([^,\[{:'\"]*[^\s,\[{:'\"])\s+(#[^,\]}]*)", at.text) if scene.begins else None
    if not found:
        return None
    span = scene.source.span(at.number, found.start(2) + 1, len(at.text.rstrip()) - found.start(2))
    return scene.tell("cut-in-brackets", span, letter=scene.letter_at(scene.stumble.opened or span), fixed=quoted(f"{found[1]} {found[2]}"))


def _text_in_brackets(scene: ErrorContext) -> Diagnostic | None:
    """A text between brackets that has a colon or a quotation mark in it."""
    text, column = scene.here.text, scene.at.column
    for curly in re.finditer(f"[{CURLY}][^{CURLY}]*[{CURLY}]", text):
        if curly.start() < column <= curly.end():
            span = scene.source.span(scene.at.line, curly.start() + 1, len(curly[0]))
            return scene.tell("curly-quotes", span, fixed=quoted(curly[0]))
    if scene.letter == ":":
        word = re.findall(r"[^\s,\[{:]*\s*$", text[: column - 1])[0]
        return scene.tell("colon-in-brackets", scene.source.span(scene.at.line, column - len(word), len(word) + 1), word=word.strip())
    if text[column - 2 : column - 1] in ("'", '"'):
        whole = re.findall(r"[^,\[{:]*$", text[: column - 1])[0] + re.split(r"[,\]}]", text[column - 1 :])[0]
        rest = re.split(r"[,\]}]", text[column - 1 :])[0].rstrip()
        span = scene.source.span(scene.at.line, column, len(rest))
        return scene.tell("text-after-quote", span, mark=text[column - 2], rest=rest, fixed=quoted(whole))
    return None


def never_closed(scene: ErrorContext, opening: Span) -> Diagnostic:
    """A bracket is opened and not closed."""
    letter = scene.letter_at(opening)
    text = line(scene.source, opening.line).text[opening.column - 1 :].rstrip() or letter
    if cut := re.search(r"([^,\[{:]*)\s(#[^,\]}]*)", text):
        span = scene.source.span(opening.line, opening.column + cut.start(2), len(text) - cut.start(2))
        return scene.tell("cut-in-brackets", span, letter=letter, fixed=quoted(f"{cut[1].strip()} {cut[2].strip()}".strip()))
    return scene.tell(
        "unclosed-bracket", scene.source.span(opening.line, opening.column, len(text)), letter=letter, closing=CLOSING[letter]
    )
