"""Preview server for authors: pages are built when they are viewed, and are up to date when a file is saved.

Faults are shown above the last good site, in the browser as in the terminal.
"""

import logging
import signal
import threading
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from generator.compiler import Compiled
from generator.core.cache import ContentCache
from generator.core.source import Source
from generator.mkdocs.preview.server import AddressError, Server
from generator.mkdocs.preview.session import Session
from generator.output.cache import open_cache
from generator.output.file_watcher import watch_files
from generator.output.read_pathway import compile_file, undisturbed

__all__ = ["AddressError", "ServeCallbacks", "serve"]


@dataclass(frozen=True)
class ServeCallbacks:
    """Callbacks for the terminal: the address of the site, and the result of each change."""

    started: Callable[[str], None]
    on_rebuilt: Callable[[Compiled, Source | None, Exception | None], None]


def serve(pathway: Path, address: tuple[str, int] | None, teller: ServeCallbacks, *, in_browser: bool = False) -> None:
    """Serves the site of a pathway and follows every change, until it is interrupted; raises AddressError where it cannot listen."""
    with ExitStack() as stack:
        stack.enter_context(_ended_by_signals())
        stack.enter_context(_heard())
        cache = open_cache()
        stage = Session(pathway)
        stack.callback(stage.close)
        ahead: _Ahead | None = None
        for made in watch_files(pathway, lambda: _shown(pathway, stage, cache)):
            teller.on_rebuilt(*made)
            if ahead:
                ahead.again()
                continue
            server = Server(*(address or stage.address), stage)
            stack.callback(server.stop)
            server.start()
            teller.started(server.url)
            if in_browser:
                webbrowser.open(server.url)
            ahead = _Ahead(stage)


def _shown(pathway: Path, stage: Session, cache: ContentCache) -> tuple[tuple[Compiled, Source | None, Exception | None], list[Path]]:
    """Shows the pathway as it is now, or what is wrong with it; returns what became of it, and all that the site is made of."""
    with stage.foreground(), undisturbed():
        compiled, source = compile_file(pathway, cache)
        made = compiled, source, stage.publish(compiled, source)
    beside = pathway.resolve().parent
    roots = (beside / "mkdocs.yml", *(pathway.parent / name for name in compiled.dependencies), *stage.watched)
    return made, [path for root in roots for path in (root, *sorted(root.rglob("*")))]


class _Ahead:
    """Makes in the background what nobody has asked for yet."""

    def __init__(self, stage: Session) -> None:
        self._wanted = threading.Event()
        self._wanted.set()
        threading.Thread(target=self._run, args=(stage,), daemon=True).start()

    def again(self) -> None:
        """Start again with what is shown now."""
        self._wanted.set()

    def _run(self, stage: Session) -> None:
        while True:
            self._wanted.wait()
            self._wanted.clear()
            try:
                stage.prebuild()
            except Exception:
                logging.getLogger("mkdocs").exception("A page could not be built")


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """Tidy up when the program is ended by a signal, too."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt:
        pass
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def _heard() -> Iterator[None]:
    """Show an author what MkDocs warns of."""
    handler = logging.StreamHandler()
    handler.setLevel(logging.WARNING)
    logger = logging.getLogger("mkdocs")
    before = logger.level
    logger.setLevel(logging.INFO)
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(before)
