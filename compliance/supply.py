"""Looks at what we depend on, and at the workflows: `python3 tasks.py audit`. It asks the network, and so never runs with the tests."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import chain

from compliance import ROOT
from compliance.bom import BOM, bom, kept, kept_licences, locked
from compliance.licences import is_compatible

_SCHEMAS = {
    "vendor.github-workflows": (".github/workflows/pages.yml", ".github/workflows/test.yml"),
    "vendor.github-actions": ("action.yml",),
    "vendor.dependabot": (".github/dependabot.yml",),
}


def faults() -> Iterator[str]:
    """All that is wrong, a line each; says on the way what it looks at."""
    yield from _said("The list of parts", _bom())
    yield from _said("The workflows", chain(_zizmor(), _schemas(), _actionlint()))
    for lock in sorted((ROOT / "requirements").glob("*.txt")):
        yield from _said(f"Known faults in {lock.name}", known_faults(*_asked(lock.name)))


def _said(title: str, found: Iterator[str]) -> list[str]:
    print(f"{title} … ", end="", flush=True)
    lines = list(found)
    print(f"{len(lines)} to be looked at" if lines else "nothing")
    return lines


def _bom() -> Iterator[str]:
    from cyclonedx.schema import SchemaVersion  # noqa: PLC0415  # the tests, which use the rest, do without it
    from cyclonedx.validation.json import JsonStrictValidator  # noqa: PLC0415

    text = BOM.read_text("utf-8")
    if error := JsonStrictValidator(SchemaVersion.V1_6).validate_str(text):
        yield f"{BOM.name} is no CycloneDX: {error}"
    if text != bom(locked(), kept_licences(), kept()["metadata"]["component"]["version"]):
        yield f"{BOM.name} is not that of the lock files; renew it with: pytest tests/test_supply.py --regold"
    for name, licence in kept_licences().items():
        if not is_compatible(licence):
            yield f"{name} is under “{licence}”, which is not known to fit"


def _zizmor() -> Iterator[str]:
    yield from _run("zizmor", "--quiet", "--offline", "--persona", "pedantic", ".github", "action.yml")


def _schemas() -> Iterator[str]:
    for schema, files in _SCHEMAS.items():
        yield from _run(sys.executable, "-m", "check_jsonschema", "--quiet", "--builtin-schema", schema, *files)


def _actionlint() -> Iterator[str]:
    if shutil.which("actionlint"):
        yield from _run("actionlint")
    else:
        print("(no actionlint on this machine) ", end="")


def _run(program: str, *arguments: str) -> Iterator[str]:
    """Output of a program, if it ends with a fault."""
    found = shutil.which(program, path=str(ROOT / ".venv" / "bin")) or shutil.which(program) or program
    done = subprocess.run([found, *arguments], cwd=ROOT, check=False, capture_output=True, encoding="utf-8", errors="replace")
    if done.returncode:
        yield (done.stdout + done.stderr).strip() or f"{program} ended with {done.returncode}"


def _asked(lock: str) -> tuple[str, str]:
    """Answer of pip-audit about a lock file, and its other output."""
    options = ("--require-hashes", "--disable-pip", "--format", "json", "--progress-spinner", "off")
    command = [sys.executable, "-m", "pip_audit", "-r", f"requirements/{lock}", *options]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, encoding="utf-8", errors="replace")
    return done.stdout, done.stderr


def known_faults(answer: str, besides: str) -> Iterator[str]:
    """The known faults in an answer of pip-audit; a package of which nothing could be learnt is one, too, for silence is no comfort."""
    try:
        packages = json.loads(answer)["dependencies"]
    except (ValueError, KeyError):
        last = besides.strip().splitlines()[-1:] or ["it said nothing"]
        yield f"nothing was learnt, for there was no answer (is there a network?): {last[0]}"
        return
    unknown = [package["name"] for package in packages if "skip_reason" in package]
    if unknown:
        names = ", ".join(unknown)
        yield f"nothing was learnt about {len(unknown)} of {len(packages)} packages, for nobody who was asked knows them: {names}"
    for package in packages:
        for fault in package.get("vulns", ()):
            fixed = ", ".join(fault["fix_versions"]) or "no version yet"
            yield f"{package['name']} {package['version']}: {fault['id']}, fixed in {fixed}"


def main() -> int:
    """Runs the audit; the status is 1 if anything is to be looked at."""
    found = list(faults())
    print("\n".join(["", *found]) if found else "\nNothing to be looked at.")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
