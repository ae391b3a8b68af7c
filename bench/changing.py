"""A statement of a pathway that a benchmark can change."""

import sys
from pathlib import Path

from generator.output.read_pathway import read_file


def changeable(file: Path, text: str) -> tuple[str, str]:
    """A section, and how a statement in one of its boxes begins, which stands once in the file."""
    found, _, _ = read_file(file)
    assert found  # noqa: S101  # ours, or made to be sound
    says = {statement.id: statement.says[:24] for statement in found.statements}
    for section in found.sections:
        for placement in (placement for chart in section.charts for box in chart.boxes for placement in box.statements):
            if text.count(says[placement.statement]) == 1:
                return section.id, says[placement.statement]
    sys.exit("no statement begins with words of its own")
