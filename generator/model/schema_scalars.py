"""The kinds of text as JSON Schema, and so as editors see them.

An editor knows numbers and truths where our reader sees text: 2021 without quotes is a number to it, and so is version 1.0.
What our reader takes is therefore allowed in these types, too. Patterns are written so that Python and JavaScript agree on them.
"""

from collections.abc import Mapping
from typing import Any

from generator.core.colours import HEX
from generator.core.diagnostics import catalogue
from generator.model.fields import MAX_ID, NUMBER

WRITTEN = ["string", "number", "boolean"]
"""JSON types that an editor may take a text for."""

# Whatever our reader takes for a letter or a digit passes, in any script, and so do a few marks that it does not take.
_LETTER = r"[^\x00-/:-@\[-`{-\xa9\xab-\xb1\xb4\xb6-\xb8\xbb\xbf\xd7\xf7\u0300-\u036f\u2000-\u206f\u3000-\u3004\ufe00-\ufe0f]"
_RESERVED = "[Cc][Oo][Nn]|[Pp][Rr][Nn]|[Aa][Uu][Xx]|[Nn][Uu][Ll]|[Cc][Oo][Mm][0-9]|[Ll][Pp][Tt][0-9]"
_ID = f"^(?!(?:{_RESERVED})$){_LETTER}+(?:[-_]{_LETTER}+)*$"
_DAY = r"(?!0000)[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?"
_YEARS = {"minimum": 1000, "maximum": 9999}
_TRUE = "[Tt][Rr][Uu][Ee]|[Yy][Ee][Ss]|[Oo][Nn]|[YyTt1]"
_FALSE = "[Ff][Aa][Ll][Ss][Ee]|[Nn][Oo]|[Oo][Ff][Ff]|[NnFf0]"


def _texts(title: str, description: str, pattern: str, code: str, number: str = "number", **more: Any) -> dict[str, Any]:
    """A text of this pattern, or true and false, as YAML reads “true”. The type of these is not named: editors would offer them."""
    text = {"type": ["string", number], "pattern": pattern, "patternErrorMessage": _complaint(code), **more}
    return {"title": title, "description": description, "anyOf": [text, {"not": {"not": {"type": "boolean"}}}]}


def _matching(title: str, description: str, pattern: str, code: str, *types: str, **more: Any) -> dict[str, Any]:
    shape = {"type": ["string", *types] if types else "string", "pattern": pattern}
    return {"title": title, "description": description, **shape, "patternErrorMessage": _complaint(code), **more}


def _complaint(code: str) -> str:
    """Message and help of a rule about a value."""
    rule = catalogue()[code]
    message = rule.message.replace("“{value}”", "this")
    return f"{message[0].upper()}{message[1:]}. {rule.help.format()}"


def scalars() -> dict[str, dict[str, Any]]:
    """Return the definitions of all kinds of text, by the names that the fields of the model give them."""
    return {**_texts_and_ids(), **_amounts(), **_files(), **_dates(), **_addresses(), **_numbers_of_publications(), **_WITHOUT_RULE}


def _texts_and_ids() -> dict[str, dict[str, Any]]:
    letters = f"Letters and digits, with single hyphens or underscores between them; at most {MAX_ID} characters."
    paragraphs = "Plain text in which a blank line starts a new paragraph."
    return {
        "Text": _texts("text", "One paragraph of plain text, without markup.", r"\S", "empty-text"),
        "Paragraphs": _texts("paragraphs", paragraphs, r"\S", "empty-text"),
        "Id": _texts("id", letters, _ID, "malformed-id", "integer", maxLength=MAX_ID, minimum=0),
        "LanguageCode": _matching("language code", "As in BCP 47.", "^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$", "malformed-language"),
    }


def _amounts() -> dict[str, dict[str, Any]]:
    number = NUMBER.replace(r"\d", "[0-9]")
    forms = (f"{number}(?: points?)?", f"{number} to {number}", f"{number} or (?:more|less)", f"(?:above|below) {number}")
    ranges = f"^(?:{'|'.join(forms)})$"
    return {
        "Time": _matching("time", "With a number, as “30 min of arrival”, or “at once”.", "^(?:at once|.*[0-9].*)$", "malformed-time"),
        "Agreement": _texts("agreement", "With a number, as “14 of 15” or “93 %”.", "[0-9]", "malformed-agreement"),
        "Range": _matching("points", "As 3, “2 to 3”, “3 or more”, “below 4”.", ranges, "malformed-range", "number"),
    }


