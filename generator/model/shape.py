"""Which keys and which kinds of text the format has at a path of a pathway's YAML."""

import re
from functools import lru_cache
from typing import Any, get_args, get_origin

from pydantic import BaseModel, WithJsonSchema
from pydantic.fields import FieldInfo

from generator.core.diagnostics import Path, quote_yaml
from generator.model.fields import NAMED, key_of
from generator.model.pathway import Pathway

TEXT = "Text"
"""Text of one paragraph, by its name in the schema."""
PARAGRAPHS = "Paragraphs"
"""Text that keeps its paragraphs, by its name in the schema."""


def keys_at(path: Path) -> list[str]:
    """Keys that the model has at the end of `path`."""
    model: Any = Pathway
    for step in path:
        if isinstance(step, str) and step in (fields := _fields(model)):
            model = _model_within(fields[step].annotation)
    return list(_fields(model))


def example_at(path: Path) -> Any:
    """The example that the format gives for the value at `path`, or for the entry of a list there; None if it has none."""
    model: Any = Pathway
    shown: Any = None
    for step in path:
        if isinstance(step, str) and step in (fields := _fields(model)):
            shown, model = (fields[step].examples or [None])[0], _model_within(fields[step].annotation)
        elif isinstance(step, int) and isinstance(shown, list):
            shown = shown[0]
        elif isinstance(step, str):
            return None
    return shown


def flow_text(value: Any) -> str:
    """An example as YAML on one line."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {flow_text(part)}' for key, part in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(flow_text, value))}]"
    return text if re.fullmatch(r"[^\W_][^,:#\[\]{}]*", text := str(value)) else quote_yaml(text)


def _fields(model: Any) -> dict[str, FieldInfo]:
    """The fields of a model by their keys in YAML; none of what is no model."""
    return {key_of(name): field for name, field in model.model_fields.items()} if _is_model(model) else {}


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _model_within(annotation: Any) -> Any:
    """The model that an annotation such as `tuple[Annotated[Box, …], ...]` or `Chart | None` holds."""
    if _is_model(annotation):
        return annotation
    return next(filter(None, map(_model_within, get_args(annotation))), None)


def text_at(path: Path) -> str:
    """Kind of text for people (`TEXT` or `PARAGRAPHS`) that belongs at `path`; empty for ids, dates, fixed words and addresses."""
    return _text_at(tuple(step for step in path if isinstance(step, str)))


@lru_cache(maxsize=1000)
def _text_at(keys: tuple[str, ...]) -> str:
    model: Any = Pathway
    annotation: Any = None
    metadata: list[Any] = []
    for key in keys:
        if key in (fields := _fields(model)):
            annotation, metadata = fields[key].annotation, fields[key].metadata
            model = _model_within(annotation)
        elif get_origin(annotation) is not dict:  # There every key is allowed.
            return ""
        else:
            annotation = get_args(annotation)[1]
    return _text_within(annotation, metadata)


def _text_within(annotation: Any, metadata: list[Any]) -> str:
    """The kind of text that an annotation such as `tuple[Line, ...]` or `Prose | None` holds."""
    schemas = (part.json_schema for part in (annotation, *metadata) if isinstance(part, WithJsonSchema))
    names = (schema[NAMED] for schema in schemas if schema and schema.get(NAMED) in (TEXT, PARAGRAPHS))
    return next(names, "") or next(filter(None, (_text_within(part, []) for part in get_args(annotation))), "")
