"""Texts from strangers, in every field that holds text: whatever they hold, they are shown as that text, and nothing runs."""

import re
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import cycle, islice, product
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import yaml
from click.testing import CliRunner
from playwright.sync_api import Browser

from campaigns.comparing import Held, differences, token, uncited
from campaigns.figures import ROOT, Figures
from campaigns.planting import WORD, planted, scattered
from campaigns.printing import faults, printed
from campaigns.refusals import refused
from campaigns.strings import accepted, attacks, naughty
from campaigns.visiting import Visitor, visiting
from generator.charts.chart import Chart, ChartBox, ChartEdge
from generator.charts.svg import draw
from generator.cli import main
from generator.compiler import Site, compile_pathway
from generator.core.source import Source
from generator.model import Reference
from generator.output.chart_export import svg

sys.path.insert(0, str(ROOT / "tests"))

from browser import launched  # found once the tests' folder is on the path

_PIECE = 31
_PIECES = 15
_COPIES = 50
_ROUNDS = 1
_TOLD = 20
_FOUND = re.compile(r"(a|article|details|summary|div|h1|h2|i|li|ol|p|mark|nav|span|svg|path|ul)[. ]")
_WORD = re.compile(r"[\w'-]+$")
_EXPORTED = dict.fromkeys("title journal volume issue article_number publisher place edition".split())


@dataclass
class Tally:
    """Results of one kind of trial."""

    tried: int = 0
    compared: int = 0
    wrong: list[str] = field(default_factory=list)


