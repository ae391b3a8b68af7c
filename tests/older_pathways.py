"""Random pathways of format 1 with what they are in format 2, and YAML that writes them in all styles with remarks."""

import re
from random import Random
from typing import Any

Data = dict[str, Any]

WORDS = (
    "Ice tea", "No: none", "38 °C", "Is it hot?", "bath, fan", "it's", 'a "bath"', "nodes", "fork", "literal", "treatments: none", "- dash",
    "one # two", "{literal: X}", "[straw]", "back\\slash", "1", "yes", "~", "a long text of many words that an author breaks into lines",
)  # fmt: skip
PATIENTS = ("straw", "wool", "glass-eyes", "seam")
TREATMENTS = ("tea", "fan", "bath")


def pathway(random: Random) -> tuple[Data, Data]:
    """The values of a pathway in format 1, and in format 2."""

    def some(values: tuple[str, ...]) -> list[str]:
        return random.sample(values, random.randint(0, len(values)))

    def few(make: Any) -> list[tuple[Any, Any]]:
        return [make() for _ in range(random.randint(1, 3))]

    def body() -> tuple[Any, Any]:
        name = random.choice(WORDS)
        return ({"literal": name}, name) if random.random() < 0.7 else ({"family": name, "given": "A"},) * 2

    def box() -> tuple[Data, Data]:
        gives, kind = some(TREATMENTS), random.choice(["fork", "choice", "end"])
        told: Data = {"title": random.choice(WORDS), "rests_on": some(PATIENTS)}
        return {"kind": kind, "treatments": gives} | told, {"kind": {"fork": "several"}.get(kind, kind), "gives": gives} | told

    def chart() -> tuple[Data, Data]:
        boxes = few(box)
        return {"title": random.choice(WORDS), "nodes": _old(boxes)}, {"title": random.choice(WORDS), "boxes": _new(boxes)}

    def statement() -> tuple[Data, Data]:
        about = some((*PATIENTS, *TREATMENTS, "unknown"))
        kept, moved = [one for one in about if one not in PATIENTS], [one for one in about if one in PATIENTS]
        told = {"says": random.choice(WORDS), "cites": some(TREATMENTS)}
        if not moved:
            return told | {"about": about}, told | {"about": about}
        return told | {"about": about}, told | ({"about": kept} if kept else {}) | {"in": moved}

    return _whole(random, few(body), few(chart), few(statement), some(PATIENTS))


def _whole(random: Random, bodies: list[Any], charts: list[Any], statements: list[Any], rest: list[str]) -> tuple[Data, Data]:
    for before, after in charts:
        after["title"] = before["title"]
    entries = [{"id": name, "note": random.choice(WORDS)} for name in PATIENTS if name not in rest]
    told: Data = {
        "treatments": [{"id": name, "name": random.choice(WORDS)} for name in TREATMENTS],
        "abbreviations": {"nodes": random.choice(WORDS), "settings": "antibodies"},
    }
    if rest:
        told["circumstances"] = [{"id": name, "name": random.choice(WORDS)} for name in rest]
    population, grading, method = ([random.choice(WORDS) for _ in range(random.randint(1, 3))] for _ in range(3))
    old: Data = told | {
        "format": "1",
        "pathway": {"title": "T", "evidence_until": "2019-05", "population": "\n".join(population), "review_short": random.choice(WORDS)}
        | {"grading": "\n".join(grading), "method": "\n".join(method), "authors": _old(bodies)},
        "sections": [{"title": "S", "charts": _old(charts)}],
        "statements": _old(statements),
        "references": [{"title": "R", "editors": _old(bodies)}],
    }
    new: Data = told | {
        "format": "2",
        "pathway": {"title": "T", "unstated": ["evidence_search"], "include": population, "status_note": old["pathway"]["review_short"]}
        | {"grading": {"none": grading[0]}, "method": "\n".join([*method, *grading[1:]]), "authors": _new(bodies)},
        "sections": [{"title": "S", "charts": _new(charts)}],
        "statements": _new(statements),
        "references": [{"title": "R", "editors": _new(bodies)}],
    }
    if entries:
        old["antibodies"], new["findings"] = entries, [{"id": "antibodies", "title": "Antibodies", "entries": entries}]
    if random.random() < 0.5:
        reason = random.choice(WORDS)
        old["settings"] = {"rules": {"uncited-node": {"reason": reason}, "crowded-chart": {"reason": "So"}}}
        new["rules"] = {"uncited-box": {"reason": reason}, "crowded-chart": {"reason": "So"}}
    keys = random.sample(sorted(old), len(old))
    return {key: old[key] for key in keys}, new


def _old(pairs: list[Any]) -> list[Any]:
    return [old for old, _ in pairs]


def _new(pairs: list[Any]) -> list[Any]:
    return [new for _, new in pairs]


