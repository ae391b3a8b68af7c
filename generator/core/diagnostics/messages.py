"""Messages of the catalogue as functions: one for each rule, and one for each variant of it, with its placeholders as parameters.

`messages.duplicate_id(id=…, first=…, related=…)` makes the message of the rule “duplicate-id”. The parameters and their types are in
`messages.pyi`, which is generated from the catalogue (`pytest --regold`), so that mypy and editors know them. The catalogue itself is
read when the first message is made, for most pathways need none.
"""

from collections.abc import Callable
from functools import cache, partial
from typing import Any

from generator.core.diagnostics import Message, Path, catalogue, variants
from generator.core.source import Span


@cache
def functions() -> dict[str, tuple[str, str]]:
    """The rule and the variant (empty for the rule itself) behind the name of each function, in the order of the catalogue."""
    return {
        "_".join(filter(None, (code, variant))).replace("-", "_"): (code, variant)
        for code in catalogue()
        for variant in ("", *variants(code))
    }


def __getattr__(name: str) -> Callable[..., Message]:
    if name.startswith("_"):
        raise AttributeError(name)
    return partial(_message, name)


def _message(function: str, /, *, related: Path | Span | None = None, **params: Any) -> Message:
    code, variant = functions()[function]
    return Message(code, params, variant, related)
