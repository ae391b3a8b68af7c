"""Links by which readers report a problem to those who are responsible for a pathway, with what they need filled in."""

import re
from dataclasses import dataclass
from urllib.parse import quote

from generator.i18n import Words
from generator.markup import Markdown, escape, href
from generator.model import PLACEHOLDERS, Metadata, Owner

_MAIL = re.compile(r"(?:mailto:)?([^@\s/:?]+@[^@\s/:?]+)", re.IGNORECASE)
_WEB = re.compile(r"https?:", re.IGNORECASE)
_OTHER = re.compile(r"(?:mailto|tel):", re.IGNORECASE)
_LEFT_OPEN = re.compile(r"\{(\w*)\}")


@dataclass(frozen=True, slots=True)
class Subject:
    """The subject of a report: its name for people, its id, and its place in the site."""

    name: str
    id: str
    place: str
    is_box: bool = False


def report_link(metadata: Metadata, words: Words, subject: Subject) -> Markdown | None:
    """The address of a report, with title and text filled in; nothing if readers cannot be led to anybody.

    It is made of the pathway alone, so nothing of a patient or of a route is in it.

    Args:
        metadata: the pathway.
        words: the words of its language.
        subject: what the report is about.

    """
    contact = metadata.owner.contact if metadata.owner else None
    if not contact:
        return None
    filled = {name: quote(text, safe="") for name, text in zip(PLACEHOLDERS, _report(metadata, words, subject), strict=True)}
    if mail := _MAIL.fullmatch(contact):
        return href("mailto:{}?subject={title}&body={body}".format(mail[1], **filled))
    return _filled_in(contact, filled) if _WEB.match(contact) else None


def _filled_in(contact: str, values: dict[str, str]) -> Markdown:
    return href(_LEFT_OPEN.sub(lambda found: values.get(found[1], found[0]), contact))


def _report(metadata: Metadata, words: Words, subject: Subject) -> tuple[str, str]:
    """Title and text of a report; its lines end as those of mails do."""
    pathway = {"title": metadata.title, "version": metadata.version}
    about = words.report["about_box"] if subject.is_box else words.report["about_page"]
    address = f"{str(metadata.address).rstrip('/')}/{subject.place}" if metadata.address else ""
    lines = (
        words.report["pathway"].format(**pathway),
        about.format(name=subject.name, id=subject.id),
        *([words.report["address"].format(address=address)] if address else []),
        "",
        words.report["ask"],
        "",
        "",
    )
    return words.report["subject"].format(name=subject.name, **pathway), "\r\n".join(lines)


def contact_shown(contact: str) -> str:
    """A contact as people read it: of a tracker's address only what comes before the places that are filled in."""
    if mail := _MAIL.fullmatch(contact):
        return mail[1]
    return contact.partition("{")[0].partition("?")[0] if _WEB.match(contact) and "{" in contact else contact


def contact_link(owner: Owner) -> str:
    """The owner, with a link to where problems are reported."""
    if not owner.contact:
        return owner.name
    address = f"mailto:{contact_shown(owner.contact)}" if _MAIL.fullmatch(owner.contact) else owner.contact
    shown = escape(contact_shown(owner.contact))
    if not (_WEB.match(address) or _OTHER.match(address)):
        return Markdown(f"{escape(owner.name)} · {shown}")
    return Markdown(f"{escape(owner.name)} · [{shown}]({_filled_in(address, dict.fromkeys(PLACEHOLDERS, ''))})")


def how_to_report(metadata: Metadata, words: Words) -> tuple[str, ...]:
    """Whom readers report a problem to, and how; also that the pathway names nobody."""
    owner = metadata.owner
    if owner is None or not owner.contact:
        return (words.report["nobody"],)
    has_links = report_link(metadata, words, Subject("", "", ""))
    return (contact_link(owner), words.report["how"] if has_links else words.report["how_by_hand"])


def report_on_paper(metadata: Metadata, words: Words) -> str:
    """The sentence on paper that says whom to report a problem to; empty if nobody is named."""
    owner = metadata.owner
    if owner is None or not owner.contact:
        return ""
    return str(words.report["printed"].format(owner=owner.name, contact=contact_shown(owner.contact)))
