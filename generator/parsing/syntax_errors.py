"""Diagnosis of YAML errors: YAML reports where it stumbled, the lines around show the author's slip.

Each slip is a form of the rule `yaml-syntax`. The patterns know the words of libyaml and those of PyYAML's own scanner and parser;
every complaint of either leads to a slip.
"""

import re
import sys
from collections.abc import Callable

from generator.core.diagnostics import Diagnostic, char_name, make_diagnostic, messages, quote_yaml
from generator.core.source import Source, Span
from generator.parsing.bracket_errors import between_entries, never_closed
from generator.parsing.cut_text import cut_text
from generator.parsing.edits import dashed, parted, put_in_quotes, spaced, straightened, untabbed
from generator.parsing.error_context import CLOSING, ErrorContext, ParserError
from generator.parsing.source_lines import CURLY, LIKE_HYPHENS, ODD_SPACE, Line, above, line, quoted, span_of

# What means something to YAML where a text begins.
MEANING = "@`%*&!|>?,]}-"


def explain_error(source: Source, stumble: ParserError) -> Diagnostic:
    """The slip behind a complaint of YAML, told at the place where it was made."""
    scene = ErrorContext(source, stumble)
    if found := _unseen(scene) or cut_text(scene):
        return found
    for pattern, tell in _SLIPS:
        if re.search(pattern, f"{stumble.context} | {stumble.problem}") and (found := tell(scene)):
            return found
    return make_diagnostic(messages.yaml_syntax(problem=stumble.problem or stumble.context or "unreadable"), scene.at)


def _unseen(scene: ErrorContext) -> Diagnostic | None:
    """A tab or an odd space where only spaces can stand: at the stumble, or before the words of this line or the one above."""
    if scene.letter == "\t":
        return make_diagnostic(messages.yaml_tab(), scene.at, untabbed(scene.source))
    for each in (scene.here, scene.above):
        lead = each.text[: each.start - 1]
        if "\t" in lead:
            return make_diagnostic(messages.yaml_tab(), scene.source.span(each.number, lead.index("\t") + 1), untabbed(scene.source))
        if odd := ODD_SPACE.search(lead):
            return odd_space(scene.source, scene.source.span(each.number, odd.start() + 1), odd.group())
    return None


def odd_space(source: Source, span: Span, character: str) -> Diagnostic:
    """A space that is none to YAML stands where it would have to be one."""
    return make_diagnostic(messages.forbidden_character_space(character=char_name(character)), span, spaced(source, span))


def unclosed_quote(source: Source, opening: Span, yaml: str = "") -> Diagnostic:
    """A quotation mark that opens a text and is not closed where it should be."""
    at = line(source, opening.line)
    mark = at.text[opening.column - 1 : opening.column]
    rest = at.text[opening.column - 1 :].rstrip()
    if opening.column not in {at.start, at.value_at}:  # Between brackets a text ends sooner.
        rest = re.split(r"[,\]}]", rest)[0]
    message = messages.yaml_syntax_unclosed_quote(mark=mark, fixed=quote_yaml(rest), yaml=yaml)
    return make_diagnostic(message, source.span(opening.line, opening.column, len(rest)))


# ── Where a text or a key begins ──


def _quote_left_open(scene: ErrorContext) -> Diagnostic | None:
    opened = scene.stumble.opened
    return unclosed_quote(scene.source, opened, scene.stumble.problem) if opened and scene.letter_at(opened) in "'\"" else None


def _backslash(scene: ErrorContext) -> Diagnostic:
    return scene.tell(messages.yaml_syntax_backslash(), scene.at)


def _cannot_start(scene: ErrorContext) -> Diagnostic | None:
    """A text that starts with a special character of YAML; an opened one is reported where it opens."""
    opened = scene.stumble.opened
    span = opened if opened and opened.line == scene.at.line and scene.letter_at(opened) in "*&!|>%" else scene.at
    text = scene.source.line_at(span.line)[span.column - 1 :]
    letter = text[:1]
    if opening := scene.bracket:
        if scene.stumble.at > scene.at or (letter in ",]}" and span.line > opening.line):
            return never_closed(scene, opening)
        text = re.split(r"[,\]}]", text)[0]
        if not text:
            return scene.tell(messages.yaml_syntax_stray_mark(letter=letter), span)
    if not letter or letter not in MEANING:
        return None
    edits = () if scene.bracket else put_in_quotes(scene.source, span)
    return scene.tell(
        messages.yaml_syntax_cannot_start(letter=letter, fixed=quoted(text)), scene.source.span(span.line, span.column), edits
    )


