"""References in BibTeX and BibLaTeX."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pybtex.database import Person
from pybtex.database.input.bibtex import month_names
from pybtex.exceptions import PybtexError

from generator.core.diagnostics import Diagnostic, make_diagnostic, messages
from generator.core.source import Source
from generator.model import ReferenceType
from generator.references.importers import latex, names, texts
from generator.references.importers.bibtex_parser import Raw, entries
from generator.references.importers.crossref import inherited
from generator.references.importers.ignored_fields import passed_over
from generator.references.importers.name_lists import listed
from generator.references.importers.records import MAX_TEXT, Record, Text, left_out

SIGNATURE = re.compile(r"(?<![^\r\n])\s*@[A-Za-z]+\s*[{(]")
_TYPES = {
    "article": ReferenceType.ARTICLE,
    **dict.fromkeys("book mvbook collection mvcollection booklet proceedings mvproceedings reference".split(), ReferenceType.BOOK),
    **dict.fromkeys("inbook incollection inproceedings conference inreference suppbook bookinbook".split(), ReferenceType.CHAPTER),
    **dict.fromkeys("techreport report manual".split(), ReferenceType.REPORT),
    **dict.fromkeys("online electronic www webpage".split(), ReferenceType.WEB_PAGE),
}
# What tells a program how to write a list, and is no publication.
_NO_ENTRIES = frozenset(("xdata", "set", "control", "ieeetranbstctl", "bibnote", "customa"))
# Under each key of the format the fields that say it; the first counts, and the others only say it again in another form.
_SAME = {
    "journal": ("shortjournal", "journal-iso", "abbrev_source_title", "journal", "journaltitle", "fjournal"),
    "language": ("langid", "language", "hyphenation"),
    "article_number": ("eid", "article-number", "art_number", "articleno", "article_number"),
    "pmid": ("pmid", "pubmedid", "pubmed"),
    "pmcid": ("pmcid", "pmc", "pubmedcentral"),
    "accessed": ("urldate", "accessed", "access-date", "accessdate", "lastchecked"),
}
# Of these, what differs from the first is left out, and said.
_OTHER = {
    "title": ("title",),
    "book_title": ("booktitle", "maintitle"),
    "edition": ("edition",),
    "publisher": ("publisher", "institution", "organization", "school"),
    "place": ("address", "location"),
    "volume": ("volume",),
    "issue": ("number", "issue"),
    "pages": ("pages",),
    "doi": ("doi",),
    "url": ("url",),
}
_ADDRESSES = frozenset(("doi", "url"))
_SUBTITLES = {"title": "subtitle", "book_title": "booksubtitle"}
_DATES = ("year", "month", "day")
_MAX_NAMES = 200_000
_ADDRESS = re.compile(r"https?://[^\s{}\\]+[^\s{}\\.,;]", re.IGNORECASE)
_PUBMED = re.compile(r"https?://(?:pubmed\.ncbi\.nlm\.nih\.gov|www\.ncbi\.nlm\.nih\.gov/pubmed)/(\d+)/?", re.IGNORECASE)
_RESOLVER = re.compile(r"https?://(?:dx\.)?doi\.org/(10\..+)", re.IGNORECASE)
_PMID = re.compile(r"\bPMID:?\s*(\d{1,9})\b", re.IGNORECASE)
_PMCID = re.compile(r"\b(PMC\d{1,10})\b")
# What a note says of its address, or of how often others cite the publication.
_SAYS_LITTLE = re.compile(
    r"\W*(?:(?:url|doi|online|available|retrieved|from|at|last|date|accessed|visited|checked|on|in|cited|by|times|pmid|pmcid)\b|:|"
    r"\d{1,4}|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*|\W)*",
    re.IGNORECASE,
)


def read(source: Source) -> Iterator[Record | Diagnostic]:
    """The records of a file, and an error in place of each entry that cannot be read."""
    found = [*entries(source)]
    yield from (fault for fault in found if isinstance(fault, Diagnostic))
    whole = inherited([entry for entry in found if isinstance(entry, Raw)])
    yield from (fault for entry in whole if entry.kind in _NO_ENTRIES for fault in entry.found)
    for number, entry in enumerate((entry for entry in whole if entry.kind not in _NO_ENTRIES), 1):
        yield from _Reading(entry).record(number)


@dataclass(slots=True)
class _Reading:
    """One entry on its way; `used` are the fields of which something was made, or that only repeat it."""

    entry: Raw
    used: set[str] = field(default_factory=set)
    found: list[Diagnostic] = field(default_factory=list)

    def record(self, number: int) -> Iterator[Record | Diagnostic]:
        """The record, before it what is to be said of its fields."""
        found, said = self.entry.fields, self.entry.kind
        fields = {key: text for key, wanted in (_SAME | _OTHER).items() if (text := self._first(key, wanted))}
        kind = self._kind(fields)
        # What BibTeX of old calls “inbook” and names no book is a book itself, of which a part is meant.
        kind = ReferenceType.BOOK if said == "inbook" and "book_title" not in fields else kind
        self._placed(fields, kind)
        if when := self._issued():
            fields["issued"] = when
        self._numbers(fields)
        authors, others = self._people("author")
        editors, _ = self._people("editor") if self._edited() else ((), False)
        for name, text in found.items():
            if name not in self.used and not passed_over(name):
                self.found.append(left_out(text.span, name, latex.decoded(text.value[:MAX_TEXT]).text))
        places = {key: found[name].span for key, name in (("authors", "author"), ("editors", "editor")) if name in found}
        yield from (*self.entry.found, *self.found)
        yield Record(
            number=number,
            span=self.entry.span,
            kind=f"@{said}",
            type=kind,
            fields=fields,
            authors=authors,
            editors=editors,
            others=others,
            places=places,
        )

    def _first(self, key: str, wanted: tuple[str, ...]) -> Text | None:
        """The first of some fields that is there, without LaTeX."""
        given = [(name, self._plain(name, key)) for name in wanted if name in self.entry.fields]
        if key not in {"title", "journal", "book_title"}:
            self.used |= {name for name, text in given if texts.is_nothing(text.value)}
            given = [(name, text) for name, text in given if name not in self.used]
        if not given:
            return None
        name, text = given[0]
        self.used |= {other for other, value in given if key in _SAME or value.value == text.value} | {name}
        sub = _SUBTITLES.get(key, "")
        if sub in self.entry.fields and name != "maintitle":
            self.used.add(sub)
            joint = " " if text.value.endswith((".", "?", "!", ":")) else ": "
            return Text(f"{text.value}{joint}{self._plain(sub, key).value}", text.span)
        return text

    def _plain(self, name: str, key: str = "") -> Text:
        text = self.entry.fields[name]
        if len(text.value) > MAX_TEXT:
            return text
        if key in _ADDRESSES:
            return Text(self._address(name, latex.address(text.value)) if key == "url" else latex.address(text.value), text.span)
        return Text(self._decoded(name, text.value), text.span)

    def _decoded(self, name: str, value: str) -> str:
        shown = latex.decoded(value)
        if shown.unknown:
            message = messages.import_command(field=name, commands=" ".join(shown.unknown))
            self.found.append(make_diagnostic(message, self.entry.fields[name].span))
        return shown.text

    def _address(self, name: str, value: str) -> str:
        """One address; of several, the first, and one that was broken over lines is joined."""
        first, *more = value.split()[:100] or [""]
        doi = latex.address(self.entry.fields["doi"].value).lower() if "doi" in self.entry.fields else " "
        for other in (word for word in more if re.match(r"https?://", word, re.IGNORECASE) and not word.lower().endswith(f"/{doi}")):
            self.found.append(left_out(self.entry.fields[name].span, name, other))
        return first if any(re.match(r"https?://", word, re.IGNORECASE) for word in more) else "".join((first, *more))

    def _kind(self, fields: dict[str, Text]) -> ReferenceType | None:
        kind = _TYPES.get(self.entry.kind)
        if "url" not in fields:
            self._linked(fields)
        self._resolved(fields)
        if kind is None and self.entry.kind == "misc":
            return ReferenceType.ARTICLE if "journal" in fields else ReferenceType.WEB_PAGE if "url" in fields else None
        return kind

    def _linked(self, fields: dict[str, Text]) -> None:
        """Address in a remark, and PubMed numbers."""
        for name in ("howpublished", "note"):
            text = self.entry.fields.get(name)
            if text is None or len(text.value) > MAX_TEXT:
                continue
            linked = latex.decoded(text.value).addresses or _ADDRESS.findall(latex.address(text.value))
            if linked and "url" not in fields:
                fields["url"] = Text(linked[0], text.span)

    def _resolved(self, fields: dict[str, Text]) -> None:
        """An address of PubMed or of a DOI is that number."""
        url = fields.get("url", Text("", self.entry.span))
        for key, pattern in (("pmid", _PUBMED), ("doi", _RESOLVER)):
            if (match := pattern.fullmatch(url.value)) and match[1].casefold() == fields.setdefault(
                key, Text(match[1], url.span)
            ).value.casefold():
                del fields["url"]

    def _placed(self, fields: dict[str, Text], kind: ReferenceType | None) -> None:
        """Takes out what the kind of publication has no place for; so it is said, unless it only repeats the title."""
        if kind is not ReferenceType.ARTICLE:
            self._drop(fields, "issue")
        if kind not in {ReferenceType.ARTICLE, None}:
            self._drop(fields, "journal")
        if kind not in {ReferenceType.CHAPTER, None}:
            book = fields.get("book_title")
            if book and "title" not in fields:
                fields["title"] = fields.pop("book_title")
            elif book and book.value.casefold() == fields["title"].value.casefold():
                del fields["book_title"]
            else:
                self._drop(fields, "book_title")
        for name in ("howpublished", "note"):
            if (text := self.entry.fields.get(name)) and len(text.value) <= MAX_TEXT:
                self._remark(name, text, fields)

    def _drop(self, fields: dict[str, Text], key: str) -> None:
        if fields.pop(key, None):
            self.used -= {*(_SAME | _OTHER)[key], _SUBTITLES.get(key, "")}

    def _remark(self, name: str, text: Text, fields: dict[str, Text]) -> None:
        for key, pattern in (("pmid", _PMID), ("pmcid", _PMCID)):
            if match := pattern.search(text.value):
                fields.setdefault(key, Text(match[1], text.span))
        rest = latex.decoded(text.value).text
        if "url" in fields:
            rest = rest.replace(fields["url"].value, "")
        if _SAYS_LITTLE.fullmatch(_PMCID.sub("", rest)):
            self.used.add(name)

    def _numbers(self, fields: dict[str, Text]) -> None:
        """The number in a store of preprints or papers, by the name of the store."""
        eprint = self.entry.fields.get("eprint")
        store = next((text.value.lower() for name in ("eprinttype", "archiveprefix") if (text := self.entry.fields.get(name))), "")
        if eprint is None:
            return
        bare = latex.address(eprint.value)
        if _ADDRESS.fullmatch(bare) and not store:
            # Publishers put the address of their PDF here.
            fields.setdefault("url", Text(bare, eprint.span))
            self.used.add("eprint")
        key, value = {
            "pubmed": ("pmid", bare), "pmid": ("pmid", bare), "pmc": ("pmcid", bare), "pmcid": ("pmcid", bare),
            "arxiv": ("url", f"https://arxiv.org/abs/{bare}"), "hdl": ("url", f"https://hdl.handle.net/{bare}"),
        }.get(store, ("", ""))  # fmt: skip
        if key and (key not in fields or fields[key].value == value):
            fields[key] = Text(value, eprint.span)
            self.used.add("eprint")

    def _issued(self) -> Text | None:
        found = self.entry.fields
        year, month, day = (self._plain(name) if name in found else None for name in _DATES)
        if "date" in found:
            whole = self._plain("date")
            self.used |= {"date", *(name for name in _DATES if not year or whole.value.startswith(year.value))}
            return Text(re.sub(r"^([\d-]+)T[\d:.Z+-]+$", r"\1", whole.value), whole.span)
        if not year:
            return None
        when = month.value.strip(" ,.") if month else ""
        if when.isdecimal() and when.isascii() and 1 <= int(when[:3]) <= 12:  # noqa: PLR2004  # months are twelve
            when = list(month_names.values())[int(when) - 1]
        parts = (year.value, when, day.value if day and when else "")
        self.used |= {"year", "month", *(["day"] if when else [])}
        return Text(" ".join(filter(None, parts)), year.span)

    def _edited(self) -> bool:
        """Whether those who are named as editors are editors, and not compilers or translators."""
        role = self.entry.fields.get("editortype")
        if role is None or role.value.lower() == "editor":
            self.used.add("editortype")
            return True
        return False

    def _people(self, name: str) -> tuple[tuple[names.Name, ...], bool]:
        text = self.entry.fields.get(name)
        if text is None or len(text.value) > _MAX_NAMES:
            return (), False
        self.used.add(name)
        found, abbreviated = listed(text.value)
        people = tuple(
            self._name(name, part, abbreviated=abbreviated) for part in found if not names.others(part) and not names.nobody(part)
        )
        return people, any(map(names.others, found))

    def _name(self, field_name: str, text: str, *, abbreviated: bool) -> names.Name:
        if abbreviated:
            return names.medline(self._decoded(field_name, text))
        if (text.startswith("{") and text.endswith("}")) or len(text) > MAX_TEXT or text.count(",") > 2:  # noqa: PLR2004  # “von Last, Jr, First” has two
            return names.body(self._decoded(field_name, text) if len(text) <= MAX_TEXT else text)
        if "," not in text and names.is_body(latex.decoded(text).text):
            return names.body(self._decoded(field_name, text))
        try:
            person = Person(text)
        except PybtexError:
            return names.body(self._decoded(field_name, text))
        family, given, suffix = (
            self._decoded(field_name, " ".join(parts))
            for parts in (person.prelast_names + person.last_names, person.bibtex_first_names, person.lineage_names)
        )
        return names.person(family, given, suffix) if family else names.body(self._decoded(field_name, text))
