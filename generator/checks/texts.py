"""Texts: dates in their order, and words without markup."""

import re
from collections.abc import Iterator

from generator.analysis.index import PathwayIndex
from generator.analysis.text_walk import names_of
from generator.core.diagnostics import Path, Violation, messages
from generator.i18n import languages, load_messages, spoken
from generator.model import Reference

PLACEHOLDERS = ("To be written:", "An invented example, to be replaced")
"""How the texts begin that `pathway new` leaves to its author."""
_INVENTED = "(invented)"
"""How bodies and publications of the longer examples end."""
_EXAMPLE = "without clinical standing"
"""Words that such an example has at the top of every page; while it has them, nothing needs replacing."""
# Only what nobody writes by accident: a tag, a character reference, a template, a Markdown link, **bold**, *italics*, `code` and headings.
_MARKUP = re.compile(
    r"</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>|&(?:[a-z]{2,8}|#\d{2,5});|\{\{|\{%|\]\([\w./#][^\s()]*\)|\*\*\w|__\w|~~\w|`[^`]+`"
    r"|(?<![\w*/])\*[^\W\d][^*\n]{0,80}(?<=\w)\*(?![\w*])|(?<!\w)_[^\W\d][^_\n]{0,80}(?<=\w)_(?!\w)|(?:^|\s)#{2,6}\s+\S|^#\s+\S",
    re.IGNORECASE,
)


def dates_out_of_order(index: PathwayIndex) -> Iterator[Violation]:
    """A pathway reviewed before it is published, or published before its evidence ends; likewise the dates of a publication."""
    metadata = index.pathway.pathway
    if metadata.review_by.latest < metadata.published.earliest:
        yield _late(("pathway",), "review_by", "published")
    searched = metadata.evidence_search
    if searched and metadata.published.latest < searched.until.earliest:
        searched_on = ("pathway", "evidence_search", "until")
        message = messages.dates_out_of_order(later="published", earlier="evidence_search", related=searched_on)
        yield Violation(message, ("pathway", "published"))
    for r, reference in enumerate(index.pathway.references):
        yield from _publication_dates(("references", r), reference)


def _publication_dates(path: Path, reference: Reference) -> Iterator[Violation]:
    """A publication retracted, corrected, updated or read before its issue, or read before its last update."""
    if reference.issued:
        for key in ("updated", "accessed", "retracted", "corrected"):
            date = getattr(reference, key)
            if date and date.latest < reference.issued.start.earliest:
                yield _late(path, key, "issued")
    if reference.accessed and reference.updated and reference.accessed.latest < reference.updated.earliest:
        yield _late(path, "accessed", "updated")


def _late(owner: Path, later: str, earlier: str) -> Violation:
    return Violation(messages.dates_out_of_order(later=later, earlier=earlier, related=(*owner, earlier)), (*owner, later))


def unknown_language(index: PathwayIndex) -> Iterator[Violation]:
    """A language in which the site has no words of its own."""
    language = index.pathway.pathway.language
    if spoken(language) is None:
        words = load_messages().language["name"]
        yield Violation(messages.unknown_language(language=language, words=words, known=tuple(languages())), ("pathway", "language"))


def placeholders(index: PathwayIndex) -> Iterator[Violation]:
    """Texts of the example that `pathway new` writes, which its author was to replace: told once, at the first."""
    is_example = _EXAMPLE in (index.pathway.pathway.status_note or "")
    left = [(path, text) for path, text in index.texts if text.startswith(PLACEHOLDERS) or (text.endswith(_INVENTED) and not is_example)]
    for path, text in left[:1]:
        several = len(left) > 1
        yield Violation(
            messages.left_placeholder_several(count=len(left), text=text) if several else messages.left_placeholder(text=text), path
        )


def markup(index: PathwayIndex) -> Iterator[Violation]:
    """HTML, Markdown or a template in a text, which the reader would see as it stands."""
    for path, text in (*index.texts, *names_of(index.pathway)):
        if match := _MARKUP.search(text):
            yield Violation(messages.markup_in_text(markup=match.group().strip()), path)
