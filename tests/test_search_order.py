"""Search leads to the box or part that is meant, best first, and shows there what was found: by rules that know no disease."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from generator.i18n import load_messages
from hosting import SharedContext, Visit, served, visiting
from sampling import Sampler
from searching import Hit, search_all

# What a reader may type, and what is to come first, in this order. Treatments are named without their folder.
OURS = {
    "DM": ["index.html#dermatomyositis"],
    "IIM": ["index.html#dermatomyositis"],
    "CS": ["systemic-corticosteroids"],
    "steroids": ["systemic-corticosteroids"],
    "glucocorticoid": ["systemic-corticosteroids"],
    "prednisone": ["systemic-corticosteroids"],
    "MTX": ["methotrexate"],
    "metho": ["methotrexate"],
    "methotrexate": ["methotrexate", "muscle.html#methotrexate-muscle", "skin.html#methotrexate-skin"],
    "Methotrexate skin": ["skin.html#methotrexate-skin"],
    "AZA": ["azathioprine"],
    "cyclosporine": ["ciclosporin"],
    "cyclosporin A": ["ciclosporin"],
    "CsA": ["ciclosporin"],
    "CNI": ["ciclosporin"],
    "mycophenolate mofetil": ["mycophenolate"],
    "CYC": ["cyclophosphamide"],
    "CTX": ["cyclophosphamide"],
    "HCQ": ["hydroxychloroquine"],
    "CQ": ["chloroquine"],
    "IVIG": ["ivig"],
    "immune globulin": ["ivig"],
    "SPF": ["sunscreen", "skin.html#photoprotection"],
    "sun cream": ["sunscreen", "skin.html#photoprotection"],
    "photoprotection": ["sunscreen", "skin.html#photoprotection"],
    "itch": ["topical-antipruritics", "oral-antihistamines", "topical-corticosteroids", "skin.html", "skin.html#itch-response"],
    "erythema": ["topical-corticosteroids"],
    "rash": ["skin.html", "skin.html#skin-manifestations"],
    "children": ["circumstances.html#juvenile"],
    "JDM": ["circumstances.html#juvenile"],
    "Jo-1": ["antibodies.html#antisynthetase", "severe.html#antisynthetase-treatment"],
    "Jo1": ["antibodies.html#antisynthetase", "severe.html#antisynthetase-treatment"],
    "antisynthetase": ["antibodies.html#antisynthetase", "severe.html#antisynthetase-treatment"],
    "CADM-140": ["antibodies.html#anti-mda5", "severe.html#anti-mda5-early-treatment"],
    "MDA5": ["antibodies.html#anti-mda5"],
    "MDA-5": ["antibodies.html#anti-mda5"],
    "anti-MDA5": ["antibodies.html#anti-mda5"],
    "SRP": ["antibodies.html#anti-srp"],
    "MSA": ["antibodies.html#msa"],
    "antibodies": ["antibodies.html"],
    "G6PD": ["circumstances.html#g6pd-deficiency", "index.html#applies"],
    "lung": ["circumstances.html#ild"],
    "hypertension": ["circumstances.html#hypertension"],
    "pregnancy": ["circumstances.html#pregnancy"],
    "teratogenic": ["circumstances.html#pregnancy", "skin.html#thalidomide-skin"],
    "retinopathy": ["skin.html#hydroxychloroquine-skin", "skin.html#chloroquine-skin", "hydroxychloroquine#to--mind"],
    "chloroquine retinopathy": ["skin.html#chloroquine-skin"],
    "corticosteroid-sparing": ["muscle.html#methotrexate-muscle"],
    "cancer": ["malignancy.html"],
    "flare": ["severe.html"],
    "refractory": ["muscle.html"],
    "treatments at a glance": ["glance.html"],
    "treatments": ["treatments.html"],
    "3.6": ["muscle.html#methotrexate-muscle"],
    "Giannini": ["references.html#giannini1979"],
    "Cherin": ["references.html#cherin1991a", "references.html#cherin1991b"],
    "rituximab": ["rituximab"],
    '"severe muscle"': ["index.html#severe-or-flare"],
    # Common words do not count, and only the word that is still being typed may go on: no “I” in interstitial lung disease.
    "can I give ciclosporin with high blood pressure": ["muscle.html#ciclosporin-muscle"],
    "high blood pressure with ciclosporin": ["ciclosporin"],
    "what to do in amyopathic disease": ["circumstances.html#amyopathic"],
    # A treatment is found by its other names in the boxes that do something with it, in whatever form the words are.
    "prednisone taper": ["severe.html#taper-severe", "muscle.html#taper-muscle"],
    "tapering prednisone": ["severe.html#taper-severe"],
    "tapering steroids": ["severe.html#taper-severe"],
    "itching skin": ["skin.html"],
    "thalidomi": ["thalidomide"],
}
NOTHING = ["dysphagia", "plaquenil", "halidomide", "thalidomi x", "zz"]
ANOTHER = {
    "convulsion": ["index.html#arrival"],
    "Thighject": ["fictadrine"],
    "Fictadrine": ["fictadrine", "attack.html#first-dose"],
    "hypo": ["blood-tests.html#low-sugar"],
    "LBS": ["blood-tests.html#low-sugar"],
    "renal failure": ["circumstances.html#kidney-disease"],
    "kidney": ["circumstances.html#kidney-disease", "attack.html#known"],
    "purple rash": ["circumstances.html#rash"],
    "red": ["attack.html"],
    "allergy": ["circumstances.html#allergy", "attack.html#known"],
    "ice": [],
}


def _searched(visit: Visit, queries: list[str]) -> dict[str, list[Hit]]:
    page = visit.open("index.html")
    page.get_by_role("textbox", name="Search").click()
    return search_all(page, visit.base, queries)


def _first(hits: list[Hit], count: int) -> list[str]:
    places = [hit.place for hit in hits if hit.is_open][: max(count, 1)]
    return [re.sub(r"^treatments/(.*?)\.html", r"\1", place) for place in places]


def _wrong(found: dict[str, list[Hit]], expected: dict[str, list[str]]) -> dict[str, list[str]]:
    return {words: first for words in expected if (first := _first(found[words], len(expected[words]))) != expected[words]}


def test_search_finds_the_best_part_first(visit: Visit) -> None:
    """Titles, abbreviations, synonyms, numbers, authors and words of a text lead to what is meant; what was found is shown."""
    found = _searched(visit, [*OURS])
    assert _wrong(found, OURS) == {}
    assert [words for words, hits in found.items() if not hits[0].marked] == []
    # One that is found by a name that nothing else shows is listed with that name alone.
    assert [hits[0].names for words, hits in found.items() if words in {"Jo-1", "CADM-140", "rash", "G6PD"}] == [
        ["rash"],
        ["Jo-1"],
        ["CADM-140"],
        [],
    ]
    pages = {hit.place.partition("#")[0] for hit in found["Jo-1"]}
    assert pages == {"antibodies.html", "severe.html"}
    assert found["MTX"][-1].place == "abbreviations.html"
    # At a glance a treatment is found as well, by its name alone, after its page and its boxes.
    places = [hit.place for hit in found["methotrexate"]]
    assert places.index("glance.html") > places.index("skin.html#methotrexate-skin") > places.index("treatments/methotrexate.html")
    assert "glance.html" not in {hit.place for words in ("retinopathy", "rash") for hit in found[words]}


def test_what_is_not_found_is_not_said_to_be_safe(visit: Visit) -> None:
    """A word is found whole or in another form; only the last may be its beginning."""
    page = visit.open("index.html")
    page.get_by_role("textbox", name="Search").click()
    found = search_all(page, visit.base, ["thalidomi", *NOTHING])
    assert [words for words, hits in found.items() if hits] == ["thalidomi"]
    expect(page.locator(".md-search-result__meta")).to_have_text(load_messages().nothing_found)


@pytest.mark.sample(1)
@pytest.mark.parametrize("way", ["http", "folder"])
def test_search_knows_no_disease(example_sites: Path, shared_context: SharedContext, way: str, sample: Sampler[str]) -> None:
    """Another pathway is searched by the same rules."""
    asked = sample(ANOTHER, 12)
    another = example_sites / "emergency"
    with served(another) as address, visiting(shared_context, address if way == "http" else another.as_uri()) as visit:
        assert _wrong(_searched(visit, asked), {words: ANOTHER[words] for words in asked}) == {}


def _follow(page: Page, words: str, place: str) -> None:
    page.locator("[data-md-component=search-query]").fill(words)
    page.locator(f".md-search-result__link[href*='{place}']").first.click()
    page.wait_for_url(f"**{place}")


def _see_found(page: Page, within: str, word: str) -> None:
    expect(page.locator(f"{within} .pw-found", has_text=re.compile(rf"^{word}$", re.IGNORECASE)).first).to_be_visible()
    page.wait_for_function(
        """([within, top]) => [...document.querySelectorAll(`${within} .pw-found`)].some((mark) => {
          const { top: start, bottom } = mark.getBoundingClientRect();
          return start >= top && bottom <= innerHeight;
        })""",
        arg=[within, 48],
    )


# A word near a box's head, and one far below it.
@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("words", "place", "word"),
    [("retinopathy", "skin.html?h=retinopathy#chloroquine-skin", "retinopathy"), ("G6PD", "index.html?h=g6pd#applies", "G6PD")],
)
def test_a_hit_opens_its_box_with_the_word_in_sight(both_ways: Visit, words: str, place: str, word: str) -> None:
    """Beside its chart where that fits."""
    page = both_ways.open("method.html")
    page.get_by_role("textbox", name="Search").click()
    _follow(page, words, place)
    expect(page.locator(".pw-panel .pw-number").first).to_be_visible()
    _see_found(page, ".pw-panel", word)


def test_a_hit_opens_its_box_on_a_telephone(telephone: Visit) -> None:
    """In the list of boxes."""
    page = telephone.open("method.html")
    page.locator("label[for=__search]").first.click()
    _follow(page, "G6PD", "index.html?h=g6pd#applies")
    _see_found(page, ".pw-box:has(#applies)", "G6PD")
    expect(page.locator(".pw-panel:visible")).to_have_count(0)


def test_a_word_is_marked_as_a_word(visit: Visit) -> None:
    """Not each of its parts wherever they are, and also where an abbreviation cuts it in two."""
    page = visit.open("antibodies.html?h=anti-srp+3#anti-srp")
    marked = {text.casefold() for text in page.locator(".pw-found").all_text_contents()}
    assert marked == {"anti-", "srp", "3"}
    assert (
        page.locator("article").inner_text().casefold().count("anti-srp") == page.locator(".pw-found", has_text=re.compile("^SRP$")).count()
    )


def test_the_page_of_a_hit_is_named_and_no_way_to_its_top(visit: Visit) -> None:
    page = visit.open("index.html")
    page.locator("[data-md-component=search-query]").fill("CADM-140")
    item = page.locator(".md-search-result__item").first
    expect(item.locator(".pw-found-on")).to_have_text("Antibodies")
    page.keyboard.press("Enter")
    page.wait_for_url("**/antibodies.html?h=cadm-140#anti-mda5")
