"""The kinds of text a pathway is made of."""

import re
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, GetJsonSchemaHandler, PositiveInt, WithJsonSchema
from pydantic.fields import FieldInfo
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticKnownError

from generator.core.colours import HEX
from generator.model.errors import validation_error

NUMBER = r"-?\d{1,4}(?:\.5|\.0)?"
"""Points of a score: whole or half."""
ID_PATTERN = r"[^\W_]+(?:[-_][^\W_]+)*"
# Windows refuses these as file names, whatever the extension; an id may become one.
_RESERVED_NAMES = re.compile(r"con|prn|aux|nul|com\d|lpt\d", re.IGNORECASE)
_LINK = r"https?://[a-z0-9.-]+(?::\d{1,5})?(?:[/?#][\x21-\x7e]*)?|mailto:[\x21-\x7e]+|tel:[\d+*#-]+"
_PATTERNS = {
    "malformed-id": re.compile(rf"(?!(?:{_RESERVED_NAMES.pattern})$){ID_PATTERN}", re.IGNORECASE),
    "malformed-pmid": re.compile(r"[1-9]\d{0,8}", re.ASCII),
    "malformed-pmcid": re.compile(r"PMC[1-9]\d{0,9}", re.ASCII),
    "malformed-doi": re.compile(r"10\.\d{4,9}/[\x21-\x7e]+", re.ASCII),
    "malformed-url": re.compile(r"https?://[a-z0-9.-]+(?::\d{1,5})?(?:[/?#][\x21-\x7e]*)?", re.ASCII | re.IGNORECASE),
    "malformed-style-name": re.compile(r"(?!\.)[^/\\:\x00-\x1f]{1,100}\.csl"),
    "malformed-colour": re.compile(HEX),
    "malformed-language": re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", re.ASCII),
    "malformed-link": re.compile(_LINK, re.ASCII | re.IGNORECASE),
    "malformed-contact": re.compile(rf"{_LINK}|[a-z0-9.!#$%&'*+/=?^_`{{|}}~-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.ASCII | re.IGNORECASE),
    "malformed-file-name": re.compile(
        r"(?!\.|.*/\.)(?:[^/\\:\x00-\x1f]{1,100}/){0,5}[^/\\:\x00-\x1f]{1,100}\.(?:png|jpe?g|webp|pdf)", re.IGNORECASE
    ),
    "malformed-time": re.compile(r"at once|(?=.*\d)(?=.*[^\W\d_]).*", re.DOTALL),
    "malformed-agreement": re.compile(r".*\d.*", re.DOTALL),
    "malformed-points": re.compile(NUMBER, re.ASCII),
    "malformed-range": re.compile(
        rf"{NUMBER}(?: points?)?|{NUMBER} to {NUMBER}|{NUMBER} or (?:more|less)|(?:above|below) {NUMBER}", re.ASCII
    ),
}
_BREAKING = re.compile(r"[^\S\u00a0\u202f]+")
MAX_ID = 60
NAMED = "named"


def key_of(field: str) -> str:
    """The key of a field in YAML; where that is a word of Python's own, the field has an underscore after it."""
    return field.rstrip("_")


def _title(field: str, _: FieldInfo | Any) -> str:
    """Title of a key in an editor."""
    key = key_of(field)
    return key.upper() if key in {"pmid", "pmcid", "doi", "url"} else key.replace("_", " ").capitalize()


class Model(BaseModel):
    """Base of all parts of a pathway: frozen, and closed to unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=key_of, field_title_generator=_title)


class Word(StrEnum):
    """A fixed word, with what it means to an author."""

    means: str

    def __new__(cls, value: str, means: str = "") -> Self:
        """A word is its text."""
        word = str.__new__(cls, value)
        word._value_ = value
        word.means = means
        return word

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """The words as JSON Schema lists them, with their meanings as editors show them."""
        return {**handler.resolve_ref_schema(handler(core)), "enumDescriptions": [word.means for word in cls]}


def folded(text: str) -> str:
    """Text with its white space folded, but for spaces that keep a figure with its unit on one line."""
    return _BREAKING.sub(" ", text).strip()


def _line(value: Any) -> Any:
    """Text on one line: white space folded, and not empty."""
    if not isinstance(value, str):
        return value
    text = folded(value)
    if not text:
        raise validation_error("empty-text", value)
    return text


def _paragraphs(value: Any) -> Any:
    """Text whose line breaks (YAML folds the others away) part paragraphs."""
    if not isinstance(value, str):
        raise PydanticKnownError("string_type")
    paragraphs = tuple(folded(part) for part in value.splitlines() if part.strip())
    if not paragraphs:
        raise validation_error("empty-text", value)
    return paragraphs


def fits(code: str, value: str) -> bool:
    """Whether a text is of the kind that the rule `code` is about."""
    return bool(_PATTERNS[code].fullmatch(value)) and (code != "malformed-id" or len(value) <= MAX_ID)


def one_or_many(value: Any) -> Any:
    """One text in place of a list of one."""
    return [value] if isinstance(value, str) and value else value


def short_for(key: str, model: type[Model]) -> BeforeValidator:
    """Validator that reads a bare word as the value of `key`."""
    return BeforeValidator(lambda value: {key: value} if isinstance(value, str) else value, json_schema_input_type=Id | model)


def _matching(code: str) -> BeforeValidator:
    def check(value: Any) -> Any:
        if isinstance(value, str) and not fits(code, value):
            raise validation_error(code, value)
        return value

    return BeforeValidator(check)


def named(name: str) -> WithJsonSchema:
    """Leaves the schema of a kind of text to `schema`, where it stands once."""
    return WithJsonSchema({NAMED: name})


Line = Annotated[str, BeforeValidator(_line), named("Text")]
Prose = Annotated[tuple[str, ...], BeforeValidator(_paragraphs), named("Paragraphs")]
Id = Annotated[str, _matching("malformed-id"), named("Id")]
Pmid = Annotated[str, _matching("malformed-pmid"), named("PubMedNumber")]
Pmcid = Annotated[str, _matching("malformed-pmcid"), named("PubMedCentralNumber")]
Doi = Annotated[str, _matching("malformed-doi"), named("DOI")]
Url = Annotated[str, _matching("malformed-url"), named("WebAddress")]
Language = Annotated[str, _matching("malformed-language"), named("LanguageCode")]
Colour = Annotated[str, _matching("malformed-colour"), named("Colour")]
StyleName = Annotated[str, _matching("malformed-style-name"), named("StyleFile")]
Count = Annotated[PositiveInt, named("Number")]
Link = Annotated[str, _matching("malformed-link"), named("Link")]
Contact = Annotated[str, _matching("malformed-contact"), named("Contact")]
FileName = Annotated[str, _matching("malformed-file-name"), named("FileName")]
Time = Annotated[Line, _matching("malformed-time"), named("Time")]
Agreement = Annotated[Line, _matching("malformed-agreement"), named("Agreement")]
Range = Annotated[str, _matching("malformed-range"), named("Range")]
Truth = Annotated[bool, named("Truth")]