def _list_beside_key(scene: ErrorContext) -> Diagnostic:
    text = scene.here.text[scene.at.column - 1 :]
    return scene.tell(messages.yaml_syntax_list_beside_key(key=scene.here.key, fixed=quoted(text)), scene.at)


# ── Keys and colons ──


def _second_colon(scene: ErrorContext) -> Diagnostic | None:
    """A colon where none can be: a second one in this line, or the first, where the line above is at fault."""
    here = scene.here
    if here.value and here.value_at <= scene.at.column:
        span = scene.source.span(here.number, here.value_at, len(here.value))
        message = messages.yaml_syntax_curly_quotes if here.value[0] in CURLY else messages.yaml_syntax_colon_in_text
        return scene.tell(message(fixed=f"{here.key}: {quoted(here.value)}"), span, straightened(scene.source, span))
    return _of_key(scene, scene.above) or _too_deep(scene)


def _of_key(scene: ErrorContext, at: Line) -> Diagnostic | None:
    """A line that would have a key, were a space, a colon or both in their places."""
    if odd := re.match(rf"[^\s:]+:({ODD_SPACE.pattern})", at.words):
        return odd_space(scene.source, scene.source.span(at.number, at.start + odd.start(1)), odd[1])
    if dash := re.match(rf"\s*([{LIKE_HYPHENS}])\s*", at.text):
        span, edits = scene.source.span(at.number, dash.start(1) + 1), dashed(scene.source, at.number, dash.start(1), dash.end())
        return scene.tell(messages.yaml_syntax_no_hyphen(letter=dash[1], fixed=f"- {at.text[dash.end() :].rstrip()}"), span, edits)
    if glued := re.match(r"\s*-(?=[^\s-])", at.text):
        span = scene.source.span(at.number, glued.end())
        return scene.tell(messages.yaml_syntax_glued_hyphen(fixed=f"- {at.text[glued.end() :].strip()}"), span, parted(scene.source, span))
    if not at.key and (run_on := re.match(r"([^\s:]+):(?!//)(?=\S)", at.words)):
        span = scene.source.span(at.number, at.start, run_on.end())
        message = messages.yaml_syntax_glued_colon(key=run_on[1], fixed=f"{run_on[1]}: {at.words[run_on.end() :]}")
        return scene.tell(message, span, parted(scene.source, span))
    before = above(scene.source, at.number)
    goes_on = before.key and before.value and at.edge > before.start
    if at.number and not at.key and not goes_on:
        runs_on = before.key and before.value
        return scene.tell(
            messages.yaml_syntax_run_on(key=before.key) if runs_on else messages.yaml_syntax_missing_colon(), span_of(scene.source, at)
        )
    return None


def _too_deep(scene: ErrorContext) -> Diagnostic | None:
    """A key further in than the one above whose text it would go on with."""
    owner = scene.above
    while owner.number and not owner.key:
        owner = above(scene.source, owner.number)
    if not owner.key:
        return None
    at = scene.here
    message = messages.yaml_syntax_too_deep(key=at.key or at.words, owner=owner.key, spaces=_spaces(owner.start - 1))
    return scene.tell(message, span_of(scene.source, at))


def _no_colon(scene: ErrorContext) -> Diagnostic | None:
    opened = scene.stumble.opened
    if opened and (quote := _quote_left_open(scene)):
        return quote
    return _of_key(scene, line(scene.source, opened.line)) if opened else None


# ── Indentation ──


def _left_over(scene: ErrorContext) -> Diagnostic | None:
    """Text after the end of a text or list, or a line where none can start."""
    if scene.letter in ("]", "}"):
        return scene.tell(messages.yaml_syntax_stray_mark(letter=scene.letter), scene.at)
    if scene.begins:
        return _out_of_line(scene)
    here = scene.here
    rest = here.text[scene.at.column - 1 :].rstrip()
    value = here.value or here.words
    fixed = f"{here.key}: {quoted(value)}" if here.key else quoted(value)
    span = scene.source.span(here.number, scene.at.column, len(rest))
    if value[0] in "'\"":
        return scene.tell(messages.yaml_syntax_text_after_quote(mark=value[0], rest=rest, fixed=fixed), span)
    return scene.tell(messages.yaml_syntax_text_after_bracket(rest=rest, fixed=fixed), span) if value[0] in CLOSING else None


