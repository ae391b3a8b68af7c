"""`pathway serve`: shows what would be built, at once and at the same place, with faults shown above it."""

import contextlib
import http.client
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator, Sequence
from functools import cache
from http import HTTPStatus
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from jinja2 import Environment
from playwright.sync_api import Browser, Page, expect

from generator.cli import main
from generator.core.cache import MemoryCache
from generator.mkdocs.build import publish
from generator.mkdocs.preview.session import Session
from generator.output import markdown_tree
from generator.output.read_pathway import compile_file
from hosting import show_list
from page_states import barriers, seen_in

HERE = Path(__file__).parent
BICYCLE = (HERE / "gold" / "bicycle" / "pathway.yaml").read_text("utf-8")
SMALLEST = (HERE / "valid" / "smallest.yaml").read_text("utf-8")
SETTINGS = "site_name: {name}\ntheme: {{name: material}}\nplugins: [{{pathway: {{bundle: false}}}}, search, offline, mermaid2]\n"
ADDED = re.compile(rb'<link rel="stylesheet" href="/\.pathway/preview\.css">.*?</script>', re.DOTALL)


def _changed(text: str, *pairs: tuple[str, str]) -> str:
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text


STATES: Sequence[dict[str, str]] = [
    {"pathway.yaml": BICYCLE},
    {"pathway.yaml": _changed(BICYCLE, ("Most faults of a bicycle", "Many faults of a bicycle"))},
    {"pathway.yaml": _changed(BICYCLE, ("ride-on", "off-again"), ("short_title: Chain", "short_title: Links & sprockets"))},
    {"pathway.yaml": SMALLEST},
    {"pathway.yaml": _changed(BICYCLE, ("cites: [example-source]", "cites: [nobody]"))},
    {"mkdocs.yml": SETTINGS.format(name="Another name")},
    {"docs/hand.md": "# By hand\n\nA [page](chain.md).\n", "mkdocs.yml": SETTINGS.format(name="By hand")},
    {"docs/hand.md": "# By another hand\n\nNothing else.\n"},
]
"""Texts that may be saved next. In one of them the pathway has an error, in one a section and all its pages are gone."""


_CACHE = MemoryCache()
"""For whole builds, which are the same with and without it, as `test_cache` proves."""


@cache
def _whole(pathway: str, settings_: str, hand: str) -> dict[str, bytes]:
    """The files of a whole build, by their paths."""
    with TemporaryDirectory() as folder:
        texts = {"pathway.yaml": pathway, "mkdocs.yml": settings_, "docs/hand.md": hand}
        for name, text in texts.items():
            (Path(folder) / name).parent.mkdir(exist_ok=True)
            (Path(folder) / name).write_text(text, "utf-8")
        site = compile_file(Path(folder, "pathway.yaml"), _CACHE)[0].site
        assert site
        built = markdown_tree.contents(publish(Path(folder, "pathway.yaml"), site, Path(folder, "out")).directory)
        return {name: content for name, content in built.items() if name != markdown_tree.MANIFEST}


