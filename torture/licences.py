"""Whose work a site holds and is built with, and under which licences: a page of the manual, and a file that goes with each site."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from importlib import metadata
from importlib.metadata import PackageMetadata
from pathlib import Path
from typing import Any

from torture.figures import ROOT

NOTICES = ROOT / "generator" / "assets" / "NOTICES.txt"

_KNOWN: dict[str, Any] = tomllib.loads(Path(__file__).with_name("parts.toml").read_text("utf-8"))

_HEAD = """---
title: Licences
---

# Licences

What others wrote and a site holds or is built with. The program itself is under the MIT licence; the words of a pathway are under the
licence that its authors name, which every site says on its page about the method. This page is made from what packages say of themselves,
and is no advice of a lawyer.

## In a built site

Whoever hands on a site, or the archive of it, hands these on. Their notices go along, in `assets/pathway/NOTICES.txt`. None of them asks
that a pathway or a page be put under another licence.

"""
_BUILDERS = """
Parts without a place in the table are inside other files. The theme also brings files for searching in other languages, one of them under
the LGPL. A site holds none of them: its own search needs none.

No font is part of a site. The widths of DejaVu Sans are used to break lines when charts are drawn; neither the font nor what draws
(merman) is handed on. Nor are the words and dates of citation styles (`citeproc-py` brings them under CC BY-SA 3.0): a list of references
holds single words of them.

## What builds a site

These packages are fetched by whoever builds, as their makers published them, and we hand none of them on; nothing of them is in a site, but
for what the table above names. Some wheels hold libraries in C as well: `lxml` (libxml2 and libxslt, MIT; on Windows and macOS also
libiconv, LGPL), `pyyaml` (libyaml, MIT), `quickjs-ng` and `novasvg` (MIT).

The same list, with hashes and with what needs what, is `requirements/sbom.cdx.json` in the repository (CycloneDX 1.6). Both are checked
against the lock files with every test; `make audit` asks for known faults in all of them.

"""
_NOTICES = """What others wrote, and this site holds

The words of the pathway are under the licence that its page about the method
names. The program that made the site, and what it took from others, stand
below, each with its licence. The texts of the licences follow, or the place
where they are.

"""
_OTHERS = """Other parts under a licence whose text stands below are under the same words,
with their own line of copyright.

"""
_ELSEWHERE = {
    "0BSD": "https://spdx.org/licenses/0BSD.html",
    "Apache-2.0": "https://www.apache.org/licenses/LICENSE-2.0",
    "BSD-3-Clause": "https://spdx.org/licenses/BSD-3-Clause.html",
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "LGPL-3.0-only": "https://www.gnu.org/licenses/lgpl-3.0.html",
    "MPL-1.1": "https://www.mozilla.org/MPL/1.1/",
    "W3C-20150513": "https://www.w3.org/Consortium/Legal/2015/copyright-software-and-document",
}


@dataclass(frozen=True, slots=True)
class Part:
    """Parts of a site by one maker: `files` are patterns of paths, `inside` their names in source maps."""

    name: str
    licence: str
    copyright: str
    files: tuple[str, ...]
    inside: tuple[str, ...] = ()
    text: str = ""

    def holds(self, path: str) -> bool:
        """Whether a file of a site is this part's."""
        return any(fnmatch(path, pattern) for pattern in self.files)


def parts() -> tuple[Part, ...]:
    """All that a site may hold."""
    return tuple(map(_part, _KNOWN["part"]))


def _part(data: Mapping[str, Any]) -> Part:
    several = {key: tuple(data.get(key, ())) for key in ("files", "inside")}
    return Part(data["name"], data["licence"], data["copyright"], **several, text=data.get("text", ""))


def called(name: str, said: PackageMetadata) -> str:
    """The licence of a package in words of SPDX; empty where it does not say."""
    if name in _KNOWN["read"]:
        return str(_KNOWN["read"][name])
    classifiers = [line for line in said.get_all("Classifier") or [] if line.startswith("License ::")]
    words = [*(said[key] for key in ("License-Expression", "License") if key in said), *classifiers]
    found = (_KNOWN["called"].get(word, word) for word in words if word)
    return next((word for word in found if is_compatible(word)), next(filter(None, words), ""))


def is_compatible(expression: str) -> bool:
    """Whether work under a licence can be handed on beside ours: with OR one licence is enough, with AND all have to be known."""
    choices = re.split(r"\s+OR\s+", expression.strip())
    return any(all(part.strip("() ") in _KNOWN["compatible"] for part in re.split(r"\s+AND\s+", choice)) for choice in choices)


def page(found: Iterable[Part], bom: Mapping[str, Any]) -> str:
    """The page of the manual."""
    held = _table(("What", "Licence", "Where"), ((part.name, _whole(part.licence), _where(part)) for part in found))
    built = ((f"`{part['name']}`", _whole(part["licenses"][0]["expression"]), part["version"]) for part in bom["components"])
    return "".join([_HEAD, *held, _BUILDERS, *_table(("Package", "Licence", "Version"), built)])


def _whole(expression: str) -> str:
    """Licences as code, which no line breaks at its hyphens."""
    return re.sub(r"\b(?!(?:AND|OR|WITH)\b)[^\s()]+", r"`\g<0>`", expression)


def _where(part: Part) -> str:
    return ", ".join(f"`{pattern}`" for pattern in part.files)


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    names = tuple(head)
    yield f"| {' | '.join(names)} |\n|{'---|' * len(names)}\n"
    yield from (f"| {' | '.join(row)} |\n" for row in rows)


def notices(found: Iterable[Part]) -> str:
    """The file that goes with each site: who wrote what, and the texts of the licences as their packages have them."""
    held = list(found)
    listed = "".join(f"* {part.name.replace('`', '')}\n  {part.copyright}\n  Licence: {part.licence}{_place(part)}\n\n" for part in held)
    texts = "".join(f"{'-' * 78}\n{part.name}\n{'-' * 78}\n\n{_text(part.text).strip()}\n\n" for part in held if part.text)
    return _NOTICES + listed + _OTHERS + texts


def _place(part: Part) -> str:
    return f" ({_ELSEWHERE[part.licence]})" if part.licence in _ELSEWHERE else ""


def _text(place: str) -> str:
    """The text of a licence: a file of ours, or one of an installed package (`package: file`)."""
    package, _, file = place.rpartition(": ")
    if not package:
        return (ROOT / file).read_text("utf-8")
    found = [path for path in metadata.files(package) or () if path.as_posix().endswith(file)]
    return found[0].read_text("utf-8")
