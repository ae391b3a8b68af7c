"""Everything that can be wrong: each fixture in `broken` has one fault, and says in its first lines where it must be reported."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from itertools import groupby, takewhile
from pathlib import Path

import pytest

from conftest import Gold
from generator.compiler import compile_pathway, read
from generator.core.diagnostics import Diagnostic, Message, Severity, catalogue, make_diagnostic, messages, variants
from generator.core.source import Source
from generator.docsgen import message_types
from generator.output.read_pathway import compile_file
from generator.reporting import excerpt_of, line

HERE = Path(__file__).parent
SMALLEST = (HERE / "valid" / "smallest.yaml").read_text("utf-8")
BROKEN = sorted((HERE / "broken").glob("*.yaml"))
NO_FIXTURE = {"unreadable-file"}

# Further forms of some faults, as edits of the valid pathway: (code, what to replace, by what, where it must be reported).
FORMS = [
    ("unknown-key", "findings:", "images: []\nfindings:", "images"),
    ("unknown-key", "  version: 1.0.0", '  version: 1.0.0\n  "": nothing', '""'),
    ("unknown-value", "role: evidence", "role: proof", "proof"),
    ("unknown-value", "type: book", "type: film", "film"),
    ("unknown-value", "type: book", "type: book, design: crossover-trial", "crossover-trial"),
    ("unknown-value", "kind: action", "kind: Action", "Action"),
    ("older-format", "format: 2", "format: 1", "1"),
    ("unknown-value", "format: 2", "format: 2.0", "2.0"),
    ("wrong-type", "type: book", "type: book, others: perhaps", "perhaps"),
    ("wrong-type", "type: book", "type: book, participants: twelve", "twelve"),
    ("wrong-type", "type: book", "type: book, participants: 0", "0"),
    ("wrong-type", "type: book", f"type: book, participants: {'9' * 5000}", "9" * 5000),
    ("wrong-type", "MTBs: mountain bicycles", "[MTBs]", "["),
    ("wrong-type", "kind: action", "kind: [action]", "["),
    ("wrong-type", "summary: How to ride on after a puncture.", "summary: {system: None.}", "system"),
    ("wrong-type", "scope: Tyres with an inner tube.", "scope: [Tyres, Tubes]", "["),
    ("wrong-type", "statements: [patches-hold]", "statements: {first: patches-hold}", "first"),
    ("empty-text", "title: Ride on", 'title: "  "', '"  "'),
    ("empty-text", "scope: Tyres with an inner tube.", "scope: >-\n", ">-"),
    ("empty-text", "label: no", 'label: ""', '""'),
    ("malformed-id", "id: rain,", "id: '',", "''"),
    ("malformed-id", "id: rain,", "id: heavy--rain,", "heavy--rain"),
    ("malformed-id", "id: rain,", "id: aux,", "aux"),
    ("malformed-id", "id: rain,", f"id: {'r' * 61},", "r" * 61),
    ("malformed-id", "id: rain,", "id: ../rain,", "../rain"),
    ("malformed-id", "id: rain,", "id: e\u0301te\u0301,", "e\u0301te\u0301"),
    ("malformed-id", "cites: [manual]", "cites: [the manual]", "the manual"),
    ("malformed-id", "next: ride-on", "next: walk home", "walk home"),
    ("malformed-date", "published: 2024-05-02", "published: 2024-00", "2024-00"),
    ("malformed-date", "published: 2024-05-02", "published: 2024-02-30", "2024-02-30"),
    ("malformed-date", "published: 2024-05-02", "published: May 2024", "May 2024"),
    ("malformed-date", "published: 2024-05-02", "published: 2024-05-02/2024-05-03", "2024-05-02/2024-05-03"),
    ("malformed-date", "published: 2024-05-02", "published: ''", "''"),
    ("malformed-date", "published: 2024-05-02", "published: ２０２４", "２０２４"),
    ("malformed-date", "published: 2024-05-02", "published: 0000", "0000"),
    ("malformed-date", "type: book", "type: book, issued: 1991/", "1991/"),
    ("malformed-date", "type: book", "type: book, issued: 1991/1992/1993", "1991/1992/1993"),
    ("malformed-pmid", "type: book", "type: book, pmid: 012", "012"),
    ("malformed-pmid", "type: book", "type: book, pmid: １２", "１２"),
    ("malformed-doi", "type: book", "type: book, doi: 10.1000/18 2", "10.1000/18 2"),
    ("malformed-url", "type: book", "type: book, url: www.example.org", "www.example.org"),
    ("malformed-url", "type: book", "type: book, url: https://example.org/a b", "https://example.org/a b"),
    ("malformed-url", "type: book", "type: book, url: data:text/html", "data:text/html"),
    ("malformed-contact", "owner: {name: The cycling club}", "owner: {name: The cycling club, contact: club@}", "club@"),
    ("malformed-contact", "owner: {name: The cycling club}", "owner: {name: The cycling club, contact: example.org}", "example.org"),
    ("malformed-colour", "  summary: How", "  brand_colour: navy\n  summary: How", "navy"),
    ("malformed-colour", "  summary: How", "  brand_colour: '#0b5c'\n  summary: How", "'#0b5c'"),
    ("faint-colour", "  summary: How", "  brand_colour: '#777'\n  summary: How", "'#777'"),
    ("malformed-language", "  summary: How", "  language: en_GB\n  summary: How", "en_GB"),
    ("repeated-entry", "about: [patch]", "about: [patch, patch]", "patch]"),
    ("repeated-entry", "gives: [patch]", "gives: [patch, patch]", "patch]"),
    (
        "uncited-box",
        "id: ride-on\n            kind: end\n            title: Ride on\n            rests_on: [patches-hold]",
        "id: ride-on\n            kind: end\n            title: Ride on\n            gives: [patch]",
        "ride-on",
    ),
    *(
        (
            "vague-contraindication",
            "role: context, says: A tube with a hole leaks.,",
            f"role: contraindication, says: A tube with a hole leaks.,{about}",
            "contraindication",
        )
        for about in ("", " about: [patch],", " in: [sealant, rain],")
    ),
    ("markup-in-text", "A patch holds", "A patch **always** holds", "A patch"),
    ("markup-in-text", "title: Ride on", 'title: "Ride [on](/on)"', '"Ride'),
    ("markup-in-text", "none: None.", 'none: "{{ grading }}"', '"{{'),
    ("markup-in-text", "name: Rain", "name: '`Rain`'", "'`Rain`'"),
    ("markup-in-text", "method: Taken from one manual.", 'method: |\n    Taken.\n\n    See <a href="/">here</a>.', "|"),
]

# What looks faulty and is none.
FINE = [
    ("until: 2023", "until: 2024"),
    ("review_by: 2026-05", "review_by: 2024"),
    ("label: yes", "label: No."),
    ("name: Patch}", "name: Patch, members: [rubber]}\n  - {id: rubber, name: Rubber}"),
    (
        "about: [patch], in: [sealant, rain]}\n\ntreatments:\n",
        "about: [mending], in: [sealant, rain]}\n\ntreatments:\n  - {id: mending, name: Mending, members: [patch]}\n",
    ),
    (
        "about: [patch], in: [sealant, rain]}\n\ntreatments:\n  - {id: patch, name: Patch}",
        "about: [glue], in: [sealant, rain]}\n\ntreatments:\n  - {id: patch, name: Patch, members: [glue]}\n  - {id: glue, name: Glue}",
    ),
    ("title: Put in a new tube", "title: Put in a new tube\n            gives: [patch]"),
    (
        "role: context, says: A tube with a hole leaks.,",
        "role: contraindication, says: A tube with a hole leaks., about: [patch], in: [sealant],",
    ),
    (
        "role: evidence, says: A patch holds for years in the wet and on MTBs., cites: [manual], about: [patch], in: [sealant, rain]}\n\ntreatments:\n  - {id: patch, name: Patch}\n\nfindings:\n  - id: fillings\n    title: Fillings\n    entries:\n      - {id: sealant, name: Sealant}\n\ncircumstances:\n  - {id: rain, name: Rain}\n",
        "role: contraindication, says: Never patch MTBs., cites: [manual], about: [patch]}\n\ntreatments:\n  - {id: patch, name: Patch}\n",
    ),
    ("name: Rain", "name: Rain < 5 mm & wind > 3 Bft"),
    ("says: A patch holds", "says: A patch (or two) holds 1 * 2 * 3 times"),
    ("none: None.", "none: '1 < 2 > 0, a*b*c, x_y_z, [sic], {so}, $5, 50 %, a ~ b, a & b, C:\\temp, no. #1 !'"),
    ("type: book", "type: book, issued: 1991-11/1991-12, participants: 12, others: true"),
    ("type: book", "type: book, corrected: 2024, checked_on: 2023-05"),
    ("type: book", "type: book, issued: 2019-05, corrected: 2024"),
    ("type: book", "type: book, issued: 2019-05, corrected: 2019"),
    ("type: book", "type: book, issued: 2019-05, updated: 2019, accessed: 2019-05, design: product-information"),
    (
        "{id: manual, type: book",
        "{id: film, type: webpage, title: A film, checked_on: 2024-05}\n  - {id: manual, superseded_by: film, checked_on: 2024-05-02, corrected: 2024, type: book",
    ),
    (
        "type: book",
        'type: book, authors: [The club, "Club of Ely, Old", NHS England, WHO, Arthritis UK, Bayer AG, Study Group B, AXIS 2 Team, {family: Smith, given: J P, suffix: Jr}], url: "https://example.org:80/?a#b"',
    ),
]


# What helps an author further, as edits of the valid pathway: (what to replace, by what, the code, what is said of it).
HELPFUL = [
    ("next: ride-on", "next: Ride on", "dangling-edge", "The box with that title has the id “ride-on”."),
    ("next: ride-on", "next: ride  ON.", "dangling-edge", "The box with that title has the id “ride-on”."),
    ("next: ride-on", "next: Repair the tube", "malformed-id", "because it contains a space. Write a hyphen for each space"),
    ("next: repair}", "next: At the roadside}", "dangling-edge", "The chart with that title has the id “roadside”."),
    ("title: Repair", "title: Repairing\n    short_title: Mending", "", ""),
    ("to: new-tube", "to: Put in the new tube", "dangling-edge", "The box “Put in a new tube” has the id “new-tube”."),
    ("rests_on: [tubes-leak]\n", "rests_on: [A tube with a hole leaks]\n", "dangling-statement", "text has the id “tubes-leak”."),
    ("statements: [patches-hold]", "statements: [A tube with a hole leaks]", "dangling-statement", "has the id “tubes-leak”."),
    ("gives: [patch]", "gives: [Patch]", "dangling-treatment", "Did you mean “patch”?"),
    (
        "name: Patch}",
        "name: Patch, members: [hot glue]}\n  - {id: cement, name: Glue, synonyms: [Hot glue]}",
        "dangling-treatment",
        "The treatment with that name has the id “cement”.",
    ),
    ("in: [sealant", "in: [Sealant", "dangling-entry", "Did you mean “sealant”?"),
    ("id: rain,", "id: wet,", "dangling-entry", "The circumstance with that name has the id “wet”."),
    (
        "cites: [manual], about",
        "cites: [The cyclist's manual], about",
        "dangling-citation",
        "The reference with that title has the id “manual”.",
    ),
    ("type: book", "type: book, superseded_by: The Cyclist's Manual", "dangling-successor", "has the id “manual”."),
    (
        "in: [sealant, rain",
        "in: [sealant rain",
        "malformed-id",
        "is several ids, not one. Put commas between them: sealant, rain",
    ),
    (
        "in: [sealant, rain",
        "in: [sealant; rain",
        "malformed-id",
        "is several ids, not one. Put commas between them: sealant, rain",
    ),
    ("next: ride-on", "next: “ride-on”", "malformed-id", "Write it without them: ride-on"),
    ("statements: [patches-hold]", "statements: [patches\u2013hold]", "malformed-id", "Write the hyphen of the keyboard: patches-hold"),
    ("next: ride-on", "next:", "wrong-type", "; or delete the key."),
    ("cites: [manual], about", "cites: (manual), about", "wrong-type", "such as: [manual]"),
    *(
        ("type: book", f"type: book, authors: [{name}]", "person-as-organisation", "Write a person as {family: Smith, given: J P}.")
        for name in ("Smith J", "Smith JP", "J. P. Smith", "'Smith, J.-P.'", "van der Öst Å", "'Smith, JP'", "Roe, JP")
    ),
    ("type: book", "type: book, authors: [12, {given: J}]", "malformed-author", "A person is {family: Smith, given: J P}."),
    (
        "type: book",
        "type: book, editors: [{literal: The club}]",
        "malformed-author",
        "An organisation is only its name, in quotes if it has a comma",
    ),
    (
        "in: [sealant",
        "in: [seal\u00a0ant",
        "malformed-id",
        "“seal␣ant” is not a valid id, because it contains a no-break space (U+00A0).",
    ),
    ("id: rain,", "id: rain!,", "malformed-id", "“rain!” is not a valid id, because it contains “!”."),
    ("kind: action", "kind: act\u00a0ion", "unknown-value", "“act␣ion” is not a value"),
    ("statements: [patches-hold]", "statements: patches-hold", "wrong-type", "such as: [patches-hold]"),
    ("statements: [patches-hold]", "statements: patches-hold, tubes-leak", "wrong-type", "such as: [patches-hold, tubes-leak]"),
    ("statements: [patches-hold]", "statements: patches-hold and tubes-leak", "wrong-type", "such as: [patches-hold, tubes-leak]"),
    ("kind: action", "kind: action\n            synonyms: leak; 1,5 bar", "wrong-type", 'such as: [leak, "1,5 bar"]'),
    ("type: book", "type: book, authors: Smith J", "wrong-type", "such as: [{family: Smith, given: J P}, World Health Organization]"),
    ("kind: action", "kind: [action]", "wrong-type", "such as: action"),
    ("title: Ride on", "title: [Ride on]", "wrong-type", 'such as: "Ride on"'),
    ("statements: [patches-hold]", "statements:\n              -patches-hold", "wrong-type", "Write - patches-hold"),
    ("  - {id: manual, type: book, title: The cyclist's manual}", "  -id: manual\n  type: book", "wrong-type", "Write - id:"),
    ("  - {id: manual, type: book, title: The cyclist's manual}", "  id: manual\n  type: book", "wrong-type", "Put “- ” before “id”"),
    ("            kind: action", "            -kind: action", "unknown-key", "no space after the hyphen before “kind”."),
    (
        "says: A tube with a hole leaks.",
        "says: 'A tube leaks', mostly",
        "unknown-key",
        "that holds a comma, or a colon and a space",
    ),
    (
        "  method: Taken from one manual.",
        "  method: Taken from\n  one manual: that one",
        "unknown-key",
        "If this line continues the text above, indent it",
    ),
    ("type: book", "type: book, unread: yes", "unknown-key", "Keys allowed here: id, type"),
    ("references:", "references:\n  - {id: film, type: book, title: A film}", "unused-reference", "Cite it where it belongs. Delete"),
]


def verdicts(file: Path) -> list[str]:
    """The verdicts in the first lines of a fixture."""
    lines = file.read_bytes().splitlines()
    said = [part.decode() for part in takewhile(lambda part: part.startswith(b"# verdict: "), lines)]
    return [verdict.removeprefix("# verdict: ") for verdict in said]


def verdict(diagnostic: Diagnostic) -> str:
    """A diagnostic in the manner of a fixture's verdict."""
    return f"{diagnostic.span.line}:{diagnostic.span.column} {diagnostic.severity}[{diagnostic.code}]"


