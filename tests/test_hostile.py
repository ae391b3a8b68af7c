"""A pathway from a stranger: whatever its texts hold, it is shown as text, and nothing in it runs."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from playwright.sync_api import Browser

from campaigns.comparing import Held, differences, held, token, uncited
from campaigns.planting import planted
from campaigns.visiting import visiting, walked
from generator.cli import main
from sampling import Sampler

_EVIL = (
    '<img src=x onerror="ran()"> <script>ran()</script> </title><svg onload=ran()> {{ 7*7 }} [a](javascript:ran()) **b** `c` | d &amp; :smile: '
    "\"q\" 'r' # e {#id .c} ![i](x) <!-- --> ]]> %%{init}%% fa:fa-x direction TB "
)
_TEXTS = frozenset(
    "title summary says note label name editorial line scope population readers disclaimer licence authorship review status_note grading "
    "method short_title directness_note journal publisher notice volume issue pages family given book_title edition place version".split()
)

_FOUND = frozenset("a article details div form h1 h2 i li mark nav ol p path span summary svg ul".split())
"""Elements of the search's own results."""


def _poisoned(data: Any, key: str = "") -> Any:
    match data:
        case dict():
            return {name: _poisoned(value, name) for name, value in data.items()}
        case list():
            return [
                _EVIL + item if key in {"synonyms", "abbreviations", "authors", "editors"} and isinstance(item, str) else _poisoned(item)
                for item in data
            ]
        case _:
            return _EVIL + data if key in _TEXTS else data


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a pathway with the evil text in every field that holds text."""
    folder = tmp_path_factory.mktemp("hostile")
    harmless = (Path(__file__).parent / "gold" / "bicycle" / "pathway.yaml").read_text("utf-8")
    data = _poisoned(yaml.load(harmless, yaml.CBaseLoader))  # noqa: S506  # it makes nothing but text
    data["abbreviations"] = {"CC0": _EVIL, "<b onclick=ran()>": _EVIL}
    (folder / "pathway.yaml").write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), "utf-8")
    result = CliRunner().invoke(main, ["build", str(folder / "pathway.yaml")])
    assert result.exit_code == 0, result.output
    return folder / "site"


def test_nothing_runs(browser: Browser, hostile_site: Path, sample: Sampler[Path]) -> None:
    """On no page, in no chart, tooltip or search result does a text run, or become an element."""
    context = browser.new_context()
    ran: list[str] = []
    context.expose_function("ran", lambda: ran.append("!"))
    page = context.new_page()
    page.add_init_script("localStorage.setItem('pathway.view', 'list')")
    for file in sample(sorted(hostile_site.rglob("*.html")), 7):
        page.goto(file.as_uri())
        page.wait_for_function("[...document.querySelectorAll('div.mermaid')].every((chart) => chart.querySelector('svg'))")
        # The document for paper has no cards.
        for link in page.locator(".pw-cites a").all()[:2] if file.name != "print.html" else []:
            link.focus()
            page.locator(".pw-card-of-reference").wait_for()
        assert page.locator("img[src=x], [onload*=ran], [onerror*=ran], [onclick*=ran], a[href*='javascript:ran']").count() == 0, file.name
        assert "<script>ran()</script>" in page.locator("body").inner_text(), file.name
    page.goto((hostile_site / "index.html").as_uri())
    page.locator("[data-md-component=search-query]").fill("onerror")
    page.keyboard.press("End")
    page.locator(".md-search-result__item").first.wait_for()
    assert {*page.eval_on_selector_all(".md-search-result *", "all => all.map((e) => e.localName)")} <= _FOUND
    # What is found is marked, and no text changes by it.
    found = page.locator(".md-search-result .md-tag").all_text_contents()
    assert found
    assert page.locator(".md-search-result .md-tag mark").count()
    assert [text for text in found if _EVIL.strip() not in text] == []
    context.close()
    assert ran == []


def test_nothing_runs_in_a_walk(browser: Browser, hostile_site: Path) -> None:
    """Step by step to an end, side by side, and in the summary: text stays text, and the address holds."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    ran: list[str] = []
    context.expose_function("ran", lambda: ran.append("!"))
    page = context.new_page()
    page.on("pageerror", lambda error: ran.append(str(error)))
    page.goto((hostile_site / "index.html").as_uri())
    evil = "img[src=x], [onload*=ran], [onerror*=ran], [onclick*=ran], a[href*='javascript:ran'], aside script, dialog script, .pw-walked script"
    for _ in walked(page):
        assert page.locator(evil).count() == 0
        titles = page.locator("aside.pw-walk h3").all_inner_texts()
        assert titles
        assert [title for title in titles if "<script>ran()</script>" not in title] == []
        for side_by_side in page.get_by_role("button", name="Compare side by side").all():
            side_by_side.click()
            assert page.locator(evil).count() == 0
            page.keyboard.press("Escape")
    assert page.locator(evil).count() == 0
    assert "<script>ran()</script>" in page.locator(".pw-walked").inner_text()
    assert page.locator(".pw-walk-note").count() == 0
    context.close()
    assert ran == []


