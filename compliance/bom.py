"""Bill of materials of a site in CycloneDX: from the lock files and the licences of the installed packages."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import metadata
from typing import Any

from compliance import ROOT
from compliance.licences import called

BOM = ROOT / "requirements" / "sbom.cdx.json"
BUILT_WITH = ("site",)
"""The locks of what builds a site."""
OURS = "pathway-generator"

_ENTRY = re.compile(r"^(?P<name>[a-z0-9.-]+)==(?P<version>[^\s;]+)(?P<rest>(?:.*\n(?![a-z0-9#]))*.*)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Pin:
    """A locked package: the SHA-256 of each file in which it may come, and who asked for it."""

    name: str
    version: str
    hashes: tuple[str, ...]
    via: tuple[str, ...]


def pins(lock: str) -> Iterator[Pin]:
    """The packages of a lock file, in its order."""
    for entry in _ENTRY.finditer(lock):
        _, _, via = entry["rest"].partition("# via")
        askers = re.findall(r"^(?: +#)? +([a-z0-9][a-z0-9.-]*)(?: \(pyproject\.toml[^)]*\))?$", via, re.MULTILINE)
        yield Pin(entry["name"], entry["version"], tuple(re.findall(r"sha256:([0-9a-f]{64})", entry["rest"])), tuple(askers))


def locked() -> list[Pin]:
    """All that builds a site."""
    found = (pin for name in BUILT_WITH for pin in pins((ROOT / "requirements" / f"{name}.txt").read_text("utf-8")))
    return sorted(found, key=lambda pin: pin.name)


def licences(names: Iterable[str]) -> dict[str, str]:
    """The licences of those packages that are installed here, as SPDX expressions, or whatever else they say."""
    found = {}
    for name in names:
        try:
            found[name] = called(name, metadata.metadata(name))
        except metadata.PackageNotFoundError:  # There is no build of it for every platform.
            continue
    return found


def kept() -> dict[str, Any]:
    """The list as it lies in the repository."""
    bom: dict[str, Any] = json.loads(BOM.read_text("utf-8")) if BOM.is_file() else {"components": []}
    return bom


def kept_licences() -> dict[str, str]:
    """The licences in the list that lies in the repository."""
    return {part["name"]: part["licenses"][0]["expression"] for part in kept()["components"]}


def bom(found: Iterable[Pin], known: Mapping[str, str], version: str) -> str:
    """The list as JSON, the same for the same locks: no time and no number of its own."""
    parts = list(found)
    refs = {OURS: OURS} | {pin.name: f"pkg:pypi/{pin.name}@{pin.version}" for pin in parts}
    asked: dict[str, list[str]] = {name: [] for name in refs}
    for pin in parts:
        for asker in pin.via:
            asked[asker].append(refs[pin.name])
    us = {"type": "application", "bom-ref": OURS, "name": OURS, "version": version, "licenses": [{"expression": "MIT"}]}
    made = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": us},
        "components": [_component(pin, refs[pin.name], known[pin.name]) for pin in parts],
        "dependencies": [{"ref": refs[name], "dependsOn": sorted(asked[name])} for name in sorted(asked)],
    }
    return f"{json.dumps(made, indent=1, ensure_ascii=False)}\n"


def _component(pin: Pin, ref: str, licence: str) -> dict[str, Any]:
    hashes = [{"alg": "SHA-256", "content": content} for content in pin.hashes]
    named = {"bom-ref": ref, "name": pin.name, "version": pin.version, "purl": ref}
    return {"type": "library", **named, "licenses": [{"expression": licence}], "hashes": hashes}
