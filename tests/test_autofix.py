"""`pathway check --fix`: corrections that cannot change the meaning, and nothing else."""

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from generator.autofix import autofix
from generator.cli import check_commands, main
from generator.compiler import read
from generator.core.diagnostics import catalogue, examples, variants
from generator.core.source import Source
from generator.parsing import parse, to_data
from sampling import times

HERE = Path(__file__).parent
SMALLEST = (HERE / "valid" / "smallest.yaml").read_text("utf-8")

# What to replace, by what, and the rule; `--fix` gives back what was there.
RESTORED = [
    ("inner tube", "inner\u200b tube", "forbidden-character"),
    ("id: patch-it", "id: patch\u2060-it", "forbidden-character"),
    ("format: 2", "format: 2\ufeff", "forbidden-character"),
    ("kind: action", "kind:\u00a0action", "forbidden-character"),
    ("            kind: action", "\u00a0" * 12 + "kind: action", "forbidden-character"),
    ("            kind: action", "  \u2003\u2003    \u00a0\u00a0  kind: action", "forbidden-character"),
    ("  version: 1.0.0", "\tversion: 1.0.0", "yaml-tab"),
    ("            kind: action", "\t\t\tkind: action", "yaml-tab"),
    ("- id: patch-it", "-id: patch-it", "yaml-syntax"),
    ("- id: patch-it", "– id: patch-it", "yaml-syntax"),
    ("- id: patch-it", "•\tid: patch-it", "yaml-syntax"),
    ("- id: patch-it", "−\u00a0id: patch-it", "yaml-syntax"),
    ("kind: action", "kind:action", "yaml-syntax"),
    ("version: 1.0.0", "version:1.0.0", "yaml-syntax"),
    ("rests_on: [patches-hold]", "rests-on: [patches-hold]", "unknown-key"),
    ("review_by: 2026", "Review by: 2026", "unknown-key"),
    ("treatments:\n", "TREATMENTS:\n", "unknown-key"),
    ("kind: action", "kind: Action", "unknown-value"),
    ("role: evidence", "role: EVIDENCE", "unknown-value"),
    ("cites: [manual], about", "cites: [[manual]], about", "wrong-type"),
    ("in: [sealant, rain]", "in: [[sealant, rain]]", "wrong-type"),
    ("gives: [patch]", "gives: patch", "wrong-type"),
    ("cites: [manual], about", "cites: manual, about", "wrong-type"),
    ("next: ride-on", "next: ride–on", "malformed-id"),
    ("- id: patch-it", "- id: patch\u2011it", "malformed-id"),
    ("next: ride-on", "next: “ride-on”", "malformed-id"),
    ("about: [patch]", "about: [\u00a0patch]", "malformed-id"),
    ("published: 2024-05-02", "published: 2024-5-2", "malformed-date"),
    ("published: 2024-05-02", "published: 2024/05/02", "malformed-date"),
]
# A range of points, as an author may write it, and as the format has it.
RANGES = [
    ("0-1", "0 to 1"),
    ("2 – 3.5", "2 to 3.5"),
    ("between 2 and 3", "2 to 3"),
    ("2 to 3 points", "2 to 3"),
    ("≤ 1", "1 or less"),
    ("at most 1", "1 or less"),
    ('">= 5"', '"5 or more"'),
    ("at least 5", "5 or more"),
    ("5+", "5 or more"),
    ('">4"', '"above 4"'),
    ("<2 points", "below 2"),
    ("-1-1", None),  # which of the hyphens is a minus
    ("two", None),
]
# As above, for a text that is not in the smallest pathway: the fields of its reference before and after.
WRITTEN = [
    ("doi: https://doi.org/10.1000/182", "doi: 10.1000/182", "malformed-doi"),
    ("doi: HTTP://dx.doi.org/10.1002/(SICI)1097-0142", "doi: 10.1002/(SICI)1097-0142", "malformed-doi"),
    ('doi: "doi: 10.1000/182"', 'doi: "10.1000/182"', "malformed-doi"),
    ("pmid: PMID:123", "pmid: 123", "malformed-pmid"),
    ("pmid: https://pubmed.ncbi.nlm.nih.gov/123/", "pmid: 123", "malformed-pmid"),
    ("pmcid: pmc123", "pmcid: PMC123", "malformed-pmcid"),
    ("pmcid: https://www.ncbi.nlm.nih.gov/pmc/articles/PMC123/", "pmcid: PMC123", "malformed-pmcid"),
    ("language: en_GB", "language: en-GB", "malformed-language"),
    ("language: EN", "language: en", "malformed-language"),
    ("title2: x", None, "unknown-key"),
]
# What readers or authors must decide: to replace, by what.
LEFT = [
    ("10 days", "days.", "10\u200b5 days."),  # it keeps two numbers apart
    ("soft hyphen", "inner tube", "inner tu\u00adbe"),  # it may be a hyphen
    ("direction", "inner tube", "inner\u202e tube"),
    ("lost sign", "inner tube", "inner \uf0b3 tube"),
    ("near id", "next: ride-on", "next: ride-om"),
    ("case of an id", "next: ride-on", "next: Ride-On"),
    ("near key", "rests_on: [patches-hold]", "rest_on: [patches-hold]"),
    ("near value", "kind: action", "kind: acton"),
    ("space in an id", "next: ride-on", "next: ride on"),
    ("two ids", "in: [sealant, rain]", "in: [sealant rain, rain]"),
    ("list in a list of two", "in: [sealant, rain]", "in: [[sealant, rain], rain]"),
    ("text in place of a list", "in: [sealant, rain]", 'in: "sealant and rain"'),
    ("key twice", "kind: action", "kind: action\n            Kind: end"),
    ("id taken", "id: new-tube", "id: patch–it"),
    ("unknown link", "next: ride-on", "next: ride–off"),
    (
        "unknown link beside another error",
        "gives: [patch]\n            next: ride-on",
        "treatment5: [patch]\n            next: ride–off",
    ),
    (
        "id taken beside another error",
        "kind: action\n            title: Patch the tube",
        "kind: acton\n            title: Tube\n          - id: hole\u2011\n          - id: new\u2011tube",
    ),
    ("unknown key without its space", "kind: action", "kind: action\n            sort:action"),
    ("colon in a text", "title: Patch the tube", "title: Patch: the tube"),
    ("text after quotes", "title: Patch the tube", 'title: "Patch" the tube'),
    ("minus", "title: Patch the tube", "title: Patch the tube\n          -5 mg"),
    ("minus that is none", "title: Patch the tube", "title: Patch the tube\n          −5 mg"),
    ("markup", "title: Patch the tube", "title: Patch the **tube**"),
    ("curly quotes that readers may want", "title: Patch the tube", "title: “Patch the tube”"),
    ("years", "until: 2023", "until: 2022-3"),
    ("day first", "published: 2024-05-02", "published: 02-05-2024"),
    ("digit lost", "published: 2024-05-02", "published: 2024-1-02"),
    ("no such day", "published: 2024-05-02", "published: 2024-2-30"),
    ("digits of which database", "type: book", "type: book, pmcid: 123"),
    ("escaped DOI", "type: book", "type: book, doi: https://doi.org/10.1000%2F182"),
    ("http or https", "type: book", "type: book, url: www.example.org"),
    ("duplicate entry", "in: [sealant, rain]", "in: [sealant, rain, sealant]"),
    ("tab before what would go on with a text", "  version: 1.0.0", "\tversion:1.0.0"),
    ("tab before an entry that would go on with a text", "  version: 1.0.0", "\t- version"),
    ("tab above an error", "title: Patch the tube", "title: Patch the tube\n            synonyms: [leak]\n\t  kind2: x"),
    ("tab of unknown width", "            next: ride-on", "            next:\n\t\t\t\t- to: ride-on\n\t\t- to: new-tube"),
]


