"""View models to Markdown, through the templates in `templates/`."""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from generator.core.cache import ContentCache
from generator.i18n import Words
from generator.markup import Markdown, attribute, escape, finalize
from generator.rendering.template_cache import TemplateCache
from generator.views import Page
from generator.views.frame import Explained
from generator.views.page_context import TERMS, to_page
from generator.views.search_weights import weight_of

# What Markdown can define as an abbreviation; brackets and the like would end the definition.
_DEFINABLE = re.compile(r"[\w.+/ -]+")


@cache
def _environment() -> Environment:
    # Autoescaping is for HTML; here every value passes through `finalize`, which escapes for Markdown.
    environment = Environment(  # noqa: S701
        loader=PackageLoader("generator.rendering"),
        finalize=finalize,
        undefined=StrictUndefined,
        # The usual {# would swallow the {#anchor} of a heading.
        comment_start_string="{##",
        comment_end_string="##}",
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["attribute"] = attribute
    # What a macro printed is Markdown: a part of a line, or lines of their own.
    environment.filters["inline"] = lambda text: Markdown(text.strip("\n").replace("\n", ""))
    environment.filters["block"] = lambda text: Markdown(text.strip("\n") + "\n\n")
    environment.filters["json"] = lambda value: Markdown(json.dumps(value, ensure_ascii=False))
    return environment


def render(page: Page, words: Words, common: Mapping[str, object], explained: Explained, cache: ContentCache) -> str:
    """The Markdown of a page.

    Args:
        page: the page.
        words: the words of its language.
        common: what every page says.
        explained: short forms, terms and grades; they are explained where they occur.
        cache: where compiled templates are looked for and stored.

    """
    environment = _environment()
    environment.bytecode_cache = TemplateCache(cache)
    template = environment.get_template(f"{page.template}.md.jinja")
    content = page.content
    body = template.render(page=page, view=content.view, words=words, common=common)
    # In the document for paper each part explains its own.
    is_document = page.template == "print"
    used = {} if is_document or page.template == "abbreviations" else dict(_used(explained.abbreviations, body))
    explains = {} if is_document or page.template == "terms" else explained.terms
    terms = {term: means for term, means in explains.items() if any(_used(_forms(term), body))}
    said = {**used, **{form: means.says for term, means in terms.items() for form in dict(_used(_forms(term), body))}}
    definitions = Markdown("\n".join(f"*[{short}]: {escape(long)}" for short, long in sorted(said.items())))
    shown = {
        "used": used,
        "terms": {term: (means.says, Markdown(f"{to_page(page.path, TERMS)}#{means.anchor}")) for term, means in terms.items()},
        "grades": [card for card in explained.grades if f'popovertarget="{card.anchor}"' in body],
        "definitions": definitions,
    }
    frame = environment.get_template("frame.md.jinja")
    weight = weight_of(page.template, is_group=page.is_group)
    text = frame.render(page=page, weight=weight, content=content, body=Markdown(body.strip()), words=words, common=common, **shown)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _used(explained: Mapping[str, str], body: str) -> Iterator[tuple[str, str]]:
    """Short forms or terms that occur in a page and that Markdown can explain there."""
    return ((short, long) for short, long in explained.items() if _DEFINABLE.fullmatch(short) and _occurs(short, body))


def _forms(term: str) -> Mapping[str, str]:
    """A term as it is written within a sentence and at its beginning."""
    return dict.fromkeys((term, term[:1].upper() + term[1:]), "")


def _occurs(short: str, body: str) -> bool:
    # Most abbreviations stand on few pages, and to look for the bare letters takes a hundredth of the time.
    shown = escape(short)
    return shown in body and re.search(rf"(?<![\w&#]){re.escape(shown)}(?!\w)", body) is not None
