"""Print-only parts: running headers and footers, the line on the age of copies, and the addresses of links."""

import re
from html import escape
from urllib.parse import urljoin

from generator.i18n import Words
from generator.markup.html_tree import Element, Tree, add_element, parse, serialise
from generator.model import Metadata, Status
from generator.views.frame import withdrawal

_LEADS_OUT = re.compile("#|[a-z]+:")
"""Addresses that are the same wherever the page is."""
_UNSAFE = re.compile(r"""["\\<>]|[^\x20-\U0010ffff]|\x7f""")


def page_margin_css(metadata: Metadata, words: Words, site_url: str) -> str:
    """The style sheet for the margins of printed pages: title, version and date above, age and page number below."""
    spoken = words.print
    version = (
        f"{words.status_of(metadata)} · {words.version} {metadata.version} · {words.published} {words.format_date(metadata.published)}"
    )
    below = " · ".join(filter(None, _below(metadata, words, site_url)))
    before, _, rest = spoken["page"].partition("{page}")
    between, _, after = rest.partition("{pages}")
    boxes = {
        "top-left": _quoted(metadata.short_name),
        "top-right": _quoted(version),
        "bottom-left": _quoted(below),
        "bottom-right": f"{_quoted(before)} counter(page) {_quoted(between)} counter(pages) {_quoted(after)}",
    }
    lines = "\n".join(f"  @{place} {{ content: {content}; }}" for place, content in boxes.items())
    return f"\n/* ── What runs along printed pages ── */\n\n@page {{\n{lines}\n}}\n{_across_charts(metadata, words)}"


def _below(metadata: Metadata, words: Words, site_url: str) -> tuple[str, str]:
    """When the next review is due and where the pathway is; of one that must no longer be used, why, and what takes its place."""
    if said := withdrawal(metadata, words):
        return said["says"], f"{words.instead}: {said['instead']}" if said["instead"] else ""
    return f"{words.review_by} {words.format_date(metadata.review_by)}", _address(metadata, site_url)


def _across_charts(metadata: Metadata, words: Words) -> str:
    """The rule that writes across printed charts that a pathway is a draft, or has been withdrawn."""
    if metadata.status not in {Status.DRAFT, Status.WITHDRAWN}:
        return ""
    word = _quoted(words.statuses[metadata.status])
    return f"\n@media print {{\n  :is(.pw-chart:not(:has(.pw-print-page)), .pw-print-page)::after {{ content: {word}; }}\n}}\n"


def _quoted(text: str) -> str:
    """A text as a string of CSS, whatever it holds."""
    return f'"{_UNSAFE.sub(lambda match: f"{chr(92)}{ord(match.group()):x} ", text)}"'


def print_age_notice(metadata: Metadata, words: Words, site_url: str) -> str:
    """The line that says until when a printed copy may be relied on, and where the current version is."""
    address = _address(metadata, site_url)
    form: str = words.print["aged_at" if address else "aged"]
    return form.format(date=words.format_date(metadata.review_by), address=address)


def _address(metadata: Metadata, site_url: str) -> str:
    return str(metadata.address or site_url)


def add_print_urls(content: Tree) -> None:
    """Add to links to other sites their address in `data-address`, as paper cannot be followed; not where the text says it."""
    for link in content.css("a[href]:not([data-address])"):
        scheme, _, address = (link.attributes["href"] or "").partition("://")
        shown = address.removesuffix("/")
        if scheme in {"http", "https"} and shown and shown not in link.text():
            link.attrs["data-address"] = shown


def prepare_pdf_html(html: str, paper: str, metadata: Metadata) -> str:
    """A page as it goes into a PDF: on its paper (`a4`, `letter`), with the pathway's title, and no link to the disk."""
    page = parse(html)
    for title in page.css("head > title"):
        title.inner_html = escape(metadata.title)
    add_element(page, "head", "style", f"@page {{ size: {paper} }}")
    base = str(metadata.address or "")
    for link in page.css("a[href]"):
        address = link.attributes["href"] or ""
        if not _LEADS_OUT.match(address):
            _relink(link, urljoin(base, address) if base else None)
    return serialise(page)


def _relink(link: Element, address: str | None) -> None:
    if address is None:
        del link.attrs["href"]
    else:
        link.attrs["href"] = address
