"""The changes from format 1 to format 2, in the text of a pathway."""

from collections.abc import Mapping

from generator.core.source import Source
from generator.migration.details import change_details
from generator.migration.text_edits import TextEdits
from generator.migration.tree_walk import charts, maps
from generator.migration.values import BOX_KEYS, CHART_KEYS, GROUP, KINDS, PATIENTS, RULES, ids, is_single, split
from generator.parsing import ListNode, MapNode, ScalarNode, Tree, to_data


def rewritten(source: Source, tree: MapNode) -> str:
    """The text of a pathway of format 1 in format 2; remarks, and lines that need no change, stay as they are.

    Args:
        source: the text.
        tree: the text, parsed.

    """
    edits = TextEdits(source)
    if isinstance(version := tree.values["format"], ScalarNode):
        edits.write_word(version, "2")
    for chart in charts(tree):
        for box in maps(chart, "nodes", "*"):
            _change_box(edits, box)
        _rename(edits, chart, CHART_KEYS)
    for name in [*maps(tree, "pathway", "authors", "*"), *maps(tree, "references", "*", "authors|editors", "*")]:
        if is_single(to_data(name), "literal") and isinstance(name.values["literal"], ScalarNode):
            edits.unwrap(name, "literal")
    for details in maps(tree, "pathway"):
        change_details(edits, tree, details)
    _change_statements(edits, tree)
    _change_settings(edits, tree)
    _change_antibodies(edits, tree)
    return edits.result()


def _rename(edits: TextEdits, node: MapNode, names: Mapping[str, str]) -> None:
    for old, new in names.items():
        if old in node.keys:
            edits.rename(node.keys[old], new)


def _change_box(edits: TextEdits, box: MapNode) -> None:
    _rename(edits, box, BOX_KEYS)
    kind = box.values.get("kind")
    if isinstance(kind, ScalarNode) and kind.text in KINDS:
        edits.write_word(kind, KINDS[kind.text])


def _change_settings(edits: TextEdits, tree: MapNode) -> None:
    """Write the rules without the settings around them."""
    settings = tree.values.get("settings")
    if not isinstance(settings, MapNode) or not is_single(to_data(settings), "rules"):
        return
    for rules in maps(settings, "rules"):
        _rename(edits, rules, RULES)
    outer, inner = tree.keys["settings"], settings.keys["rules"]
    if edits.is_flow(settings):
        edits.rename(outer, "rules")
        edits.unwrap(settings, "rules")
        return
    edits.delete_with_spaces(edits.at(outer), edits.colon(outer))
    least = inner.column - 1
    edits.indent(outer.line + 1, _last_line(edits, settings, least), least, outer.column - inner.column)


def _last_line(edits: TextEdits, node: Tree, least: int) -> int:
    """The number of the last line of a value in block style, or of the remarks below it that are indented as it is."""
    last = edits.last_line(node)
    for number in range(last + 1, len(edits.source.lines) + 1):
        line = edits.source.line_at(number)
        if line.strip() and not line.startswith(f"{' ' * least}#") and not line.startswith(f"{' ' * least} "):
            break
        last = number if line.strip() else last
    return last


def _change_antibodies(edits: TextEdits, tree: MapNode) -> None:
    """Make a group of findings of the antibodies."""
    key, entries = tree.keys.get("antibodies"), tree.values.get("antibodies")
    if key is None or not isinstance(entries, ListNode):
        return
    edits.rename(key, "findings")
    if not entries.items:
        return
    fields = [f"{name}: {value}" for name, value in GROUP.items()]
    if edits.is_flow(entries):
        edits.insert(edits.at(entries.span), f"[{{{', '.join(fields)}, entries: ")
        edits.insert(edits.end(entries), "}]")
        return
    column, first = entries.span.column - 1, key.line + 1
    indent = " " * column
    head = [f"{indent}- {fields[0]}", *(f"{indent}  {line}" for line in (*fields[1:], "entries:"))]
    edits.insert(edits.line_start(first), "".join(f"{line}{edits.line_end}" for line in head))
    edits.indent(first, _last_line(edits, entries, column + (column == key.column - 1)), column, 4)


def _change_statements(edits: TextEdits, tree: MapNode) -> None:
    data = {key: to_data(tree.values[key]) for key in (*PATIENTS, "treatments") if key in tree.values}
    patients = {entry for key in PATIENTS for entry in ids(data.get(key))} - ids(data.get("treatments"))
    for statement in maps(tree, "statements", "*"):
        about = statement.values.get("about")
        if not isinstance(about, ListNode):
            continue
        kept, moved = split(to_data(about), patients)
        if moved and not kept:
            edits.rename(statement.keys["about"], "in")
        elif moved and edits.is_flow(about):
            _part_brackets(edits, statement, about, moved)
        elif moved:
            _part_lines(edits, statement, about, moved)


def _part_lines(edits: TextEdits, statement: MapNode, about: ListNode, moved: list[str]) -> None:
    """Move entries of a list, with the remarks beside and above them, into a list of their own."""
    key, text = statement.keys["about"], edits.source.text
    lines = {True: "", False: ""}
    first = key.line + 1
    for item in about.items:
        last = edits.last_line(item)
        part = text[edits.line_start(first) : edits.line_start(last + 1)]
        ends = part.endswith(("\n", "\r"))
        lines[isinstance(item, ScalarNode) and item.text in moved] += part if ends else f"{part}{edits.line_end}"
        first = last + 1
    made = f"{lines[False]}{' ' * (key.column - 1)}in:{edits.line_end}{lines[True]}"
    edits.replace(edits.line_start(key.line + 1), edits.line_start(first), made)


def _part_brackets(edits: TextEdits, statement: MapNode, about: ListNode, moved: list[str]) -> None:
    """Move entries of a list in brackets into a list of their own; remarks stay where they are."""
    bounds = [(edits.at(item.span), edits.end(item)) for item in about.items]
    leaves = [isinstance(item, ScalarNode) and item.text in moved for item in about.items]
    close = edits.end(about)
    for number, (start, end) in enumerate(bounds):
        after = bounds[number + 1][0] if number + 1 < len(bounds) else close - 1
        gap = edits.uncommented(end, after)
        comma = end + gap.index(",") if "," in gap else None
        is_last = any(leaves[number + 1 :]) and all(leaves[number + 1 :])
        if leaves[number]:
            edits.delete(start, end)
        if comma is not None and (leaves[number] or is_last):
            edits.delete_with_spaces(comma, comma + 1)
    entries = ", ".join(edits.source.text[start:end] for (start, end), leaving in zip(bounds, leaves, strict=True) if leaving)
    if edits.is_flow(statement):
        edits.insert(close, f", in: [{entries}]")
        return
    last = edits.last_line(about)
    end_of_line = edits.line_start(last) + len(edits.source.line_at(last))
    edits.insert(end_of_line, edits.lines([f"in: [{entries}]"], statement.keys["about"].column - 1))