def _fixed(text: str) -> str:
    return autofix(Source("p", text)).text


def _codes(text: str) -> list[str]:
    return [found.code for found in read(Source("p", text))[1]]


@pytest.mark.parametrize(("old", "new", "code"), RESTORED)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_planted_fault_is_taken_out_again(old: str, new: str, code: str, end: str) -> None:
    """Byte for byte; each correction says which rule it is for, and a second run finds nothing."""
    whole = SMALLEST.replace("\n", end)
    old, new = old.replace("\n", end), new.replace("\n", end)
    assert old in whole
    fixed = autofix(Source("p", whole.replace(old, new, 1)))
    assert fixed.text == whole
    assert {made.code for made in fixed.applied} == {code}
    assert autofix(Source("p", fixed.text)).applied == ()


@pytest.mark.parametrize(("before", "after", "code"), WRITTEN)
def test_a_field_is_written_as_the_format_has_it(before: str, after: str | None, code: str) -> None:
    text = SMALLEST.replace("type: book", f"type: book, {before}")
    assert code in _codes(text)
    assert _fixed(text) == (SMALLEST.replace("type: book", f"type: book, {after}") if after else text)


@pytest.mark.parametrize(("old", "new"), [(old, new) for _, old, new in LEFT], ids=[name for name, *_ in LEFT])
def test_what_needs_a_choice_is_left_alone(old: str, new: str) -> None:
    text = SMALLEST.replace("leaks.", "leaks for days.").replace(old, new, 1)
    assert new in text
    assert _codes(text)
    assert _fixed(text) == text


