"""From format 1 to format 2: the text of a pathway is rewritten, and what only a person can decide is listed.

No other part of the program knows format 1.
"""

from dataclasses import dataclass
from typing import Any

from generator.core.diagnostics import Diagnostic
from generator.core.source import Source
from generator.migration.changes import rewritten
from generator.migration.decisions import Decision, decisions
from generator.migration.paragraphs import paragraphs
from generator.migration.values import converted, is_text
from generator.parsing import MapNode, ScalarNode, parse, to_data

__all__ = ["NEWEST", "OLDER", "Decision", "Migration", "migrate"]

OLDER, NEWEST = "1", "2"
"""The format that is rewritten, and the one it becomes."""


@dataclass(frozen=True, slots=True)
class Migration:
    """A pathway in format 2, or why there is none."""

    format: str = ""
    """The format that the file says it has."""
    text: str | None = None
    """The file in format 2; nothing where it is in another format than 1, or where more would change than the format does."""
    decisions: tuple[Decision, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    """Why the file cannot be read."""


def migrate(source: Source) -> Migration:
    """Rewrite a pathway of format 1 in format 2.

    The new text is read again and compared with the values that it must have, so a file that is written in an unforeseen way is left
    alone rather than changed for the worse.

    Args:
        source: the text of the file.

    Returns:
        The new text, with what only a person can decide.

    """
    tree, diagnostics = parse(source)
    if tree is None:
        return Migration(diagnostics=tuple(diagnostics))
    version = tree.values.get("format") if isinstance(tree, MapNode) else None
    if not isinstance(tree, MapNode) or not isinstance(version, ScalarNode):
        return Migration()
    if version.text != OLDER:
        return Migration(version.text)
    made = Source(source.name, rewritten(source, tree))
    new, _ = parse(made)
    if not isinstance(new, MapNode) or _comparable(to_data(new)) != _comparable(converted(to_data(tree))):
        return Migration(version.text)
    return Migration(version.text, made.text, tuple(decisions(new)))


def _comparable(data: Any) -> Any:
    """The values without what may differ: where the lines of the method break, and line ends at the end of a text."""
    if isinstance(data, dict):
        texts = {key: "\n".join(paragraphs(value)) for key, value in data.items() if key == "method" and is_text(value)}
        return {key: _comparable(value) for key, value in (data | texts).items()}
    if isinstance(data, list):
        return [_comparable(item) for item in data]
    return data.rstrip("\n")