def test_smallest_pathway_has_no_fault() -> None:
    compiled = compile_pathway(Source("smallest.yaml", SMALLEST))
    assert compiled.diagnostics == ()
    assert compiled.site


@pytest.mark.parametrize("file", BROKEN, ids=lambda file: file.stem)
def test_fixture_gets_its_verdict_and_nothing_else(file: Path) -> None:
    compiled, _ = compile_file(file)
    assert [verdict(diagnostic) for diagnostic in compiled.diagnostics] == verdicts(file)
    assert (compiled.site is None) == any(diagnostic.severity is Severity.ERROR for diagnostic in compiled.diagnostics)


@pytest.mark.parametrize(("code", "old", "new", "where"), FORMS)
def test_form_is_reported_where_it_stands(code: str, old: str, new: str, where: str) -> None:
    assert old in SMALLEST
    text = SMALLEST.replace(old, new, 1)
    start = text.index(new)
    place = Source("smallest.yaml", text).span_at(start + new.rindex(where) if where in new else text.index(where, start))
    found = compile_pathway(Source("smallest.yaml", text)).diagnostics
    assert [verdict(diagnostic) for diagnostic in found] == [f"{place.line}:{place.column} {catalogue()[code].severity}[{code}]"]


SCHEMES = (
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    "//a.org",
    "a.html",
)
DISGUISES: list[Callable[[str], str]] = [
    *(str, str.upper, str.swapcase, "\t".join, lambda address: "".join(f"&#{ord(letter)};" for letter in address)),
    *(partial(str.__add__, before) for before in (" ", "\t", "\n", "https:", "http:\\\\", "https://a\n", "https:// ")),
    *(partial(str.replace, *change) for change in ((":", "\t:"), (":", "&colon;"), (":", "&#58;"), (":", "%3A"), (":", "："))),
    lambda address: f"{address}#https://example.org/",
]


