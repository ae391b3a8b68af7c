"""The long campaigns: what they found stands on a page. What they try runs here in small, in the tests of each part."""

import re

from campaigns.__main__ import CAMPAIGNS
from campaigns.figures import PAGE, Figures, put


def test_new_figures_take_the_place_of_the_last_and_of_nothing_else() -> None:
    page = PAGE.read_text("utf-8")
    for name in CAMPAIGNS:
        made = put(page, name, Figures(("A", "B"), [("x|y", 1_000), ("z\\1", "2")], ["A remark."]))
        new = re.search(
            rf"\n\n(\| A \| B \|\n\| --- \| --- \|\n\| x\\\|y \| 1,000 \|\n\| z\\1 \| 2 \|\n\nA remark\.\n\n`{name}`, .*)\n\n", f"{made}\n"
        )
        assert new, name
        before, after = made.split(new[1])
        assert page.startswith(before)
        assert page.endswith(after)
        assert len(re.findall("^#", before + after, re.MULTILINE)) == len(re.findall("^#", page, re.MULTILINE))
