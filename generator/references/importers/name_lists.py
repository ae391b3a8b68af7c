"""Lists of authors in BibTeX, also those that are written as other formats write them."""

import re

from pybtex.bibtex.utils import split_name_list

_AND = re.compile(r"\sand\s", re.IGNORECASE)
# What is left of two “and” in a row.
_DOUBLE = re.compile(r"^(?:and\s+)+|^and$|(?:\s+and)+$", re.IGNORECASE)
# Only where a run of them begins, or 100,000 commas would be looked through as often.
_ET_AL = re.compile(r"(?<![\s,;])[\s,;]+et\.?\s*al(?:ii|\.)?$", re.IGNORECASE)
_SIGN = re.compile(r"\s*(?:\\?&)\s*")
_ABBREVIATED = re.compile(r"(?:[A-Z]*[^\W\d_A-Z][\w'’.-]*\s)+[A-Z]{1,3}(?: (?:Jr|Sr|II|III|[234](?:nd|rd|th))\.?)?")  # noqa: RUF001  # as names have it
_INITIALS = re.compile(r"(?:[A-Z]\.?[\s-]?){1,4}")


def listed(text: str) -> tuple[list[str], bool]:
    """The names in a list, and whether they are abbreviated as PubMed has them (`Smith JR`) rather than `Smith, John R.`.

    BibTeX puts “and” between names. Where it is missing, semicolons, “&”, or the commas between abbreviated names part them.
    """
    text = _ET_AL.sub(" and others", text.strip())
    if "{" in text:
        return _parted(text), False
    if not _AND.search(text.removesuffix(" and others")):
        text = _joined(text)
    found = _parted(text)
    return found, all(_ABBREVIATED.fullmatch(name) for name in found if name.lower() != "others")


def _parted(text: str) -> list[str]:
    return [part for name in split_name_list(text) if (part := _DOUBLE.sub("", name).strip())]


def _joined(text: str) -> str:
    """The list with “and” between names."""
    bare = text.removesuffix(" and others")
    rest = text[len(bare) :]
    if ";" in bare:
        return " and ".join(filter(None, (part.strip() for part in bare.split(";")))) + rest
    parts = [part.strip() for part in _SIGN.sub(", ", bare).split(",") if part.strip()]
    if len(parts) > 1 and all(map(_ABBREVIATED.fullmatch, parts)):
        return " and ".join(parts) + rest
    families, given = parts[::2], parts[1::2]
    if len(families) > 1 and len(families) == len(given) and all(map(_INITIALS.fullmatch, given)):
        return " and ".join(f"{family}, {initials}" for family, initials in zip(families, given, strict=True)) + rest
    return text


def separated(text: str) -> list[str]:
    """The names in a text that should hold one: parted by semicolons, or by commas between names that are plainly names each."""
    if ";" in text:
        return [part for name in text.split(";") if (part := name.strip())]
    if all("," in part for part in _AND.split(text)):
        return _parted(_joined(text) if not _AND.search(text) else text) or [text]
    return [text]
