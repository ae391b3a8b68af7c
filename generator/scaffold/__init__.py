"""Starters for `pathway new`, commented and fictitious: a small pathway, and examples in full use of the format."""

import re
from dataclasses import dataclass, replace
from importlib.resources import files

from generator.compiler import read
from generator.core.diagnostics import Diagnostic
from generator.core.source import Source
from generator.model import Date

_FACT = re.compile(r"\{(\w+)\}")
_LONGEST_ID = 60
# “Treatment of gout” is about gout.
_OF = re.compile(r"(?:the )?\w+ of (.+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ScaffoldAnswers:
    """The author's answers: the pathway's title, id and subject, each on one line, and the day it is created."""

    title: str
    id: str
    subject: str
    today: Date


_PLAIN = ScaffoldAnswers("My pathway", "my-pathway", "my subject", Date(2000))


def starter(answers: ScaffoldAnswers) -> str:
    """Write the pathway as YAML; `problems` says whether the answers fit."""
    facts = {
        "title": answers.title,
        "id": answers.id,
        "subject": answers.subject,
        "published": str(answers.today),
        "evidence_until": str(answers.today._replace(day=None)),
        # A month, since not every day of this year is one of the next.
        "review_by": str(Date(answers.today.year + 1, answers.today.month)),
    }
    text = files(__name__).joinpath("pathway.yaml").read_text("utf-8")
    return _FACT.sub(lambda match: _quotable(facts[match[1]]), text)


def examples() -> tuple[str, ...]:
    """The names of the examples."""
    return tuple(sorted(folder.name for folder in files(__name__).joinpath("examples").iterdir() if folder.is_dir()))


def example_files(name: str) -> dict[str, bytes]:
    """The files of an example by name; the pathway itself comes last."""
    found = {file.name: file.read_bytes() for file in files(__name__).joinpath("examples", name).iterdir()}
    return dict(sorted(found.items(), key=lambda file: (file[0] == "pathway.yaml", file[0])))


def problems(answers: ScaffoldAnswers) -> tuple[Diagnostic, ...]:
    """Find the faults that the answers cause, leaving aside the texts that the author still has to write."""
    _, found = read(Source("pathway.yaml", starter(answers)))
    return tuple(diagnostic for diagnostic in found if diagnostic.code != "left-placeholder")


def title_for(folder: str) -> str:
    """Suggest a title for a pathway in a folder of this name, such as “Example condition” for `example-condition`."""
    words = " ".join(re.split(r"[\s_-]+", folder)).strip()
    title = words[:1].upper() + words[1:]
    return title if title and not problems(replace(_PLAIN, title=title)) else _PLAIN.title


def id_for(title: str) -> str:
    """Suggest an id for a title, made of its first letters and digits."""
    words = re.findall(r"[^\W_]+", title.lower())
    kept = "-".join(words)
    while len(kept) > _LONGEST_ID and len(words) > 1:
        words.pop()
        kept = "-".join(words)
    name = kept[:_LONGEST_ID]
    return name if name and not problems(replace(_PLAIN, id=name)) else _PLAIN.id


def subject_for(title: str) -> str:
    """Find the subject of a title: “gout” in “Treatment of gout”, otherwise the whole title."""
    match = _OF.fullmatch(title)
    return match[1] if match else title


def _quotable(text: str) -> str:
    """Escape a text for double quotes in YAML, on one line, where it stays a text even if it looks like a number or a list."""
    return re.sub(r"[\r\n]+", " ", text).replace("\\", "\\\\").replace('"', '\\"')
