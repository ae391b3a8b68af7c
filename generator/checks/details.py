"""Details of the pathway: who answers for it, and what is said of how it is kept."""

from collections.abc import Iterator

from generator.analysis.index import PathwayIndex
from generator.core.diagnostics import Violation, messages
from generator.model import Governance, Status


def missing_owner(index: PathwayIndex) -> Iterator[Violation]:
    """A pathway with neither owner nor authors, that does not say either that it has none."""
    metadata = index.pathway.pathway
    if not (metadata.owner or metadata.authors or Governance.OWNER in metadata.unstated):
        yield Violation(messages.missing_owner(), ("pathway",), at_key=True)


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