QUOTED = [
    ("title: “Patch: the tube”", 'title: "Patch: the tube"', "Patch: the tube"),
    ("title: ‘Patch: the tube’", 'title: "Patch: the tube"', "Patch: the tube"),
    ("title: “Patch: the tube’s hole”", 'title: "Patch: the tube’s hole"', "Patch: the tube’s hole"),
    ("title: @home, patch the tube", 'title: "@home, patch the tube"', "@home, patch the tube"),
    ("title: %1 of tubes", 'title: "%1 of tubes"', "%1 of tubes"),
    # Not the whole text is between the marks, or it goes on below, or a comment follows.
    ("title: “Patch: the” “tube”", None, ""),
    ("title: @home: patch", None, ""),
    ("title: @home # patch", None, ""),
    ("title: @home\n              patch", None, ""),
]


@pytest.mark.parametrize(("before", "after", "text"), QUOTED)
def test_quotation_marks_are_put_around_one_whole_text(before: str, after: str | None, text: str) -> None:
    broken = SMALLEST.replace("title: Patch the tube", before)
    assert _fixed(broken) == (SMALLEST.replace("title: Patch the tube", after) if after else broken)
    assert not after or text in str(to_data(parse(Source("p", _fixed(broken)))[0]))  # type: ignore[arg-type]  # it can be read


def test_a_file_indented_with_tabs_is_indented_with_spaces() -> None:
    """A tab for each level, though its lists begin with a hyphen and a space."""
    tabbed = "\n".join(map(_tabbed, SMALLEST.split("\n")))
    assert tabbed.count("\t") > 100
    assert _fixed(tabbed) == SMALLEST


