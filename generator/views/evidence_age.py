"""How old the evidence is, in words that are the same on every page."""

from generator.analysis.evidence_age import EvidenceAge, evidence_age
from generator.i18n import Words
from generator.model import EvidenceSearch
from generator.views.page_context import PageContext


def age_in_words(context: PageContext) -> str:
    """How old the publications are, and that nobody searched for others, if no search is stated; empty if there is neither to say."""
    metadata, words = context.index.pathway.pathway, context.words
    age = evidence_age((entry.reference for entry in context.entries.values()), metadata.published.year)
    unsearched = "" if metadata.evidence_search else words.evidence_unsearched
    return " ".join(filter(None, (_said(age, words) if age else "", unsearched)))


def _said(age: EvidenceAge, words: Words) -> str:
    kinds = ", ".join(words.designs[design] for design in age.newest_designs) or words.evidence_newest_unclassified
    shown = {"newest": age.newest, "kinds": kinds, "recent": age.recent, "since": age.since, "middle": age.middle}
    return words.pluralise(words.evidence_age_says, age.dated, **shown)


def searched(words: Words, search: EvidenceSearch) -> str:
    """Until when evidence was searched, and by whom."""
    return str(words.evidence_searched_says.format(until=words.format_date(search.until), by=search.by))
