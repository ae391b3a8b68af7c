"""Contrast of the colours in light and dark (WCAG 2.2, AA), more contrast on request, and the choice between them."""

import re
from importlib.resources import files

import pytest
from playwright.sync_api import expect

from generator.i18n import load_messages
from hosting import Visit


def _schemes(sheet: str, dark: str) -> dict[str, dict[str, str]]:
    """The colours of a sheet by their names, light before what begins the dark ones, and dark."""
    text = files("generator").joinpath("assets", *sheet.split("/")).read_text("utf-8")
    light, _, rest = text.partition(dark)
    return {name: dict(re.findall(r"--pw-([\w-]+):\s*#(\w+);", part)) for name, part in {"light": light, "dark": rest}.items()}


_SCHEMES = _schemes("base/tokens.css", "@media screen")
_MORE = {name: _SCHEMES[name] | more for name, more in _schemes("base/contrast.css", "dark").items()}
_GROUNDS = ("paper", "wash", "accent-wash")
_FILLS = ("action", "question", "several", "end", "exit", "caution", "accent-wash")
TEXT = [
    *(("ink", ground) for ground in (*_GROUNDS, *_FILLS)),
    *(("ink-2", ground) for ground in (*_GROUNDS, *_FILLS)),
    *(("accent", ground) for ground in _GROUNDS),
    ("caution-line", "paper"),
    ("question-line", "paper"),
]
SHAPES = [
    *((f"{kind}-line", ground) for kind in ("action", "question", "several", "end", "exit", "caution") for ground in ("wash", kind)),
    ("accent", "wash"),
    ("edge", "wash"),
    ("focus", "paper"),
    ("focus", "wash"),
    *(("paper", f"{kind}-line") for kind in ("action", "question", "several", "end", "exit", "caution")),
]


def _luminance(colour: str) -> float:
    wide = "".join(digit * 2 for digit in colour) if len(colour) == 3 else colour
    parts = [int(wide[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", _SCHEMES)
def test_text_and_shapes_stand_out(scheme: str) -> None:
    """Text by 4.5 to 1 on all it stands on; outlines, edges, marks and focus by 3 to 1."""
    assert _too_near(_SCHEMES[scheme], text=4.5, shapes=3) == {}


@pytest.mark.parametrize("scheme", _MORE)
def test_more_contrast_is_more(scheme: str) -> None:
    """Contrast that WCAG requires at its highest level, AAA; and 3 to 1 for lines."""
    assert _too_near(_MORE[scheme], text=7, shapes=4.5) == {}
    assert _contrast(_MORE[scheme]["line"], _MORE[scheme]["wash"]) >= 3


def _too_near(colours: dict[str, str], *, text: float, shapes: float) -> dict[tuple[str, str], float]:
    wanted = [(pair, text) for pair in TEXT] + [(pair, shapes) for pair in SHAPES]
    found = {pair: round(_contrast(colours[pair[0]], colours[pair[1]]), 2) for pair, _ in wanted}
    return {pair: ratio for pair, ratio in found.items() if ratio < dict(wanted)[pair]}


def test_readers_choose_the_colours(visit: Visit) -> None:
    """One button shows, and leads on to the next colours; what was chosen holds on other pages, and else what the system has, at once."""
    page = visit.open("index.html")
    body, button = page.locator("body"), page.locator(".md-header label[for^=__palette]:visible")
    for system, scheme in (("light", "default"), ("dark", "slate")):
        page.emulate_media(color_scheme=system)  # type: ignore[arg-type]  # one of two words
        expect(body).to_have_attribute("data-md-color-scheme", scheme)
    for name, scheme in (("to_light", "default"), ("to_dark", "slate"), ("to_system", "slate"), ("to_light", "default")):
        expect(button).to_have_count(1)
        expect(button).to_have_attribute("title", load_messages().theme[name])
        button.click()
        expect(body).to_have_attribute("data-md-color-scheme", scheme)
        expect(body).not_to_have_attribute("data-md-color-switching", "")
    assert page.locator("meta[name=color-scheme]").get_attribute("content") == "light"
    other = visit.open("treatments.html")
    other.emulate_media(color_scheme="dark")
    expect(other.locator("body")).to_have_attribute("data-md-color-scheme", "default")
    other.locator(".md-option").first.focus()
    expect(other.locator(".md-option:focus + label")).to_be_visible()
    other.keyboard.press("Enter")
    expect(other.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    expect(other.locator(".md-option:focus + label")).to_be_visible()
