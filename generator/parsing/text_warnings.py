"""Warnings about valid YAML that its author hardly meant."""

import re
from collections.abc import Callable, Container, Iterable, Iterator
from functools import partial

from generator.core.diagnostics import Diagnostic, Message, Path, make_diagnostic, messages, quote_yaml
from generator.core.diagnostics.collector import DiagnosticCollector
from generator.core.sentences import CLOSING, ENDS
from generator.core.source import Source, Span
from generator.parsing.lost_layout import is_worth_looking, layout
from generator.parsing.source_lines import CURLY, is_quoted, quoted
from generator.parsing.tree import ListNode, ScalarNode, Tree

_REMARK = re.compile(r"\s+(#.*\S)")
# Letters right behind the sign: “#2” is meant as text sooner than “# checked” is.
_GLUED = re.compile(r"#[^\s#!]")
# Most files have neither, and then nothing has to be looked through.
_OPENING = re.compile(rf"[:,\[{{-]\s+[{CURLY}]|[\[{{\n][{CURLY}]")
_DRAWN = re.compile(r"says:[^\n|]*[^\s|][^\n|]*\|[^\S\n]*\S|says:\s*['\"]\s*-\s|\n[^\S\n]+[^\n|:]*[^\s|][^\n|]*\|[^\S\n]*\S")
_FLOWING = re.compile(r"\b(?:list|steps|checklist|columns|include|exclude):\s*\[[^\]]*,\s*[^\W\d_]")
# Lists of texts that begin alike.
_LISTS = {"list", "steps", "checklist", "columns", "include", "exclude"}
_CUTTING = re.compile(r"[^\s#][^\S\r\n]+#|(?<=[^\S\r\n])#[^\s#!]")
# Numbers that readers see. They are no sentences, and nobody takes what follows for a part of them.
_NUMBERS = {"version", "volume", "issue", "pages", "article_number"}
# Points, and words that the file lists elsewhere: whatever else they were would be an error, so nothing is cut off in silence.
_LISTED = {"grade", "items", "points", "level", "levels", "answers", "marks"}
_NUMBER = re.compile(r"[-+]?\d[\d.,]*")
# Words whose full stop ends no sentence, besides those with one within (“i.v.”) and single small letters (“p. o.”).
_SHORTENED = frozenset(
    "abs approx ca cap cf chap conc dept diag dr ed eds eg esp est etc excl exp ext fig gen ie incl inj int max min misc mr mrs ms "
    "neg no nos nr obs pos pp prev prof pt pts pr ref resp sec sol sp spp st subcut subsp susp suppl supp tab temp viz vol vs".split()
)

_Remark = tuple[Message, Span]
"""A message and the place that it speaks of."""


def remarks(source: Source, tree: Tree, told: Container[Span] = (), text_at: Callable[[Path], str] | None = None) -> list[Diagnostic]:
    """Warnings of texts that readers would not see as they are written in the file.

    Args:
        source: The text of the file.
        tree: What YAML made of it.
        told: Places that another diagnostic speaks of already.
        text_at: Kind of text for people that belongs at a path; empty for ids, dates, fixed words and addresses.
            If left out, any value may be a text.

    Returns:
        The warnings in the order of the file.

    """
    if not _is_worth_looking(source.text):
        return []
    few = DiagnosticCollector()
    for message, span in _found(source, tree, text_at):
        if span not in told:
            few.add(message.code, partial(make_diagnostic, message, span))
    return few.diagnostics()


def _is_worth_looking(text: str) -> bool:
    return (
        is_worth_looking(text)
        or bool(_FLOWING.search(text) or _DRAWN.search(text) or _CUTTING.search(text))
        or (any(mark in text for mark in CURLY) and bool(_OPENING.search(text)))
    )


def _found(source: Source, tree: Tree, text_at: Callable[[Path], str] | None) -> Iterator[_Remark]:
    before: ScalarNode | None = None
    for path, scalar in _scalars(tree, ()):
        if before and path and path[-1] != 0 and {*path} & _LISTS and (found := _split(source, before, scalar)):
            yield found
        before = scalar
        kind = text_at(path) if text_at else ""
        if _is_bare(source, scalar):
            yield from filter(None, (_curly(scalar), _cut(source, scalar, path, is_text=bool(kind)) if kind or not text_at else None))
        if kind and (found := layout(source, scalar, keeps_paragraphs=kind == "Paragraphs")):
            yield found
        elif path[-1:] == ("says",) and (drawn := _drawn(scalar)):
            yield drawn


