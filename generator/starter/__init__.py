"""The pathway that an author begins with: small, whole, commented, and about toy bears."""

import re
from dataclasses import dataclass, replace
from importlib.resources import files

from generator.compiler import read
from generator.diagnostics import Diagnostic
from generator.model import Date
from generator.source import Source

_FACT = re.compile(r"\{(\w+)\}")
_LONGEST_ID = 60
# “Treatment of gout” is about gout.
_OF = re.compile(r"(?:the )?\w+ of (.+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers that only the author knows: the pathway's title, id and subject, each on one line, and the start date."""

    title: str
    id: str
    subject: str
    today: Date


_PLAIN = Answers("My pathway", "my-pathway", "my subject", Date(2000))


def starter(answers: Answers) -> str:
    """The pathway as YAML; whether the answers fit, `misfits` says."""
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


def misfits(answers: Answers) -> tuple[Diagnostic, ...]:
    """Faults of the pathway besides what its author is still to write: none, unless an answer is to blame."""
    _, found = read(Source("pathway.yaml", starter(answers)))
    return tuple(diagnostic for diagnostic in found if diagnostic.code != "left-placeholder")


def title_for(folder: str) -> str:
    """A title to offer for a pathway in a folder of this name, such as “Slow kettle” for `slow-kettle`."""
    words = " ".join(re.split(r"[\s_-]+", folder)).strip()
    title = words[:1].upper() + words[1:]
    return title if title and not misfits(replace(_PLAIN, title=title)) else _PLAIN.title


def id_for(title: str) -> str:
    """An id to offer for a title, of its first letters and digits."""
    words = re.findall(r"[^\W_]+", title.lower())
    kept = "-".join(words)
    while len(kept) > _LONGEST_ID and len(words) > 1:
        words.pop()
        kept = "-".join(words)
    name = kept[:_LONGEST_ID]
    return name if name and not misfits(replace(_PLAIN, id=name)) else _PLAIN.id


def subject_for(title: str) -> str:
    """Subject of a title: “gout” for “Treatment of gout”, or else the title itself."""
    match = _OF.fullmatch(title)
    return match[1] if match else title


def _quotable(text: str) -> str:
    """A text in double quotes for YAML, on one line; there it is a text, even if it looks like a number or a list."""
    return re.sub(r"[\r\n]+", " ", text).replace("\\", "\\\\").replace('"', '\\"')
