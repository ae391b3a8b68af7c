"""The references that the campaign `styles` has written."""

from pathlib import Path

import yaml

from generator.model import Reference

_KEPT = Path(__file__).resolve().with_suffix(".yaml")


def references() -> list[Reference]:
    """Forty invented references, in the order of the file."""
    # The base loader makes text of every scalar, as a pathway's reader does.
    return [Reference.model_validate(one) for one in yaml.load(_KEPT.read_text("utf-8"), yaml.BaseLoader)]  # noqa: S506  # it makes nothing but text