# ── Each of several texts in every field, against harmless words in their places ──

_STRANGE = (
    '<img src=x onerror="alert(1)"> &lt;b&gt; &#60;i&#62;',
    "</title></script></svg><script>alert(1)</script><!--",
    "' onmouseover=alert(1) x=\" {{ 7*7 }} {% raw %} ${7*7}",
    "[a](javascript:alert(1)) ![i](x) [^1] **b** _i_ `c` :smile: {#id .c}",
    "%%{init: {}}%% direction TB; end --> x[y] \\n | a | b | fa:fa-x",
    "constructor __proto__ # h - [ ] 1. https://example.org/a_b?c=1&d=2",
    "\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627 \u76ae\u819a\u7b4b\u708e z\u0300\u0301\u0302\u0335 \ufb01 \u2265 \U0001f6b2",
)
_PAGES = ("index.html", "section0.html", "references.html", "treatments/t0.html")


@pytest.mark.release
def test_texts_stand_where_harmless_words_would(browser: Browser, tmp_path: Path) -> None:
    """Element by element, attribute by attribute, text by text: a share of the campaign `hostile_text`."""
    complaints: list[str] = []
    looks: list[dict[str, Held]] = []
    for name, texts in (("harmless", [token(number) for number in range(len(_STRANGE))]), ("hostile", [*_STRANGE])):
        file = tmp_path / f"{name}.yaml"
        file.write_text(planted(texts), "utf-8")
        result = CliRunner().invoke(main, ["build", str(file), "--into", str(tmp_path / name)])
        assert result.exit_code == 0, result.output
        with visiting(browser, tmp_path / name, complaints) as visitor:
            looks.append({})
            for address in _PAGES:
                visitor.open(address)
                looks[-1][address] = visitor.look()
    harmless, hostile = looks
    assert complaints == []
    for address in _PAGES:
        assert hostile[address].total() > 100
        assert [*differences(hostile[address], harmless[address], _STRANGE)] == [], address
        assert [*uncited(hostile[address], harmless[address], _STRANGE)] == [], address


def test_what_is_not_as_it_should_be_is_seen() -> None:
    """Makes sure that the campaign can fail."""
    harmless = held(
        [("body>p", "", ""), ("body>p", "text", f"a {token(0)}"), ("body>p", "@title", token(1)), ("p", "@data-x", f'[ "{token(2)}"]')]
    )
    right = held([("body>p", "", ""), ("body>p", "text", "a <b>"), ("body>p", "@title", "{c}"), ("p", "@data-x", '["\\"d\\u00e9"]')])
    assert [*differences(right, harmless, ["<b>", "{c}", '"dé'])] == []
    for wrong in (
        right + Held({("body>p>b", "", ""): 1}),
        right + Held({("body>p", "@onclick", "x"): 1}),
        right - Held({("body>p", "text", "a <b>"): 1}),
        right - Held({("body>p", "text", "a <b>"): 1}) + Held({("body>p", "text", "a "): 1}),
        right - Held({("body>p", "@title", "{c}"): 1}),
        right - Held({("p", "@data-x", '["\\"dé"]'): 1}) + held([("p", "@data-x", '["d\\u00e9"]')]),
        right - Held({("p", "@data-x", '["\\"dé"]'): 1}) + held([("p", "@data-x", '[""dé"]')]),
    ):
        assert [*differences(wrong, harmless, ["<b>", "{c}", '"dé'])]
