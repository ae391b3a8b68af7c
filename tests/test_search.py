"""The search finds words of every script, on a server and from a folder, and no others."""

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Page, expect

from generator.cli import main
from hosting import SharedContext, Visit, served, visiting
from searching import Hit, search_all

ROOT = Path(__file__).parent.parent

# By language: a sentence, what finds it with what is marked, and what does not.
SAID: dict[str, tuple[str, dict[str, str], list[str]]] = {
    "ru": (
        "Плюшевый медведь ещё простужается в сарае.",
        {"медведь": "медведь", "МЕДВЕДЬ": "медведь", "медвед": "медведь", "еще": "ещё", "ещё": "ещё", "сарае плюшевый": "сарае"},
        ["едведь", "сараи", "насос"],
    ),
    "el": (
        "Η αρκούδα κρυώνει στους δρόμους.",
        {
            "αρκούδα": "αρκούδα",
            "αρκουδα": "αρκούδα",
            "ΑΡΚΟΥΔΑ": "αρκούδα",
            "δρομους": "δρόμους",
            "ΔΡΌΜΟΥΣ": "δρόμους",
            "δρόμουσ": "δρόμους",
        },
        ["ρκούδα", "δρομάκι"],
    ),
    "he": (
        "הַדֻּבִּי מִתְקָרֵר לִפְעָמִים־כֵּן.",
        {"הדבי": "הַדֻּבִּי", "דבי": "הַדֻּבִּי", "דֻּבִּי": "הַדֻּבִּי", "מתקרר": "מִתְקָרֵר", "כן": "כֵּן"},
        ["בי", "קרר"],
    ),
    "ar": (
        "يُعالَجُ الدُّبُّ بالدواءِ كـــل يوم، والالتهاب يزول.",
        {
            "الدب": "الدُّبُّ",
            "دب": "الدُّبُّ",
            "دواء": "بالدواءِ",
            "الدواء": "بالدواءِ",
            "التهاب": "والالتهاب",
            "الالتهاب": "والالتهاب",
            "كل": "كـــل",
            "يعالج": "يُعالَجُ",
        },
        ["واء", "الطبيب"],
    ),
    "zh": (
        "毛绒熊有时会感冒，洗澡后要擦干耳朵。MTX治疗。",
        {
            "感冒": "感冒",
            "擦干耳朵": "擦干耳朵",
            "熊": "熊",
            "MTX治疗": "MTX治疗",
            "治疗": "治疗",
            "mtx": "MTX",
            "耳朵 感冒": "感冒",
            '"耳朵"': "耳朵",
        },
        ["冒感", "冒洗", "耳干", "朵耳", "有熊"],
    ),
    "ja": (
        "ぬいぐるみのクマは風邪をひくことがある。マッサージー日々。",
        {
            "風邪": "風邪",
            "ぬいぐるみ": "ぬいぐるみ",
            "クマ": "クマ",
            "ｸﾏ": "クマ",
            "ひく": "ひく",
            "マッサージ": "マッサージ",
            "日々": "日々",
        },
        ["邪風", "クは", "るぬ"],
    ),
    "ko": (
        "곰인형은 가끔 감기에 걸린다.",
        {"곰인형": "곰인형", "인형": "인형", "감기": "감기", "걸린다": "걸린다", unicodedata.normalize("NFD", "감기"): "감기"},
        ["은가", "형감", "기가"],
    ),
    "th": ("ตุ๊กตาหมีเป็นหวัดบางครั้ง น้ำ", {"หมี": "หมี", "หวัด": "หวัด", "ตุ๊กตา": "ตุ๊กตา", "น้ำ": "น้ำ"}, ["หวัดหมี", "ครั้งน้ำ"]),
    "hi": (
        "भालू को कभी-कभी ज़ुकाम होता है।",
        {"भालू": "भालू", "भाल": "भालू", "ज़ुकाम": "ज़ुकाम", "जुकाम": "ज़ुकाम", "है": "है"},
        ["भाला", "लू"],
    ),
    "vi": ("Gấu bông đôi khi bị nhiễm lạnh.", {"Gấu bông": "bông", "gau": "Gấu", "doi": "đôi", "nhiem": "nhiễm"}, ["ong"]),
    "de": (
        "Herr Ménière fährt mit “Bärchen” in der Straße von Łódź; l'été, 5 µg.",
        {
            "Meniere": "Ménière",
            "MÉNIÈRE": "Ménière",
            "bar": "Bärchen",
            "strasse": "Straße",
            "lodz": "Łódź",
            "été": "l'été",
            "l'ete": "l'été",
        },
        ["niere", "chen"],
    ),
}
WORDS = [(language, word, marked) for language, (_, found, _) in SAID.items() for word, marked in found.items()]
NOT_FOUND = [word for _, _, words in SAID.values() for word in words]

_OF_TWO = "感冒 медведь"

