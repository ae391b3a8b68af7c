"""Slips between brackets."""

import re

from generator.core.diagnostics import Diagnostic, messages
from generator.core.source import Span
from generator.parsing.edits import straightened
from generator.parsing.error_context import CLOSING, ErrorContext
from generator.parsing.source_lines import CURLY, above, line, quoted


def between_entries(scene: ErrorContext) -> Diagnostic:
    """Diagnostic for an entry between brackets that does not end where it should."""
    opening = scene.stumble.opened or scene.at
    if scene.letter and scene.letter in "]})" and scene.at.line == opening.line:
        opened = scene.letter_at(opening)
        return scene.tell(messages.yaml_syntax_wrong_bracket(letter=scene.letter, opening=opened, closing=CLOSING[opened]), scene.at)
    if found := _cut_above(scene):
        return found
    if scene.stumble.at > scene.at or (scene.at.line > opening.line and not above(scene.source, scene.at.line).text.rstrip().endswith(",")):
        return never_closed(scene, opening)
    if found := _text_in_brackets(scene):
        return found
    if scene.at.line > opening.line and scene.here.key and not scene.here.text.lstrip().startswith(("{", "[")):
        return never_closed(scene, opening)
    return scene.tell(messages.yaml_syntax_missing_comma(), scene.at)


def _cut_above(scene: ErrorContext) -> Diagnostic | None:
    """A remark in the line above that hides the comma of its text."""
    at = scene.above
    found = re.search(r"([^,\[{:'\"]*[^\s,\[{:'\"])\s+(#[^,\]}]*)", at.text) if scene.begins else None
    if not found:
        return None
    span = scene.source.span(at.number, found.start(2) + 1, len(at.text.rstrip()) - found.start(2))
    letter = scene.letter_at(scene.stumble.opened or span)
    return scene.tell(messages.yaml_syntax_cut_in_brackets(letter=letter, fixed=quoted(f"{found[1]} {found[2]}")), span)


def _text_in_brackets(scene: ErrorContext) -> Diagnostic | None:
    """A text between brackets that has a colon or a quotation mark in it."""
    text, column = scene.here.text, scene.at.column
    for curly in re.finditer(f"[{CURLY}][^{CURLY}]*[{CURLY}]", text):
        if curly.start() < column <= curly.end():
            span = scene.source.span(scene.at.line, curly.start() + 1, len(curly[0]))
            return scene.tell(messages.yaml_syntax_curly_quotes(fixed=quoted(curly[0])), span, straightened(scene.source, span))
    if scene.letter == ":":
        word = re.findall(r"[^\s,\[{:]*\s*$", text[: column - 1])[0]
        span = scene.source.span(scene.at.line, column - len(word), len(word) + 1)
        return scene.tell(messages.yaml_syntax_colon_in_brackets(word=word.strip()), span)
    if text[column - 2 : column - 1] in ("'", '"'):
        whole = re.findall(r"[^,\[{:]*$", text[: column - 1])[0] + re.split(r"[,\]}]", text[column - 1 :])[0]
        rest = re.split(r"[,\]}]", text[column - 1 :])[0].rstrip()
        span = scene.source.span(scene.at.line, column, len(rest))
        return scene.tell(messages.yaml_syntax_text_after_quote(mark=text[column - 2], rest=rest, fixed=quoted(whole)), span)
    return None


def never_closed(scene: ErrorContext, opening: Span) -> Diagnostic:
    """A bracket is opened and not closed."""
    letter = scene.letter_at(opening)
    text = line(scene.source, opening.line).text[opening.column - 1 :].rstrip() or letter
    if cut := re.search(r"([^,\[{:]*)\s(#[^,\]}]*)", text):
        span = scene.source.span(opening.line, opening.column + cut.start(2), len(text) - cut.start(2))
        fixed = quoted(f"{cut[1].strip()} {cut[2].strip()}".strip())
        return scene.tell(messages.yaml_syntax_cut_in_brackets(letter=letter, fixed=fixed), span)
    span = scene.source.span(opening.line, opening.column, len(text))
    return scene.tell(messages.yaml_syntax_unclosed_bracket(letter=letter, closing=CLOSING[letter]), span)
