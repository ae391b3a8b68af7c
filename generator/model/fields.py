"""The kinds of text a pathway is made of."""

import re
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, WithJsonSchema
from pydantic_core import PydanticKnownError

from generator.model.faults import misfit

ID_PATTERN = r"[^\W_]+(?:[-_][^\W_]+)*"
# Windows refuses these as file names, whatever the extension; an id may become one.
_RESERVED_NAMES = re.compile(r"con|prn|aux|nul|com\d|lpt\d", re.IGNORECASE)
_PATTERNS = {
    "malformed-id": re.compile(rf"(?!(?:{_RESERVED_NAMES.pattern})$){ID_PATTERN}", re.IGNORECASE),
    "malformed-pmid": re.compile(r"[1-9]\d{0,8}", re.ASCII),
    "malformed-pmcid": re.compile(r"PMC[1-9]\d{0,9}", re.ASCII),
    "malformed-doi": re.compile(r"10\.\d{4,9}/[\x21-\x7e]+", re.ASCII),
    "malformed-url": re.compile(r"https?://[a-z0-9.-]+(?::\d{1,5})?(?:[/?#][\x21-\x7e]*)?", re.ASCII | re.IGNORECASE),
    "malformed-style-name": re.compile(r"(?!\.)[^/\\:\x00-\x1f]{1,100}\.csl"),
    "malformed-language": re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", re.ASCII),
}
_MAX_ID = 60


class Model(BaseModel):
    """What every part of a pathway is: frozen, and closed to keys nobody knows."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _line(value: Any) -> Any:
    """Text on one line: white space folded, and not empty."""
    if not isinstance(value, str):
        return value
    text = " ".join(value.split())
    if not text:
        raise misfit("empty-text", value)
    return text


def _paragraphs(value: Any) -> Any:
    """Text whose line breaks (YAML folds the others away) part paragraphs."""
    if not isinstance(value, str):
        raise PydanticKnownError("string_type")
    paragraphs = tuple(" ".join(part.split()) for part in value.splitlines() if part.strip())
    if not paragraphs:
        raise misfit("empty-text", value)
    return paragraphs


def _matching(code: str) -> BeforeValidator:
    def check(value: Any) -> Any:
        if isinstance(value, str) and (not _PATTERNS[code].fullmatch(value) or (code == "malformed-id" and len(value) > _MAX_ID)):
            raise misfit(code, value)
        return value

    return BeforeValidator(check)


Line = Annotated[str, BeforeValidator(_line)]
Prose = Annotated[tuple[str, ...], BeforeValidator(_paragraphs), WithJsonSchema({"type": "string"})]
Id = Annotated[str, _matching("malformed-id")]
Pmid = Annotated[str, _matching("malformed-pmid")]
Pmcid = Annotated[str, _matching("malformed-pmcid")]
Doi = Annotated[str, _matching("malformed-doi")]
Url = Annotated[str, _matching("malformed-url")]
Language = Annotated[str, _matching("malformed-language")]
StyleName = Annotated[str, _matching("malformed-style-name")]
