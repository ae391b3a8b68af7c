"""Texts from strangers, in every field that holds text: whatever they hold, they are shown as that text, and nothing runs."""

import json
import re
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path

import yaml
from brs_kb.payloads import get_all_payloads
from click.testing import CliRunner
from playwright.sync_api import Browser

from campaigns.comparing import Held, differences, tidy, token, uncited
from campaigns.figures import ROOT, Figures, Row, Tally
from campaigns.npm import package
from campaigns.planting import WORD, planted, scattered
from campaigns.visiting import visiting
from generator.cli import main
from generator.compiler import read
from generator.core.diagnostics import Severity
from generator.core.source import Source

sys.path.insert(0, str(ROOT / "tests"))

from browser import launched  # found once the tests' folder is on the path

PIECE = 31
"""So many texts are in one site, each in every field."""
COPIES = 50
"""The site of the attacks is as large as one of so many texts."""
_TOLD = 20
_REPEATED = re.compile(r"treatments/t\d*[1-9]\.")
"""Pages that only repeat others; the attacks are not printed, either."""


_BEFORE, _, _AFTER = (ROOT / "tests" / "valid" / "smallest.yaml").read_text("utf-8").partition("How to ride on after a puncture.")


class Campaign:
    """Keeps count while sites are built and looked at."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        self._browser = browser
        self._folder = folder
        self._harmless: dict[str, dict[str, Held]] = {}
        self.tallies: defaultdict[str, Tally] = defaultdict(Tally)
        self.events: list[str] = []

    def compare(self, kind: str, name: str, hostile: str, harmless: tuple[str, str], texts: Sequence[str]) -> None:
        """Holds every page, and what a reader does there, of two pathways against each other.

        Args:
            kind: What the trial is called in the table.
            name: The name of the site.
            hostile: The YAML of the pathway with the texts.
            harmless: The name and the YAML of the pathway with harmless words in their places; the next may have the same.
            texts: The texts, in the order of the harmless words.

        """
        if harmless[0] not in self._harmless:
            self._harmless[harmless[0]] = dict(self._states(harmless[0], self._site(*harmless)))
        wanted = self._harmless[harmless[0]]
        for state, found in self._states(name, self._site(name, hostile)):
            tally = self.tallies[kind if state.endswith(".html") else "cards, lenses, walks and their summaries"]
            tally.tried += 1
            tally.compared += found.total()
            wrong = [f"{name} {state}: {held} / {want}" for held, want in differences(found, wanted[state], texts)]
            wrong += [f"{name} {state}: {text} is not cited whole" for text in uncited(found, wanted[state], texts)]
            wrong += [f"{name} {state}: {entry}" for entry in found if entry[0] == "alarm"]
            tally.wrong += wrong
            for one in wrong[:_TOLD]:
                print(one[:1500], file=sys.stderr, flush=True)

    def _site(self, name: str, text: str) -> Path:
        """The site of a pathway, built by the command line."""
        folder = self._folder / name
        folder.mkdir()
        (folder / "pathway.yaml").write_text(text, "utf-8")
        result = CliRunner().invoke(main, ["build", str(folder / "pathway.yaml")])
        if result.exit_code:
            raise SystemExit(f"{name} cannot be built:\n{result.output[-3000:]}")
        print(f"{name} is built", file=sys.stderr, flush=True)
        return folder / "site"

    def _states(self, name: str, site: Path) -> Iterator[tuple[str, Held]]:
        """Pages and deeds of a site: of the first of a kind all pages but those that only repeat others, of the next a few kinds."""
        first = name in {"harmless", "attacks", "words", "naughty0"}
        with visiting(self._browser, site, self.events) as visitor:
            for address in visitor.files:
                left_out = _REPEATED.search(address) or (name in {"attacks", "words"} and address == "print.html")
                if not left_out if first else re.match(r"(index|section\d+)\.", address):
                    visitor.open(address)
                    yield address, visitor.look()
            if first:
                yield from visitor.cards("section0.html")
                yield from visitor.lens("section0.html")
                yield from visitor.walk()


def accepted(listed: Iterable[str]) -> list[str]:
    """The texts that a pathway may hold, as its reader leaves them, each once."""
    return list(dict.fromkeys(tidy(text) for text in listed if not _is_refused(text)))


def _is_refused(text: str) -> bool:
    written = yaml.dump(text, allow_unicode=True, default_style='"', width=10**9).strip()
    found = read(Source("hostile.yaml", f"{_BEFORE}{written}{_AFTER}"))[1]
    return any(fault.severity is Severity.ERROR for fault in found)


def run() -> Figures:
    """Each of the Big List of Naughty Strings in each field; each attack of BRS-KB, to have a foreign script run, in one or a few."""
    strings: list[str] = json.loads((package("blns") / "resources" / "blns.json").read_text("utf-8"))
    payloads = sorted({payload.payload for payload in get_all_payloads().values()})
    fit, known = accepted(strings), accepted(payloads)
    fields = scattered(cycle([WORD]), COPIES).count(WORD)
    with tempfile.TemporaryDirectory() as folder, launched() as browser:
        campaign = Campaign(browser, Path(folder))
        words = scattered((token(number % len(known)) for number in range(fields)), COPIES)
        campaign.compare("pages with each attack in some field", "attacks", scattered(cycle(known), COPIES), ("words", words), known)
        harmless = ("harmless", planted([token(number) for number in range(PIECE)]))
        for number, start in enumerate(range(0, len(fit), PIECE)):
            # The last site is filled up with the first texts, so that one harmless site serves for all.
            piece = list(islice(cycle(fit), start, start + PIECE))
            campaign.compare("pages with each naughty string in each field", f"naughty{number}", planted(piece), harmless, piece)
    for wrong in campaign.events[:_TOLD]:
        print(wrong[:1500], file=sys.stderr)
    told = (
        f"Of {len(strings):,} naughty strings a pathway may hold {len(fit):,}; {min(fields, len(known)):,} of {len(known):,} attacks, of "
        f"{len(payloads):,}, were put into {fields:,} places."
    )
    rows: list[Row] = [(name, one.tried, one.compared, len(one.wrong)) for name, one in campaign.tallies.items()]
    events = "dialogs, messages in the console, errors of scripts, windows, and anything asked for from elsewhere"
    rows.append((events, "", "", len(campaign.events)))
    return Figures(("What was tried", "Tried", "Compared", "Wrong"), rows, [told])
