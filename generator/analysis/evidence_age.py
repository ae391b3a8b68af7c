"""How old the publications are that a pathway cites."""

from collections.abc import Iterable
from dataclasses import dataclass

from generator.analysis.evidence import DESIGN_RANK, is_publication
from generator.model import Design, Reference

_RECENT = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceAge:
    """Years of publication: of the newest, and of the one in the middle; `recent` are from the year `since` on."""

    dated: int
    newest: int
    newest_designs: tuple[Design, ...]
    since: int
    recent: int
    middle: int


def evidence_age(references: Iterable[Reference], published: int) -> EvidenceAge | None:
    """Age of the publications that have a date, for a pathway published in a year.

    Returns:
        The age, or None where no publication has a date. Of an even number, the middle one is the older of two, so that at least half
        are as old. Unclassified is no design of the newest.

    """
    dated = [(one.issued.start.year, one.design) for one in references if is_publication(one) and one.issued]
    if not dated:
        return None
    years = sorted(year for year, _ in dated)
    designs = {design for year, design in dated if year == years[-1]} - {Design.UNCLASSIFIED}
    since = published - _RECENT + 1
    return EvidenceAge(
        dated=len(years),
        newest=years[-1],
        newest_designs=tuple(sorted(designs, key=DESIGN_RANK.index)),
        since=since,
        recent=sum(year >= since for year in years),
        middle=years[(len(years) - 1) // 2],
    )