class Writer:
    """Writes values as YAML in styles chosen at random, with remarks `# r1`, `# r2` and so on."""

    def __init__(self, random: Random) -> None:
        """Begin with no remark."""
        self.random = random
        self.remarks = 0

    def file(self, data: Data) -> str:
        """The text of a file."""
        if self._chance(0.03):
            return f"{self._flow(data, 2)}\n"
        return "\n".join([*self._map(data, 0), *self._above(0)]) + self.random.choice(["\n", "", "\n\n"])

    def _chance(self, share: float) -> bool:
        return self.random.random() < share

    def _remark(self) -> str:
        self.remarks += 1
        return f"# r{self.remarks}."

    def _beside(self) -> str:
        return self.random.choice([" ", "  "]) + self._remark() if self._chance(0.15) else ""

    def _above(self, column: int) -> list[str]:
        return [*([""] if self._chance(0.1) else []), *([" " * column + self._remark()] if self._chance(0.1) else [])]

    def _map(self, data: Data, column: int) -> list[str]:
        lines: list[str] = []
        for key, value in data.items():
            mark = self.random.choice(["", "", "", "", "'", '"'])
            own = self._under(f"{' ' * column}{mark}{key}{mark}:", value, column)
            lines += [*(self._above(column) if lines or not column else []), *own]
        return lines

    def _under(self, lead: str, value: Any, column: int) -> list[str]:
        """A value below, or beside, its key or hyphen."""
        if isinstance(value, str):
            return self._text(lead, value, column)
        if not value or self._chance(0.3):
            return [f"{lead} {self._flow(value, column + 2)}{self._beside()}"]
        if isinstance(value, list):
            deeper = column + (0 if lead.rstrip().endswith(":") and self._chance(0.3) else 2)
            return [f"{lead}{self._beside()}", *self._list(value, deeper)]
        return [f"{lead}{self._beside()}", *self._above(column + 2), *self._map(value, column + 2)]

    def _list(self, values: list[Any], column: int) -> list[str]:
        lines: list[str] = []
        for value in values:
            lines += self._above(column)
            if isinstance(value, dict) and self._chance(0.6):
                first, *rest = self._map(value, column + 2)
                lines += [f"{' ' * column}- {first.lstrip()}", *rest]
            else:
                lines += self._under(f"{' ' * column}-", value, column)
        return lines

    def _text(self, lead: str, text: str, column: int) -> list[str]:
        indent = " " * (column + self.random.choice([2, 2, 4]))
        style = self.random.choice(["plain", "single", "double", "folded", "literal", "lines"])
        if style == "folded":
            lines = [part for paragraph in text.split("\n") for part in ("", *self._broken(paragraph))][1:]
            bar = self.random.choice([">-", ">"]) if " " in text else ">-"  # no id ends in a line break
            return [f"{lead} {bar}{self._beside()}", *(f"{indent}{line}" if line else "" for line in lines)]
        if style == "literal":
            return [f"{lead} |-{self._beside()}", *(f"{indent}{line}" for line in text.split("\n"))]
        if style == "lines" and _is_plain(text):
            first, *rest = self._broken(text)
            return self._with_remark([f"{lead} {first}", *(f"{indent}{line}" for line in rest)])
        if style == "single" and "\n" in text:
            lines = [part for paragraph in text.replace("'", "''").split("\n") for part in ("", paragraph)][1:]
            return self._with_remark(
                [f"{lead} '{lines[0]}", *(f"{indent}{line}" if line else "" for line in lines[1:-1]), f"{indent}{lines[-1]}'"]
            )
        written = self._word(text, style)
        if self._chance(0.1):
            return [f"{lead}{self._beside()}", *self._above(column), f"{indent}{written}{self._beside()}"]
        return [f"{lead} {written}{self._beside()}"]

    def _with_remark(self, lines: list[str]) -> list[str]:
        return [*lines[:-1], f"{lines[-1]}{self._beside()}"]

    def _broken(self, text: str) -> list[str]:
        """The lines of a text, broken where no line would begin or end in what YAML reads otherwise."""
        words = text.split(" ")
        at = self.random.randint(1, len(words))
        parts = [" ".join(words[:at]), " ".join(words[at:])]
        return parts if parts[1] and _is_plain(text) else [text]

    def _word(self, text: str, style: str) -> str:
        if style == "single" and "\n" not in text:
            return "'" + text.replace("'", "''") + "'"
        if style != "double" and _is_plain(text):
            return text
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'

    def _flow(self, value: Any, column: int) -> str:
        if isinstance(value, str):
            return self._word(value, self.random.choice(["plain", "single", "double"]))
        is_list = isinstance(value, list)
        parts = (
            [self._flow(one, column + 2) for one in value]
            if is_list
            else [f"{key}: {self._flow(one, column + 2)}" for key, one in value.items()]
        )
        begin, end = "[]" if is_list else "{}"
        if not parts or self._chance(0.7):
            space, comma = self.random.choice(["", "", " "]), "," if parts and self._chance(0.1) else ""
            return f"{begin}{space}{', '.join(parts)}{comma}{space}{end}"
        indent = f"\n{' ' * column}"
        commas = [*[","] * (len(parts) - 1), self.random.choice(["", ","])]
        lines = [f"{part}{comma}{self._beside()}" for part, comma in zip(parts, commas, strict=True)]
        return f"{begin}{self._beside()}{indent}{indent.join(lines)}{indent}{end}"


def _is_plain(text: str) -> bool:
    return bool(re.fullmatch(r"[^\W_][\w °,'-]*", text)) and "," not in text
