"""Keyboard access: every stop of Tab on a page, forward and backward, and the defects of each."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as TooLateError

_PATIENCE = 2_000
"""In ms, spent on nothing but a stop that is hidden."""

# What Tab should come to: where a dialog is open, only what is in it. Of radio buttons with one name, one is a stop.
_EXPECTED = """() => {
  const dialog = [...document.querySelectorAll("dialog:modal")].at(-1);
  const all = [...(dialog ?? document).querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")];
  const radios = new Set();
  const stops = all.filter((element) => {
    // A card comes and goes with the focus of its citation; Tab closes the search, and the arrow keys go through what was found.
    const passing = "[inert], [hidden], :popover-open, .md-search__output";
    if (element.tabIndex < 0 || element.disabled || element.closest(passing)) return false;
    if (!element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })) return false;
    const box = element.getBoundingClientRect();
    if (!box.width || !box.height) return false;
    if (element.type !== "radio") return true;
    const known = radios.has(element.name);
    radios.add(element.name);
    return !known;
  });
  window.stops = new Map(stops.map((element, number) => [element, number]));
  return stops.map((element) => element.outerHTML.slice(0, 120));
}"""

# Whether a colour stands out from the ground of an element by 3 to 1.
STANDS_OUT = """() => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const read = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = (colour) => read(colour).slice(0, 3).map((part) => part / 255)
    .map((part) => (part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4))
    .reduce((sum, part, number) => sum + part * [.2126, .7152, .0722][number], 0);
  const ground = (element) => {
    for (let around = element; around; around = around.parentElement) {
      const { backgroundColor } = getComputedStyle(around);
      if (read(backgroundColor)[3] === 255) return backgroundColor;
    }
    return "Canvas";
  };
  window.standsOut = (colour, element) => {
    if (read(colour)[3] < 255) return false;
    const [darker, lighter] = [colour, ground(element)].map(light).sort((one, other) => one - other);
    return (lighter + .05) / (darker + .05) >= 3;
  };
}"""

# Where Tab is now. A sign of the focus is an outline or a line of the element, of a label that stands for it, or of what it holds,
# that stands out from its ground.
_HERE = """() => {
  const here = document.activeElement;
  if (!here || here === document.body || here === document.documentElement) return null;
  const labels = [...(here.labels ?? []), ...(here.nextElementSibling?.matches("label") ? [here.nextElementSibling] : [])];
  const ours = (found) => found && (here.contains(found) || found.contains(here) || labels.some((label) => label.contains(found)));
  const clips = [here, ...labels].flatMap((element) => [...element.getClientRects()]).map(({ left, top, right, bottom }) =>
    [Math.max(left, 0), Math.max(top, 0), Math.min(right, innerWidth), Math.min(bottom, innerHeight)])
    .filter(([left, top, right, bottom]) => left < right && top < bottom);
  // Otherwise the place of what no mouse reaches, such as the theme's link to the page itself, is said to be that of what lies below.
  const reacts = here.style.pointerEvents;
  here.style.pointerEvents = "auto";
  const points = [[.5, .5], [.05, .5], [.95, .5], [.5, .1], [.5, .9], [.05, .05], [.95, .95]];
  const seen = clips.some(([left, top, right, bottom]) => points.some(([x, y]) =>
    ours(document.elementFromPoint(left + (right - left) * x, top + (bottom - top) * y))));
  here.style.pointerEvents = reacts;
  const lined = (element) => {
    const { outlineStyle, outlineWidth, outlineColor, outlineOffset } = getComputedStyle(element);
    if (outlineStyle === "none" || parseFloat(outlineWidth) < 2) return false;
    return window.standsOut(outlineColor, parseFloat(outlineOffset) < 0 ? element : element.parentElement);
  };
  const shape = here.querySelector?.(".pw-shape, .pw-outline");
  const marked = [here, ...labels].some(lined) || Boolean(shape && parseFloat(getComputedStyle(shape).strokeWidth) >= 2.5);
  return { number: window.stops.get(here) ?? -1, seen, marked, told: here.outerHTML.slice(0, 160), clip: clips[0] ?? null };
}"""


@dataclass(frozen=True, slots=True)
class Tabbed:
    """How Tab went over a page: how many stops it made, and what was wrong with them, in words."""

    stops: int
    wrong: tuple[str, ...]


def tabbed(page: Page, key: str = "Tab") -> Tabbed:
    """Presses Tab, or Shift+Tab, until the focus has been once around the page, or around its dialog."""
    page.evaluate(STANDS_OUT)
    expected: list[str] = page.evaluate(_EXPECTED)
    most = 3 * len(expected) + 20
    stops = list(_stops(page, key, most))
    visited = [stop["number"] for stop in stops]
    wrong = [f"never reached: {told}" for number, told in enumerate(expected) if number not in visited]
    wrong += [f"reached twice: {expected[number]}" for number in {*visited} if number >= 0 and visited.count(number) > 1]
    wrong += [f"hidden behind something: {stop['told']}" for stop in stops if not stop["seen"]]
    wrong += [f"shows no focus: {stop['told']}" for stop in stops if stop["seen"] and not stop["marked"]]
    wrong += [f"a trap: {stops[-1]['told']}"] if len(stops) == most else []
    return Tabbed(len(stops), tuple(wrong))


def _stops(page: Page, key: str, most: int) -> Iterator[dict[str, Any]]:
    """Each stop, until the focus comes to the first one again; in between it may leave the page for the browser's own buttons."""
    first = None
    for _ in range(most):
        page.keyboard.press(key)
        here = page.evaluate(_HERE)
        if here is None:
            continue
        if first is not None and here["number"] == first:
            return
        if first is None and here["number"] >= 0:
            first = here["number"]
        if not here["seen"]:
            here = _seen_soon(page)
        here["marked"] = here["marked"] or (here["seen"] and _changes(page, here["clip"]))
        yield here


def _seen_soon(page: Page) -> dict[str, Any]:
    """The stop once it is in sight, for parts of the theme follow what was scrolled a moment later; or as it stays."""
    with contextlib.suppress(TooLateError):
        page.wait_for_function(f"({_HERE})()?.seen", timeout=_PATIENCE)
    here: dict[str, Any] = page.evaluate(_HERE)
    return here


def _changes(page: Page, clip: list[float] | None) -> bool:
    """Whether the element with the focus looks another way without it; it is the last resort, for it takes two pictures."""
    if clip is None:
        return False
    left, top, right, bottom = clip
    area: Any = {"x": max(left - 4, 0), "y": max(top - 4, 0), "width": right - left + 8, "height": bottom - top + 8}
    with_focus = page.screenshot(clip=area)
    page.evaluate("window.here = document.activeElement, window.here.blur()")
    without = page.screenshot(clip=area)
    page.evaluate("window.here.focus({ preventScroll: true })")
    return without != with_focus
