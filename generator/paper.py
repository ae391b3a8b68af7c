"""Print-only parts: running headers and footers, the line on the age of copies, and the addresses of links."""

import re
from html import escape
from urllib.parse import urljoin

from generator.model import Passport
from generator.words import Words

_LINK = re.compile(r'<a href="(?P<href>https?://(?P<shown>[^"]+?)/?)"(?P<rest>[^>]*)>(?P<text>[^<]*)')
_LANGUAGE = re.compile(r'(<html[^>]*? lang=)"[^"]*"')
_WITHIN = re.compile(r'(<a\b[^>]*?\s)(href)="(?!#|[a-z]+:)([^"]*)"')
_TITLE = re.compile(r"<title>.*?</title>", re.DOTALL)
_UNSAFE = re.compile(r"""["\\<>]|[^\x20-\U0010ffff]|\x7f""")


def running(passport: Passport, words: Words, site_url: str) -> str:
    """The style sheet for the margins of printed pages: title, version and date above, age and page number below."""
    spoken = words.print
    version = f"{words.version} {passport.version} · {words.published} {words.day(passport.published)}"
    below = " · ".join(filter(None, (f"{words.review_by} {words.day(passport.review_by)}", _address(passport, site_url))))
    before, _, rest = spoken["page"].partition("{page}")
    between, _, after = rest.partition("{pages}")
    boxes = {
        "top-left": _quoted(passport.short_title or passport.title),
        "top-right": _quoted(version),
        "bottom-left": _quoted(below),
        "bottom-right": f"{_quoted(before)} counter(page) {_quoted(between)} counter(pages) {_quoted(after)}",
    }
    lines = "\n".join(f"  @{place} {{ content: {content}; }}" for place, content in boxes.items())
    return f"\n/* ── What runs along printed pages ── */\n\n@page {{\n{lines}\n}}\n"


def _quoted(text: str) -> str:
    """A text as a string of CSS, whatever it holds."""
    return f'"{_UNSAFE.sub(lambda match: f"{chr(92)}{ord(match.group()):x} ", text)}"'


def aged(passport: Passport, words: Words, site_url: str) -> str:
    """The line that says until when a printed copy may be relied on, and where the current version is."""
    address = _address(passport, site_url)
    form: str = words.print["aged_at" if address else "aged"]
    return form.format(date=words.day(passport.review_by), address=address)


def _address(passport: Passport, site_url: str) -> str:
    return str(passport.address or site_url)


def addressed(html: str) -> str:
    """HTML whose links to other sites say their address in `data-address`, as paper cannot be followed; not where the text says it."""

    def add(match: re.Match[str]) -> str:
        known = match["shown"] in match["text"] or "data-address" in match["rest"]
        return match[0] if known else match[0].replace("<a ", f'<a data-address="{match["shown"]}" ', 1)

    return _LINK.sub(add, html)


def in_language(html: str, language: str) -> str:
    """A page that says its language; the theme says only which of its own translations it uses."""
    return _LANGUAGE.sub(lambda match: f'{match[1]}"{escape(language)}"', html, count=1)


def on_paper(html: str, paper: str, passport: Passport) -> str:
    """A page as it goes into a PDF: on its paper (`a4`, `letter`), with the pathway's title, and no link to the disk."""
    style = f"<style>@page {{ size: {paper} }} @page across {{ size: {paper} landscape }}</style>"
    html = _TITLE.sub(lambda _: f"<title>{escape(passport.title)}</title>", html, count=1).replace("</head>", f"{style}</head>", 1)
    base = str(passport.address or "")
    return _WITHIN.sub(lambda match: f'{match[1]}{match[2]}="{urljoin(base, match[3])}"' if base else match[1], html)
