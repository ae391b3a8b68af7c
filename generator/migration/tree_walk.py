"""Look-ups in the tree of a pathway, which skip what does not fit the format."""

from collections.abc import Iterator

from generator.parsing import ListNode, MapNode, ScalarNode, Tree


def maps(tree: Tree, *steps: str) -> Iterator[MapNode]:
    """The mappings at a path.

    Args:
        tree: where the path begins.
        steps: the keys; `*` is for every entry of a list, and `|` parts keys of which each is followed.

    """
    if not steps:
        if isinstance(tree, MapNode):
            yield tree
    elif steps[0] == "*":
        for item in tree.items if isinstance(tree, ListNode) else ():
            yield from maps(item, *steps[1:])
    elif isinstance(tree, MapNode):
        for key in steps[0].split("|"):
            if key in tree.values:
                yield from maps(tree.values[key], *steps[1:])


def charts(tree: Tree) -> list[MapNode]:
    """The charts of a pathway, in the order of the file."""
    return [*maps(tree, "overview"), *maps(tree, "sections", "*", "charts", "*")]


def text_of(node: Tree, key: str) -> str:
    """The text at a key; an empty one where there is none."""
    value = node.values.get(key) if isinstance(node, MapNode) else None
    return value.text if isinstance(value, ScalarNode) else ""


def items(node: MapNode, key: str) -> list[Tree]:
    """The entries of the list at a key, or a single value that has the place of a list of one."""
    value = node.values.get(key)
    return [] if value is None else value.items if isinstance(value, ListNode) else [value]