def _scalars(tree: Tree, path: Path) -> Iterator[tuple[Path, ScalarNode]]:
    if isinstance(tree, ScalarNode):
        yield path, tree
    else:
        parts: Iterable[tuple[str | int, Tree]] = enumerate(tree.items) if isinstance(tree, ListNode) else tree.values.items()
        for step, part in parts:
            yield from _scalars(part, (*path, step))


def _is_bare(source: Source, scalar: ScalarNode) -> bool:
    """Whether a text has no quotation marks or block marks of YAML; authors who write those know what the text contains."""
    first = source.line_at(scalar.span.line)[scalar.span.column - 1 : scalar.span.column]
    return not scalar.text or (first not in "|>" and scalar.text.startswith(first))


def _split(source: Source, before: ScalarNode, scalar: ScalarNode) -> _Remark | None:
    """An entry between brackets that begins in lower case behind one that begins in upper case, neither of them between marks."""
    is_flowing = re.fullmatch(r"\s*,\s*", _between(source, before.span, scalar.span))
    if not (is_flowing and _is_bare(source, before) and _is_bare(source, scalar)):
        return None
    # “eGFR” and “pH” begin small wherever they are written.
    first = scalar.text.split(" ")[0]
    if not (before.text[:1].isupper() and first.islower()):
        return None
    fixed = quote_yaml(f"{before.text}, {scalar.text}")
    return messages.cut_entry(entry=scalar.text, fixed=fixed), scalar.span


def _between(source: Source, one: Span, other: Span) -> str:
    """Text between two places of one line or of two lines that follow each other."""
    first = source.line_at(one.end_line)[one.end_column - 1 :]
    if one.end_line == other.line:
        return first[: other.column - one.end_column]
    return f"{first} {source.line_at(other.line)[: other.column - 1]}" if one.end_line + 1 == other.line else "\n"


def _drawn(scalar: ScalarNode) -> _Remark | None:
    """A list or table in the text of a statement, of one point or row."""
    if re.search(r"\S\s*\|\s*\S", scalar.text):
        return messages.layout_in_text_table(text=" ".join(scalar.text.split())), scalar.span
    if re.match(r"-\s+\S", scalar.text):
        return messages.layout_in_text(text=" ".join(scalar.text.split())), scalar.span
    return None


def _curly(scalar: ScalarNode) -> _Remark | None:
    return (messages.curly_quotes(fixed=quote_yaml(scalar.text)), scalar.span) if is_quoted(scalar.text) else None


def _cut(source: Source, scalar: ScalarNode, path: Path, *, is_text: bool) -> _Remark | None:
    """A remark that cuts a text off: any behind a text that ends no sentence, and elsewhere one whose words begin at the sign."""
    if {*path} & _LISTED:
        return None
    is_text = is_text and path[-1] not in _NUMBERS and not _NUMBER.fullmatch(scalar.text)
    span = scalar.span
    end = span.end_column - 1 if scalar.text else span.column - 1
    found = _REMARK.match(source.line_at(span.end_line), end)
    if not found or not (_GLUED.match(found[1]) or (is_text and not _ends_sentence(scalar.text))):
        return None
    whole = f"{scalar.text} {found[1]}".strip()
    return messages.cut_text(rest=found[1], fixed=quoted(whole)), source.span(span.end_line, found.start(1) + 1, len(found[1]))


def _ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does, and not with a shortened word or with dots that leave it open."""
    bare = text.rstrip(CLOSING)
    if not bare.endswith(ENDS) or bare.endswith(("..", "…")):
        return False
    word = bare.split()[-1].strip(CLOSING + "([" + "\u201e\u201c\u2018\u00ab").removesuffix(".")
    is_shortened = bare.endswith(".") and ("." in word.strip(".") or word.casefold() in _SHORTENED or (len(word) == 1 and word.islower()))
    return not is_shortened or bool(re.fullmatch(r"[\d.,]+", word))
