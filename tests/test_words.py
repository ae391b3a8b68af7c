"""The words of the interface: all of them in one file, which a second language needs to match, and nothing said besides."""

import re
import string
import tomllib
from collections.abc import Iterable, Iterator
from enum import StrEnum
from importlib.resources import files
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from playwright.sync_api import Browser, Page

import generator.i18n
from generator import model
from generator.analysis.index import PathwayIndex
from generator.analysis.text_walk import texts_of
from generator.cli import main
from generator.core.source import Source
from generator.i18n import OTHER, Words, languages, load_messages, locale_of, spoken
from generator.model import Date, Pathway, read_pathway, references
from generator.parsing import parse, to_data
from generator.references import bibliography
from generator.references.self_citation import self_citation
from sampling import Sampler
from waiting import next_frame

ROOT = Path(__file__).parent.parent
GENERATOR = ROOT / "generator"
CATALOGUES = sorted((GENERATOR / "i18n").glob("*.toml"))
OURS = tomllib.loads((GENERATOR / "i18n" / "en-GB.toml").read_text("utf-8"))
# What is said in no language: it tells the program how to speak.
SETTINGS = {"language"}


def _words(tree: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every word with its path; the forms of a counted word are one word each."""
    for key, value in tree.items() if isinstance(tree, dict) else enumerate(tree):
        if isinstance(value, str):
            yield f"{path}{key}", value
        else:
            yield from _words(value, f"{path}{key}.")


# ── The file ──


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.stem)
def test_languages_have_the_same_words(file: Path) -> None:
    """With the same gaps to be filled; counted words have a form for each rule."""
    theirs = tomllib.loads(file.read_text("utf-8"))
    forms = {*locale_of(file.stem).plural_form.rules, OTHER}
    counted = {path for path, value in _families(OURS) if OTHER in value}
    assert {path: set(value) for path, value in _families(theirs) if path in counted} == dict.fromkeys(counted, forms)
    gaps = {path: _gaps(said) for path, said in _words(_without(theirs, counted))}
    assert gaps == {path: _gaps(said) for path, said in _words(_without(OURS, counted))}
    assert files("material").joinpath(f"templates/partials/languages/{theirs['language']['theme']}.html").is_file()


def _families(tree: dict[str, Any], path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    for key, value in tree.items():
        if isinstance(value, dict):
            yield f"{path}{key}", value
            yield from _families(value, f"{path}{key}.")


def _without(tree: dict[str, Any], counted: set[str], path: str = "") -> dict[str, Any]:
    """The words that are not counted; which rules a language has is its own affair."""
    kept = {key: value for key, value in tree.items() if f"{path}{key}" not in counted}
    return {key: _without(value, counted, f"{path}{key}.") if isinstance(value, dict) else value for key, value in kept.items()}


def _gaps(said: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(said) if name}


SOURCES = "\n".join(file.read_text("utf-8") for file in sorted(GENERATOR.rglob("*")) if file.suffix in {".py", ".jinja", ".html", ".js"})
# Families that are asked for by a value of the model.
BY_VALUE: dict[str, type[StrEnum]] = {
    "kinds": model.Kind,
    "roles": model.Role,
    "role_headings": model.Role,
    "designs": model.Design,
    "badges": model.Design,
    "design_bases": references.DesignBasis,
    "directness": model.Directness,
    "written_in": references.ReferenceType,
    "statuses": model.Status,
    "details": model.Governance,
}
# Families that are asked for by what the program finds out, or that are there for whatever may be asked.
FOUND = {
    "families",
    "mark_meanings",
    "marks",
    "next_of",
    "orders",
    "sign_fills",
    "touches",
    "verbs",
    "doses",
    "says_verb",
    "facts",
    "outline_of",
    "papers",
} | {f"plot_{name}" for name in ("bands", "caveats", "families", "states")}
FOUND |= {f"mark_{name}" for name in ("in", "with", "in_with", "if_so", "short_if", "short", "everyone", "roles")}
# Words of which the program chooses one.
CHOSEN = {"theme.to_light", "theme.to_dark", "theme.to_system", "print.aged", "chart.box_last"} | {
    "chart.way_if",
    "chart.went_if",
    "walk.go_on",
    "walk.broken",
    "serve.warning",
    "serve.errors",
    "serve.warnings",
    "serve.notes",
}


def test_every_word_is_used() -> None:
    """By its name somewhere; a family that values or findings choose from is used as a whole."""
    assert {*OURS} - SETTINGS - {*re.findall(r"\b(?:words|spoken|self)\.(?!words\b)(\w+)", SOURCES)} == set()
    assert {name: {*OURS[name]} for name in BY_VALUE} == {name: {*values} for name, values in BY_VALUE.items()}
    named = {f"{family}.{word}" for family, word in re.findall(r'\.(?=(\w+)(?:\["|\.)(\w+))', SOURCES)}
    called = {*re.findall(r'\b(?:words\.|phrases\.|said\("|spoken\[")(\w+)', SOURCES)}
    families = {*OURS} - SETTINGS - FOUND - {*BY_VALUE}
    ours = {f"{name}.{word}": word for name in families if isinstance(OURS[name], dict) and OTHER not in OURS[name] for word in OURS[name]}
    assert {path for path, word in ours.items() if path not in named and word not in called} == CHOSEN


# ── Plurals and languages ──

# The example of the manual.
POLISH = tomllib.loads(re.search(r"```toml\n(.*?)```", (ROOT / "docs" / "authors" / "languages.md").read_text("utf-8"), re.DOTALL)[1])  # type: ignore[index]  # there is one


@pytest.mark.parametrize("tag", ["en-GB", "fr", "pl", "ar", "ja", "cy"])
def test_numbers_take_the_form_that_browsers_give_them(tag: str, browser: Browser) -> None:
    """So the program and its scripts choose the same form."""
    page = browser.new_page()
    told = page.evaluate("tag => Array.from({length: 250}, (_, number) => new Intl.PluralRules(tag).select(number))", tag)
    page.close()
    assert [locale_of(tag).plural_form(number) for number in range(250)] == told
    assert {*POLISH["boxes"]} == {*locale_of("pl").plural_form.rules, OTHER}


@pytest.mark.parametrize(
    ("tag", "day", "month", "year", "language"),
    [
        ("en-GB", "22 November 2026", "November 2026", "2026", "Welsh"),
        ("de", "22. November 2026", "November 2026", "2026", "Walisisch"),
        ("ja", "2026年11月22日", "2026年11月", "2026年", "ウェールズ語"),
        ("tlh", "November 22, 2026", "November 2026", "2026", "Welsh"),
    ],
)
def test_dates_and_languages(tag: str, day: str, month: str, year: str, language: str) -> None:
    words = Words(tag=tag)
    assert [words.format_date(date) for date in (Date(2026, 11, 22), Date(2026, 11), Date(2026))] == [day, month, year]
    assert words.name_of_language("cy") == language
    assert words.name_of_language("xx") == "xx"


@pytest.mark.parametrize(("asked", "got"), [("en-GB", "en-GB"), ("en", "en-GB"), ("en-US", "en-GB"), ("fr", None), ("eng", None)])
def test_language_or_a_variety_of_it(asked: str, got: str | None) -> None:
    assert spoken(asked) == got
    assert load_messages(asked).language == OURS["language"]


# ── Nothing is said besides ──

LATIN = string.ascii_lowercase + string.ascii_uppercase
CYRILLIC = str.maketrans(LATIN, "абвгдежзийклмнопрстуфхцчшщ" + "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩ")
ARMENIAN = str.maketrans(LATIN, "աբգդեզէըթժիլխծկհձղճմյնշոչպ" + "ԱԲԳԴԵԶԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊ")
# Its dates are Russian, in the letters that its words have.
PSEUDO = "ru-XA"


def _pseudo(tree: Any) -> Any:
    """The catalogue in letters that no other text has; what is filled in stays as it is."""
    if isinstance(tree, str):
        return re.sub(r"\{+\w+\}+|([^{}]+)", lambda match: match[0].translate(CYRILLIC) if match[1] else match[0], tree)
    if isinstance(tree, list):
        return [_pseudo(value) for value in tree]
    return {key: value if key in SETTINGS else _pseudo(value) for key, value in tree.items()}


def _toml(tree: dict[str, Any]) -> str:
    """Enough of TOML for a catalogue."""

    def value(said: Any) -> str:
        if isinstance(said, dict):
            return "{" + ", ".join(f'"{key}" = {value(part)}' for key, part in said.items()) + "}"
        return f"[{', '.join(map(value, said))}]" if isinstance(said, list) else yaml_string(said)

    def yaml_string(said: str) -> str:
        return '"' + said.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'

    return "\n".join(f'"{key}" = {value(said)}' for key, said in tree.items()) + "\n"


def _read(file: Path) -> Pathway:
    pathway = read_pathway(_data(file))
    assert isinstance(pathway, Pathway)
    return pathway


def _data(file: Path) -> Any:
    tree, _ = parse(Source(file.name, file.read_text("utf-8")))
    assert tree
    return to_data(tree)


def _foreign_pathway(file: Path) -> str:
    """A pathway with all its texts in letters that no other text has."""
    data = _data(file)
    for path, _ in texts_of(_read(file)):
        _put(data, path)
    for subject in (
        *data.get("treatments", ()),
        *data.get("circumstances", ()),
        *(entry for group in data.get("findings", ()) for entry in group["entries"]),
    ):
        subject["abbreviations"] = [short.translate(ARMENIAN) for short in subject.get("abbreviations", ())]
    data["abbreviations"] = {short.translate(ARMENIAN): long.translate(ARMENIAN) for short, long in data.get("abbreviations", {}).items()}
    data["pathway"]["language"] = PSEUDO
    return yaml.safe_dump(data, allow_unicode=True)


def _put(data: Any, path: tuple[str | int, ...]) -> None:
    """Puts a text in; one of several paragraphs is still one text here."""
    *way, last = path
    for step in way:
        if isinstance(data[step], str):
            last = step
            break
        data = data[step]
    data[last] = data[last].translate(ARMENIAN)


@pytest.fixture(scope="module")
def foreign_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bicycle in one script, with the words of the interface in another."""
    folder = tmp_path_factory.mktemp("foreign")
    for file in CATALOGUES:
        (folder / file.name).write_bytes(file.read_bytes())
    (folder / f"{PSEUDO}.toml").write_text(_toml(_pseudo(OURS)), "utf-8")
    (folder / "pathway.yaml").write_text(_foreign_pathway(ROOT / "tests" / "gold" / "bicycle" / "pathway.yaml"), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(generator.i18n, "FOLDER", folder)
        assert PSEUDO in languages()
        result = CliRunner().invoke(main, ["build", str(folder / "pathway.yaml"), "--into", str(folder / "site")])
    assert result.exit_code == 0, result.output
    return folder / "site"


# Hears what a page says to eyes and ears, from its first word on, whether or not it is hidden; a chart's text for programs is no language.
HEAR = """() => {
  const names = ["title", "aria-label", "alt", "placeholder", "aria-description", "aria-roledescription"];
  window.said = new Set();
  window.print = () => {};
  const hear = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.parentElement?.closest("script, style, template, noscript, pre") || said.add(node.data.trim());
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    names.forEach((name) => node.hasAttribute(name) && said.add(node.getAttribute(name)));
    node.childNodes.forEach(hear);
  };
  new MutationObserver((changes) => changes.forEach(({ type, target, addedNodes }) => (type === "childList" ? addedNodes.forEach(hear) : hear(target)))).observe(
    document, { subtree: true, childList: true, characterData: true, attributeFilter: names });
}"""
# Presses what was not pressed yet: a citation, a box of a chart, what can be ticked, a button; says which.
PRESS = """() => {
  window.pressed ??= new Set();
  const seen = (element) => element.checkVisibility({ visibilityProperty: true }) && !element.disabled && !element.closest("header, .md-search");
  const named = (element) => `${element.localName} ${element.className?.baseVal ?? element.className} ${element.value ?? ""} ${element.textContent}`;
  const kinds = [".pw-cites a", "figure .pw-drawing a", "input[type=checkbox]", "summary", "button:not(.pw-view-choice)", "button"];
  const found = kinds.flatMap((kind) => [...document.querySelectorAll(kind)].slice(0, kind.endsWith("a") ? 2 : Infinity));
  const next = found.find((element) => seen(element) && !window.pressed.has(named(element)));
  if (!next) return "";
  window.pressed.add(named(next));
  if (next.matches(".pw-cites a")) next.focus();
  else next.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, view: window, detail: 1 }));
  return named(next);
}"""
# Names that are the same in every language.
NAMES = {"BibTeX", "CFF", "CITATION", "CSL", "DOI", "JSON", "NBIB", "PMC", "PMCID", "PMID", "PubMed", "RIS", "cff", "doi"}


@pytest.fixture(scope="module")
def theirs() -> set[str]:
    """Material's English words, as requested by `theme` in the catalogue."""
    text = files("material").joinpath(f"templates/partials/languages/{OURS['language']['theme']}.html").read_text("utf-8")
    return {*re.findall(r'"[\w.]+": "(.*)"', text)}


def _latin(said: Iterable[str]) -> dict[str, str]:
    """Each word in Latin letters, and where it was said; addresses are no words."""
    return {word: text for text in said for word in re.findall(r"[A-Za-z]{2,}", re.sub(r"\S+://\S+", "", text))}


_PRESSED = ("chain.html", "references.html", "index.html")
"""Pages on which all that can be pressed is pressed, or that a walk begins on."""


def test_nothing_is_said_besides(foreign_site: Path, theirs: set[str], browser: Browser, sample: Sampler[Path]) -> None:
    """Neither by pages nor by scripts, whatever is pressed: all comes from the catalogue, the pathway, the style of the references, or Material."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.add_init_script(f"({HEAR})()")
    said: set[str] = set()
    tab = context.new_page()
    files = sorted(foreign_site.rglob("*.html"), key=lambda file: (file.name not in _PRESSED, file))
    for file in [*files[: len(_PRESSED)], *sample(files[len(_PRESSED) :], 2)]:
        tab.goto(file.as_uri())
        while file.name in _PRESSED[:2] and tab.evaluate(PRESS):
            next_frame(tab)
        if file.name == "index.html":
            said |= {*_walked(tab)}
        said |= {*tab.evaluate("[...said]")}
    context.close()
    spoken = [OURS["chart"]["full_close"], OURS["lens"]["unsafe"], OURS["take"]["copied"], OURS["walk"]["privacy"], OURS["walk"]["the_way"]]
    assert {*map(_pseudo, spoken)} <= said
    pathway = _read(foreign_site.parent / "pathway.yaml")
    entries = bibliography(PathwayIndex(pathway)).values()
    cited = {entry.text for entry in entries} | {self_citation(pathway.pathway, load_messages(), None)}
    cited |= {address.partition("://")[2] for entry in entries for _, address in entry.links}
    besides = _latin(re.sub(rf"^(?:{'|'.join(map(re.escape, theirs))})(?:$|: )", "", text) for text in said)
    assert {word: text for word, text in besides.items() if word not in NAMES | {*_latin(cited)}} == {}


def test_style_sheets_say_nothing() -> None:
    """Whatever they put in front or behind is a sign, or comes out of the page."""
    sheets = {
        f"{file.parent.name}/{file.name}": file.read_text("utf-8") for file in GENERATOR.rglob("*.css") if file.parent.name != "preview"
    }
    put = [(name, value) for name, text in sheets.items() for value in re.findall(r"\bcontent:([^;}]*)", text)]
    assert put
    assert [
        found for found in put if re.search(r"[^\W\d_]", "".join(re.findall(r'"(.*?)"', re.sub(r"\\[0-9a-fA-F]+", "", found[1]))))
    ] == []


def _walked(page: Page) -> Iterator[str]:
    """Words of a walk and its summary."""
    panel, says = page.locator("aside.pw-walk"), _pseudo(OURS["walk"])
    page.locator(".pw-walk-begin").first.click()
    panel.locator(".pw-walk-ways .pw-walk-go").click()
    for tick in panel.get_by_role("checkbox").all():
        tick.check()
    yield from page.evaluate("[...said]")
    panel.get_by_role("button", name=says["walk_ticked"]).click()
    panel.get_by_role("link", name=says["summary"]).first.wait_for()
    yield from page.evaluate("[...said]")
    panel.get_by_role("link", name=says["summary"]).first.click()
    page.get_by_role("heading", name=says["the_way"]).wait_for()


@pytest.mark.parametrize(
    ("old", "new", "said"), [('home = "Home"', 'home = "Home', "line 6"), ('home = "Home"\n', "", "there is no word “home”")]
)
def test_a_fault_in_a_file_of_words_names_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str, said: str) -> None:
    """Nothing crashes: the message tells translators what to correct."""
    text = (GENERATOR / "i18n" / "en-GB.toml").read_text("utf-8")
    assert old in text
    (tmp_path / "en-GB.toml").write_text(text.replace(old, new, 1), "utf-8")
    monkeypatch.setattr("generator.i18n.FOLDER", tmp_path)
    load_messages.cache_clear()
    try:
        result = CliRunner().invoke(
            main, ["emit", "--into", str(tmp_path / "pages"), str(GENERATOR.parent / "tests" / "valid" / "smallest.yaml")]
        )
    finally:
        load_messages.cache_clear()
    assert result.exit_code == 1
    assert "i18n/en-GB.toml: " in result.stderr
    assert said in result.stderr