def _files() -> dict[str, dict[str, Any]]:
    url = r"[Hh][Tt][Tt][Pp][Ss]?://[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?:[/?#][!-~]*)?"
    link = f"{url}|[Mm][Aa][Ii][Ll][Tt][Oo]:[!-~]+|[Tt][Ee][Ll]:[0-9+*#-]+"
    mail = r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
    endings = "[Pp][Nn][Gg]|[Jj][Pp][Ee]?[Gg]|[Ww][Ee][Bb][Pp]|[Pp][Dd][Ff]"
    file = rf"^(?!\.|.*/\.)(?:[^/\\:\x00-\x1f]{{1,100}}/){{0,5}}[^/\\:\x00-\x1f]{{1,100}}\.(?:{endings})$"
    return {
        "Link": _matching("address", "Starts with “https://”, “http://”, “mailto:” or “tel:”.", f"^(?:{link})$", "malformed-link"),
        "Contact": _matching("contact", "An e-mail address or a web address.", f"^(?:{link}|{mail})$", "malformed-contact"),
        "FileName": _matching("file beside the pathway", "A PDF or a picture.", file, "malformed-file-name"),
    }


def _dates() -> dict[str, dict[str, Any]]:
    return {
        "Date": _matching("date", "A year, a month or a day.", f"^{_DAY}$", "malformed-date", "integer", **_YEARS),
        "Dates": _matching("dates", "A date, or a range of dates.", f"^{_DAY}(?:/{_DAY})?$", "malformed-date", "integer", **_YEARS),
    }


def _addresses() -> dict[str, dict[str, Any]]:
    url = r"^[Hh][Tt][Tt][Pp][Ss]?://[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?:[/?#][!-~]*)?$"
    file = r"^(?!\.)[^/\\:\x00-\x1f]{1,100}\.csl$"
    return {
        "WebAddress": _matching("web address", "Starts with “https://” or “http://”.", url, "malformed-url"),
        "Colour": _matching("colour", "In hexadecimal digits, as “#0b5c7a”.", f"^{HEX}$", "malformed-colour", "integer"),
        "StyleFile": _matching("name of a file", "A CSL file in the pathway's folder.", file, "malformed-style-name"),
    }


def _numbers_of_publications() -> dict[str, dict[str, Any]]:
    largest = {"minimum": 1, "maximum": 999_999_999}
    return {
        "PubMedNumber": _matching("PubMed number", "Only digits.", "^[1-9][0-9]{0,8}$", "malformed-pmid", "integer", **largest),
        "PubMedCentralNumber": _matching("PubMed Central number", "PMC and digits.", "^PMC[1-9][0-9]{0,9}$", "malformed-pmcid"),
        "DOI": _matching("DOI", "Starts with “10.”.", r"^10\.[0-9]{4,9}/[!-~]+$", "malformed-doi"),
    }


_WITHOUT_RULE: Mapping[str, dict[str, Any]] = {
    "Number": {"title": "number above 0", "type": ["integer", "string"], "minimum": 1, "pattern": "^0*[1-9][0-9]*(?:_[0-9]+)*$"},
    "Truth": {
        "title": "true or false",
        "type": ["boolean", "string", "integer"],
        "pattern": f"^(?:{_TRUE}|{_FALSE})$",
        "minimum": 0,
        "maximum": 1,
    },
    "Version": {"title": "2", "enum": [2, "2"]},
    "Scheme": {"title": "name of a scheme", "enum": ["GRADE", "Oxford"]},
    "ScoreItem": {
        "title": "points, options with points, or rows of options",
        "description": "“Fever: 1”, “Rash: {none: 0, some: 1}”, or rows of such options of which one cell is picked.",
        "anyOf": [
            {"type": WRITTEN},
            {"type": "object", "additionalProperties": {"anyOf": [{"type": WRITTEN}, {"type": "object"}]}},
        ],
    },
}
"""Kinds whose faults are reported by rules about types and fixed words, so that they carry no message of their own."""
