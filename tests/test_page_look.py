"""How pages look where a reader would stumble: what goes over an edge, leaves holes, or reads as two kinds of text."""

from hosting import Visit

_SIZE = "all => all.map((e) => e.getBoundingClientRect()).map(({ left, top, right, bottom, width }) => ({ left, top, right, bottom, width }))"


def test_tabs_that_have_no_room_have_a_row_of_their_own(visit: Visit) -> None:
    """However many there are, all are in the window."""
    page = visit.open("index.html")
    for count in (13, 25):
        page.locator(".md-tabs__list").evaluate(
            "(list, count) => { while (list.children.length < count) list.append(list.children[3].cloneNode(true)); }", count
        )
        tabs = page.locator(".md-tabs__link").evaluate_all(_SIZE)
        assert max(tab["right"] for tab in tabs) <= page.evaluate("innerWidth")
        assert (len({tab["top"] for tab in tabs}) > 1) == (count == 25)
        assert page.locator(".md-content").bounding_box()["y"] > max(tab["bottom"] for tab in tabs)  # type: ignore[index]


def test_a_box_around_text_is_as_wide_as_its_text(visit: Visit) -> None:
    page = visit.open("index.html")
    box, text = (page.locator(name).evaluate_all(_SIZE)[0]["width"] for name in (".pw-disclaimer", ".pw-disclaimer > p"))
    assert box - text < 40


def test_statements_have_one_width_be_they_one_or_many(visit: Visit) -> None:
    """A statement alone is as wide as one of several."""
    page = visit.open("treatments/azathioprine.html")
    lines = page.locator(".pw-statements > ul > li").evaluate_all(
        "all => all.map((li) => { const range = new Range(); range.selectNodeContents(li);"
        " return Math.round(Math.max(...[...range.getClientRects()].map(({ right }) => right))); })"
    )
    widths = page.locator(".pw-statements > ul > li > p").evaluate_all(_SIZE)
    assert len(lines) > len(widths) > 0  # some are alone
    assert max(lines) <= max(size["right"] for size in widths) + 4