def _tabbed(line: str) -> str:
    words = line.lstrip(" ")
    return "\t" * ((len(line) - len(words)) // 2) + words


def test_a_tab_within_a_text_is_part_of_the_text() -> None:
    """Where a text below a bar has tabs, none is replaced: nobody could tell which are its own."""
    text = SMALLEST.replace("summary: How to ride on after a puncture.", "summary: |\n    How to ride\n    \ton.").replace(
        "  scope", "\tscope"
    )
    assert _fixed(text) == text


def test_of_very_many_faults_all_are_corrected() -> None:
    hidden = "\u200b" * 250
    text = (
        SMALLEST.replace("inner tube", f"inner{hidden} tube", 1).replace("kind: end", "kind: End").replace("next: ride-on", "next: ride–on")
    )
    fixed = autofix(Source("p", text))
    assert fixed.text == SMALLEST
    assert len(fixed.applied) == 250 + SMALLEST.count("kind: end") + 1


def test_a_correction_that_brings_an_error_does_not_keep_others_from_being_made() -> None:
    twice = SMALLEST.replace("next: ride-on", "next: ride-on\n            Next: hole")
    fixed = autofix(Source("p", twice.replace("kind: action", "kind: Action")))
    assert fixed.text == twice
    assert fixed.refused == 1


@times(1)
@given(st.lists(st.sampled_from(RESTORED), min_size=1, max_size=5, unique_by=lambda case: case[0]), st.booleans())
def test_any_faults_planted_together_leave_the_meaning_as_it_was(cases: list[tuple[str, str, str]], has_remark: bool) -> None:
    """The text is as it was, byte for byte, unless a tab may mean several things; another run changes nothing."""
    whole = SMALLEST.replace("\n  title:", "\n  # a remark\n  title:", 1) if has_remark else SMALLEST
    text = whole
    for old, new, _ in cases:
        text = text.replace(old, new, 1)
    fixed = autofix(Source("p", text))
    assert _fixed(fixed.text) == fixed.text
    assert fixed.text == whole or "\t" in fixed.text


@pytest.mark.parametrize("file", sorted([*(HERE / "valid").glob("*.yaml"), *(HERE / "broken").glob("*.yaml")]), ids=lambda file: file.stem)
def test_a_file_is_touched_only_where_a_fault_is_fixable(file: Path) -> None:
    """And then it has fewer faults than before, and none at other places."""
    source = Source("p", file.read_bytes().decode("utf-8", "replace"))
    fixed = autofix(source)
    assert (fixed.text == source.text) == (not fixed.applied)
    assert fixed.applied == () or any(found.fix for found in read(source)[1])
    before, after = [found.span.line for found in read(source)[1]], [found.span.line for found in read(Source("p", fixed.text))[1]]
    assert parse(source)[0] is None or not fixed.applied or set(after) <= set(before) or len(after) < len(before)


def test_every_rule_with_a_correction_is_tried() -> None:
    fixable = {code for code, rule in catalogue().items() if rule.fix or any(form.fix for form in variants(code).values())}
    tried = {code for *_, code in (*RESTORED, *WRITTEN)} | {"unknown-rule", "malformed-range"}
    assert fixable == tried
    text = SMALLEST.replace("format: 2\n", "format: 2\nrules: {{}: {severity: off, reason: So}}\n")
    assert _fixed(text.replace("{}", "Crowded_Chart")) == text.replace("{}", "crowded-chart")
    assert fixable <= {*examples()}


# ── The command ──


def _check(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["check", *map(str, arguments)])


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file with a byte order mark, the line ends of Windows, and two faults that can be corrected."""
    monkeypatch.chdir(tmp_path)
    path = Path("pathway.yaml")
    text = SMALLEST.replace("kind: action", "kind: Action").replace("type: book", "type: book, doi: doi:10.1000/182")
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    return path


def test_the_command_corrects_a_file_and_says_what_it_did(file: Path) -> None:
    done = _check("--fix", file)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.splitlines()[:4] == [
        "pathway.yaml:47:19: fixed[unknown-value] Write the value as the format does: “Action” becomes “action”.",
        "pathway.yaml:81:35: fixed[malformed-doi] Keep only the DOI: “doi:10.1000/182” becomes “10.1000/182”.",
        "2 corrections made.",
        "pathway.yaml: no faults.",
    ]
    text = SMALLEST.replace("type: book", "type: book, doi: 10.1000/182")
    assert file.read_bytes() == b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()
    assert [*file.parent.iterdir()] == [file]
    again = _check("--fix", file)
    assert "Nothing to correct automatically." in again.stdout
    assert again.exit_code == 0


def test_what_cannot_be_corrected_is_reported(file: Path) -> None:
    file.write_bytes(file.read_bytes().replace(b"next: ride-on", b"next: ride-om"))
    done = _check("--fix", "--format", "json", file)
    assert done.exit_code == 1
    assert [found["code"] for found in json.loads(done.stdout)["diagnostics"]] == ["dangling-edge"]
    assert "2 corrections made." in done.stderr


def test_a_difference_is_shown_without_writing(file: Path) -> None:
    before = file.read_bytes()
    done = _check("--diff", file)
    assert done.exit_code == 1
    assert [line for line in done.stdout.splitlines() if line.startswith(("-  ", "+  "))][:2] == [
        "-            kind: Action",
        "+            kind: action",
    ]
    assert "2 corrections would be made." in done.stderr
    assert file.read_bytes() == before
    _check("--fix", file)
    assert (_check("--diff", file).stdout, _check("--diff", file).exit_code) == ("", 0)


@pytest.mark.parametrize(("before", "after"), RANGES)
def test_a_range_of_points_is_written_in_words(before: str, after: str | None) -> None:
    """Its score has the sums 0, 3 and 6."""
    scored = (HERE / "broken" / "unfit-answer-sum.yaml").read_text("utf-8").replace("Large: 1, Torn: 1", "Large: 3, Torn: 3")
    scored = scored.replace("points: 2 or more", "points: 7 or more")
    text = scored.replace("points: 0 to 1", f"points: {before}")
    assert "malformed-range" in _codes(text)
    assert _fixed(text) == (scored.replace("points: 0 to 1", f"points: {after}") if after else text)


def test_nothing_is_written_where_nothing_can_be_corrected(file: Path) -> None:
    for text in (SMALLEST, SMALLEST.replace("next: ride-on", "next: ride-om"), "a: [", "", "\u202e"):
        file.write_text(text, "utf-8")
        os.utime(file, (1, 1))
        done = _check("--fix", file)
        assert "Nothing to correct automatically." in done.stdout
        assert (file.read_text("utf-8"), file.stat().st_mtime) == (text, 1)


@pytest.mark.parametrize("way", ["locked", "changed", "gone"])
def test_a_file_that_cannot_be_written_stays_as_it_is(file: Path, way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = file.read_bytes()
    if way == "locked":
        monkeypatch.setattr(os, "access", lambda *_: False)
    else:

        def autofixed(source: Source) -> object:
            file.write_bytes(b"format: 2\n") if way == "changed" else file.unlink()
            return autofix(source)

        monkeypatch.setattr(check_commands, "autofix", autofixed)
    done = _check("--fix", file)
    assert done.exit_code == 1
    assert {"locked": "write-protected", "changed": "has changed meanwhile", "gone": "cannot be written"}[way] in done.stderr
    assert "fixed[" not in done.output
    if way != "gone":
        assert file.read_bytes() == (before if way == "locked" else b"format: 2\n")


@pytest.mark.parametrize("content", [None, b"\xff", b"format: 2\n"])
def test_a_file_that_cannot_be_read_is_reported_as_ever(content: bytes | None, file: Path) -> None:
    file.unlink() if content is None else file.write_bytes(content)
    assert _check("--fix", "--format", "line", file).stdout == _check("--format", "line", file).stdout


@pytest.mark.parametrize("option", ["--fix", "--diff"])
def test_each_save_is_only_reported(option: str, file: Path) -> None:
    assert _check("--watch", option, file).exit_code == 2


def test_reports_say_what_can_be_corrected(file: Path) -> None:
    assert "  Fixable with “pathway check --fix”: keep only the DOI.\n" in _check(file).stderr
    told = json.loads(_check("--format", "json", file).stdout)["diagnostics"][0]["fix"]
    place = {"file": "pathway.yaml", "line": 47, "column": 19, "end_line": 47, "end_column": 25}
    assert told == {"title": "Write the value as the format does", "edits": [{"place": place, "text": "action"}]}
    (fix,) = json.loads(_check("--format", "sarif", file).stdout)["runs"][0]["results"][0]["fixes"]
    (change,) = fix["artifactChanges"]
    assert change["replacements"][0]["insertedContent"] == {"text": "action"}
