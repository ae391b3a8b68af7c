"""Pathways too large or too deep, each tried in a process of its own: `python -m campaigns.giant NAME` prints what came of it."""

import json
import resource
import sys
import time
from collections.abc import Callable, Mapping

from campaigns.corpus import SEEDS
from campaigns.trying import tried

_MEMORY = 6_000_000_000


def _with(old: str, new: str) -> bytes:
    return SEEDS["pathway"].decode().replace(old, new, 1).encode()


def _bomb() -> bytes:
    lines = [f"{chr(letter + 1)}: &{chr(letter + 1)} [{', '.join([f'*{chr(letter)}'] * 9)}]" for letter in range(97, 121)]
    return "\n".join(["a: &a [x]", *lines]).encode()


GIANTS: Mapping[str, Callable[[], bytes]] = {
    "a line of 100 MB": lambda: _with("scope: Tyres", f"scope: {'Tyres ' * 16_700_000}"),
    "a line of 60 MB": lambda: _with("scope: Tyres", f"scope: {'Tyres ' * 10_000_000}"),
    "a word of 60 MB": lambda: b"a" * 60_000_000,
    "60 MB of NULs": lambda: bytes(60_000_000),
    "60 MB of entries": lambda: b"- a\n" * 15_000_000,
    "aliases of aliases, 9 to the 24th": _bomb,
    "100,000 brackets": lambda: b"[" * 100_000,
    "100,000 braces": lambda: b"{a: " * 100_000,
    "100,000 lists in blocks": lambda: b"- " * 100_000,
    "5,000 levels of indentation": lambda: b"\n".join(b" " * level + b"a:" for level in range(5_000)) + b"\n" * 95_000,
    "1,000,000 keys": lambda: b"".join(b"k%d: x\n" % number for number in range(1_000_000)),
    "1,000,000 equal keys": lambda: b"a: b\n" * 1_000_000,
    "1,000,000 forbidden characters": lambda: "\u200b\n".encode() * 1_000_000,
    "a number of 1,000,000 digits": lambda: _with("format: 2", f"format: {'1' * 1_000_000}"),
    "a date of 1,000,000 digits": lambda: _with("2024-05-02", "2024-" * 200_000),
    "an id of 1,000,000 hyphens": lambda: _with("id: puncture", f"id: {'a-' * 500_000}!"),
    "an address of 1,000,000 points": lambda: _with("  published", f"  address: https://{'a.' * 500_000}!\n  published"),
    "a DOI of 1,000,000 marks": lambda: _with("type: book", f"type: book, doi: '10.1000/{'(' * 1_000_000} '"),
}


def main(name: str) -> None:
    """Tries one of them, and prints time, memory and what came of it."""
    data = GIANTS[name]()
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    start = time.monotonic()
    result, diagnostics = tried("pathway", data)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps({"result": result, "diagnostics": diagnostics, "seconds": time.monotonic() - start, "peak": peak, "size": len(data)}))


if __name__ == "__main__":
    main(sys.argv[1])
