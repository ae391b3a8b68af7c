"""The types of the functions in `core.diagnostics.messages`, from the placeholders in the catalogue of rules."""

from collections.abc import Iterator

from generator.core.diagnostics import catalogue, placeholders, variants
from generator.core.diagnostics.messages import functions

_HEAD = """# The parameters of each message, generated from the catalogue of rules by `pytest --regold`.

from generator.core.diagnostics import Message, Path
from generator.core.source import Span

def functions() -> dict[str, tuple[str, str]]: ...
"""
_NUMBERS = frozenset("count depth limit months number total".split())
_LISTS = frozenset("choices files known listed members".split())


def message_types() -> str:
    """The stub `messages.pyi`: a function for each rule and variant."""
    return _HEAD + "".join(f"def {name}({_signature(*key)}) -> Message: ...\n" for name, key in functions().items())


def _signature(code: str, variant: str) -> str:
    parameters = [*_parameters(code, variant)]
    return f"*, {', '.join(parameters)}" if parameters else ""


def _parameters(code: str, variant: str) -> Iterator[str]:
    """Parameters with their types, each text that the message consists of in its turn; `line` is that of a related part."""
    rule = catalogue()[code]
    said = variants(code)[variant] if variant else rule
    names = placeholders(f"{said.message} {said.help}")
    yield from (f"{name}: {_type(name)}" for name in names if name != "line")
    if "line" in names:
        yield "related: Path | Span"
    yield from (f'{name}: {_type(name)} = ""' for name in placeholders(rule.help_suffix))


def _type(name: str) -> str:
    return "int" if name in _NUMBERS else "tuple[str, ...]" if name in _LISTS else "str"
