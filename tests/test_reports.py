"""“Report a problem”: who is written to, with what filled in, and nothing of a patient or a route."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Page, expect

from generator.cli import main
from generator.compiler import compile_pathway
from generator.core.source import Source
from generator.i18n import load_messages
from generator.model import Metadata, Owner
from generator.views.reports import Subject, contact_shown, report_link, report_on_paper
from hosting import built_once
from ours import PATHWAY, compiled
from test_print import Print, letters

EXAMPLE = Path(__file__).parent.parent / "generator/scaffold/examples/emergency/pathway.yaml"
WORDS = load_messages()
BOX = Subject("3.11 Tea & “milk”, 50 % #1?", "tea", "drinks.html#tea", is_box=True)
TITLE = "Problem with “3.11 Tea & “milk”, 50 % #1?”: Tea=good; 1 & 2, version 1+2"
BODY = """Pathway: Tea=good; 1 & 2, version 1+2
Step: 3.11 Tea & “milk”, 50 % #1? (tea)
Address: https://example.org/a/drinks.html#tea

What is the problem? Please write nothing about a patient.

""".replace("\n", "\r\n")


def _of(contact: str | None, **more: object) -> Metadata:
    owner = Owner(name="Somebody", contact=contact)
    said = {"title": "Tea=good; 1 & 2", "version": "1+2", "owner": owner, "address": "https://example.org/a/", **more}
    return PATHWAY.pathway.model_copy(update=said)


@pytest.mark.parametrize(
    ("contact", "begins", "shown"),
    [
        ("a.b+c@example.org", "mailto:a.b+c@example.org?", "a.b+c@example.org"),
        ("mailto:a@example.org", "mailto:a@example.org?", "a@example.org"),
        ("https://x.org/new?subject={title}&body={body}", "https://x.org/new?", "https://x.org/new"),
        ("https://x.org/?k=1&body={body}&subject={title}#f", "https://x.org/?k=1&", "https://x.org/"),
    ],
)
def test_a_report_has_title_and_text_filled_in(contact: str, begins: str, shown: str) -> None:
    """Whatever signs they hold, each comes out as it went in."""
    address = str(report_link(_of(contact), WORDS, BOX))
    assert address.startswith(begins)
    assert not set(address) & set(' "<>\n')
    filled = parse_qs(urlsplit(address.replace("&amp;", "&")).query)
    assert (filled["subject"], filled["body"]) == ([TITLE], [BODY])
    assert contact_shown(contact) == shown


@pytest.mark.parametrize(
    ("contact", "address"),
    [
        ("https://x.org/help", "https://x.org/help"),
        ("tel:123", None),
        (None, None),
    ],
)
def test_contacts_that_take_no_text(contact: str | None, address: str | None) -> None:
    """A page on the web is linked as it is; a reader is led nowhere else, but paper names the contact."""
    assert report_link(_of(contact), WORDS, BOX) == address
    assert report_on_paper(_of(contact), WORDS) == (f"Report problems to Somebody: {contact}" if contact else "")


def test_without_an_address_a_report_names_none() -> None:
    assert "Address" not in str(report_link(_of("a@example.org", address=None), WORDS, BOX))


def test_our_pathway_names_nobody() -> None:
    """So nothing is offered, and the page about it says so."""
    pages = {page.path: page.text for page in compiled().pages}
    assert [path for path, text in pages.items() if "pw-report" in text] == []
    assert WORDS.report["nobody"] in pages["method.md"]


def test_every_page_and_box_of_an_example_has_a_link() -> None:
    """Each names its own box or page, once."""
    site = compile_pathway(Source("pathway.yaml", EXAMPLE.read_text("utf-8")), lambda name: (EXAMPLE.parent / name).read_bytes()).site
    assert site
    boxes = [box for view in site.views for chart in view.content.charts for box in chart.boxes]
    assert boxes
    for box in boxes:
        said = unquote(str(box.report))
        assert f"Step: {box.number} {box.title} ({box.anchor})" in said
        assert f"#{box.anchor}" in said
    texts = {page.path: page.text for page in site.pages}
    without = [view.path for view in site.views if view.template in {"print", "moved"}]
    assert [path for path, text in texts.items() if text.count("pw-report--page") != (path not in without)] == []
    assert sum(text.count('<p class="pw-report"') for text in texts.values()) == len(boxes)


# ── In a browser ──


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the example."""

    def build(into: Path) -> None:
        result = CliRunner().invoke(main, ["build", str(EXAMPLE), "--into", str(into / "site")])
        assert result.exit_code == 0, result.output

    return built_once(tmp_path_factory, "reports", build) / "site"


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[Page]:
    """A reader at a desk."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    yield page
    page.close()


@pytest.mark.sample(1)
@pytest.mark.parametrize("scripts", [True, False])
def test_nothing_of_a_patient_is_in_a_link(browser: Browser, folder: Path, *, scripts: bool) -> None:
    """With ticks in the address, in a walk, and without JavaScript: the links are those of the page as it was built, and are seen."""
    plain = _links(browser, f"{folder.as_uri()}/attack.html", scripts=False)
    ticked = _links(browser, f"{folder.as_uri()}/attack.html?has=no-vein&unknown=no-vein", scripts=scripts)
    assert len(ticked) > 3
    assert set(ticked) == set(plain)
    assert all("has=" not in link and "walk" not in link for link in ticked)


def _links(browser: Browser, address: str, *, scripts: bool) -> list[str]:
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    page.add_init_script("localStorage.setItem('pathway.view', 'list')")
    page.goto(address)
    links = page.locator(".pw-report a")
    found = [link.get_attribute("href") or "" for link in links.all()]
    assert all(link.is_visible() for link in links.all())
    assert {link.get_attribute("rel") for link in links.all()} == {"noreferrer"}
    context.close()
    return found


def test_the_panel_and_a_step_have_the_link_of_their_box(reader: Page, folder: Path) -> None:
    reader.goto(f"{folder.as_uri()}/attack.html")
    reader.locator(".pw-drawing:visible .pw-node").first.click()
    panel = reader.locator("aside.pw-panel:visible")
    number = panel.locator(".pw-number").first.inner_text()
    expect(panel.locator(".pw-report a")).to_have_text(f"Report a problem with this step ({number})")
    reader.goto("about:blank")
    reader.goto(f"{folder.as_uri()}/attack.html")
    reader.locator(".pw-walk-begin").first.click()
    step = reader.locator("aside.pw-walk")
    expect(step.locator(".pw-report a").last).to_be_visible()
    before = [link.get_attribute("href") for link in step.locator(".pw-report a").all()]
    static = [link.get_attribute("href") for link in reader.locator(".pw-box > .pw-report a").all()]
    assert set(before) <= set(static)


@pytest.mark.parametrize("name", ["attack", "print"])
def test_paper_names_the_contact_once(reader: Page, folder: Path, name: str) -> None:
    """And has no links to press."""
    reader.goto(f"{folder.as_uri()}/{name}.html{'?parts=attack' if name == 'print' else ''}")
    printed = Print(reader.pdf(format="A4", prefer_css_page_size=True))
    assert printed.whole.count(letters("fever@strelsau.example.org")) == 1
    assert letters("Report a problem with this") not in printed.whole
