"""Print-only parts: running headers and footers, the line on the age of copies, and the addresses of links."""

import re
from html import escape
from urllib.parse import urljoin

from generator.i18n import Words
from generator.model import Metadata

_LINK = re.compile(r'<a href="(?P<href>https?://(?P<shown>[^"]+?)/?)"(?P<rest>[^>]*)>(?P<text>[^<]*)')
_LANGUAGE = re.compile(r'(<html[^>]*? lang=)"[^"]*"')
_WITHIN = re.compile(r'(<a\b[^>]*?\s)(href)="(?!#|[a-z]+:)([^"]*)"')
_TITLE = re.compile(r"<title>.*?</title>", re.DOTALL)
_UNSAFE = re.compile(r"""["\\<>]|[^\x20-\U0010ffff]|\x7f""")


def page_margin_css(metadata: Metadata, words: Words, site_url: str) -> str:
    """The style sheet for the margins of printed pages: title, version and date above, age and page number below."""
    spoken = words.print
    version = f"{words.version} {metadata.version} · {words.published} {words.format_date(metadata.published)}"
    below = " · ".join(filter(None, (f"{words.review_by} {words.format_date(metadata.review_by)}", _address(metadata, site_url))))
    before, _, rest = spoken["page"].partition("{page}")
    between, _, after = rest.partition("{pages}")
    boxes = {
        "top-left": _quoted(metadata.short_title or metadata.title),
        "top-right": _quoted(version),
        "bottom-left": _quoted(below),
        "bottom-right": f"{_quoted(before)} counter(page) {_quoted(between)} counter(pages) {_quoted(after)}",
    }
    lines = "\n".join(f"  @{place} {{ content: {content}; }}" for place, content in boxes.items())
    return f"\n/* ── What runs along printed pages ── */\n\n@page {{\n{lines}\n}}\n"


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


def add_print_urls(html: str) -> str:
    """HTML whose links to other sites say their address in `data-address`, as paper cannot be followed; not where the text says it."""

    def add(match: re.Match[str]) -> str:
        known = match["shown"] in match["text"] or "data-address" in match["rest"]
        return match[0] if known else match[0].replace("<a ", f'<a data-address="{match["shown"]}" ', 1)

    return _LINK.sub(add, html)


def set_html_lang(html: str, language: str) -> str:
    """A page that says its language; the theme says only which of its own translations it uses."""
    return _LANGUAGE.sub(lambda match: f'{match[1]}"{escape(language)}"', html, count=1)


def prepare_pdf_html(html: str, paper: str, metadata: Metadata) -> str:
    """A page as it goes into a PDF: on its paper (`a4`, `letter`), with the pathway's title, and no link to the disk."""
    style = f"<style>@page {{ size: {paper} }} @page across {{ size: {paper} landscape }}</style>"
    html = _TITLE.sub(lambda _: f"<title>{escape(metadata.title)}</title>", html, count=1).replace("</head>", f"{style}</head>", 1)
    base = str(metadata.address or "")
    return _WITHIN.sub(lambda match: f'{match[1]}{match[2]}="{urljoin(base, match[3])}"' if base else match[1], html)
