"""Supply chain of the build and the site: locked, listed, licensed, and with the notices they need."""

import json
import re
from email.message import Message
from pathlib import Path
from typing import Any

import pytest

from compliance.bom import BOM, BUILT_WITH, OURS, bom, kept, kept_licences, licences, locked, pins
from compliance.licences import NOTICES, called, is_compatible, notices, page, parts
from compliance.supply import known_faults
from conftest import Gold
from generator import __version__
from generator.mkdocs.mermaid2 import MERMAID_URI

PARTS = parts()


# ── What builds a site ──


def test_the_list_of_parts_is_that_of_the_locks(gold: Gold) -> None:
    """Names, versions, hashes and who needs what; licences as far as the packages are installed here."""
    pinned = locked()
    known = kept_licences() | licences(pin.name for pin in pinned)
    gold.check("../../requirements/sbom.cdx.json", bom(pinned, known, __version__))


def test_the_list_holds_every_line_of_the_locks() -> None:
    """Counted without what reads the locks for the list."""
    text = "".join((BOM.parent / f"{name}.txt").read_text("utf-8") for name in BUILT_WITH)
    listed = kept()["components"]
    assert {f"{part['name']}=={part['version']}" for part in listed} == set(re.findall(r"^[\w.-]+==[^\s;]+", text, re.MULTILINE))
    assert sorted(made["content"] for part in listed for made in part["hashes"]) == sorted(re.findall(r"sha256:(\w+)", text))
    assert all(part["purl"].endswith(f"/{part['name']}@{part['version']}") for part in listed)


def test_everything_is_needed_by_something() -> None:
    """From us downwards every part can be reached."""
    needs = {entry["ref"]: entry["dependsOn"] for entry in kept()["dependencies"]}
    reached, waiting = {OURS}, [OURS]
    while waiting:
        new = set(needs[waiting.pop()]) - reached
        reached |= new
        waiting += new
    assert reached == {part["bom-ref"] for part in kept()["components"]} | {OURS}


def test_a_lock_is_read_whole() -> None:
    text = "a-b==1.0 ; python_version < '3.12' \\\n    --hash=sha256:{} \\\n    --hash=sha256:{}\n    # via\n    #   -c requirements/test.txt\n    #   c\n    #   pathway-generator (pyproject.toml)\nc==2 \\\n    --hash=sha256:{}\n    # via a-b\n"
    first, second = pins(text.format("0" * 64, "1" * 64, "2" * 64))
    assert (first.name, first.version, first.hashes, first.via) == ("a-b", "1.0", ("0" * 64, "1" * 64), ("c", OURS))
    assert (second.name, second.version, second.hashes, second.via) == ("c", "2", ("2" * 64,), ("a-b",))


def test_all_licences_fit() -> None:
    """Of what builds a site, and of what is in one."""
    assert {name: licence for name, licence in kept_licences().items() if not is_compatible(licence)} == {}
    assert [part.name for part in PARTS if not is_compatible(part.licence)] == []


@pytest.mark.parametrize(
    ("expression", "fits"),
    [
        ("MIT", True),
        ("MIT OR GPL-3.0-only", True),
        ("MIT AND GPL-3.0-only", False),
        ("(MIT AND BSD-3-Clause) OR GPL-2.0-only", True),
        ("GPL-3.0-or-later", False),
        ("LGPL-2.1-only", False),
        ("UNKNOWN", False),
        ("", False),
        ("BSD License", False),
    ],
)
def test_an_unknown_licence_does_not_fit(expression: str, fits: bool) -> None:
    assert is_compatible(expression) is fits


@pytest.mark.parametrize(
    ("said", "licence"),
    [
        ({"License-Expression": "MIT OR Apache-2.0"}, "MIT OR Apache-2.0"),
        ({"License": "UNKNOWN", "Classifier": "License :: OSI Approved :: MIT License"}, "MIT"),
        ({"License": "Apache Software License"}, "Apache-2.0"),
        (
            {"Classifier": "License :: OSI Approved :: GNU General Public License (GPL)"},
            "License :: OSI Approved :: GNU General Public License (GPL)",
        ),
        ({}, ""),
    ],
)
def test_packages_say_their_licence_in_many_ways(said: dict[str, str], licence: str) -> None:
    message: Any = Message()
    for key, value in said.items():
        message[key] = value
    assert called("some-package", message) == licence


# ── What is in a site ──


def test_page_and_notices_are_up_to_date(gold: Gold) -> None:
    """They are made from the list and from the licences of the installed packages; renewed with `pytest --regold`."""
    gold.check("../../docs/licences.md", page(PARTS, kept()))
    gold.check("../../generator/assets/NOTICES.txt", notices(PARTS))


def test_every_file_of_others_has_its_part(site: Path) -> None:
    """Of all that is under `assets`, and of what the source maps say is inside; Mermaid, if it were there, as well."""
    names = [file.relative_to(site).as_posix() for file in (site / "assets").rglob("*") if file.is_file()]
    assert names
    assert [name for name in [*names, MERMAID_URI] if not any(part.holds(name) for part in PARTS)] == []
    assert (site / "assets" / "pathway" / NOTICES.name).read_text("utf-8") == NOTICES.read_text("utf-8")
    sources = [source for file in site.rglob("*.map") for source in json.loads(file.read_text("utf-8"))["sources"]]
    inside = {found[1] for source in sources if (found := re.search(r"node_modules/((?:@[^/]+/)?[^/]+)", source))}
    assert inside == {name for part in PARTS for name in part.inside}


# ── Asking for known faults ──


@pytest.mark.parametrize(
    ("packages", "said"),
    [
        ([{"name": "a", "version": "1", "vulns": []}], []),
        ([{"name": "a", "version": "1", "vulns": [{"id": "X-1", "fix_versions": ["2", "3"]}]}], ["a 1: X-1, fixed in 2, 3"]),
        ([{"name": "a", "version": "1", "vulns": [{"id": "X-1", "fix_versions": []}]}], ["a 1: X-1, fixed in no version yet"]),
        ([{"name": "a", "skip_reason": "?"}], ["nothing was learnt about 1 of 1 packages, for nobody who was asked knows them: a"]),
    ],
)
def test_silence_is_no_comfort(packages: list[dict[str, Any]], said: list[str]) -> None:
    """A package of which nothing is known is not a package without faults."""
    assert list(known_faults(json.dumps({"dependencies": packages}), "")) == said


@pytest.mark.parametrize("answer", ["", "No network", "{}"])
def test_without_an_answer_nothing_is_known(answer: str) -> None:
    assert list(known_faults(answer, "WARNING\nConnectionError: no route")) == [
        "nothing was learnt, for there was no answer (is there a network?): ConnectionError: no route"
    ]
