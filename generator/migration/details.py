"""The changes of a pathway's details from format 1 to format 2."""

from generator.migration.paragraphs import joined, paragraph_lines, paragraphs, under, word
from generator.migration.text_edits import TextEdits
from generator.migration.values import is_text
from generator.parsing import MapNode, ScalarNode


def change_details(edits: TextEdits, tree: MapNode, details: MapNode) -> None:
    """Write the details of a pathway as format 2 has them.

    Args:
        edits: takes the changes.
        tree: the file.
        details: what it has under `pathway`.

    """
    if "review_short" in details.keys:
        edits.rename(details.keys["review_short"], "status_note")
    if isinstance(value := details.values.get("evidence_until"), ScalarNode):
        _drop_evidence_until(edits, tree, details, value)
    if isinstance(value := details.values.get("population"), ScalarNode) and is_text(value.text):
        edits.rename(details.keys["population"], "include")
        _write_include(edits, details, value)
    if isinstance(value := details.values.get("grading"), ScalarNode) and is_text(value.text):
        _change_grading(edits, details, value)


def _drop_evidence_until(edits: TextEdits, tree: MapNode, details: MapNode, value: ScalarNode) -> None:
    """Keep as a remark until when evidence was known, as that says of no search."""
    key = details.keys["evidence_until"]
    remark = f"# evidence_until: {' '.join(value.text.split())} (format 1)"
    # In braces a remark could end up within a text.
    line = tree.span.line if edits.is_flow(tree) else tree.keys["pathway"].line if edits.is_flow(details) else key.line
    before = edits.source.line_at(line)
    indent = before[: len(before) - len(before.lstrip())]
    edits.insert(edits.line_start(line), f"{indent}{remark}{edits.line_end}")
    edits.rename(key, "unstated")
    edits.write_short(value, "[evidence_search]")


def _is_short(edits: TextEdits, details: MapNode, value: ScalarNode, count: int) -> bool:
    """Whether a text becomes one in brackets or braces: within braces it must, and on one line it can."""
    return edits.is_flow(details) or (count == 1 and not edits.is_block(value) and value.span.line == value.span.end_line)


def _write_include(edits: TextEdits, details: MapNode, value: ScalarNode) -> None:
    """An entry for each paragraph."""
    parts = paragraphs(value.text)
    if _is_short(edits, details, value, len(parts)):
        words = ", ".join(word(part, in_flow=True) for part in parts)
        edits.write_short(value, f"[{words}]")
        return
    lines = [line for part in paragraph_lines(edits, value) for line in under("-", part)]
    edits.write_value(details.keys["population"], value, lines)


def _change_grading(edits: TextEdits, details: MapNode, value: ScalarNode) -> None:
    """The first paragraph says that there are no grades; the others go to the method."""
    parts, lines = paragraphs(value.text), paragraph_lines(edits, value)
    method = details.values.get("method")
    if isinstance(method, ScalarNode) and is_text(method.text):
        if parts[1:]:
            _extend_method(edits, details, method, parts[1:], lines[1:])
        parts, lines = parts[:1], lines[:1]
    if _is_short(edits, details, value, len(parts)):
        edits.write_short(value, f"{{none: {word(' '.join(parts), in_flow=True)}}}")
        return
    edits.write_value(details.keys["grading"], value, under("none:", [line for part in lines for line in part]))


def _extend_method(edits: TextEdits, details: MapNode, method: ScalarNode, more: list[str], lines: list[list[str]]) -> None:
    """Write paragraphs at the end of the method."""
    if edits.is_flow(details):
        text = "\n".join([*paragraphs(method.text), *more]).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        edits.write_short(method, f'"{text}"')
    elif edits.is_block(method):
        is_literal = edits.source.text[edits.at(method.span)] == "|"
        added = more if is_literal else ["", *joined(lines)]
        edits.insert(edits.end(method), edits.lines(added, edits.block_column(details.keys["method"], method)))
    else:
        edits.write_value(details.keys["method"], method, joined([*paragraph_lines(edits, method), *lines]), ">-")