_SECTION = """\
  - id: in-{language}
    title: Number {number}
    charts:
      - id: chart-{language}
        title: Chart {number}
        boxes:
          - {{id: start-{language}, kind: start, title: Start {number}, rests_on: [tubes-leak], next: box-{language}}}
          - {{id: box-{language}, kind: end, title: Box {number}, statements: [said-{language}]}}
"""


def _pathway(*languages: str) -> str:
    """The smallest pathway, with a section for each language."""
    text = (ROOT / "tests" / "valid" / "smallest.yaml").read_text("utf-8")
    sections = "".join(_SECTION.format(language=language, number=number) for number, language in enumerate(languages, 1))
    said = "".join(f'  - {{id: said-{name}, role: context, says: "{SAID[name][0]}", cites: [manual]}}\n' for name in languages)
    return text.replace("sections:\n", f"sections:\n{sections}").replace("\nstatements:\n", f"\nstatements:\n{said}")


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a site in all these languages."""
    folder = tmp_path_factory.mktemp("many")
    (folder / "pathway.yaml").write_text(_pathway(*SAID), "utf-8")
    result = CliRunner().invoke(main, ["build", str(folder / "pathway.yaml")])
    assert result.exit_code == 0, result.output
    return folder / "site"


@pytest.fixture(scope="module", params=["http", "folder"])
def found(request: pytest.FixtureRequest, many: Path, shared_context: SharedContext) -> Iterator[dict[str, list[Hit]]]:
    """Hits of all the words of this module in it."""
    with served(many) as address, visiting(shared_context, address if request.param == "http" else many.as_uri()) as visit:
        yield search_all(_searching(visit), visit.base, [*(words for _, words, _ in WORDS), *NOT_FOUND, _OF_TWO])


def _searching(visit: Visit) -> Page:
    page = visit.open("index.html")
    page.get_by_role("textbox", name="Search").click()
    return page


def _pages(hits: list[Hit]) -> set[str]:
    return {hit.place.partition("#")[0] for hit in hits}


@pytest.mark.sample(1)
def test_words_of_every_script_are_found(found: dict[str, list[Hit]]) -> None:
    """On their page alone, and marked whole."""
    wrong = {}
    for language, words, marked in WORDS:
        marks = [mark for hit in found[words] for mark in hit.marked]
        if _pages(found[words]) != {f"in-{language}.html"} or marked not in marks or any(hit.missing for hit in found[words]):
            wrong[words] = found[words]
    assert wrong == {}


@pytest.mark.sample(1)
def test_other_words_are_not_found(found: dict[str, list[Hit]]) -> None:
    assert {words: found[words] for words in NOT_FOUND if found[words]} == {}


def test_what_is_missing_of_several_words_is_said(found: dict[str, list[Hit]]) -> None:
    """A page with one of two is found, too, and says which it lacks."""
    said = {(hit.place.partition("#")[0], *hit.missing) for hit in found[_OF_TWO] if hit.marked}
    assert said == {("in-zh.html", "медведь"), ("in-ru.html", "感冒")}


@pytest.mark.sample(2)
@pytest.mark.parametrize(("words", "marked"), [("αρκουδα", "αρκούδα"), ("擦干耳朵", "擦干耳朵"), ("דבי", "הַדֻּבִּי"), ("leak", "leaks")])
def test_the_page_marks_what_was_found(many: Path, shared_context: SharedContext, words: str, marked: str) -> None:
    with visiting(shared_context, many.as_uri()) as visit:
        page = _searching(visit)
        page.get_by_role("textbox", name="Search").fill(words)
        page.locator(".md-search-result__link", has=page.locator("mark")).first.click()
        expect(page.locator("article .pw-found").first).to_have_text(marked, ignore_case=True)


@pytest.mark.sample(1)
@pytest.mark.parametrize("language", ["ru", "he", "ja", "th", "de", "ko"])
def test_any_language_of_the_theme_searches_in_the_same_way(tmp_path: Path, shared_context: SharedContext, language: str) -> None:
    """Also where the author asks for the language; and nothing comes along that only the theme's own files for it would need."""
    text = _pathway(language, "vi").replace("  id: puncture\n", f"  id: puncture\n  language: {language}\n")
    (tmp_path / "pathway.yaml").write_text(text, "utf-8")
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text(
        f"site_name: Many\ntheme: {{name: material, language: {language}}}\n"
        f"plugins: [pathway, search: {{lang: [{'en' if language in 'zh el ko ar he'.split() else language}]}}, offline, mermaid2]\n"
    )
    result = CliRunner().invoke(main, ["build", str(tmp_path / "pathway.yaml")])
    assert result.exit_code == 0, result.output
    site = tmp_path / "site"
    assert not [path for path in site.rglob("*") if "lunr" in path.name or path.name in {"tinyseg.js", "wordcut.js"}]
    with visiting(shared_context, site.as_uri()) as visit:
        page = visit.open("index.html")
        page.locator("[data-md-component=search-query]").click()
        page.locator("[data-md-component=search-query]").fill(next(iter(SAID[language][1])))
        expect(page.locator(f".md-search-result__link[href*='in-{language}.html'] mark")).not_to_have_count(0)
