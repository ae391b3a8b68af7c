"""The reference of the format, from its schema: a table for each part, and one for each set of fixed words."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.docsgen.live_examples import keys_shown
from generator.docsgen.parts import key_anchor, named, parts
from generator.markup import escape

_FIXED = """## Fixed words

Some keys take one of a fixed set of words. The [guide](guide.md#choose-the-kind-of-a-box) explains when to use which."""
# What YAML reads within brackets and braces as it stands.
_PLAIN = re.compile(r"[^\W_](?:[\w .;()/'+-]|:(?=\S))*")


def reference(pages: Mapping[str, str]) -> str:
    """The reference as Markdown, in the order in which the parts name each other.

    Args:
        pages: the texts of the pages with live examples, by their names; each key links to the first that shows it.

    """
    known = parts()
    places = {place: f"{name}#{place}" for name, text in reversed([*pages.items()]) for place in keys_shown(text)}
    order = list(dict.fromkeys(_met("Pathway", known)))
    tables = [_table(known[name], known, places) for name in order if "properties" in known[name]]
    words = [_words(known[name], _keys(known)) for name in order if "enumDescriptions" in known[name]]
    return "\n\n".join([*tables, _FIXED, *words]) + "\n"


def _met(name: str, known: Mapping[str, Any]) -> Iterator[str]:
    """The parts below a part, in the order of their first mention, itself the first."""
    yield name
    for field in known[name].get("properties", {}).values():
        for inner in named(field):
            yield from _met(inner, known)


def _keys(known: Mapping[str, Any]) -> set[str]:
    return {key for part in known.values() for key in (*part.get("properties", ()), *part.get("enum", ()))} - {1}


def _table(part: Mapping[str, Any], known: Mapping[str, Any], places: Mapping[str, str]) -> str:
    required = {*part.get("required", ()), *(key for rule in part.get("allOf", ()) for key in rule.get("required", ()))}
    rows = [
        f"| `{key}` | {_value(field, known)}{', required' if key in required else ''} | {_prose(field['description'], _keys(known))} "
        f"| {_linked(_example(key, field, known), places.get(key_anchor(part['title'], key)))} |"
        for key, field in part["properties"].items()
    ]
    head = ("| Key | Value | Meaning | Example |", "|---|---|---|---|")
    return "\n\n".join([f"## {part['title']}", _prose(part["description"], _keys(known)), "\n".join([*head, *rows])])


def _words(part: Mapping[str, Any], known: set[str]) -> str:
    rows = [f"| `{word}` | {_prose(means, known)} |" for word, means in zip(part["enum"], part["enumDescriptions"], strict=True)]
    return "\n\n".join([f"### {part['title']}", _prose(part["description"], known), "\n".join(["| Word | Meaning |", "|---|---|", *rows])])


def _prose(text: str, known: set[str]) -> str:
    """A description, in which keys and fixed words stand as code."""
    paragraphs = (" ".join(paragraph.split()) for paragraph in text.split("\n\n"))
    return "\n\n".join("".join(_run(run, known) for run in re.split("(“[^“”]+”)", paragraph)) for paragraph in paragraphs)


def _run(text: str, known: set[str]) -> str:
    """Words in quotation marks, or those between two of them."""
    inner = text.strip("“”")
    # What stands at an end is escaped as if more followed, for spaces would be lost.
    return f"`{inner}`" if inner != text and inner in known else escape(f"word{text}word")[4:-4]


def _value(field: Mapping[str, Any], known: Mapping[str, Any]) -> str:
    """Value that an author writes, with a link to its explanation."""
    if "else" in field:
        return _value(field["else"], known).replace("list of ", "one or a list of ", 1)
    if "items" in field:
        return f"list of {_several(field['items'], known)}"
    if "additionalProperties" in field:
        return f"{_several(field['additionalProperties'], known)}, each under a key of its own"
    part = known[field["$ref"].rpartition("/")[2]]
    title = part["title"]
    if "enumDescriptions" in part:
        return f"one of [{title}](#{title.lower()})"
    if "enum" in part:
        return f"`{title}`"
    return f"[{title.lower()}](#{key_anchor(title)})" if "properties" in part else title


def _several(field: Mapping[str, Any], known: Mapping[str, Any]) -> str:
    if "additionalProperties" in field:
        return f"keys with {_value(field['additionalProperties'], known)}"
    one, closing, link = _value(field, known).partition("]")
    if one.startswith("one of ") or "," in one:
        return one + closing + link
    head, of, rest = one.partition(" of ")
    return _plural(head) + of + rest + closing + link


def _plural(noun: str) -> str:
    noun = re.sub("(?<=[^aeiou])y$", "ie", re.sub("xis$", "xe", noun))
    return noun + ("es" if noun.endswith("x") else "s")


def _linked(example: str, place: str | None) -> str:
    return f"[{example}]({place})" if place else example


def _example(key: str, field: Mapping[str, Any], known: Mapping[str, Any]) -> str:
    if "examples" in field:
        return f"`{key}: {_yaml(field['examples'][0])}`"
    below = field.get("items", field)
    first, value = next(iter(known[below["$ref"].rpartition("/")[2]]["examples"][0].items()))
    short = f"{{{first}: {_yaml(value)}, …}}"
    return f"`{key}: {f'[{short}]' if 'items' in field else short}`"


def _yaml(value: Any) -> str:
    """A value as YAML on one line."""
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{key}: {_yaml(item)}' for key, item in value.items())}}}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return f"[{', '.join(map(_yaml, value))}]"
    if isinstance(value, str):
        return value if _PLAIN.fullmatch(value) else f'"{value}"'
    return str(value).lower()
