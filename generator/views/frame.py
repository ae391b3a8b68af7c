"""Facts that every page shows, and what is explained wherever it occurs: short forms, terms and grades."""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.i18n import Words
from generator.markup import Markdown, href
from generator.model import Metadata, Pathway
from generator.views.grades import GradeCard
from generator.views.page_context import CIRCUMSTANCES, PageContext
from generator.views.print_view import anchor


@dataclass(frozen=True, slots=True)
class TermView:
    """Definition of a term, and its place on the page of terms."""

    says: str
    anchor: Markdown


@dataclass(frozen=True, slots=True)
class Explained:
    """Short forms, terms and grades, each with what it means."""

    abbreviations: Mapping[str, str]
    terms: Mapping[str, TermView]
    grades: tuple[GradeCard, ...]


@dataclass(frozen=True, slots=True)
class Patients:
    """Patients that the pathway is for (`include`), or is not for (`exclude`)."""

    kind: Markdown
    heading: str
    entries: tuple[str, ...]


def patients(metadata: Metadata, words: Words) -> tuple[Patients, ...]:
    """Patients that the pathway is for, and those that it is not for, if it says so."""
    found = (("include", words.include, metadata.include), ("exclude", words.exclude, metadata.exclude))
    return tuple(Patients(Markdown(kind), heading, entries) for kind, heading, entries in found if entries)


def facts(pathway: Pathway, words: Words) -> Mapping[str, object]:
    """Version, dates and status, and a notice if the pathway must no longer be used."""
    metadata = pathway.pathway
    return {
        "version": metadata.version,
        "published": words.format_date(metadata.published),
        "review_by": words.format_date(metadata.review_by),
        "review": words.status_of(metadata),
        "review_short": words.status_of(metadata, is_short=True),
        "status": Markdown(metadata.status.replace(" ", "-")),
        "withdrawn": withdrawal(metadata, words),
        "subjects": _subjects_page(pathway),
        "subjects_printed": Markdown(f"#{anchor(_subjects_page(pathway))}--part"),
    }


def _subjects_page(pathway: Pathway) -> Markdown:
    """The page that says what a patient can have, by its path; nothing if nothing can be ticked."""
    return Markdown(CIRCUMSTANCES if pathway.circumstances else f"{pathway.findings[0].id}.md" if pathway.findings else "")


def explained(context: PageContext) -> Explained:
    """Everything that pages explain where it occurs."""
    pathway = context.index.pathway
    defined = (statement for statement in pathway.statements if statement.term)
    return Explained(
        dict(sorted(pathway.abbreviations.items())),
        {statement.term or "": TermView(statement.says, term_anchor(statement.id)) for statement in defined},
        tuple(context.grades.cards(pathway.statements)),
    )


def term_anchor(statement: str) -> Markdown:
    """The place of a term on the page of terms, by the id of its definition."""
    return Markdown(f"{statement}--term")


def withdrawal(metadata: Metadata, words: Words) -> Mapping[str, str] | None:
    """The notice of a pathway that must no longer be used, and the address of its successor."""
    if metadata.withdrawn is None:
        return None
    says = words.withdrawn.format(date=words.format_date(metadata.withdrawn.on), why=metadata.withdrawn.why)
    return {"lead": words.withdrawn_lead, "says": says, "instead_text": words.instead, "instead": href(metadata.withdrawn.instead or "")}
