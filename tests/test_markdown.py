"""Text as Markdown: it shows as it is wherever the templates put it, whatever extensions are on, and stays readable in the source."""

import re
from html.parser import HTMLParser
from urllib.parse import unquote

import markdown
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.analysis.text_walk import texts_of
from generator.markup import Markdown, attribute, escape, finalize, href
from ours import PATHWAY

# All that comes with Python-Markdown and Pymdown Extensions but what cannot be switched off in a text: `smarty` and
# `smartsymbols` turn 1/2 into ½, `nl2br`, `legacy_*`, `meta`, `striphtml`, `b64` and `pathconverter` do not read text.
EXTENSIONS = [
    *("abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "sane_lists", "tables", "toc", "wikilinks"),
    *(
        "pymdownx.arithmatex",
        "pymdownx.betterem",
        "pymdownx.caret",
        "pymdownx.critic",
        "pymdownx.details",
        "pymdownx.emoji",
        "pymdownx.escapeall",
    ),
    *("pymdownx.fancylists", "pymdownx.highlight", "pymdownx.inlinehilite", "pymdownx.keys", "pymdownx.magiclink", "pymdownx.mark"),
    *("pymdownx.progressbar", "pymdownx.quotes", "pymdownx.saneheaders", "pymdownx.snippets", "pymdownx.superfences", "pymdownx.tabbed"),
    *("pymdownx.tasklist", "pymdownx.tilde", "pymdownx.blocks.admonition", "pymdownx.blocks.definition", "pymdownx.blocks.details"),
    *("pymdownx.blocks.html", "pymdownx.blocks.tab", "pymdownx.blocks.caption"),
]
MAGIC = {
    "repo_url_shorthand": True,
    "social_url_shorthand": True,
    "repo_url_shortener": True,
    "provider": "github",
    "user": "a",
    "repo": "b",
}
PROCESSOR = markdown.Markdown(extensions=EXTENSIONS, extension_configs={"pymdownx.magiclink": MAGIC})

# Where a text (§) is put: the Markdown around it, what is shown around it, the elements there must be and no others.
FRAMES = {
    "paragraph": ("§", "§", "p"),
    "paragraph after another": ("before\n\n§", "before §", "p p"),
    "list item": ("- §", "§", "ul li"),
    "list item after a span": ('- <span class="role">role</span> §', "role §", "ul li span"),
    "heading": ("## § {#anchor}", "§", "h2"),
    "link text": ("[§](page.md)", "§", "p a"),
    "link title": ('[link](page.md "§")', "link", "p a"),
    "table cell": ("| a | b |\n|---|---|\n| § | c |", "a b § c", "table thead tr th th tbody tr td td"),
    "HTML": ('<p class="lead">§</p>', "§", "p"),
    "Markdown in HTML": ("<p markdown>**a** § · [§](page.md) · z</p>", "a § · § · z", "p strong a"),
    "span in an item in HTML": ("<section markdown>\n\n- <span>§</span> §\n\n</section>", "§ §", "section ul li span"),
}

_NASTY = """
* | ** | *a* | **a** | _a_ | __a__ | a_b_c | ***a*** | ` | `a` | ``a`` | ``` | ```a | ~~~ | ~a~ | ~~a~~ | ^a^ | ^^a^^ | ==a== | ++ctrl+alt++ | {++a++} | {--a--}
{~~a~>b~~} | {>>a<<} | {==a==} | \\ | \\* | a\\ | \\( a \\) | \\[ a \\] | $a$ | $$a$$ | # a | ## a | a # | a {#b} | {: .a } | {#a} | {.a} | {{ a }} | {% a %} | [a] | [a](b) | ![a](b)
[a][b] | [^1] | [[a]] | [ ] a | [x] a | [a]: b | *[a]: b | [TOC] | [=50% "a"] | - [ ] a | ] | [ | ](a) | <b>a</b> | <script>alert(1)</script> | <!-- a --> | <a@b.co> | <https://a.co> | </p>
&lt; | &amp; | &#60; | &copy | & | < | > | > a | a > b | - | - a | + a | * a | -- | --- | - - - | === | 1. | 1. a | 1) a | 12345. a | #. a | a. a | A) a | iv. a | i. | : a | :   a | ::: a | :smile: | :+1: | :a:b:
/// note | /// | !!! note | !!! | ??? note | ???+ a | === "a" | ;--8<-- "a" | --8<-- "/etc/passwd" | https://example.org/a_b_c | http://a.co. | ftp://a.co | www.example.org | mailto:a@b.co | a@b.co | @a | @a/b
a/b#1 | #1 | !1 | a/b!1 | ?1 | a/b?1 | a--b | a->b | "a" | 'a' | " | ' | '' | "a | a" | (a) | ((a)) | a) | (a | 'a" | a|b | | a | b | | |---| | \u00a0 | % a | %%a%% | = a | a = | a: b | a:b | -1 | +1 | -a | .5
"""
NASTY = list(filter(str.strip, _NASTY.replace("\n", " | ").split(" | ")))

PLAIN = [
    "Version 1.0.0",
    "34(3):438-44",
    "anti-MDA5",
    "1/2",
    "(6 months or more)",
    "20–30 %",
    "≥ 50",
    "> 50 mg".removeprefix("> "),
    "p > 0.05, that is 1 in 20 (95%); see p. 7!",
    "Is it so? Yes: it's the patient's, isn't it...",
    "2021 Nov 3;12:4, e100-e107. French.",
    "1991 Nov-Dec",
    "Curr Opin Rheumatol. 2004 Nov;16(6):692-9.",
    "Methotrexate. Then azathioprine.",
    "At -20 °C = 253 K, 10:30, 2+2",
    "doi 10.1000/182",
    "either/or, and/or",
    "a (b), c - d",
]
NEEDS = re.compile(r"[\[\]\"&<*_#|~^$`{\\]")


class Shown(HTMLParser):
    """Text that a browser would show of some HTML, and its elements."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.attributes: dict[str, str | None] = {}
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes.update(attrs)

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:  # noqa: ARG002  # the standard library's signature
        self.elements.append("comment")

    handle_decl = handle_pi = unknown_decl = handle_comment  # type: ignore[assignment]  # they name their one argument differently


def shown(text: str) -> Shown:
    PROCESSOR.reset()
    return Shown(PROCESSOR.convert(text))


def folded(text: str) -> str:
    return " ".join(text.split())


def must_show(frame: str, text: str) -> None:
    template, visible, elements = FRAMES[frame]
    found = shown(template.replace("§", escape(text)))
    assert found.elements == elements.split()
    assert folded(found.text) == folded(visible.replace("§", text))
    if frame == "link title":
        assert folded(found.attributes["title"] or "") == folded(text)
    if frame == "heading":
        assert found.attributes["id"] == "anchor"


PUNCTUATION = st.text(st.sampled_from("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"), min_size=1, max_size=4)
WORDS = st.sampled_from(
    ["a", "b1", "1", "12", "iv", "TOC", "ctrl", "smile", "www.a.co", "https", "lt", "é", "≥", "\u00a0", " ", "  ", "\n"]
)
WRAPPED = st.builds(lambda mark, word: f"{mark}{word}{mark[::-1]}", PUNCTUATION, WORDS)
PIECES = st.lists(PUNCTUATION | WORDS | WRAPPED | st.sampled_from(NASTY), min_size=1, max_size=6)
TEXTS = PIECES.map("".join).filter(str.strip)


@given(TEXTS)
@pytest.mark.parametrize("frame", FRAMES)
def test_any_text_shows_as_it_is(frame: str, text: str) -> None:
    must_show(frame, text)


@given(TEXTS)
@example("&lt;b&gt; &#60; &amp;amp; & b")
def test_any_text_is_an_attribute_as_it_is(text: str) -> None:
    found = shown(f'<section aria-label="{attribute(text)}" markdown>\n\na\n\n</section>')
    assert found.elements == ["section", "p"]
    assert folded(found.attributes["aria-label"] or "") == folded(text)


@pytest.mark.parametrize("frame", FRAMES)
def test_nasty_texts_show_as_they_are(frame: str) -> None:
    for text in NASTY:
        must_show(frame, text)


def test_frames_would_notice() -> None:
    """Without escaping, most nasty texts show as something else; else these tests would test nothing."""
    kept = [text for text in NASTY if folded(shown(text).text) == folded(text) and shown(text).elements == ["p"]]
    assert len(kept) < len(NASTY) / 2


@pytest.mark.parametrize("text", PLAIN)
def test_plain_prose_is_untouched(text: str) -> None:
    assert escape(text) == text


def test_real_prose_stays_readable() -> None:
    """Of all the texts of the real pathway only those with brackets, quotes and the like change at all."""
    texts = [text for _, text in texts_of(PATHWAY)]
    changed = [text for text in texts if escape(text) != text]
    assert [text for text in changed if not NEEDS.search(text)] == []
    assert len(changed) < len(texts) / 20


def test_markdown_is_not_escaped_again() -> None:
    assert finalize(escape("*")) == "&#42;"
    assert finalize(Markdown("*a*")) == "*a*"
    assert finalize("*a*") == "&#42;a&#42;"
    assert finalize(12) == "12"


ADDRESSES = st.text(st.sampled_from("azé09/?#&=%@+,;~!$*-._()[]<>'\"\\^`{|} "), max_size=12)


@given(ADDRESSES, ADDRESSES)
def test_addresses_arrive(first: str, second: str) -> None:
    addresses = [f"https://a.co/{path}" for path in (first, second)]
    found = shown("".join(f"[x]({href(address)}) " for address in addresses))
    assert found.elements == ["p", "a", "a"]
    assert unquote(found.attributes["href"] or "") == unquote(addresses[-1])
