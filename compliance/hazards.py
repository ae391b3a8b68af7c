"""The hazard log: kept in `hazards.toml`, shown as `docs/safety.md`."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

LOG = Path(__file__).with_name("hazards.toml")

_HEAD = """---
title: Hazards
---

# Hazards

What can go wrong when people read a pathway, what prevents it, and which test proves that. The layout, the
severities, the likelihoods and the risks follow a hazard log under the English standard DCB0129. The page **claims no compliance**
with that or any other standard or law.

**No clinician has reviewed this page or the dermatomyositis pathway, and no clinical safety officer has been named.** The
developers estimated how severe and how likely each harm is. Before you use a pathway in care, make your own assessment; the last
line of each hazard says what only you can do. [Threats](threats.md) covers harm that somebody intends.

The tests show that the site says what the file says. They cannot show

- that a statement is true, or that its publication says it;
- that the file leaves out nothing that matters;
- that the order of the boxes is right for a patient;
- that a reader in a hurry understands what the author meant.

That takes people who know the field, and watching people use the pathway. Nobody has studied its use in care, and it has not been
assessed as a medical device.

<!-- Made from compliance/hazards.toml; renewed with: pytest tests/test_safety.py --regold -->
"""


@dataclass(frozen=True, slots=True)
class Control:
    """Control of a hazard, and the tests that prove it."""

    says: str
    tests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hazard:
    """Hazard; `severity`, `likelihood` and `left` (the likelihood with the controls) are keys of the log's tables."""

    id: str
    title: str
    happens: str
    harm: str
    causes: str
    severity: str
    likelihood: str
    left: str
    residual: str
    host: str
    controls: tuple[Control, ...]


@dataclass(frozen=True, slots=True)
class Log:
    """The hazards, and what the words mean by which they are weighed."""

    hazards: tuple[Hazard, ...]
    severity: Mapping[str, str]
    likelihood: Mapping[str, str]
    risk: Mapping[str, Mapping[str, str]]
    asks: Mapping[str, str]

    def risks(self, hazard: Hazard) -> tuple[str, str]:
        """How large the risk is without the controls, and with them."""
        return self.risk[hazard.severity][hazard.likelihood], self.risk[hazard.severity][hazard.left]

    @property
    def controls(self) -> list[Control]:
        """All controls, in the order of their hazards."""
        return [control for hazard in self.hazards for control in hazard.controls]


def log(text: str) -> Log:
    """The log that a TOML text holds; whatever is missing or misspelt there is an error."""
    data = tomllib.loads(text)
    return Log(tuple(map(_hazard, data["hazard"])), data["severity"], data["likelihood"], data["risk"], data["asks"])


def _hazard(data: Mapping[str, Any]) -> Hazard:
    said = {key: value for key, value in data.items() if key != "control"}
    return Hazard(**said, controls=tuple(Control(control["says"], tuple(control.get("tests", ()))) for control in data.get("control", ())))


def page(found: Log) -> str:
    """The page of the manual."""
    parts = (_words(found), _all(found), *(_told(found, hazard) for hazard in found.hazards))
    return "\n".join([_HEAD, *chain.from_iterable(parts)])


def _words(found: Log) -> Iterator[str]:
    yield "## Severity, likelihood and risk\n"
    yield from _table(("Severity", "Meaning"), found.severity.items())
    yield from _table(("Likelihood", "Meaning"), ((_spaced(key), meaning) for key, meaning in found.likelihood.items()))
    yield "Together they give the risk, from 1 to 5. “Remaining” is the risk with the controls.\n"
    yield from _table(("Risk", *map(_spaced, found.likelihood)), ([severity, *row.values()] for severity, row in found.risk.items()))
    yield from _table(("Remaining risk", "What to do"), found.asks.items())


def _all(found: Log) -> Iterator[str]:
    proven = sum(bool(control.tests) for control in found.controls)
    tests = {test.partition("[")[0] for control in found.controls for test in control.tests}
    yield "## All hazards\n"
    bare = sum(not hazard.controls for hazard in found.hazards)
    yield f"{len(found.hazards)} hazards, {bare} of them without a control; {len(found.controls)} controls, {proven} of them"
    yield f"proven by {len(tests)} tests.\n"
    rows = ((f"[{hazard.title}](#{_anchor(hazard.title)})", *found.risks(hazard), _proven(hazard)) for hazard in found.hazards)
    yield from _table(("Hazard", "Risk", "Remaining", "Controls proven"), rows)


def _spaced(key: str) -> str:
    return key.replace("-", " ")


def _anchor(heading: str) -> str:
    """The anchor that MkDocs, and GitHub, give a heading."""
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", heading).strip().lower())


def _proven(hazard: Hazard) -> str:
    proven = sum(bool(control.tests) for control in hazard.controls)
    return f"{proven} of {len(hazard.controls)}" if hazard.controls else "**no control**"


def _told(found: Log, hazard: Hazard) -> Iterator[str]:
    first, then = found.risks(hazard)
    yield f"## {hazard.title}\n"
    yield f"- **Id:** `{hazard.id}`"
    yield f"- **What may happen:** {hazard.happens}"
    yield f"- **Possible harm:** {hazard.harm}"
    yield f"- **Causes:** {hazard.causes}"
    likely, left = map(_spaced, (hazard.likelihood, hazard.left))
    yield f"- **Risk:** {first} ({hazard.severity}, {likely}); remaining {then} ({hazard.severity}, {left})\n"
    yield "**Controls**\n"
    yield from map(_control, hazard.controls)
    if not hazard.controls:
        yield "- **There is no control.**"
    yield f"\n**What remains:** {hazard.residual}\n"
    yield f"**What you must do:** {hazard.host}\n"


def _control(control: Control) -> str:
    names = ", ".join(f"`{test.removeprefix('tests/')}`" for test in control.tests)
    return f"- {control.says} *Proven by* {names}" if names else f"- {control.says} **Not proven by a test.**"


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    names = tuple(head)
    yield f"| {' | '.join(names)} |"
    yield f"|{'---|' * len(names)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)
    yield ""
