"""Texts as files of references write them, made plain."""

import html
import re
import unicodedata

from generator.core.symbols import is_private, likely_sign
from generator.parsing import FORBIDDEN

_TAGS = "i|b|u|em|strong|italic|bold|sc|scp|inf|span|tt|p|br|title|mml:[a-z]+"
_TAG = re.compile(rf"</?(?:jats:)?(?:{_TAGS})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_RAISED = re.compile(r"<(?:jats:)?(sup|sub)(?:\s[^<>]*)?>([^<>]*)</(?:jats:)?\1>", re.IGNORECASE)
_LONE = re.compile(r"</?(?:jats:)?su[bp](?:\s[^<>]*)?/?>", re.IGNORECASE)
_SMALL = {
    "sup": str.maketrans("0123456789+-\u2212=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ"),
    "sub": str.maketrans("0123456789+-\u2212=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎"),
}
_INITIALISM = re.compile(r"(?:\b\w\.){2,}$")
_NOTHING = frozenset(("na", "n/a", "n.a.", "null", "none", "-", "--", "nan", "undefined", "+", "?"))
_NO_PAGES = r"no[- ]?specified|not (?:specified|available|applicable)|no pagination(?: specified)?|n\.? ?pag\.?|no page|unpaginated|0+|null"
_PLACEHOLDER = re.compile(
    rf"\W*(?:(?:{_NO_PAGES})(?:\s*-\s*(?:{_NO_PAGES}|\+))?|(?:e?pub[. -]*)?ahead[- ]of[- ](?:e-?)?(?:print|publication|issue)|in[- ]press|"
    r"online(?:[- ]first|[- ]early|[- ]ahead of print)?|early view|unknown|s\. ?[nl]\.|forthcoming)\W*",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"\[([^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*)\]\.?")


def plain(text: str) -> str:
    """The text on one line, without entities, tags and characters that nobody sees; raised digits stay raised, and lost signs are kept."""
    text = html.unescape(text) if "&" in text else text
    if "<" in text:
        text = _LONE.sub("", _TAG.sub("", _RAISED.sub(_raised, text)))
    text = FORBIDDEN.sub(_seen, unicodedata.normalize("NFC", text.replace("\u2028", " ").replace("\u2029", " ")))
    return " ".join(text.split())


def _seen(match: re.Match[str]) -> str:
    """A character that nobody sees goes; one in whose place there was a sign stays, to be refused."""
    return match[0] if lost(match[0]) else ""


def lost(character: str) -> bool:
    """Whether a sign was lost where this character is: it is for private use, a control character, or says so itself."""
    return is_private(character) or character == "\ufffd" or (unicodedata.category(character) in {"Cc", "Cs"} and not character.isspace())


def meant(character: str) -> str | None:
    """The sign that was probably lost: of the font Symbol, or of Windows where its codes were taken for those of Unicode."""
    if "\x80" <= character <= "\x9f":
        return character.encode("latin-1").decode("cp1252", "ignore") or None
    return likely_sign(character)


def _raised(match: re.Match[str]) -> str:
    small = match[2].strip().translate(_SMALL[match[1].lower()])
    # A letter has no small form that every font shows; it stays as it is.
    return small if not re.search(r"[A-Za-z]", small) else match[2]


def title(text: str) -> tuple[str, bool]:
    """A title without its full stop, and whether it is in brackets, as that of a translated one is."""
    text = plain(text)
    if match := _BRACKETED.fullmatch(text):
        return unstopped(match[1].strip()), True
    return unstopped(text), False


def unstopped(text: str) -> str:
    """The text without the full stop at its end; dots of an ellipsis or an initialism stay."""
    if text.endswith(".") and not text.endswith("..") and not _INITIALISM.search(text):
        return text[:-1].rstrip()
    return text


def abbreviated(text: str) -> str:
    """A journal's name in the manner of PubMed: abbreviations without dots."""
    return re.sub(r"(?<=\w)\.(?=\s|$)", "", plain(text))


def is_nothing(text: str) -> bool:
    """Whether this is what programs write where there is nothing: `n/a`, `null`, `-`."""
    return text.strip().lower() in _NOTHING


def is_placeholder(text: str) -> bool:
    """Whether this says in words that a number is not known: `No-Specified`, `N.PAG`, `ahead-of-print`."""
    return bool(_PLACEHOLDER.fullmatch(text))


def pages(text: str) -> str:
    """Pages in the manner of PubMed: `700--706` becomes `700-6`, and `169-+` `169+`."""
    text = re.sub(r"\s*[-\u2010-\u2015\u2212]+\s*", "-", plain(text))
    text = re.sub(r"(?<=\d)-\+$", "+", text)
    match = re.fullmatch(r"([A-Za-z]*)(\d+)-\1(\d+)", text)
    if not match or len(match[2]) != len(match[3]) or match[2] >= match[3]:
        return text
    same = next(place for place, (one, other) in enumerate(zip(match[2], match[3], strict=True)) if one != other)
    return f"{match[1]}{match[2]}-{match[3][same:]}"


def is_article_number(text: str) -> bool:
    """Whether this is the number of an article rather than a page: `e1042`, `CD010908`, `1203517`."""
    return bool(re.fullmatch(r"(?:e|CD)\d{3,}|\d{6,}", text, re.IGNORECASE))


def doi(text: str) -> str:
    """A DOI from `10.` on, without address or prefix."""
    return re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:?\s*)", "", plain(text), flags=re.IGNORECASE).rstrip(".")


def pmcid(text: str) -> str:
    """A PubMed Central number with `PMC` before it."""
    match = re.fullmatch(r"(?:PMC)?(\d+)(?:\.\d+)?", plain(text), re.IGNORECASE)
    return f"PMC{match[1]}" if match else plain(text)


_LANGUAGES = {
    "ara": "ar", "bul": "bg", "chi": "zh", "cze": "cs", "dan": "da", "dut": "nl", "eng": "en", "fin": "fi", "fre": "fr",
    "ger": "de", "gre": "el", "heb": "he", "hrv": "hr", "hun": "hu", "ita": "it", "jpn": "ja", "kor": "ko", "lit": "lt",
    "nor": "no", "per": "fa", "pol": "pl", "por": "pt", "rum": "ro", "rus": "ru", "slo": "sk", "slv": "sl", "spa": "es",
    "srp": "sr", "swe": "sv", "tha": "th", "tur": "tr", "ukr": "uk", "zho": "zh", "deu": "de", "fra": "fr", "nld": "nl",
}  # fmt: skip
_NAMES = {
    "arabic": "ar", "chinese": "zh", "czech": "cs", "danish": "da", "dutch": "nl", "english": "en", "finnish": "fi",
    "french": "fr", "german": "de", "greek": "el", "hungarian": "hu", "italian": "it", "japanese": "ja", "korean": "ko",
    "norwegian": "no", "ngerman": "de", "polish": "pl", "portuguese": "pt", "russian": "ru", "spanish": "es",
    "swedish": "sv", "turkish": "tr", "ukrainian": "uk", "american": "en", "british": "en", "ukenglish": "en", "usenglish": "en",
}  # fmt: skip


def language(text: str) -> str:
    """A language as its short code: `fre`, `French` and `fr-FR` become `fr`, `fr` and `fr-FR`."""
    text = plain(text)
    known = _LANGUAGES.get(text.lower()) or _NAMES.get(text.lower())
    return known or (text.lower() if re.fullmatch(r"[A-Za-z]{2,3}", text) else text.replace("_", "-"))