@pytest.mark.parametrize("address", sorted({disguise(scheme) for disguise in DISGUISES for scheme in SCHEMES} - {"https://a.org"}))
def test_no_address_of_another_kind_passes_in_any_disguise(address: str) -> None:
    text = SMALLEST.replace("type: book", f"type: book, url: {json.dumps(address)}")
    faults = read(Source("address.yaml", text))[1]
    assert [(fault.code, fault.span) for fault in faults if fault.code != "malformed-url"] == []
    assert [fault.span.line for fault in faults] == [len(text[: text.index("url:")].splitlines())]


@pytest.mark.parametrize(("old", "new", "code", "said"), HELPFUL)
def test_what_is_said_helps_on(old: str, new: str, code: str, said: str) -> None:
    assert old in SMALLEST
    told = [line(found) for found in compile_pathway(Source("smallest.yaml", SMALLEST.replace(old, new, 1))).diagnostics]
    assert any(f"[{code}]" in one and said in one for one in told) if code else not told
    assert len(told) <= 2, told


def test_a_reference_is_to_be_cited_where_something_is_uncited() -> None:
    """Before an author deletes what her statement rests on."""
    text = SMALLEST.replace("A tube with a hole leaks., cites: [manual]}", "A tube with a hole leaks.}").replace(
        "MTBs., cites: [manual]", "MTBs., cites: []"
    )
    (*_, last) = compile_pathway(Source("smallest.yaml", text)).diagnostics
    assert (last.code, "“tubes-leak”, which cites nothing yet, is based on it" in last.help) == ("unused-reference", True)


