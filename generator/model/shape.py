"""Which keys and which kinds of text the format has at a path of a pathway's YAML."""

from typing import Any, get_args

from pydantic import BaseModel

from generator.diagnostics import Path
from generator.model.pathway import Pathway


def keys_at(path: Path) -> list[str]:
    """Keys that the model has at the end of `path`."""
    model: Any = Pathway
    for step in path:
        if isinstance(step, str) and isinstance(model, type) and issubclass(model, BaseModel) and step in model.model_fields:
            model = _model_within(model.model_fields[step].annotation)
    return list(model.model_fields) if isinstance(model, type) and issubclass(model, BaseModel) else []


def _model_within(annotation: Any) -> Any:
    """The model that an annotation such as `tuple[Annotated[Node, …], ...]` or `Chart | None` holds."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_model_within, get_args(annotation))), None)
