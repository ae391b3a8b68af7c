"""How a field says that its value does not fit."""

from typing import Any

from pydantic_core import PydanticCustomError


def validation_error(code: str, value: Any) -> PydanticCustomError:
    """The error a validator raises: `code` is that of a rule in `diagnostics`."""
    return PydanticCustomError(code, "{value}", {"value": value if isinstance(value, str) else ""})
