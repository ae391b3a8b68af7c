"""The catalogue of rules: each has an example before and after, and both are proven; each can be asked for on the command line."""

import html
import re
import shlex
from pathlib import Path
from textwrap import indent

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.compiler import compile_pathway, read
from generator.core.diagnostics import OFF, Example, Severity, catalogue, examples
from generator.core.source import Source
from generator.docsgen import rules
from generator.model import Box
from generator.model.fields import key_of
from generator.parsing import decode
from generator.references.importers import MAX_BYTES, import_file
from generator.references.merge import merge
from generator.reporting.rule_doc import rule_doc

HERE = Path(__file__).parent
SMALLEST = (HERE / "valid" / "smallest.yaml").read_text("utf-8")
LEFT_OUT = re.compile(r"^ *# …\n", re.MULTILINE)
# What lies in the folder where the commands of the examples are typed.
FOLDER = {
    "pathway.yaml": SMALLEST.encode(),
    "list.txt": b"Brewer A B. Limescale. J Kettles 2019;12:34-9.\n",
    "list.nbib": b"PMID- 1\nTI  - Limescale.\n",
    "list.doc": b"\xd0\xcf\x11\xe0\0\0",
    "library.ris": b" " * (MAX_BYTES + 1),
    "chosen.ris": b"TY  - BOOK\nTI  - Limescale\nER  - \n",
}


def _beside(name: str) -> bytes | None:
    found = [file for file in (HERE / "broken" / name, HERE / "styles" / name) if file.is_file()]
    return found[0].read_bytes() if found else None


def _put(example: Example, new: str) -> str:
    """The smallest pathway with the text of an example in its place, part by part."""
    text = SMALLEST
    for old, part in zip(LEFT_OUT.split(example.place or example.after), LEFT_OUT.split(new), strict=True):
        assert text.count(old) == 1, old
        text = text.replace(old, part)
    return text


def _of_yaml(example: Example, new: str, encoding: str) -> list[str]:
    whole = example.place == "*" and new == example.before
    text = new if whole else SMALLEST if example.place == "*" else _put(example, new)
    source = decode("pathway.yaml", text.encode(encoding))
    if not isinstance(source, Source):
        return [source.code]
    return [found.code for found in compile_pathway(source, _beside).diagnostics]


def _of_import(pathway: str, name: str, content: bytes) -> list[str]:
    return [found.code for found, _ in merge(Source("pathway.yaml", pathway), [import_file(name, content)]).diagnostics]


