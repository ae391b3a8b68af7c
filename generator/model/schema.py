"""The format as a JSON Schema, for editors that complete and underline while one writes."""

from typing import Any

from generator.model.pathway import Pathway


def schema() -> dict[str, Any]:
    """The schema of `pathway.yaml`."""
    return Pathway.model_json_schema()
