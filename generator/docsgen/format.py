"""The reference of the format, from its schema: a table for each part, and one for each set of fixed words."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.markup import escape

_FIXED = """## Fixed words

Some keys take one of a fixed set of words. The [guide](guide.md#choose-the-kind-of-a-box) explains when to use which."""
# What YAML reads within brackets and braces as it stands.
_PLAIN = re.compile(r"[^\W_](?:[\w .;()/'+-]|:(?=\S))*")


def reference(schema: Mapping[str, Any]) -> str:
    """The reference as Markdown, in the order in which the parts name each other."""
    parts: dict[str, Any] = {**schema["$defs"], "Pathway": schema}
    order = list(dict.fromkeys(_met("Pathway", parts)))
    tables = [_table(parts[name], parts) for name in order if "properties" in parts[name]]
    words = [_words(parts[name], _keys(parts)) for name in order if "enumDescriptions" in parts[name]]
    return "\n\n".join([*tables, _FIXED, *words]) + "\n"


def _met(name: str, parts: Mapping[str, Any]) -> Iterator[str]:
    """The parts below a part, in the order of their first mention, itself the first."""
    yield name
    for field in parts[name].get("properties", {}).values():
        for below in _named(field):
            yield from _met(below, parts)


def _named(field: Any) -> Iterator[str]:
    """The parts that a field names, short forms left aside."""
    if "$ref" in field:
        yield field["$ref"].rpartition("/")[2]
    for key in ("items", "else", "additionalProperties"):
        if key in field:
            yield from _named(field[key])


def _keys(parts: Mapping[str, Any]) -> set[str]:
    return {key for part in parts.values() for key in (*part.get("properties", ()), *part.get("enum", ()))} - {1}


def _table(part: Mapping[str, Any], parts: Mapping[str, Any]) -> str:
    required = {*part.get("required", ()), *(key for rule in part.get("allOf", ()) for key in rule.get("required", ()))}
    rows = [
        f"| `{key}` | {_value(field, parts)}{', required' if key in required else ''} | {_prose(field['description'], _keys(parts))} "
        f"| {_example(key, field, parts)} |"
        for key, field in part["properties"].items()
    ]
    head = ("| Key | Value | Meaning | Example |", "|---|---|---|---|")
    return "\n\n".join([f"## {part['title']}", _prose(part["description"], _keys(parts)), "\n".join([*head, *rows])])


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


def _value(field: Mapping[str, Any], parts: Mapping[str, Any]) -> str:
    """Value that an author writes, with a link to its explanation."""
    if "else" in field:
        return _value(field["else"], parts).replace("list of ", "one or a list of ", 1)
    if "items" in field:
        return f"list of {_several(field['items'], parts)}"
    if "additionalProperties" in field:
        return f"{_several(field['additionalProperties'], parts)}, each under a key of its own"
    part = parts[field["$ref"].rpartition("/")[2]]
    title = part["title"]
    if "enumDescriptions" in part:
        return f"one of [{title}](#{title.lower()})"
    if "enum" in part:
        return f"`{title}`"
    return f"[{title.lower()}](#{_anchor(title)})" if "properties" in part else title


def _several(field: Mapping[str, Any], parts: Mapping[str, Any]) -> str:
    if "additionalProperties" in field:
        return f"keys with {_value(field['additionalProperties'], parts)}"
    one, closing, link = _value(field, parts).partition("]")
    if one.startswith("one of ") or "," in one:
        return one + closing + link
    head, of, rest = one.partition(" of ")
    return _plural(head) + of + rest + closing + link


def _plural(noun: str) -> str:
    noun = re.sub("(?<=[^aeiou])y$", "ie", re.sub("xis$", "xe", noun))
    return noun + ("es" if noun.endswith("x") else "s")


def _anchor(title: str) -> str:
    return title.lower().replace(" ", "-")


def _example(key: str, field: Mapping[str, Any], parts: Mapping[str, Any]) -> str:
    if "examples" in field:
        return f"`{key}: {_yaml(field['examples'][0])}`"
    below = field.get("items", field)
    first, value = next(iter(parts[below["$ref"].rpartition("/")[2]]["examples"][0].items()))
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
