"""Files too large, too deep or too many, each tried in a process of its own: `python -m campaigns.giant NAME` prints what came of it."""

import json
import resource
import sys
import time
from collections.abc import Callable, Mapping

from campaigns.corpus import SEEDS
from campaigns.trying import tried

_MEMORY = 6_000_000_000
_STYLE = '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text"><info><title>&a;</title><id>x</id></info></style>'


def _with(old: str, new: str) -> bytes:
    return SEEDS["pathway"].decode().replace(old, new, 1).encode()


def _bomb() -> bytes:
    lines = [f"{chr(letter + 1)}: &{chr(letter + 1)} [{', '.join([f'*{chr(letter)}'] * 9)}]" for letter in range(97, 121)]
    return "\n".join(["a: &a [x]", *lines]).encode()


def _laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{number} "{f"&l{number - 1};" * 10}">' for number in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE style [<!ENTITY l0 "lol">{entities}]>{_STYLE.replace("&a;", "&l9;")}'.encode()


def _outside(address: str) -> bytes:
    return f'<?xml version="1.0"?><!DOCTYPE style [<!ENTITY a SYSTEM "{address}">]>{_STYLE}'.encode()


GIANTS: Mapping[str, tuple[str, Callable[[], bytes]]] = {
    "a line of 100 MB": ("pathway", lambda: _with("scope: Tyres", f"scope: {'Tyres ' * 16_700_000}")),
    "a line of 60 MB": ("pathway", lambda: _with("scope: Tyres", f"scope: {'Tyres ' * 10_000_000}")),
    "a word of 60 MB": ("pathway", lambda: b"a" * 60_000_000),
    "60 MB of NULs": ("pathway", lambda: bytes(60_000_000)),
    "60 MB of entries": ("pathway", lambda: b"- a\n" * 15_000_000),
    "aliases of aliases, 9 to the 24th": ("pathway", _bomb),
    "100,000 brackets": ("pathway", lambda: b"[" * 100_000),
    "100,000 braces": ("pathway", lambda: b"{a: " * 100_000),
    "100,000 lists in blocks": ("pathway", lambda: b"- " * 100_000),
    "5,000 levels of indentation, and 95,000 empty lines": (
        "pathway",
        lambda: b"\n".join(b" " * level + b"a:" for level in range(5_000)) + b"\n" * 95_000,
    ),
    "1,000,000 keys": ("pathway", lambda: b"".join(b"k%d: x\n" % number for number in range(1_000_000))),
    "1,000,000 equal keys": ("pathway", lambda: b"a: b\n" * 1_000_000),
    "1,000,000 forbidden characters": ("pathway", lambda: "\u200b\n".encode() * 1_000_000),
    "a number of 1,000,000 digits": ("pathway", lambda: _with("format: 1", f"format: {'1' * 1_000_000}")),
    "a date of 1,000,000 digits": ("pathway", lambda: _with("2024-05-02", "2024-" * 200_000)),
    "an id of 1,000,000 hyphens": ("pathway", lambda: _with("id: puncture", f"id: {'a-' * 500_000}!")),
    "an address of 1,000,000 points": ("pathway", lambda: _with("  published", f"  address: https://{'a.' * 500_000}!\n  published")),
    "a DOI of 1,000,000 marks": ("pathway", lambda: _with("type: book", f"type: book, doi: '10.1000/{'(' * 1_000_000} '")),
    "1,000,000 brackets in CSL-JSON": ("json", lambda: b"[" * 1_000_000),
    "1,000,000 braces in CSL-JSON": ("json", lambda: b'[{"a":' * 1_000_000),
    "a number of 1,000,000 digits in CSL-JSON": ("json", lambda: b'[{"title":"a","volume":' + b"9" * 1_000_000 + b"}]"),
    "1,000,000 braces in BibTeX": ("bib", lambda: b"@article{a, title = " + b"{" * 1_000_000),
    "strings that double, in BibTeX": (
        "bib",
        lambda: "".join(
            ["@string{a0 = {x}}", *(f"@string{{a{n + 1} = a{n} # a{n}}}" for n in range(60)), "@article{a, title = a60}"]
        ).encode(),
    ),
    "100,000 records in RIS": ("ris", lambda: b"TY  - JOUR\nTI  - a\nER  - \n" * 100_000),
    "one line of 9 MB in NBIB": ("nbib", lambda: b"PMID- 1\nTI  - " + b"a " * 4_500_000),
    "entities of entities in a style, 10 to the 9th": ("csl", _laughs),
    "a style that asks for a file of this machine": ("csl", lambda: _outside("file:///etc/passwd")),
    "a style that asks for something from elsewhere": ("csl", lambda: _outside("http://127.0.0.1:9/x")),
    "100,000 levels in a style": ("csl", lambda: b'<style xmlns="http://purl.org/net/xbiblio/csl">' + b"<group>" * 100_000),
}


def main(name: str) -> None:
    """Tries one of them, and prints time, memory and what came of it."""
    kind, made = GIANTS[name]
    data = made()
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    start = time.monotonic()
    result, diagnostics = tried(kind, data)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps({"result": result, "diagnostics": diagnostics, "seconds": time.monotonic() - start, "peak": peak, "size": len(data)}))


if __name__ == "__main__":
    main(sys.argv[1])
