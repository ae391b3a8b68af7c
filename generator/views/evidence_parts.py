"""Parts of views that say on what something is based: kinds of study, and grades."""

from dataclasses import dataclass

from generator.markup import Markdown


@dataclass(frozen=True, slots=True)
class BadgeView:
    """The strongest kind of study behind a statement: a sign as SVG, a word, and what must be known beside it."""

    sign: Markdown
    word: str
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GradeOfUse:
    """A grade in words, with the id of what explains it.

    `entries` are the findings and circumstances of the patients whom it is for, by id, if it is not for all; `together` says whether it
    takes all of them.
    """

    says: str
    card: Markdown
    entries: tuple[Markdown, ...] = ()
    together: bool = False


@dataclass(frozen=True, slots=True)
class OptionView:
    """An option that gives something: the drug, unless the title that it leads to begins with it, and on what that is based.

    `leads_to_it` says whether the box that it leads to gives the drug, and not the option itself.
    """

    drug: str
    leads_to_it: bool
    grades: tuple[GradeOfUse, ...]
    evidence: BadgeView | None
