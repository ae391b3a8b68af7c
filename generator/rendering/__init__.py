"""View models to Markdown, through the templates in `templates/`."""

import json
import re
from collections.abc import Mapping
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from generator.core.cache import ContentCache
from generator.i18n import Words
from generator.markup import Markdown, attribute, escape, finalize
from generator.rendering.template_cache import TemplateCache
from generator.views import Page

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


def render(page: Page, words: Words, common: Mapping[str, object], abbreviations: Mapping[str, str], cache: ContentCache) -> str:
    """The Markdown of a page.

    Args:
        page: the page.
        words: the words of its language.
        common: what every page says.
        abbreviations: short forms and what they stand for; they are explained where they occur.
        cache: where compiled templates are looked for and stored.

    """
    environment = _environment()
    environment.bytecode_cache = TemplateCache(cache)
    template = environment.get_template(f"{page.template}.md.jinja")
    content = page.content
    body = template.render(page=page, view=content.view, words=words, common=common)
    used = {short: long for short, long in abbreviations.items() if _DEFINABLE.fullmatch(short) and _occurs(short, body)}
    frame = environment.get_template("frame.md.jinja")
    definitions = Markdown("\n".join(f"*[{short}]: {escape(long)}" for short, long in used.items()))
    text = frame.render(
        page=page, content=content, body=Markdown(body.strip()), words=words, common=common, used=used, definitions=definitions
    )
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _occurs(short: str, body: str) -> bool:
    # Most abbreviations stand on few pages, and to look for the bare letters takes a hundredth of the time.
    shown = escape(short)
    return shown in body and re.search(rf"(?<![\w&#]){re.escape(shown)}(?!\w)", body) is not None
