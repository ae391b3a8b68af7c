"""Waits that end with what is waited for: a frame, a timer of the page, the end of its scrolling; never by a clock of the test."""

from playwright.sync_api import Page

_RESTS = """() => {
  const now = [scrollX, scrollY, document.body.scrollHeight].join();
  const before = window.restedAt;
  window.restedAt = now;
  return before === now;
}"""


def next_frame(page: Page) -> None:
    """Until scripts have seen the last change, and what they made of it is shown."""
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def after_timers(page: Page, milliseconds: int) -> None:
    """Until every timer of the page that was set for at most so long has run, since timers run in the order of their ends."""
    page.evaluate("(time) => new Promise((done) => setTimeout(done, time + 1))", milliseconds)


def at_rest(page: Page) -> None:
    """Until neither the place nor the height of the page changes from one frame to the next."""
    next_frame(page)
    page.wait_for_function(_RESTS, polling="raf")
