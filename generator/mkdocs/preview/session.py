"""State of the preview: the last good site, and the faults since then."""

import contextlib
import threading
import time
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any

from generator.compiler import Compiled
from generator.core.source import Source
from generator.i18n import load_messages
from generator.mkdocs.preview.on_demand_build import OnDemandBuild
from generator.mkdocs.preview.status import Status, faults, problem, title, with_script

Fault = dict[str, Any]

AT_REST = 0.5
"""Seconds of rest before what nobody has asked for is made: a browser asks for the parts of a page one after the other."""


class Session:
    """The shown site with its news, for the threads of a server; a new state is put up by one thread alone."""

    def __init__(self, pathway: Path, *, at_rest: float = AT_REST) -> None:
        self._pathway, self._at_rest = pathway, at_rest
        self._build: OnDemandBuild | None = None
        self._is_good = False
        self._words = load_messages()
        # Two runs of the program must not be taken for one by a page that stayed open.
        self._run, self._count = time.time_ns(), 0
        self._news = Status("", "")
        self._told = threading.Condition()
        self._building, self._converting = threading.Lock(), threading.Lock()
        self._asked: list[None] = []
        """As long as threads wait for a page."""
        self._rests_since = 0.0

    def publish(self, compiled: Compiled, source: Source | None) -> Exception | None:
        """Shows a site, or what is wrong over the last good one; returns why MkDocs could make no site of the pathway."""
        site = compiled.site
        found = faults(compiled.diagnostics, source, self._words)
        error = None
        if site or not self._is_good:
            error = self._replace(compiled, source)
        if error:
            found = (*problem(str(error) or type(error).__name__, self._words), *found)
        with self._told:
            self._count += 1
            state = f"{self._run}-{self._count}"
            shown = self._news.site if error or (self._is_good and not site) else state
            self._is_good = self._is_good or (site is not None and not error)
            # Where there never was a good site, the page itself tells what is wrong.
            told = found if self._is_good or error else ()
            self._news = Status(state, shown, told, title(told, self._words))
            self._told.notify_all()
        return error

    def _replace(self, compiled: Compiled, source: Source | None) -> Exception | None:
        with self._asking():
            try:
                build = OnDemandBuild(self._pathway, compiled, source)
            except Exception as error:  # noqa: BLE001  # whatever a plug-in raises, the last good site stays
                return error
            if self._build:
                self._build.close()
            self._build = build
            if compiled.site:
                self._words = compiled.site.words
        return None

    def news_after(self, state: str, patience: float) -> Status:
        """The news as soon as they are others than those of a state, or after so many seconds as they are."""
        with self._told:
            self._told.wait_for(lambda: self._news.state != state, patience)
            return self._news

    def page(self, name: str) -> tuple[HTTPStatus, bytes]:
        """Content at a path of the site; pages get the script that keeps them up to date."""
        if name.startswith("search/"):
            # It takes all pages, so requests for one page do not wait for it; and it is dropped if another site is shown by then.
            while self._convert() is not self._build:
                pass
        with self._asking():
            build = self._build
            if build is None:
                return HTTPStatus.NOT_FOUND, with_script(b"", self._news, self._words)
            content, status = build.get(name), HTTPStatus.OK
            if content is None and build.get(f"{name}/index.html") is not None:
                return HTTPStatus.FOUND, b""
            if content is None:
                content, status = build.get("404.html") or b"", HTTPStatus.NOT_FOUND
            is_page = status is HTTPStatus.NOT_FOUND or name.endswith(".html")
            return status, with_script(content, self._news, self._words) if is_page else content

    @contextlib.contextmanager
    def _asking(self) -> Iterator[None]:
        with self.foreground(), self._building:
            yield

    def wait_idle(self) -> None:
        """Waits until nobody has waited for anything for a while."""
        while self._asked or time.monotonic() - self._rests_since < self._at_rest:
            time.sleep(0.01)

    def prebuild(self) -> None:
        """Makes what nobody has asked for yet, and lets MkDocs say which links lead nowhere."""
        build = self._convert()
        with self._building:
            if build is not None and build is self._build and build.pages:
                build.finish()

    def _convert(self) -> OnDemandBuild | None:
        """Convert all pages one by one, always after those who ask; None when another state is shown meanwhile."""
        # One thread at a time, or many would each hold up by a page whoever asks.
        with self._converting:
            build = self._build
            while build and build.pending:
                self.wait_idle()
                with self._building:
                    if build is not self._build:
                        return None
                    build.look_ahead()
            return build

    @contextlib.contextmanager
    def foreground(self) -> Iterator[None]:
        """As long as something is done that an author waits for, what she does not wait for rests."""
        self._asked.append(None)
        try:
            yield
        finally:
            self._rests_since = time.monotonic()
            self._asked.pop()

    @property
    def address(self) -> tuple[str, int]:
        """Where the settings of the site want it to be served."""
        return self._build.address if self._build else ("127.0.0.1", 8000)

    @property
    def watched(self) -> tuple[Path, ...]:
        """Files the shown site is made of, besides the pathway."""
        return self._build.watched if self._build else ()

    def close(self) -> None:
        """Removes what was built."""
        with self._building:
            if self._build:
                self._build.close()
            self._build = None
