"""Links and leaflets of a box, as buttons: the type and size of a file, and the address that paper shows."""

from generator.markup import href
from generator.model import BoxLink
from generator.views.base import Button, Link
from generator.views.page_context import PageContext, file_path

_KILO, _MEGA = 1_000, 1_000_000


def button(context: PageContext, link: BoxLink) -> Button:
    """Something to open at a box."""
    words = context.words
    patients = words.link_for.format(whom=link.for_) if link.for_ else ""
    if link.file is None:
        # Those of web pages are written to all links.
        scheme, _, address = (link.url or "").partition(":")
        return Button(Link(link.title, href(link.url or "")), patients, href("" if scheme in {"http", "https"} else address))
    kind = link.file.rpartition(".")[2].upper()
    size = _size(context, context.files.get(link.file, 0))
    path = file_path(link.file)
    site = str(context.index.pathway.pathway.address or "").partition("://")[2].rstrip("/")
    return Button(
        Link(link.title, context.href(path)), " · ".join(filter(None, (kind, size, patients))), href(f"{site}/{path}" if site else path)
    )


def _size(context: PageContext, size: int) -> str:
    """The size of a file in round numbers; nothing where it is not known."""
    if not size:
        return ""
    if size < _MEGA:
        return str(context.words.file_kilobytes.format(number=max(1, round(size / _KILO))))
    return str(context.words.file_megabytes.format(number=context.words.format_number(round(size / _MEGA, 1))))
