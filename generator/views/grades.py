"""Grades of statements in words, and what each means in the scheme that it is from."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.i18n import Words
from generator.markup import Markdown
from generator.model import Grading, Role, Statement

UNGRADED = "ungraded"
_ROLES = frozenset({Role.RECOMMENDATION, Role.AGAINST})


@dataclass(frozen=True, slots=True)
class GradeView:
    """A grade with its agreement in words.

    Attributes:
        says: “Strong recommendation · low certainty · agreement 93 %”.
        names_role: whether it names the role, so that the role need not be said beside it.
        card: the id of what explains it on the page; empty for an agreement alone.

    """

    says: str
    names_role: bool
    card: Markdown


@dataclass(frozen=True, slots=True)
class GradeCard:
    """Explanation of a grade: its values with their meanings, and the scheme that they are from."""

    anchor: Markdown
    scheme: str
    meanings: tuple[tuple[str, str], ...]


class Grades:
    """Grades of a pathway in words.

    Args:
        scheme: how the pathway grades; nothing where it does not say.
        words: the words of the interface.

    """

    def __init__(self, scheme: Grading | None, words: Words) -> None:
        self.scheme = scheme if scheme and scheme.is_graded else None
        self._standard = scheme.standard if scheme else ""
        self.words = words

    def view(self, statement: Statement) -> GradeView | None:
        """Grade and agreement of a statement, if it has one of them."""
        parts, names_role = self._parts(statement)
        if statement.agreement:
            parts.append(self.words.agreement.format(share=statement.agreement))
        if not parts:
            return None
        says = " · ".join(parts)
        return GradeView(says[:1].upper() + says[1:] if names_role else says, names_role, self.card_of(statement))

    def _parts(self, statement: Statement) -> tuple[list[str], bool]:
        grade = statement.grade
        if not (grade and self.scheme):
            return [], False
        if grade == (UNGRADED,):
            return [self.words.grades["ungraded"]], False
        if len(grade) != len(self.scheme.axes) or self._stands_alone(grade):
            return list(grade), False
        if self._standard == "GRADE" and statement.role in _ROLES:
            role = self.words.grades["against"] if statement.role is Role.AGAINST else self.words.grades["recommendation"]
            return [role.format(value=grade[0]), self.words.grades["certainty"].format(value=grade[1])], True
        if self._standard == "Oxford":
            return [self.words.grades["level"].format(value=grade[0]), self.words.grades["grade"].format(value=grade[1])], False
        named = zip(self.scheme.axes, grade, strict=True)
        return [self.words.grades["named"].format(axis=axis.name, value=value) for axis, value in named], False

    def _stands_alone(self, grade: tuple[str, ...]) -> bool:
        return self.scheme is not None and len(grade) == 1 and grade[0] in self.scheme.besides

    def card_of(self, statement: Statement) -> Markdown:
        """The id of the explanation of a statement's grade; empty where it has none to explain."""
        if not (self.scheme and statement.grade) or statement.grade == (UNGRADED,):
            return Markdown("")
        return Markdown(f"grade--{'-'.join(self.numbers(statement.grade))}")

    def numbers(self, grade: tuple[str, ...]) -> Iterator[str]:
        """The place of each value of a grade in its axis, the first 1; of one that stands alone, after “b”."""
        if self.scheme is None:
            return
        if self._stands_alone(grade):
            yield f"b{[*self.scheme.besides].index(grade[0]) + 1}"
            return
        for axis, value in zip(self.scheme.axes, grade, strict=False):
            yield str([*axis.values].index(value) + 1)

    def cards(self, statements: Iterable[Statement]) -> Iterator[GradeCard]:
        """Explanations of all grades that some statements have, each once."""
        seen: dict[Markdown, tuple[str, ...]] = {}
        for statement in statements:
            if anchor := self.card_of(statement):
                seen.setdefault(anchor, statement.grade)
        for anchor, grade in seen.items():
            yield GradeCard(anchor, (self.scheme and self.scheme.name) or "", tuple(self._meanings(grade)))

    def _meanings(self, grade: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        if self.scheme is None:
            return
        if self._stands_alone(grade):
            yield grade[0], self.scheme.besides[grade[0]]
            return
        for axis, value in zip(self.scheme.axes, grade, strict=False):
            yield self.words.grades["named"].format(axis=axis.name, value=value), axis.values[value]
