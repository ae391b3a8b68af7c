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

from compliance import ROOT

NOTICES = ROOT / "generator" / "assets" / "NOTICES.txt"

_KNOWN: dict[str, Any] = tomllib.loads(Path(__file__).with_name("parts.toml").read_text("utf-8"))

_HEAD = """---
title: Licences
---

# Licences

Work of others that a site contains or is built with. The program is under the MIT licence. Each site states the licence of its pathway
on “How this pathway was made”. This page is generated from what packages state; it is not legal advice.

## In a built site

If you pass on a site or its archive, you pass these on. Their notices are in `assets/pathway/NOTICES.txt`. None of them requires
another licence for a pathway or its pages.

"""
_BUILDERS = """
Parts without a place are inside other files. A site contains no font, no citation style (a list of references contains
single words of one), and none of the theme's search files for other languages.

## What builds a site

You download these packages from their makers when you build; we pass none of them on. Some contain C libraries: `lxml` (libxml2 and
libxslt, MIT; on Windows and macOS also libiconv, LGPL), `pyyaml` (libyaml, MIT), `selectolax` (Lexbor, Apache-2.0), `quickjs-ng`
and `novasvg` (MIT).

`requirements/sbom.cdx.json` (CycloneDX 1.6) adds hashes and dependencies. Tests compare both with the lock files; `make audit` looks for
known faults.

"""
_NOTICES = """Work of others in this site

The licence of the pathway is on the page "How this pathway was made". Below
are the program that made the site and the work of others that it contains,
each with its licence. The texts of the licences follow, or their addresses.

"""
_OTHERS = """Where several parts share a licence, its text is printed once; each part keeps
its own copyright line.

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
