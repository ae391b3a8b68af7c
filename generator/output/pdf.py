"""Printing to PDF through a Chromium that is installed on the machine."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

_NAMES = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "msedge"),
    "chromium-headless-shell",
)
_FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
# Where browsers lie on macOS and Windows, which put them on no search path.
_PLACES = (
    "Chromium.app/Contents/MacOS/Chromium",
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "Google/Chrome/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
)
_QUIET = (
    "--headless",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-extensions",
    "--disable-sync",
    "--no-first-run",
    "--blink-settings=preferredColorScheme=1",
)
_PDF = ("--no-pdf-header-footer", "--generate-pdf-document-outline", "--export-tagged-pdf")
_PATIENCE = 300
"""Seconds; a thousand pages take one."""


class PdfError(Exception):
    """Nothing was printed; `args` hold what is wrong and what to do."""


def find_browser() -> str | None:
    """The program file of a Chromium, Chrome or Edge, where one is installed."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    folders = [Path("/Applications"), *(Path(os.environ[name]) for name in _FOLDERS if name in os.environ)]
    places = (folder / place for folder in folders for place in _PLACES)
    return found or next((str(place) for place in places if place.is_file()), None)


def to_pdf(address: str, program: str) -> bytes:
    """The page at an address as a tagged PDF with bookmarks, printed by a browser; raises PdfError where that fails."""
    # A browser of its own for each time: a running one would take the order, and print nothing.
    with tempfile.TemporaryDirectory(prefix="pathway-", ignore_cleanup_errors=True) as folder:
        made = Path(folder) / "made.pdf"
        command = [program, *_QUIET, *_unconfined(), *_PDF, f"--user-data-dir={folder}/profile", f"--print-to-pdf={made}", address]
        try:
            done = subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=False)  # noqa: S603  # a browser, and our own page
        except subprocess.TimeoutExpired as error:
            raise PdfError(f"“{program}” was still printing after {_PATIENCE} seconds", "Choose fewer sections with --section.") from error
        except OSError as error:
            raise PdfError(f"“{program}” cannot be started: {error.strerror or error}", "Choose another browser with --browser.") from error
        if not made.is_file() or not made.stat().st_size:
            said = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
            raise PdfError(f"“{program}” printed nothing (it ended with {done.returncode})", f"It said: {said or 'nothing'}")
        return made.read_bytes()


def _unconfined() -> tuple[str, ...]:
    # Chromium refuses root its sandbox, and root is who works in a container; the page it opens is our own.
    return ("--no-sandbox",) if sys.platform != "win32" and os.geteuid() == 0 else ()