@pytest.mark.parametrize(("old", "new"), FINE)
def test_what_is_fine_is_let_alone(old: str, new: str) -> None:
    assert old in SMALLEST
    assert compile_pathway(Source("smallest.yaml", SMALLEST.replace(old, new, 1))).diagnostics == ()


def test_every_rule_has_a_fixture_named_after_it() -> None:
    """Those of references that are brought in have theirs in `imports`."""
    shown = {re.search(r"\[(.+)\]", said)[1] for file in BROKEN for said in verdicts(file)}  # type: ignore[index]  # or the fixture is wrong
    assert shown == {code for code in catalogue() if not code.startswith("import-")} - NO_FIXTURE
    for file in BROKEN:
        assert any(f"[{code}]" in said and file.stem.startswith(code) for said in verdicts(file) for code in catalogue())


def test_fixtures_beside_each_other_read_the_same() -> None:
    """A fixture of the whole format differs from the valid pathway by its fault alone, so a change of the format shows here."""
    whole = [file for file in BROKEN if b"sections:" in file.read_bytes()]
    shared = set(SMALLEST.splitlines())
    for file in whole:
        own = [text for text in file.read_text("utf-8").splitlines() if text not in shared and not text.startswith("# verdict")]
        assert len(own) <= 15, own


UNREADABLE = [
    # (what lies in the folder, what is asked for, what is said, what is named)
    ("", "pathway.yaml", "there is no “pathway.yaml” in the folder “{here}”", "with “cd”"),
    (
        "pathways.yaml kettle/pathway.yaml",
        "pathway.yaml",
        "there is no “pathway.yaml” in the folder “{here}”",
        "kettle/pathway.yaml, pathways.yaml.",
    ),
    ("pathway.yaml", "kettle/pathway.yaml", "there is no folder “kettle”", "Check the name"),
    ("kettle/pathway.yaml", "kettle", "“kettle” is a folder", "kettle/pathway.yaml"),
    ("kettle/slow.yml", "kettle", "“kettle” is a folder", "kettle/slow.yml"),
    ("kettle/readme.txt", "kettle", "“kettle” is a folder without a YAML file", "pathway new"),
    ("list.nbib pathway.yaml", "refs.nbib", "there is no “refs.nbib” in the folder “{here}”", "such as: list.nbib."),
]