def _out_of_line(scene: ErrorContext) -> Diagnostic | None:
    here = scene.here
    if found := (_of_key(scene, here) if re.match(rf"\s*(?:-[^\s-]|[{LIKE_HYPHENS}])", here.text) else _first_hyphen(scene)):
        return found
    columns, hyphens = _columns_above(scene)
    span, spaces = span_of(scene.source, here), here.edge - 1
    if here.text.lstrip().startswith("- "):
        span = scene.source.span(here.number, here.edge)
        if not hyphens:
            return scene.tell(messages.yaml_syntax_hyphen_among_keys(), span)
        return scene.tell(messages.yaml_syntax_hyphen_out_of_line(here=_spaces(spaces), above=_either(hyphens)), span)
    if here.edge in hyphens:
        return scene.tell(messages.yaml_syntax_beside_hyphens(key=here.key or here.words, spaces=_spaces(here.edge + 1)), span)
    if here.edge in columns:
        return None
    return scene.tell(messages.yaml_syntax_out_of_line(here=_spaces(spaces), above=_either(columns)), span)


def _first_hyphen(scene: ErrorContext) -> Diagnostic | None:
    """A list whose first entry has no hyphen, while the words of this one stand below those of the first."""
    here, first, owner = scene.here, scene.here, scene.above
    while owner.number and owner.edge >= here.edge:
        first, owner = owner, above(scene.source, owner.number)
    if here.edge == here.start or first.number == here.number or (first.edge, first.edge) != (here.start, first.start):
        return None
    return scene.tell(messages.yaml_syntax_first_hyphen(key=first.key or first.words), span_of(scene.source, first))


def _columns_above(scene: ErrorContext) -> tuple[list[int], list[int]]:
    """Where lines begin that this one can belong to, from the inside out: columns of words, and of hyphens."""
    words: list[int] = []
    hyphens: list[int] = []
    at, bound = scene.above, sys.maxsize
    while at.number and bound > 1:
        if at.edge < bound:
            words.append(at.start)
            hyphens += [at.edge] if at.start != at.edge else []
            bound = at.edge
        at = above(scene.source, at.number)
    return words, hyphens


def _either(columns: list[int]) -> str:
    *most, last = [str(column - 1) for column in sorted({*columns} or {1})]
    return f"{', '.join(most)} or {last} spaces" if most else _spaces(int(last))


def _spaces(count: int) -> str:
    return f"{count or 'no'} space{'' if count == 1 else 's'}"


def _indented_start(scene: ErrorContext) -> Diagnostic | None:
    first = line(scene.source, 1)
    while first.number <= len(scene.source.lines) and (not first.words or first.words.startswith("#")):
        first = line(scene.source, first.number + 1)
    if first.text.startswith("%"):
        message = messages.yaml_syntax_cannot_start(letter="%", fixed=quoted(first.text))
        return scene.tell(message, scene.source.span(first.number, 1))
    return scene.tell(messages.yaml_syntax_indented_start(), span_of(scene.source, first)) if first.edge > 1 else _out_of_line(scene)


_SLIPS: tuple[tuple[str, Callable[[ErrorContext], Diagnostic | None]], ...] = (
    (
        "cannot start any token|an alias|an anchor|a tag|tag handle|a block scalar|directive|incompatible|keys are not allowed",
        _cannot_start,
    ),
    ("escape|hexdec|hexadec", _backslash),
    ("quoted scalar", _quote_left_open),
    ("node content|flow node", _cannot_start),
    ("sequence entries are not allowed", _list_beside_key),
    ("flow (?:sequence|mapping)", between_entries),
    ("values are not allowed", _second_colon),
    ("expected ':'", _no_colon),
    ("document start", _indented_start),
    ("a block (?:mapping|collection)", _left_over),
)
"""Which complaints of YAML (what it was reading, a bar, what is wrong) come from which slips."""
