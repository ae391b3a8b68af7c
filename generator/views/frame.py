"""Facts that every page shows, and the terms that are explained wherever they are used."""

from collections.abc import Mapping

from generator.i18n import Words
from generator.markup import Markdown, href
from generator.model import Metadata, Pathway
from generator.views.page_context import CIRCUMSTANCES
from generator.views.print_view import anchor


def facts(pathway: Pathway, words: Words) -> Mapping[str, object]:
    """Version, dates and status, and a notice if the pathway must no longer be used."""
    metadata = pathway.pathway
    return {
        "version": metadata.version,
        "published": words.format_date(metadata.published),
        "review_by": words.format_date(metadata.review_by),
        "review": words.status_of(metadata),
        "withdrawn": _withdrawal(metadata, words),
        "subjects": _subjects_page(pathway),
        "subjects_printed": Markdown(f"#{anchor(_subjects_page(pathway))}--part"),
    }


def _subjects_page(pathway: Pathway) -> Markdown:
    """The page that says what a patient can have, by its path; nothing if nothing can be ticked."""
    return Markdown(CIRCUMSTANCES if pathway.circumstances else f"{pathway.findings[0].id}.md" if pathway.findings else "")


def terms(pathway: Pathway) -> Mapping[str, str]:
    """Terms and their definitions."""
    return {statement.term: statement.says for statement in pathway.statements if statement.term}


def _withdrawal(metadata: Metadata, words: Words) -> Mapping[str, object] | None:
    if metadata.withdrawn is None:
        return None
    says = words.withdrawn.format(date=words.format_date(metadata.withdrawn.on), why=metadata.withdrawn.why)
    return {"says": says, "instead": href(metadata.withdrawn.instead or "")}