@pytest.mark.parametrize("case", UNREADABLE)
def test_who_names_no_file_is_told_what_there_is(case: tuple[str, str, str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And is shown no line of a file that cannot be read."""
    there, path, said, named = case
    for name in there.split():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    monkeypatch.chdir(tmp_path)
    compiled, source = compile_file(Path(path))
    (found,) = compiled.diagnostics
    assert (found.code, str(found.span), source) == ("unreadable-file", path, None)
    assert found.message == said.format(here=tmp_path)
    assert named in found.help
    assert excerpt_of(found, Source(path, "a: b")) == []


def test_messages_read_as_they_always_did(gold: Gold) -> None:
    """The words of every message; renewed with `pytest --regold`, and then to be read."""
    parts = []
    for file in BROKEN:
        compiled, source = compile_file(file)
        for diagnostic in compiled.diagnostics:
            shown = "\n".join(excerpt_of(diagnostic, source))
            parts.append(f"{file.name}{line(diagnostic).removeprefix(diagnostic.span.file)}\n{shown}".rstrip())
    gold.check("diagnostics.txt", "\n\n".join(parts) + "\n")


@pytest.mark.parametrize("file", BROKEN, ids=lambda file: file.stem)
def test_words_are_whole(file: Path) -> None:
    for diagnostic in compile_file(file)[0].diagnostics:
        shown = line(diagnostic)
        assert not re.search(r"\{(?!\{)[a-z_]+\}|\.\.|\?\.|  |\n", shown)
        assert shown.isprintable()


def test_catalogue_is_complete() -> None:
    for rule in catalogue().values():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.code)
        assert not rule.message.startswith(("A ", "The "))
        assert not rule.message.endswith(".")
        assert rule.help
        assert rule.why.endswith(".")


def test_rules_of_a_category_stand_together() -> None:
    """Else its heading would stand twice in the manual, and so in its list of contents, where axe calls the two the same."""
    headings = [category for category, _ in groupby(rule.category for rule in catalogue().values())]
    assert sorted(headings) == sorted(set(headings))


def test_types_of_messages_are_those_of_the_catalogue(gold: Gold) -> None:
    """The stub has a function for each rule and variant; renewed with `pytest --regold`."""
    types = message_types()
    gold.check("../../generator/core/diagnostics/messages.pyi", types)
    wanted = len(catalogue()) + sum(len(variants(code)) for code in catalogue())
    assert types.count(") -> Message: ...") == len(messages.functions()) == wanted


SNIPPETS = [
    ("messages.dead_end(title='a')", ""),
    ("messages.dead_end()", 'Missing named argument "title"'),
    ("messages.dead_end(titel='a')", 'Unexpected keyword argument "titel"'),
    ("messages.dead_end(title=1)", 'incompatible type "int"; expected "str"'),
    ("messages.crowded_chart(id='a', count='1', limit=2)", 'Argument "count" to "crowded_chart" has incompatible type'),
    ("messages.duplicate_id(id='a', first='b')", 'Missing named argument "related"'),
    ("messages.malformed_id_dash(value='a', character='b')", 'Missing named argument "bare"'),
    ("messages.deadend(title='a')", 'Module has no attribute "deadend"'),
]


def test_a_parameter_that_is_missing_is_an_error_of_types(tmp_path: Path) -> None:
    """One that is misspelt, of another type, or of no rule, too."""
    calls = "".join(f"{call}\n" for call, _ in SNIPPETS)
    (tmp_path / "calls.py").write_text(f"from generator.core.diagnostics import messages\n{calls}", "utf-8")
    command = [sys.executable, "-m", "mypy", "--config-file", str(HERE.parent / "pyproject.toml"), "--cache-dir", str(tmp_path)]
    done = subprocess.run([*command, str(tmp_path / "calls.py")], cwd=HERE.parent, capture_output=True, text=True, check=False)
    told = {int(line.split(":")[1]) - 2: line for line in done.stdout.splitlines() if "calls.py:" in line and ": error: " in line}
    assert [*told] == [number for number, (_, complaint) in enumerate(SNIPPETS) if complaint], done.stdout + done.stderr
    assert [complaint for number, (_, complaint) in enumerate(SNIPPETS) if complaint and complaint not in told[number]] == []


def test_a_parameter_that_is_missing_all_the_same_is_our_bug() -> None:
    with pytest.raises(KeyError):
        make_diagnostic(Message("uncited-box", {}), Source("x", "").span(1, 1))
    with pytest.raises(AttributeError):
        getattr(messages, "_of_nothing")  # noqa: B009  # mypy knows that it is not there


def test_facts_are_shortened_and_shown_on_one_line() -> None:
    found = make_diagnostic(messages.unused_reference(id=f"a\n b\x1b[31m\u202e{'c' * 500}"), Source("x", "").span(1, 1))
    assert found.message.startswith("no statement cites the reference “a b\ufffd[31m\ufffdccc")
    assert found.message.endswith("…”")
    assert len(found.message) < 200
