"""Details of the pathway: who answers for it, what is said of how it is kept, and what nothing uses."""

import re
from collections.abc import Iterator
from typing import Protocol

from generator.analysis.index import PathwayIndex
from generator.core.colours import READABLE, WHITE, contrast, darkened, full
from generator.core.diagnostics import Message, Path, Violation, messages
from generator.core.diagnostics.suggest import did_you_mean
from generator.model import PLACEHOLDERS, Governance, Status

# Between the clauses of a condition.
_CLAUSES = re.compile(r"[;,]\s+(?:and\s+|or\s+|but\s+)?|\s+(?:and|or|but)\s+")
_RUN_ON = 3
_USERS = {"team": "dangling-team", "settings": "dangling-setting", "scores": "dangling-score"}
"""Keys with entries that are there to be named, and the rule that speaks of the links to them."""


def missing_owner(index: PathwayIndex) -> Iterator[Violation]:
    """A pathway with neither owner nor authors, that does not say either that it has none."""
    metadata = index.pathway.pathway
    if not (metadata.owner or metadata.authors or Governance.OWNER in metadata.unstated):
        yield Violation(messages.missing_owner(), ("pathway",), at_key=True)


def unknown_placeholders(index: PathwayIndex) -> Iterator[Violation]:
    """The web address of a tracker that leaves open what is not filled in."""
    owner = index.pathway.pathway.owner
    for name in owner.unknown_placeholders if owner else ():
        message = messages.unknown_placeholder(name=name, suggestion=did_you_mean(name, PLACEHOLDERS))
        yield Violation(message, ("pathway", "owner", "contact"))


def faint_colours(index: PathwayIndex) -> Iterator[Violation]:
    """A brand colour on which white text cannot be read."""
    colour = index.pathway.pathway.brand_colour
    if colour and (ratio := contrast(WHITE, full(colour))) < READABLE:
        # Rounded down: 4.49 is not 4.5.
        message = messages.faint_colour(value=colour, ratio=f"{int(ratio * 100) / 100:.2f}", darker=darkened(full(colour)))
        yield Violation(message, ("pathway", "brand_colour"))


def unfounded_status(index: PathwayIndex) -> Iterator[Violation]:
    """A pathway that is approved or withdrawn, and does not say by whom or why."""
    metadata = index.pathway.pathway
    if metadata.status is Status.APPROVED and not metadata.approved:
        yield Violation(messages.unfounded_status(), ("pathway", "status"))
    if metadata.status is Status.WITHDRAWN and not metadata.withdrawn:
        yield Violation(messages.unfounded_status_withdrawn(), ("pathway", "status"))


def contradicted_unstated(index: PathwayIndex) -> Iterator[Violation]:
    """A detail that is said to be unstated, and is stated."""
    metadata = index.pathway.pathway
    for number, detail in enumerate(metadata.unstated):
        if getattr(metadata, detail):
            path = ("pathway", detail)
            yield Violation(messages.contradicted_unstated(key=detail, related=path), ("pathway", "unstated", number))


def unmentioned_details(index: PathwayIndex) -> Iterator[Violation]:
    """Details of how the pathway is kept that are neither stated nor said to be unstated, and that no other rule asks for."""
    metadata = index.pathway.pathway
    missed = {Governance.OWNER: not metadata.authors, Governance.APPROVED: metadata.status is Status.APPROVED}
    known = tuple(detail for detail in Governance if not (getattr(metadata, detail) or detail in metadata.unstated or missed.get(detail)))
    if known:
        yield Violation(messages.unmentioned_detail(known=known), ("pathway",), at_key=True)


def late_approvals(index: PathwayIndex) -> Iterator[Violation]:
    """An approval of what had been published before."""
    metadata = index.pathway.pathway
    for number, approval in enumerate(metadata.approved):
        if metadata.published.latest < approval.on.earliest:
            message = messages.late_approval(by=approval.by, related=("pathway", "published"))
            yield Violation(message, ("pathway", "approved", number, "on"))


def contradicted_no_doses(index: PathwayIndex) -> Iterator[Violation]:
    """A pathway that says why it gives no doses, and gives one."""
    if index.pathway.pathway.no_doses:
        for s, statement in enumerate(index.pathway.statements):
            if statement.doses:
                related = ("statements", s, "doses")
                yield Violation(messages.contradicted_no_doses(id=statement.id, related=related), ("pathway", "no_doses"), at_key=True)
                return


def run_on_conditions(index: PathwayIndex) -> Iterator[Violation]:
    """Several conditions in one entry of those who are in or out."""
    for key in ("include", "exclude"):
        for number, text in enumerate(getattr(index.pathway.pathway, key)):
            if len(_CLAUSES.split(text)) >= _RUN_ON:
                yield Violation(messages.run_on_condition(text=text, key=key), ("pathway", key, number))


def unused_entries(index: PathwayIndex) -> Iterator[Violation]:
    """Somebody of the team, a setting or a score that no box names."""
    for key, rule in _USERS.items():
        used = {link.id for link in index.links if link.rule == rule}
        for name, path in _entries(index, key):
            if name not in used:
                yield Violation(_UNUSED[key](id=name), path, at_key=key != "scores")


class _Unused(Protocol):
    def __call__(self, *, id: str) -> Message: ...  # noqa: A002  # the name of its placeholder


_UNUSED: dict[str, _Unused] = {
    "team": messages.unused_team,
    "settings": messages.unused_setting,
    "scores": messages.unused_score,
}


def _entries(index: PathwayIndex, key: str) -> Iterator[tuple[str, Path]]:
    if key == "scores":
        yield from ((score.id, (key, number, "id")) for number, score in enumerate(index.pathway.scores))
    else:
        yield from ((name, (key, name)) for name in getattr(index.pathway, key))


def missing_cases(index: PathwayIndex) -> Iterator[Violation]:
    """A pathway that nobody has tried on a patient."""
    if not index.pathway.cases:
        yield Violation(messages.no_cases(), ("pathway",), at_key=True)
