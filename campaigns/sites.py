"""The sites that campaigns look at: ours with its manual, the manual's example, the bicycle of the gold files, and one being written."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from campaigns.figures import ROOT

BICYCLE = ROOT / "tests" / "gold" / "bicycle" / "pathway.yaml"
_PATHWAYS = {"ours": ROOT / "pathway.yaml", "example": ROOT / "docs" / "authors" / "example" / "pathway.yaml", "bicycle": BICYCLE}


def built(folder: Path) -> dict[str, Path]:
    """Our site, the example's and the bicycle's, built into a folder."""
    found = {name: folder / name for name in _PATHWAYS}
    for name, pathway in _PATHWAYS.items():
        command = [sys.executable, "-m", "generator", "build", str(pathway), "--into", str(found[name])]
        subprocess.run(command, check=True, capture_output=True)
    return found


def pages(site: Path) -> list[str]:
    """The addresses of a site's pages, relative to its folder."""
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))


@contextmanager
def faulty(folder: Path) -> Iterator[str]:
    """The address of a bicycle that `pathway serve` shows, with a warning and, once `break` is written, an error."""
    text = BICYCLE.read_text("utf-8").replace("  CC0: Creative Commons Zero", "  CC0: Creative Commons Zero\n  XYZ: nobody says so")
    pathway = folder / "pathway.yaml"
    pathway.write_text(text, "utf-8")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    command = [sys.executable, "-m", "generator", "serve", str(pathway), "--address", address]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            yield f"http://{address}"
        finally:
            process.kill()


def spoil(folder: Path) -> None:
    """Makes an error in the bicycle that is being written."""
    pathway = folder / "pathway.yaml"
    pathway.write_text(pathway.read_text("utf-8").replace("kind: fork", "kind: spoon"), "utf-8")
