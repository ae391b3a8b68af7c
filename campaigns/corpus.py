"""Seeds of fuzzing, and the files it found to reach new code; the tests try these again."""

import json
from collections.abc import Iterable, Mapping

from campaigns.figures import ROOT

_KEPT = ROOT / "campaigns" / "corpus"
_MOST = 150
_LONGEST = 1_000

SEEDS: Mapping[str, bytes] = {
    "pathway": (ROOT / "tests" / "valid" / "smallest.yaml").read_bytes(),
    **{kind: (_KEPT / f"tea.{kind}").read_bytes() for kind in ("nbib", "ris", "bib", "json", "csl")},
}
"""A harmless file of each kind."""


def kept(kind: str) -> list[bytes]:
    """The files of a kind that were kept."""
    return [text.encode("latin-1") for text in json.loads((_KEPT / f"{kind}.json").read_text("utf-8"))]


def keep(kind: str, found: Iterable[bytes]) -> None:
    """Keeps the shortest, a byte a character."""
    short = sorted({data for data in found if len(data) <= _LONGEST}, key=lambda data: (len(data), data))[:_MOST]
    text = json.dumps([data.decode("latin-1") for data in short], indent=0)
    (_KEPT / f"{kind}.json").write_text(f"{text}\n", "utf-8")
