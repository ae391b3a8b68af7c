"""HTML as a tree: written again, it is to a browser what it was."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from generator.markup.html_tree import parse, parse_fragment, serialise
from generator.mkdocs.html_pass import rewrite_content, rewrite_page
from sampling import Sampler

_PARTS = """\
<p> </p> <div> </div> <b> </b> <a\thref="x&amp;y"> </a> <pre> </pre> <svg\tviewBox="0\t0\t1\t1"> </svg> <path\td="M0"/> <foreignObject>
</foreignObject> <title> </title> <textarea> </textarea> <script> </script> <style> </style> a<b <!-- --> <!--> <![CDATA[x]]> <?x\t?> </ <
> " ' = <input\tdisabled\tvalue='"'> <template> </template> <noscript> </noscript> <ul> <li> </ul> <table> <tr> <td> </table> <h1> </h2>
<details\topen> </details> <math><mi> </math> <select> <option> </select> <img\tsrc=x\tonerror="y"> <use\txlink:href="#a"> </span> <plaintext>
<span\tclass="a\tb"id=c> <dl><dt> <dd> </body> </html> <body\tclass=z> <p\ta"b=1\tA=2\ta=3> <em\tdata-x="&quot;<&#39;&gt;"> <desc> <form> </form>
x &amp; &lt; &nbsp; &eacute &notit; é <br/>""".split()
FRAGMENTS = st.lists(st.sampled_from([*(part.replace("\t", " ") for part in _PARTS), " ", "\n", "\n\n", "\r\n"]), max_size=14).map("".join)
_READ = """([html, whole]) => {
  const content = (element) => element.localName === "template" ? element.content : element;
  const plain = (node) => node.attributes
    ? [node.namespaceURI, node.localName, [...node.attributes].map((it) => [it.namespaceURI, it.name, it.value]).sort(),
       [...content(node).childNodes].map(plain)]
    : [node.nodeType, node.nodeName, node.nodeType === Node.DOCUMENT_TYPE_NODE ? "" : node.data];
  const read = (text) => {
    if (whole) return new DOMParser().parseFromString(text, "text/html");
    const root = document.implementation.createHTMLDocument("").createElement("div");
    root.innerHTML = text;
    return root;
  };
  return JSON.stringify([...read(html).childNodes].map(plain));
}"""
_WRITE = """([html, whole]) => {
  if (whole) return new DOMParser().parseFromString(html, "text/html").documentElement.outerHTML;
  const root = document.implementation.createHTMLDocument("").createElement("div");
  root.innerHTML = html;
  return root.innerHTML;
}"""


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(html=FRAGMENTS, whole=st.booleans())
def test_what_is_written_reads_the_same(reader: Page, html: str, whole: bool) -> None:
    """But where HTML has no way to write what was read, such as a link in a link; then it is what the browser itself would write."""
    source = "<!doctype html>" * whole + html
    written = serialise((parse if whole else parse_fragment)(source))
    read = reader.evaluate(_READ, [source, whole])
    if reader.evaluate(_READ, [written, whole]) != read:
        by_browser = "<!doctype html>" * whole + reader.evaluate(_WRITE, [source, whole])
        assert reader.evaluate(_READ, [by_browser, whole]) != read


def test_pages_read_the_same(reader: Page, site: Path, sample: Sampler[Path]) -> None:
    """Also those with drawings and scripts; and each is written as it is, for it was written so already."""
    for path in sample(sorted(site.rglob("*.html")), 20):
        page = path.read_text("utf-8")
        written = serialise(parse(page))
        assert reader.evaluate(_READ, [written, True]) == reader.evaluate(_READ, [page, True])
        assert path.name == "404.html" or written == page


@pytest.mark.parametrize(
    ("html", "written"),
    [
        ("<pre>\n\nx</pre>", "<pre>\n\nx</pre>"),
        ("<template><template><pre>\n\nx</pre></template></template>", "<template><template><pre>\n\nx</pre></template></template>"),
        ('<svg viewbox="0 0 1 1"><lineargradient/></svg>', '<svg viewBox="0 0 1 1"><linearGradient></linearGradient></svg>'),
        ("<script>a < b && '<!--'</script>", "<script>a < b && '<!--'</script>"),
        ("<noscript><p>&amp;</p></noscript>", "<noscript><p>&amp;</p></noscript>"),
        ("<input disabled><br>", '<input disabled=""><br>'),
        ("<p>x<!-- y", "<p>x<!-- y--></p>"),
        ("</div>x", "x"),
        ("", ""),
    ],
)
def test_written_form(html: str, written: str) -> None:
    tree = parse_fragment(html)
    assert [serialise(tree), serialise(tree), serialise(parse_fragment(written))] == [written] * 3


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<svg><a href="x.md#y"></a></svg>', '<svg><a href="to/x.md#y"></a></svg>'),
        ('<a href="https://example.org/x.md">z</a>', '<a href="https://example.org/x.md" data-address="example.org/x.md">z</a>'),
    ],
)
def test_content(html: str, expected: str) -> None:
    """Links of pictures resolved, addresses for paper."""
    content = rewrite_content(html, lambda address: address if ":" in address else f"to/{address}")
    assert (content.html, content.needs_mermaid) == (expected, False)
    assert rewrite_content('<div class="x mermaid"></div>', None).needs_mermaid


def test_page() -> None:
    """Its language, only the scripts that it needs, and the hashes of what is inline in it, as it is written."""
    scripts = "".join(f'<script src="../assets/pathway/{name}.js"></script>' for name in ("pathway", "chart", "print/choose", "other"))
    page, inline = rewrite_page(f'<html lang="en"><div data-chart="x"></div>{scripts}<script>a\r\nb</script>', "cy")
    assert [name in page for name in ("/pathway.js", "/chart.js", "/choose.js", "/other.js", '<html lang="cy">')] == [
        True,
        True,
        False,
        True,
        True,
    ]
    assert inline == rewrite_page(page, "")[1]
    assert len(inline.scripts) == 1
    assert 'lang="en"' in rewrite_page('<html lang="en">', "")[0]