class Campaign:
    """Keeps count while sites are built and looked at."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        self._browser = browser
        self._folder = folder
        self._start = time.monotonic()
        self._harmless: dict[str, dict[str, Held]] = {}
        self.tallies: dict[str, Tally] = {}
        self.events: list[str] = []
        self.places: Counter[str] = Counter()
        self.shown: set[str] = set()
        self.struck: set[int] = set()

    def tally(self, name: str) -> Tally:
        """The count of one kind of trial."""
        return self.tallies.setdefault(name, Tally())

    def site(self, name: str, text: str) -> Path:
        """The site of a pathway, built by the command line."""
        folder = self._folder / name
        folder.mkdir()
        (folder / "pathway.yaml").write_text(text, "utf-8")
        result = CliRunner().invoke(main, ["build", str(folder / "pathway.yaml")])
        print(f"{name} is built, {time.monotonic() - self._start:.0f} s", file=sys.stderr, flush=True)
        if result.exit_code:
            raise SystemExit(f"{name} cannot be built:\n{result.output[-3000:]}")
        return folder / "site"

    def compare(self, kind: str, name: str, hostile: Path, harmless: Path, texts: Sequence[str]) -> None:
        """Holds every page and every deed of two sites against each other."""
        if harmless.parent.name not in self._harmless:
            self._harmless[harmless.parent.name] = dict(self._states(harmless))
        wanted = self._harmless[harmless.parent.name]
        for state, found in self._states(hostile):
            tally = self.tally(kind if state.endswith(".html") else "cards, lenses, walks and their summaries")
            tally.tried += 1
            tally.compared += found.total()
            before = len(tally.wrong)
            tally.wrong += [f"{name} {state}: {held} / {want}" for held, want in differences(found, wanted[state], texts)]
            tally.wrong += [f"{name} {state}: {text} is not cited whole" for text in uncited(found, wanted[state], texts)]
            tally.wrong += [f"{name} {state}: {entry}" for entry in found if entry[0] == "alarm"]
            for wrong in tally.wrong[before:][:_TOLD]:
                print(wrong[:1500], file=sys.stderr, flush=True)

    def _states(self, site: Path) -> Iterator[tuple[str, Held]]:
        with visiting(self._browser, site, self.events) as visitor:
            for address in filter(_looked_at(site.parent.name), visitor.files):
                visitor.open(address)
                yield address, visitor.look()
            if site.parent.name[-1:] in {"s", "0"}:
                yield from visitor.cards("section0.html")
                yield from visitor.lens("section0.html")
                yield from visitor.walk()
            if site.parent.name[-1:] == "0" and not site.parent.name.startswith("harmless"):
                data = yaml.load((site.parent / "pathway.yaml").read_text("utf-8"), yaml.CBaseLoader)  # noqa: S506  # makes nothing but text
                self._search(visitor, set(_texts(data)))

    def _search(self, visitor: Visitor, texts: set[str]) -> None:
        """Results of the search are elements of its own, and the names in it are those of the pathway."""
        tally = self.tally("words searched for")
        for word in ("script", "alert", "img"):
            tally.tried += 1
            kinds, names = visitor.found(word)
            tally.compared += len(kinds) + len(names)
            # Words also have tags in which they are written in ASCII.
            tally.wrong += [*(kind for kind in kinds if not _FOUND.match(kind)), *(name for name in names - texts if not _WORD.match(name))]


def _looked_at(name: str) -> Callable[[str], object]:
    """Which pages of a site are opened: of the first all but those that only repeat others; of the next, less and less."""
    if name in {"harmless", "naughty0"}:
        return lambda address: not re.search(r"treatments/t\d*[1-9]\.", address)
    if name.startswith("naughty"):
        return lambda address: re.match(r"(index|section\d+)\.", address)
    return lambda address: not re.search(r"treatments/t\d*[1-9]\.|print\.", address)


def _texts(data: Any) -> Iterator[str]:
    parts = [*data.values()] if isinstance(data, dict) else data if isinstance(data, list) else []
    yield from [data] if isinstance(data, str) else []
    for part in parts:
        yield from _texts(part)


def run() -> Figures:
    """All texts, in browser, charts and files; and what is refused."""
    strings, payloads = naughty(), attacks()
    fit, known = accepted(strings), accepted(payloads)
    with tempfile.TemporaryDirectory() as folder, launched() as browser:
        campaign = Campaign(browser, Path(folder))
        _somewhere(campaign, known)
        _everywhere(campaign, fit)
    _labels(campaign.tally("labels of boxes and ways, drawn"), [*fit, *known])
    _exports(campaign.tally("references as RIS, BibTeX and NBIB, read by other programs"), fit, known)
    for name, trials in refused(strings, payloads).items():
        campaign.tallies[name] = Tally(trials.tried, trials.refused, trials.wrong)
    for wrong in [*campaign.events, *(wrong for tally in campaign.tallies.values() for wrong in tally.wrong)][:_TOLD]:
        print(wrong[:1500], file=sys.stderr)
    return _figures(campaign, len(fit), len(known), (len(strings), len(payloads)))


def _everywhere(campaign: Campaign, texts: Sequence[str]) -> None:
    """Each text in each field; the last site is filled up with the first texts, so that one harmless site serves for all."""
    words = [token(number) for number in range(_PIECE)]
    harmless = campaign.site("harmless", planted(words))
    for number, start in enumerate(range(0, len(texts), _PIECE)[:_PIECES]):
        piece = list(islice(cycle(texts), start, start + _PIECE))
        text = planted(piece)
        hostile = campaign.site(f"naughty{number}", text)
        campaign.places["naughty"] += planted([WORD] * _PIECE).count(WORD)
        campaign.shown.update(piece)
        campaign.compare("pages with each naughty string in each field", f"naughty{number}", hostile, harmless, piece)
        _files(campaign, hostile, text)
        if number == 0:
            _paper(campaign.tally("parts of the PDF of the first site, and its texts"), hostile, piece)


def _paper(tally: Tally, site: Path, texts: Sequence[str]) -> None:
    tally.compared, tally.wrong = faults(printed(site), texts, "https://example.org/")
    tally.tried = 1


def _somewhere(campaign: Campaign, texts: Sequence[str]) -> None:
    """Each text in a few fields, each time in others."""
    fields = scattered(cycle([WORD]), _COPIES).count(WORD)
    for number in range(_ROUNDS):
        taken = [(number * fields + place) % len(texts) for place in range(fields)]
        harmless = campaign.site(f"harmless{number}", scattered(map(token, taken), _COPIES))
        text = scattered((texts[place] for place in taken), _COPIES)
        hostile = campaign.site(f"attacks{number}", text)
        campaign.places["attacks"] += fields
        campaign.struck.update(taken)
        campaign.compare("pages with each attack in some field", f"attacks{number}", hostile, harmless, texts)
        _files(campaign, hostile, text)


def _files(campaign: Campaign, site: Path, text: str) -> None:
    """The archive of a site holds its pages and nothing beside them; each chart is an SVG file of its own with all its words."""
    compiled = compile_pathway(Source("hostile.yaml", text)).site
    if compiled is None:
        raise SystemExit("what was built does not compile")
    _charts(campaign.tally("charts as files of their own"), compiled)
    tally = campaign.tally("files in the archives for reading offline")
    for archive in site.rglob("*.zip"):
        with zipfile.ZipFile(archive) as packed:
            for name in packed.namelist():
                tally.tried += 1
                inner = Path(*Path(name).parts[1:])
                ours = site / inner
                same = inner.name in {"README.txt", "index.html"} or (ours.is_file() and ours.read_bytes() == packed.read(name))
                tally.compared += 1
                tally.wrong += [] if same and ".." not in Path(name).parts and not name.startswith("/") else [name]


def _charts(tally: Tally, site: Site) -> None:
    for chart in site.charts:
        tally.tried += 1
        drawn = ET.fromstring(svg(chart, site))  # noqa: S314  # what is tried here
        tally.compared += 1
        kinds = {element.tag.rpartition("}")[2] for element in drawn.iter()} - set("svg title rect g path text tspan circle a".split())
        kinds |= {name for element in drawn.iter() for name in element.attrib if name.startswith("on")}
        title = drawn.findtext("{*}title") or ""
        tally.wrong += [*kinds, *([] if title.endswith(chart.title) else [title])]


def _labels(tally: Tally, texts: Iterable[str]) -> None:
    for text in texts:
        tally.tried += 1
        boxes = (ChartBox(name="a", title=text, kind="action", href=""), ChartBox(name="b", title="B", kind="end", href=""))
        chart = Chart(boxes=boxes, edges=(ChartEdge(source="a", target="b", label=text),))
        drawn = ET.fromstring(draw(chart))  # noqa: S314  # what is tried here
        said = " ".join(text.split())
        labels = ["".join(label.itertext()) for label in drawn.iter("{http://www.w3.org/2000/svg}text")]
        tally.compared += len(labels)
        tally.wrong += [] if labels == [said, "B", *filter(None, [said])] else [f"{text} became {labels}"]


def _exports(tally: Tally, texts: Sequence[str], more: Iterable[str]) -> None:
    """The former in each format, the latter in one after the other."""
    from test_export import READERS, check  # noqa: PLC0415  # reads our pathway when it is imported

    formats = sorted(READERS)
    for text, ending in [*product(texts, formats), *zip(more, cycle(formats))]:
        # A comma parts names in these formats.
        name = text.replace(",", " ").strip() or "x"
        people = [{"family": name, "given": name}, {"literal": name}]
        given = dict.fromkeys(_EXPORTED, text) | {"id": "a1", "type": "article-journal", "authors": people}
        tally.tried += 1
        _count(tally, partial(check, Reference.model_validate(given), ending), f"{ending}: {text}")


def _count(tally: Tally, check: Callable[[], None], name: str) -> None:
    tally.compared += 1
    try:
        check()
    except Exception as error:  # noqa: BLE001  # whatever it is, it is counted, and told
        tally.wrong.append(f"{name}: {error!r}"[:300])


def _figures(campaign: Campaign, fit: int, known: int, listed: tuple[int, int]) -> Figures:
    tallies = campaign.tallies.items()
    rows: list[tuple[str | int, ...]] = [(name, tally.tried, tally.compared, len(tally.wrong)) for name, tally in tallies]
    events = "dialogs, messages in the console, errors of scripts, windows, and anything asked for from elsewhere"
    rows.append((events, "", "", len(campaign.events)))
    told = (
        f"Texts come from the Big List of Naughty Strings ({listed[0]:,} texts; {len(campaign.shown):,} of the {fit:,} that a pathway may "
        f"hold were put into every text field, {campaign.places['naughty']:,} places) and from the attacks of BRS-KB ({listed[1]:,}; "
        f"{len(campaign.struck):,} of {known:,}, each in one field or a few, {campaign.places['attacks']:,} places). The pages, opened in "
        "Chromium without a policy, were compared with pages that have harmless words instead: every element, attribute and text, also on "
        "cards, with marks, in search, along a route and in its summary. “Compared” counts these, or refusals where a text must be refused."
    )
    wrong = (
        "Wrong is any text not shown as written, and any element or attribute too many or too few. In citations, titles were looked for "
        "whole; in the PDF, texts letter by letter."
    )
    untried = (
        f"Not tried: other browsers; all texts on all kinds of pages (the first {_PIECE} texts were tried on all kinds, the attacks on all "
        "but paper, the others on the home page and sections); each attack in every field and format; whether a text deceives a person."
    )
    notes = (wrong, untried)
    return Figures("Texts from strangers", told, ("What was tried", "Tried", "Compared", "Wrong"), rows, notes)