def _of_shell(command: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    for name, content in FOLDER.items():
        (folder / name).write_bytes(content)
    monkeypatch.chdir(folder)
    program, *arguments = shlex.split(command)
    assert program == "pathway"
    return re.findall(r"(?:error|warning|note)\[([a-z0-9-]+)\]", CliRunner().invoke(main, arguments).stderr)


@pytest.mark.parametrize("code", catalogue())
def test_example_breaks_its_rule_before_and_none_after(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    example = examples()[code]

    def found(text: str, encoding: str = "utf-8") -> list[str]:
        if example.language == "sh":
            return _of_shell(text, tmp_path, monkeypatch)
        if example.file:
            return _of_import(SMALLEST, example.file, text.encode(encoding))
        if code == "import-place":
            return _of_import(_put(example, text), "list.nbib", FOLDER["list.nbib"])
        return _of_yaml(example, text, encoding)

    assert set(found(example.before, example.encoding)) == {code}
    assert found(example.after) == []


def test_every_rule_has_an_example_in_its_order() -> None:
    assert [*examples()] == [*catalogue()]


def test_explain_tells_what_the_manual_tells() -> None:
    """Each rule, with its example, whatever the case of its code."""
    pages = dict(re.findall(r"^### (\S+)\n(.*?)(?=^##|\Z)", rules(), re.MULTILINE | re.DOTALL))
    assert [*pages] == [*catalogue()]
    for code, page in pages.items():
        done = CliRunner().invoke(main, ["explain", code.upper()])
        assert done.exit_code == 0
        told = rule_doc(code)
        printed, read = _folded(done.output), _folded(re.sub(r"\*(\w+)\*", r"‹\1›", html.unescape(page)))
        for said in (
            told.title,
            told.what,
            told.why,
            told.what_to_do,
            told.choices,
            told.fixes,
            *(part for form in told.also for part in form),
        ):
            assert _folded(said) in printed
            assert _folded(said) in read
        for example in (told.before, told.after):
            assert indent(example, "    ", lambda _: True) in done.output
            assert f"\n{example}\n```" in page


def _folded(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("dead-end", ""),
        ("retracted-alone", "A pathway may raise it to an error under “rules”."),
        ("dates-out-of-order", "A pathway may lower it to a warning under “rules”."),
        ("crowded-chart", "A pathway may raise it to an error, lower it to a note, or switch it off under “rules”."),
        ("lone-member", "A pathway may raise it to an error or a warning, or switch it off under “rules”."),
    ],
)
def test_explain_says_what_a_pathway_may_change(code: str, said: str) -> None:
    assert rule_doc(code).choices == said


def test_explain_lists_every_rule() -> None:
    done = CliRunner().invoke(main, ["explain"])
    assert re.findall(r"^  ([a-z0-9-]+)  ", done.output, re.MULTILINE) == [*catalogue()]
    assert "  A box that leads nowhere and is not an end\n" in done.output
    assert "  A list with a group and its only member (note)\n" in done.output


@pytest.mark.parametrize(("code", "near"), [("deadend", "dead-end"), ("Uncited_Box", "uncited-box"), ("zebra", None)])
def test_explain_asks_whether_another_rule_was_meant(code: str, near: str | None) -> None:
    done = CliRunner().invoke(main, ["explain", code])
    assert done.exit_code == 2
    assert re.findall("Did you mean “(.*?)”", done.stderr) == ([near] if near else [])


ASKED = [
    ("tab", "yaml-tab"),
    ("quotes", "yaml-syntax curly-quotes"),
    ("smart quotes", "curly-quotes"),
    ("missing-citation", "uncited-box uncited-statement dangling-citation"),
    ("missing citation", "uncited-box uncited-statement"),
    ("indentation", "yaml-syntax yaml-tab"),
    ("comment", "cut-text"),
    ("no-break space", "forbidden-character"),
    ("loop", "no-way-out"),
    ("withdrawn", "retracted-alone retracted-citation"),
    ("too many boxes", "crowded-chart"),
    ("date", "malformed-date dates-out-of-order"),
    ("same id", "duplicate-id"),
    ("arrow", "dangling-edge"),
    ("zebra", ""),
    ("the", ""),
]


@pytest.mark.parametrize(("asked", "wanted"), ASKED)
def test_explain_finds_rules_by_words(asked: str, wanted: str) -> None:
    """The status stays that of a code that does not exist, and few rules are named."""
    done = CliRunner().invoke(main, ["explain", *asked.split()])
    named = re.findall(r"^  ([a-z0-9-]+) +[A-Z]", done.stderr, re.MULTILINE)
    assert done.exit_code == 2
    assert {*wanted.split()} <= {*named}
    assert len(named) <= 6
    assert bool(named) == bool(wanted)


def test_words_of_rules_are_new() -> None:
    """And not in the title already."""
    for rule in catalogue().values():
        assert not {*rule.keywords.split()} & {*re.findall(r"\w+", f"{rule.code} {rule.title}".casefold())}, rule.code


# ── Did you mean ──

SLIPS = [
    ("dangling-citation", "cites: [manual], about", "cites: [{}], about", "Manual", "manual"),
    ("dangling-statement", "statements: [patches-hold]", "statements: [{}]", "Patches-Hold", "patches-hold"),
    ("dangling-statement", "rests_on: [patches-hold]", "rests_on: [{}]", "patchs-hold", "patches-hold"),
    (
        "unknown-placeholder",
        "owner: {name: The cycling club}",
        'owner: {{name: The cycling club, contact: "https://tracker.example.org/new?title={{{}}}"}}',
        "titel",
        "title",
    ),
    ("dangling-edge", "to: new-tube", "to: {}", "newtube", "new-tube"),
    ("dangling-treatment", "gives: [patch]", "gives: [{}]", "pacth", "patch"),
    ("dangling-treatment", "name: Patch}", "name: Patch, members: [{}]}}", "PATCH", "patch"),
    ("dangling-entry", "in: [sealant, rain]", "in: [{}, rain]", "sealent", "sealant"),
    ("dangling-question", "kind: action", "kind: action\n            asks: [{}]", "filings", "fillings"),
    ("dangling-chart", "gives: [patch]", "gives: [patch]\n            through: {}", "roadsid", "roadside"),
    ("dangling-score", "gives: [patch]", "gives: [patch]\n            score: {}", "hole", "hole-size"),
    ("dangling-team", "gives: [patch]", "gives: [patch]\n            by: {}", "ridr", "rider"),
    ("dangling-setting", "gives: [patch]", "gives: [patch]\n            setting: {}", "raod", "road"),
    ("unknown-grading", "grading: {none: None.}", "grading: {}", "Grade", "GRADE"),
    ("dangling-case", "ends: [new-tube]}", "ends: [{}]}}", "new-tubes", "new-tube"),
    (
        "unknown-grade",
        "grading: {none: None.}",
        "grading: {{name: Stars, axes: [{{name: Stars, values: {{two: Do it, one: Perhaps}}, against: [{}]}}]}}",
        "Two",
        "two",
    ),
    ("dangling-successor", "type: book", "type: book, superseded_by: {}", "MANUAL", "manual"),
    ("unknown-key", "synonyms: [leak]", "{}: [leak]", "synonym", "synonyms"),
    ("unknown-key", "\nabbreviations:", "\n{}:", "abbreviation", "abbreviations"),
    ("unknown-value", "kind: action", "kind: {}", "acton", "action"),
    ("unknown-value", "role: evidence", "role: {}", "Evidence", "evidence"),
    ("unknown-value", "type: book", "type: {}", "books", "book"),
    ("unknown-value", "role: evidence", "role: {}", "recommendation against", "against"),
    ("unknown-value", "kind: action", "kind: {}", "score", "question"),
    ("unknown-key", "gives: [patch]", "gives: [patch]\n            {}: [patch]", "against", "avoids"),
    ("unknown-key", "gives: [patch]", "gives: [patch]\n            {}: 5 min", "deadline", "within"),
    ("unknown-key", "gives: [patch]", "gives: [patch]\n            {}: 5 min", "time", "within"),
    ("unknown-key", "role: evidence,", "role: evidence, {}: 14 of 15,", "votes", "agreement"),
    ("unknown-key", "role: evidence,", "role: evidence, doses: [{{{}: patch, dose: 5 ml}}],", "drug", "treatment"),
    ("unknown-key", "role: evidence,", "role: evidence, doses: [{{treatment: patch, dose: 5 ml/kg, {}: 9 ml}}],", "max_dose", "maximum"),
    ("unknown-rule", "team: {", "rules: {{{}: {{severity: off, reason: So}}}}\nteam: {{", "deadend", "dead-end"),
]


NAMED = """format: 2
team: {rider: Rider}
settings: {road: Road}
scores: [{id: hole-size, name: Size of the hole, cites: [manual], items: {Large: 1}}]
"""


def test_every_rule_of_names_is_tried() -> None:
    asking = {code for code, rule in catalogue().items() if "{suggestion}" in rule.message}
    of_names = {code for code in catalogue() if code.startswith(("dangling-", "unknown-"))} - {"unknown-language"}
    assert asking == of_names == {code for code, *_ in SLIPS}


@pytest.mark.parametrize(("code", "old", "new", "slip", "meant"), SLIPS)
def test_it_is_asked_whether_a_near_name_was_meant(code: str, old: str, new: str, slip: str, meant: str) -> None:
    """And nothing is asked where no name is near."""
    text = SMALLEST.replace("title: Patch the tube", "title: Patch the tube\n            synonyms: [leak]").replace("format: 2\n", NAMED)
    assert old in text
    for name, question in ((slip, f"Did you mean “{meant}”?"), ("zzqx", None)):
        found = compile_pathway(Source("pathway.yaml", text.replace(old, new.format(name), 1))).diagnostics
        told = next(one for one in found if one.code == code)
        assert re.findall(r"Did you mean .*", told.message) == ([question] if question else [])


@pytest.mark.parametrize(
    ("kind", "helps"),
    [("question", "a box of the kind “choice”"), ("several", "“yes: Put in a new tube”"), ("choice", "Make the labels different")],
)
def test_two_ways_under_one_label_get_advice_for_their_box(kind: str, helps: str) -> None:
    """And a fork is never asked to become one."""
    text = SMALLEST.replace("label: no", "label: yes").replace("kind: question", f"kind: {kind}")
    (told,) = compile_pathway(Source("p", text)).diagnostics
    assert told.code == "repeated-label"
    assert helps in told.help
    assert "several" not in told.help


WHEELS = """\
  - {id: manual, type: book, title: The cyclist's manual}
  - {id: roe2019, type: book, title: Wheels, authors: [{family: Roe, given: A B}, {family: Van der Poe, given: C}], issued: 2019-05}
  - {id: roe2019-2, type: book, title: Hubs, authors: [{family: Roe, given: A B}], issued: 2019}
  - {id: garcia2018, type: book, title: Spokes, authors: [{family: García-López, given: A}], issued: 2018}
  - {id: nice, type: report, title: Rims, authors: [National Institute of Rims], issued: 2020}
"""
CITED = [
    ("Roe 2019", "“roe2019” or “roe2019-2”"),
    ("roe_2019", "“roe2019” or “roe2019-2”"),
    ("Roe et al. 2019", "“roe2019” or “roe2019-2”"),
    ("Roe AB 2019", "“roe2019” or “roe2019-2”"),
    ("Roe and Van der Poe 2019", "“roe2019”"),
    ("(Roe", "“roe2019” or “roe2019-2”"),
    ("Garcia-Lopez 2018", "“garcia2018”"),
    ("garcialopez2018", "“garcia2018”"),
    ("National Institute of Rims 2020", "“nice”"),
    # Nobody else's publication, and none of another year.
    ("roe2018", ""),
    ("row2019", ""),
    ("manuel", ""),
    ("garcia2019", ""),
    ("nic", ""),
    ("rims2020", ""),
    ("2019", ""),
]


@pytest.mark.parametrize(("cited", "meant"), CITED)
def test_a_publication_is_proposed_by_author_and_year_alone(cited: str, meant: str) -> None:
    text = SMALLEST.replace("  - {id: manual, type: book, title: The cyclist's manual}\n", WHEELS)
    found = compile_pathway(Source("p", text.replace("leaks., cites: [manual]", f"leaks., cites: [{cited}]"))).diagnostics
    told = next(one for one in found if one.span.line == text[: text.index("leaks.,")].count("\n") + 1 and one.severity.value == "error")
    assert re.findall(r"Did you mean (.*)\?", told.message) == ([meant] if meant else [])
    assert not meant or told.code == "dangling-citation"


@pytest.mark.parametrize("number", ["4", "12", "104"])
def test_who_cites_by_number_is_asked_for_the_id(number: str) -> None:
    found = compile_pathway(Source("p", SMALLEST.replace("leaks., cites: [manual]", f"leaks., cites: [{number}]"))).diagnostics
    assert "by id, not by number" in next(one for one in found if one.code == "dangling-citation").help


def test_an_unknown_key_names_those_allowed_beside_it() -> None:
    found = compile_pathway(
        Source("p", SMALLEST.replace("title: Patch the tube", "title: Patch the tube\n            dose: 5 mg"))
    ).diagnostics
    (told,) = found
    assert f"Keys allowed here: {', '.join(map(key_of, Box.model_fields))}." in told.help
    assert "doses: [{treatment: …, dose: …}]" in told.help


ELSEWHERE = {
    "checklist: [Pump, Patch]": "“statements”",
    "agreement: 14 of 15": "“statements”",
    "says: It holds.": "“statements” or “changes”",
}


@pytest.mark.parametrize(("slip", "parts"), ELSEWHERE.items(), ids=ELSEWHERE)
def test_a_key_of_another_part_is_said_to_belong_there(slip: str, parts: str) -> None:
    (found,) = compile_pathway(
        Source("p", SMALLEST.replace("title: Patch the tube", f"title: Patch the tube\n            {slip}"))
    ).diagnostics
    assert found.code == "unknown-key"
    assert "Did you mean" not in found.message
    assert f"is a key of {parts}." in found.help


EXAMPLES = [
    ("role: evidence,", "role: evidence, agreement: {for: 14, against: 1},", "Write a text, such as: 14 of 15"),
    ("role: evidence,", "role: evidence, grade: {strength: strong, certainty: low},", "Write a list, such as: [strong, low]"),
    (
        "\nsections:",
        "\nscores: [{id: hole, name: Hole, cites: [manual], items: [{Large: 1}]}]\nsections:",
        "such as: {Fever: 1, Rash: {none: 0, ",
    ),
    ("\nsections:", "\ncases: [{id: one, patient: A rider., answers: [yes], ends: [new-tube]}]\nsections:", "such as: {improved: no}"),
    (
        "\nsections:",
        "\ncases: [{id: one, patient: A rider., has: {rain: yes}, ends: [new-tube]}]\nsections:",
        "Write a list, such as: [allergy]",
    ),
]


@pytest.mark.parametrize(("old", "new", "wanted"), EXAMPLES, ids=[wanted for *_, wanted in EXAMPLES])
def test_a_value_of_the_wrong_type_gets_the_example_of_its_key(old: str, new: str, wanted: str) -> None:
    text = SMALLEST.partition("\ncases:")[0] + "\n" if "cases:" in new else SMALLEST
    found = compile_pathway(Source("p", text.replace(old, new, 1))).diagnostics
    assert [wanted in one.help for one in found if one.code == "wrong-type"] == [True], found


def test_only_the_first_twenty_are_asked_about() -> None:
    """Each suggestion is a search through all names, so only the first slips get one."""
    text = SMALLEST.replace(
        "title: Patch the tube", "title: Patch the tube\n            rests_on: [" + ", ".join(f"patches-hol{n}" for n in range(25)) + "]"
    )
    _, found = read(Source("p", text))
    assert [one.code for one in found] == ["dangling-statement"] * 25
    assert ["Did you mean" in one.message for one in found] == [True] * 20 + [False] * 5


# ── Rules of a pathway ──


def _rules(**rules: str) -> str:
    said = "".join(f"  {code.replace('_', '-')}: {{severity: {severity}, reason: So it is.}}\n" for code, severity in rules.items())
    return f"rules:\n{said}\n"


def test_what_can_be_lowered() -> None:
    """A list to think about before it grows: none of these can harm a reader."""
    lowerable = {
        code: rule.choices[-1] for code, rule in catalogue().items() if rule.choices[-1] != rule.severity.value and rule.min_severity
    }
    assert lowerable == {
        "unknown-language": "off",
        "person-as-organisation": "off",
        "repeated-publication": "off",
        "unused-reference": "off",
        "unused-treatment": "off",
        "unused-finding": "off",
        "unused-circumstance": "off",
        "unused-abbreviation": "off",
        "unlinked-start": "off",
        "crowded-chart": "off",
        "retracted-citation": "off",
        "unchecked-references": "off",
        "vague-contraindication": "off",  # it may be meant of everybody
        "lost-interaction": "off",  # the other may act no longer
        "unasked-contraindication": "off",  # it may be plain without a question
        "markup-in-text": "off",
        "curly-quotes": "off",
        "cut-text": "off",
        "layout-in-text": "off",
        "start-not-first": "off",
        "needless-answer": "off",
        "named-like-regimen": "off",
        "lone-member": "off",
        "left-placeholder": "off",
        "unmentioned-detail": "off",
        "late-approval": "off",
        "run-on-condition": "off",
        "no-cases": "off",
        "missing-grading": "off",
        "unused-team": "off",
        "unused-setting": "off",
        "unused-score": "off",
        "long-label": "off",
        "asked-twice": "off",
        "asked-in-vain": "off",
        "dose-in-title": "off",
        "lone-entry": "off",
        "dose-without-number": "off",  # “a thin layer” is all that some sources say
        "missing-grade": "off",
        "item-named-like-entry": "off",
        "lone-option": "off",
        "cut-entry": "off",
        "dates-out-of-order": "warning",
    }
    assert all(rule.choices[0] is Severity.ERROR for code, rule in catalogue().items() if not code.startswith("import-"))


@pytest.mark.parametrize("code", [code for code, rule in catalogue().items() if "import" not in code])
def test_a_rule_weighs_what_the_pathway_says(code: str) -> None:
    """Each severity, on each rule that is found in a whole pathway: allowed ones count, and the others are faults."""
    example = examples()[code]
    rule = catalogue()[code]
    if example.language != "yaml" or example.encoding != "utf-8" or example.place == "*" or code in {"unknown-rule", "fixed-rule"}:
        return
    broken = _put(example, example.before)
    for severity in (*Severity, OFF):
        compiled = compile_pathway(Source("p", broken.replace("format: 2\n", f"format: 2\n{_rules(**{code: severity})}", 1)), _beside)
        if any(found.code == "fixed-rule" for found in compiled.diagnostics):
            assert severity not in rule.choices
        told = {found.severity.value for found in compiled.diagnostics if found.code == code}
        assert told == ({severity} - {OFF} if severity in rule.choices else {rule.severity.value})
        assert {found.code for found in compiled.suppressed} == ({code} if severity == OFF and severity in rule.choices else set())
        assert (compiled.site is None) == any(found.severity is Severity.ERROR for found in compiled.diagnostics)


LOWERED = (
    SMALLEST.replace(
        "format: 2\n",
        "format: 2\n" + _rules(unused_abbreviation="off", unused_finding="note", dates_out_of_order="warning", crowded_chart="error"),
        1,
    )
    .replace("reason: So it is.", "reason: The <b>cl*ub* wants it.", 1)
    .replace("until: 2023", "until: 2025")
    .replace("abbreviations:\n", "abbreviations:\n  TPI: threads per inch\n")
)


def test_readers_see_what_is_switched_off_and_why() -> None:
    """As text, not as markup; a rule that is raised is none of their business, and without it there is no such list."""
    text = LOWERED.replace("<b>", "< b >")
    site, plain = (compile_pathway(Source("p", said)).site for said in (text, SMALLEST))
    assert site
    assert plain
    page, plain_page = (next(page.text for page in made.pages if page.path == "method.md") for made in (site, plain))
    listed = page.partition("{#checks}")[2]
    assert re.findall(r"^- \*\*(.+?)\*\* \((.+?)\): (.+)$", listed, re.MULTILINE) == [
        ("A finding that nothing names", "lowered: a failure is only pointed out to the editors", "So it is."),
        ("An abbreviation that no text uses", "switched off", "The &#60; b >cl&#42;ub&#42; wants it."),
        ("Two dates in the wrong order", "lowered: the pathway is shown even if it fails this check", "So it is."),
    ]
    assert "{#checks}" not in plain_page


def test_check_names_what_is_lowered(tmp_path: Path) -> None:
    (tmp_path / "pathway.yaml").write_text(LOWERED, "utf-8")
    done = CliRunner().invoke(main, ["check", str(tmp_path / "pathway.yaml")])
    assert done.exit_code == 0
    lowered = "unused-finding (only a note), unused-abbreviation (off, 1 found), dates-out-of-order (only a warning)"
    assert f"Lowered in the rules of this pathway: {lowered}." in done.stdout
    assert "crowded-chart" not in done.output
