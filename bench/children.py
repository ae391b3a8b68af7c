"""Cost of a command, as the operating system accounts for it."""

import os
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

_KILO = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds by the clock and of processor time, and the most memory that was held, in MB."""

    wall: float
    cpu: float
    peak: float

    def as_dict(self) -> dict[str, float]:
        """The same as plain data."""
        return asdict(self)


def cost(*command: str | Path, folder: Path) -> Cost:
    """Runs a command in a folder, from start to exit; ends the program where the command fails."""
    log = folder / "bench.log"
    # Programs are installed compiled; without their compiled files, each start would compile them.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with log.open("wb") as output:
        start = time.perf_counter()
        child = subprocess.Popen([str(part) for part in command], cwd=folder, env=environment, stdout=output, stderr=output)
        _, status, used = os.wait4(child.pid, 0)
        wall = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit(f"{' '.join(map(str, command))} failed:\n{log.read_text('utf-8', 'replace')}")
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * _KILO / 1e6)


def middle(costs: list[Cost]) -> Cost:
    """The median of several runs, figure by figure."""
    return Cost(*(median(getattr(cost, figure) for cost in costs) for figure in ("wall", "cpu", "peak")))