@pytest.mark.release
@settings(max_examples=1, phases=[Phase.generate])  # it costs several builds
@given(steps=st.lists(st.integers(0, len(STATES) - 1), min_size=3, max_size=4, unique=True), seed=st.integers(0, 99))
def test_what_is_served_is_what_would_be_built(steps: list[int], seed: int) -> None:
    """Whatever was saved before, and whatever of it was looked at in whatever order, byte for byte but for the script of the preview."""
    chance = random.Random(seed)  # noqa: S311  # no secret
    now = {"pathway.yaml": BICYCLE, "mkdocs.yml": SETTINGS.format(name="Bicycle"), "docs/hand.md": "# Hand\n"}
    with TemporaryDirectory() as folder:
        (Path(folder) / "docs").mkdir()
        stage = Session(Path(folder, "pathway.yaml"), at_rest=0)
        for step in (0, *steps):
            now |= STATES[step]
            if now["pathway.yaml"] == SMALLEST:  # has nothing that the page could link to
                now["docs/hand.md"] = "# Hand\n"
            for name, text in now.items():
                Path(folder, name).write_text(text, "utf-8")
            compiled, source = compile_file(Path(folder, "pathway.yaml"))
            assert stage.publish(compiled, source) is None
            if compiled.site:
                expected = _whole(*(now[name] for name in ("pathway.yaml", "mkdocs.yml", "docs/hand.md")))
            names = sorted(expected)
            for name in chance.sample(names, chance.choice([len(names) // 3, len(names)])):
                status, content = stage.page(name)
                assert (status, ADDED.sub(b"", content)) == (HTTPStatus.OK, expected[name]), name
            stage.prebuild()
        assert stage.page("no-such-page.html")[0] is HTTPStatus.NOT_FOUND
        assert stage.page("../pathway.yaml")[0] is HTTPStatus.NOT_FOUND
        stage.close()


def test_a_page_waits_for_nothing_that_it_does_not_show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a change no template is compiled again, and what the pages of treatments hold is not decided."""
    file, cache = tmp_path / "pathway.yaml", MemoryCache()
    stage = Session(file)
    for step in (0, 1):
        file.write_text(STATES[step]["pathway.yaml"], "utf-8")
        compiled, source = compile_file(file, cache)
        assert stage.publish(compiled, source) is None
        assert stage.page("chain.html")[0] is HTTPStatus.OK
        monkeypatch.setattr(Environment, "compile", None)
    assert compiled.site
    decided = {page.path for page in compiled.site.views if "content" in vars(page)}
    assert "chain.md" in decided
    assert not [path for path in decided if path.startswith("treatments")]
    stage.close()


def test_a_site_with_plugins_of_others_is_built_whole(tmp_path: Path) -> None:
    """Nobody knows what a hook does, so it does it at every build."""
    (tmp_path / "pathway.yaml").write_text(SMALLEST, "utf-8")
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text(SETTINGS.format(name="Hooked") + "hooks: [hook.py]\n", "utf-8")
    (tmp_path / "hook.py").write_text("def on_page_content(html, **_):\n    return html + '<p>Hooked in</p>'\n", "utf-8")
    stage = Session(tmp_path / "pathway.yaml")
    assert stage.publish(*compile_file(tmp_path / "pathway.yaml")) is None
    assert b"Hooked in" in stage.page("repair.html")[1]
    assert stage.page("nowhere.html")[0] is HTTPStatus.NOT_FOUND
    assert tmp_path / "hook.py" in stage.watched
    (tmp_path / "mkdocs.yml").write_text("site_name: [\n", "utf-8")
    assert stage.publish(*compile_file(tmp_path / "pathway.yaml")) is not None
    assert b"Hooked in" in stage.page("repair.html")[1], "the last good site stays"
    stage.close()


# With a program, a port and a browser


class Serving:
    """A running `pathway serve`, and the folder that it follows."""

    def __init__(self, folder: Path, address: str) -> None:
        self.folder, self.address = folder, address

    def save(self, old: str, new: str, name: str = "pathway.yaml") -> None:
        """Changes a file as an editor does: another takes its place."""
        path = self.folder / name
        text = path.read_text("utf-8")
        assert old in text
        path.with_suffix(".new").write_text(text.replace(old, new), "utf-8")
        path.with_suffix(".new").replace(path)

    def waits_for(self, text: str, path: str = "") -> bool:
        """Whether a page comes to say something."""
        for _ in range(400):
            with contextlib.suppress(OSError), urllib.request.urlopen(f"{self.address}/{path}", timeout=20) as answer:  # noqa: S310  # ours
                if text in answer.read().decode():
                    return True
            time.sleep(0.1)
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextlib.contextmanager
def _serving(folder: Path, pathway: str, *options: str, **environment: str) -> Iterator[tuple[Serving, subprocess.Popen[str]]]:
    folder.mkdir(exist_ok=True)
    (folder / "pathway.yaml").write_text(pathway, "utf-8")
    address = f"127.0.0.1:{_free_port()}"
    command = [sys.executable, "-m", "generator", "serve", str(folder / "pathway.yaml"), "--address", address, *options]
    with (
        (folder / "log").open("w") as log,
        subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, text=True, env={**os.environ, **environment}) as process,
    ):
        try:
            yield Serving(folder, f"http://{address}"), process
        finally:
            process.kill()


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """Our bicycle, served, and opened in a browser that only notes what it is to show."""
    folder = tmp_path_factory.mktemp("served")
    note = folder / "note.py"
    note.write_text(f"import pathlib, sys\npathlib.Path({str(folder / 'opened')!r}).write_text(sys.argv[1])\n", "utf-8")
    with _serving(folder / "bicycle", BICYCLE, "--open", BROWSER=f"{sys.executable} {note} %s") as (served, _):
        assert served.waits_for("Most faults of a bicycle")
        yield served


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """An author's browser, in which no script may fail."""
    context = browser.new_context(viewport={"width": 1400, "height": 700})
    complaints: list[str] = []
    found = context.new_page()
    expect.set_options(timeout=60_000)  # the machine may have other things to do
    found.on("pageerror", lambda error: complaints.append(str(error)))
    yield found
    expect.set_options(timeout=5_000)
    context.close()
    # So say the theme, and its search, where a server ends while a page is loading.
    ended = re.compile(r"Network error|Failed to execute 'importScripts' on 'WorkerGlobalScope': The script at '.*' failed to load\.")
    assert [complaint for complaint in complaints if not ended.fullmatch(complaint)] == []


def _top(page: Page, anchor: str) -> float:
    found: float = page.evaluate("name => document.getElementById(name).getBoundingClientRect().top", anchor)
    return found


@pytest.mark.release
def test_the_browser_is_opened_where_the_site_is(serving: Serving) -> None:
    opened = serving.folder.parent / "opened"
    for _ in range(400):
        if opened.exists() and opened.read_text("utf-8"):
            break
        time.sleep(0.1)
    assert opened.read_text("utf-8").rstrip("/") == serving.address


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("localhost", 200),
        ("127.0.0.1:8000", 200),
        ("pathway.localhost", 200),
        ("example.org", 421),
        ("evil-localhost", 421),
        ("127.0.0.1.example.org", 421),
    ],
)
def test_only_who_asks_by_a_name_of_this_machine_is_answered(serving: Serving, name: str, status: int) -> None:
    """Else a page of others, whose name is made to lead here, could read what is not yet published."""
    place = urllib.parse.urlsplit(serving.address)
    with contextlib.closing(http.client.HTTPConnection(place.hostname or "", place.port, timeout=60)) as asking:
        asking.request("GET", "/.pathway/preview.js", headers={"Host": name})
        answer = asking.getresponse()
        answer.read()
        assert answer.status == status


@pytest.mark.release
def test_what_is_saved_is_seen_at_the_same_place(serving: Serving, page: Page) -> None:
    """Even where text above it grew, with what is typed into the search, and with the panel of a box open."""
    page.goto(f"{serving.address}/chain.html")
    show_list(page)
    page.evaluate("document.getElementById('replace-chain').scrollIntoView(); scrollBy(0, -150)")
    before = _top(page, "replace-chain")
    serving.save("Clean first, measure, then replace.", "Clean first, and take your time. " * 40)
    expect(page.locator("article")).to_contain_text("and take your time")
    stays = "([name, top]) => Math.abs(document.getElementById(name).getBoundingClientRect().top - top) < 3"
    page.wait_for_function(stays, arg=["replace-chain", before])
    page.goto(f"{serving.address}/brakes.html")
    page.locator(".pw-view-choice").first.click()
    # The theme closes a search soon after a page with a place in its address was loaded.
    page.goto(f"{serving.address}/chain.html")
    page.locator(".pw-drawing:visible a[href$='#clean-chain']").click()
    expect(page.locator(".pw-panel")).to_be_visible()
    page.locator("[data-md-component=search-query]").click()
    page.keyboard.type("sprockets")
    serving.save("Clean and oil the chain", "Clean, dry and oil the chain")
    expect(page.locator(".pw-panel")).to_contain_text("Clean, dry and oil the chain")
    expect(page.locator("[data-md-component=search-query]")).to_have_value("sprockets")
    expect(page.locator(".md-search-result__item").first).to_be_visible()


def _look_for_barriers(page: Page, within: str = ".pw-preview") -> None:
    for view in ("phone-dark", "desktop-light"):
        seen_in(page, view)
        assert barriers(page, within) == []


def test_what_is_wrong_is_told_over_the_last_good_page(serving: Serving, page: Page) -> None:
    """At its place, in an excerpt, as text whatever it holds; it can be closed, and disappears once corrected."""
    page.goto(f"{serving.address}/chain.html")
    told = page.locator(".pw-preview")
    expect(told).to_be_hidden()
    page.evaluate("window.stays = true")
    serving.save("kind: several", "kind: <img src=x onerror=alert(1)>")
    expect(told).to_contain_text("pathway.yaml:40:13")
    expect(told).to_contain_text("unknown-value")
    _look_for_barriers(page, within="")
    assert told.locator("mark").text_content() == "<img src=x onerror=alert(1)>"
    expect(told.locator("img")).to_have_count(0)
    expect(page.locator("h1")).to_contain_text("The chain slips")
    assert page.evaluate("window.stays"), "the page was not reloaded"
    toggle = told.get_by_role("button", name="1 error")
    toggle.press("Enter")
    expect(told.locator("mark")).to_be_hidden()
    expect(toggle).to_have_attribute("aria-expanded", "false")
    page.reload()
    expect(told.locator("mark")).to_be_hidden()
    toggle.press("Enter")
    expect(told.locator("mark")).to_be_visible()
    serving.save("kind: <img src=x onerror=alert(1)>", "kind: several")
    expect(told).to_be_hidden()
    serving.save("  CC0: Creative Commons Zero", "  CC0: Creative Commons Zero\n  XYZ: nobody says so")
    warning = told.get_by_role("button", name="1 warning")
    expect(warning).to_have_attribute("aria-expanded", "false")
    warning.press("Enter")
    _look_for_barriers(page)
    serving.save("  XYZ: nobody says so\n", "")
    expect(told).to_be_hidden()


@pytest.mark.release
def test_a_note_is_told_calmly_and_last(serving: Serving, page: Page) -> None:
    """Alone it is closed, in a colour of its own; beside others it comes last, though it stands before them in the file."""
    page.goto(f"{serving.address}/chain.html")
    told = page.locator(".pw-preview")
    lines = told.locator(".pw-preview__kind")
    expect(told).to_be_hidden()
    serving.save("gives: [oil, brushing]", "gives: [oil, lubricants, brushing]")
    note = told.get_by_role("button", name="1 note")
    expect(note).to_have_attribute("aria-expanded", "false")
    expect(told).to_have_attribute("data-gravest", "note")
    note.press("Enter")
    expect(lines).to_have_text(["Note (lone-member): "])
    _look_for_barriers(page)
    serving.save("  CC0: Creative Commons Zero", "  CC0: Creative Commons Zero\n  XYZ: nobody says so")
    expect(told.get_by_role("button", name="1 warning, 1 note")).to_have_attribute("aria-expanded", "false")
    expect(lines).to_have_text(["Warning (unused-abbreviation): ", "Note (lone-member): "])
    expect(told).to_have_attribute("data-gravest", "warning")
    serving.save("  XYZ: nobody says so\n", "")
    serving.save("gives: [oil, lubricants, brushing]", "gives: [oil, brushing]")
    expect(told).to_be_hidden()


@pytest.mark.release
def test_a_faulty_start_is_followed_by_the_site(tmp_path: Path, page: Page) -> None:
    """As long as there is no good site the faults stand alone; afterwards all that the site is made of is watched."""
    with _serving(tmp_path / "site", BICYCLE.replace("cites: [example-source]", "cites: [nobody]")) as (served, process):
        assert served.waits_for("dangling-citation")
        page.goto(served.address)
        expect(page.locator("article")).to_contain_text("there is no reference “nobody”")
        expect(page.locator(".pw-preview")).to_be_hidden()
        served.save("cites: [nobody]", "cites: [example-source]")
        expect(page.locator("article")).to_contain_text("Most faults of a bicycle")
        # Each of these is a file that was not there when the site was first made.
        (served.folder / "docs").mkdir()
        (served.folder / "docs" / "hand.md").write_text("# Written by hand\n", "utf-8")
        (served.folder / "mkdocs.yml").write_text(SETTINGS.format(name="Set up again"), "utf-8")
        assert served.waits_for("Set up again", "chain.html")
        assert served.waits_for("Written by hand", "hand.html")
        served.save("Written by hand", "Written by another hand", "docs/hand.md")
        assert served.waits_for("Written by another hand", "hand.html")
        served.save("  version: 0.2.0", "  citation_style: style.csl\n  version: 0.2.0")
        expect(page.locator(".pw-preview")).to_contain_text("missing-style")
        shutil.copy(HERE / "styles" / "numeric.csl", served.folder / "style.csl")
        expect(page.locator(".pw-preview[hidden]")).to_have_count(1)
        if sys.platform != "win32":  # which knows no such signal
            process.send_signal(signal.SIGINT)
            assert process.wait(60) == 0
            expect(page.locator(".pw-preview")).to_contain_text("is not responding")


def test_an_address_that_is_taken_is_told(tmp_path: Path) -> None:
    """With what to do about it; so is one that is none."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        for address, said in ((f"127.0.0.1:{taken.getsockname()[1]}", "--address 127.0.0.1:8001"), ("nonsense", "not a host and port")):
            (tmp_path / "pathway.yaml").write_text(SMALLEST, "utf-8")
            done = CliRunner().invoke(main, ["serve", str(tmp_path / "pathway.yaml"), "--address", address])
            assert done.exit_code in {1, 2}
            assert isinstance(done.exception, SystemExit)
            assert said in done.stderr
