"""Builds the site of a pathway with MkDocs: aside first, and in its place only when nothing was wrong."""

import datetime
import logging
import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import yaml
from jinja2 import TemplateError
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, BuildError, MkDocsException
from mkdocs.utils.yaml import yaml_load

from generator.compiler import Compiled, Site
from generator.core.diagnostics import escape_invisible
from generator.mkdocs.print_html import prepare_pdf_html
from generator.output import markdown_tree
from generator.output.offline_archive import bundle, bundle_name, checksum, readme
from generator.output.pdf import to_pdf
from generator.output.read_pathway import undisturbed

_EPOCH = "SOURCE_DATE_EPOCH"
_LAST = 2**32 - 1  # the last second that fits into the head of a gzip file

Progress = Callable[[int, int], None]
"""Told how many pages are done, of how many."""


class PublishError(Exception):
    """MkDocs complained; `args` are its warnings and errors, a line each."""


@dataclass(frozen=True)
class Published:
    """Where a site was built, and what its author may want to know."""

    directory: Path


def publish(pathway: Path, site: Site, into: Path | None, progress: Progress | None = None) -> Published:
    """Builds the site in `into`, or in the folder that `mkdocs.yml` names."""
    name = site.metadata.short_name
    with undisturbed(), configuration(pathway, name) as (file, settings), _kept("mkdocs", logging.WARNING) as complaints:
        try:
            config = load_config(str(file), **settings, strict=True)
            directory = into or Path(config["site_dir"])
            with markdown_tree.atomic_dir(directory) as staging:
                config["site_dir"] = str(staging)
                _build(config, our_plugin(config, file), pathway, site, progress)
        except (MkDocsException, Abort) as error:
            raise PublishError(*complaints, *([] if complaints else [str(error)])) from error
    return Published(directory)


def bundled(pathway: Path, site: Site) -> dict[str, str | bytes]:
    """README, checksum and offline bundle, by name, from a build of its own; the archive comes last, when its checksum is there."""
    name = bundle_name(site.metadata)
    with markdown_tree.temp_dir() as folder:
        published = publish(pathway, site, folder / "site")
        archive = bundle(markdown_tree.contents(published.directory), site.metadata, site.words)
    return {
        f"{name}.README.txt": readme(site.metadata, site.words),
        f"{name}.zip.sha256": checksum(archive, f"{name}.zip"),
        f"{name}.zip": archive,
    }


def printed(pathway: Path, site: Site, parts: Sequence[str], paper: str, browser: str) -> bytes:
    """The whole pathway as one PDF, or the `parts` that are named, from a build of its own; raises PdfError where it cannot be printed."""
    with markdown_tree.temp_dir() as folder:
        document = publish(pathway, site, folder / "site").directory / "print.html"
        document.write_text(prepare_pdf_html(document.read_text("utf-8"), paper, site.metadata), "utf-8")
        chosen = f"?parts={quote(','.join(parts), safe='')}" if parts else ""
        return to_pdf(document.as_uri() + chosen, browser)


def _build(config: Any, plugin: Any, pathway: Path, site: Site, progress: Progress | None) -> None:
    halves = 0

    def advance() -> None:
        nonlocal halves
        halves += 1
        if progress:
            progress(halves // 2, max(halves // 2, len(site.pages)))

    plugin.use_compiled(pathway, Compiled(site=site, diagnostics=()), None, advance)
    with source_date_epoch(site):
        try:
            mkdocs_build(config)
        except (UnicodeError, TemplateError) as error:  # of a page or a template of the author's; MkDocs said of which
            raise BuildError(str(error)) from error


def our_plugin(config: Any, file: Path) -> Any:
    """The plug-in `pathway` of a site that is set up in `file`."""
    if "pathway" not in config.plugins:
        raise PublishError(f"the plug-in pathway is missing; add it to “plugins” in {file}")
    return config.plugins["pathway"]


@contextmanager
def configuration(pathway: Path, title: str) -> Iterator[tuple[Path, dict[str, Any]]]:
    """The `mkdocs.yml` beside a pathway, or a default one, with the settings that override it while the context lasts.

    Args:
        pathway: the file of the pathway.
        title: the name of the site, where there is no `mkdocs.yml`.

    Yields:
        The file, and keyword arguments for MkDocs' `load_config`.

    """
    beside = pathway.resolve().parent / "mkdocs.yml"
    with markdown_tree.temp_dir() as folder:
        docs = folder / "docs"
        docs.mkdir()
        if beside.is_file():
            yield beside, {"docs_dir": str(docs)} if _lacks_docs(beside) else {}
            return
        file = folder / "mkdocs.yml"
        file.write_text(yaml.safe_dump(_default(pathway, title), allow_unicode=True), "utf-8")
        yield file, {}


def _lacks_docs(file: Path) -> bool:
    """Whether a site has no pages written by hand: MkDocs asks for the folder `docs` even then. One that is named must be there."""
    try:
        with file.open("rb") as text:
            named = "docs_dir" in (yaml_load(text) or {})
    except (OSError, yaml.YAMLError, MkDocsException, TypeError):
        return False  # MkDocs says what is wrong with the file
    return not named and not (file.parent / "docs").exists()


def _default(pathway: Path, title: str) -> dict[str, Any]:
    return {
        "site_name": title,
        "site_dir": str(pathway.resolve().parent / "site"),
        "theme": {"name": "material"},
        "plugins": [{"pathway": {"file": str(pathway.resolve())}}, "search", "offline", "mermaid2"],
    }


class _Keeper(logging.Handler):
    """Collect log records, to report them in our own words."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.kept: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keeps the message."""
        self.kept.append(record.getMessage())


@contextmanager
def _kept(name: str, level: int) -> Iterator[list[str]]:
    """Records of a logger from `level` upwards, kept from other handlers."""
    logger, keeper = logging.getLogger(name), _Keeper(level)
    before = logger.propagate, logger.level
    logger.addHandler(keeper)
    logger.propagate = False
    logger.setLevel(min(level, logger.level or level))
    try:
        yield keeper.kept
    finally:
        logger.removeHandler(keeper)
        logger.propagate, logger.level = before


@contextmanager
def source_date_epoch(site: Site | None) -> Iterator[None]:
    """Dates the build by the pathway, so that the same pathway gives the same bytes, unless SOURCE_DATE_EPOCH says otherwise."""
    said = os.environ.get(_EPOCH, "")
    if said and not (re.fullmatch("[0-9]{1,10}", said) and int(said) <= _LAST):
        raise PublishError(f"{_EPOCH} is “{escape_invisible(said)}” in the environment, which is not a number of seconds since 1970")
    if site is None or said:
        yield
        return
    published = datetime.datetime(*site.metadata.published.earliest, tzinfo=datetime.UTC)
    os.environ[_EPOCH] = str(int(published.timestamp()))
    try:
        yield
    finally:
        del os.environ[_EPOCH]
