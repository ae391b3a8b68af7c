"""Seeds of fuzzing, and the files it found to reach new code; the tests try these again."""

import json
from collections.abc import Iterable, Mapping

from campaigns.figures import ROOT

_KEPT = ROOT / "campaigns" / "corpus"
_MOST = 150
_LONGEST = 1_000

_BIB = r"""@string{j = "J Kettles"}
@article{tea1, title = {{Tea}: a {\'e}tude $x^2$}, author = "Pipe, Jr, David and {The Tap}", journal = j,
  year = 2019, month = nov, pages = {1--9}, doi = {10.1000/1}}
@incollection(c, title = {A}, booktitle = {B}, editor = {X Y and others}, date = {2019-01/2019-02})
"""
_RIS = """TY  - JOUR
TI  - Tea
AU  - Pipe, D, Jr
PY  - 2019/11/02/Autumn
JO  - J Kettles
VL  - 3
SP  - 1
EP  - 9
DO  - 10.1000/1
C7  - e1
ER  -\x20
"""
_NBIB = """PMID- 30000001
TI  - [Limescale and
      tea].
FAU - Pipe, David, Jr
CN  - The Tap
DP  - 1991 Nov-Dec
JT  - Journal of kettles
PG  - S700-6
LID - 10.1000/1 [doi]
"""
_JSON = """[{"type": "article-journal", "title": "<i>Tea</i>", "container-title": "J Kettles", "page": "1-9", "DOI": "10.1000/1",
 "author": [{"family": "Pipe", "given": "D", "suffix": "Jr"}, {"literal": "The Tap"}],
 "issued": {"date-parts": [[2019, 11], [2019, 12]]}, "custom": {"a": [1.5, null]}}]
"""
_CSL = """<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
<info><title>A</title><id>a</id><updated>2020-01-01T00:00:00Z</updated></info>
<macro name="m"><names variable="author"><name form="short" and="text"/>
<substitute><text variable="title"/></substitute></names></macro>
<citation><layout><text variable="citation-number"/></layout></citation>
<bibliography><layout suffix="."><text macro="m"/><date variable="issued" form="text" prefix=" "/>
<choose><if type="book"><text term="page"/></if><else><number variable="volume"/></else></choose></layout></bibliography>
</style>
"""

SEEDS: Mapping[str, list[bytes]] = {
    "pathway": [(ROOT / "tests" / "valid" / "smallest.yaml").read_bytes()],
    "nbib": [_NBIB.encode()],
    "ris": [_RIS.encode()],
    "bib": [_BIB.encode()],
    "json": [_JSON.encode()],
    "csl": [_CSL.encode()],
}
"""A harmless file of each kind."""


def kept(kind: str) -> list[bytes]:
    """The files of a kind that were kept."""
    file = _KEPT / f"{kind}.json"
    return [text.encode("latin-1") for text in json.loads(file.read_text("utf-8"))] if file.is_file() else []


def keep(kind: str, found: Iterable[bytes]) -> None:
    """Keeps the shortest, a byte a character."""
    _KEPT.mkdir(exist_ok=True)
    short = sorted({data for data in found if len(data) <= _LONGEST}, key=lambda data: (len(data), data))[:_MOST]
    text = json.dumps([data.decode("latin-1") for data in short], indent=0)
    (_KEPT / f"{kind}.json").write_text(f"{text}\n", "utf-8")
