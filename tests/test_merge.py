"""`pathway refs add`: new references are added to a pathway, and existing text does not change."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from generator.cli import main
from generator.core.source import Source
from generator.parsing import decode, parse, to_data
from generator.references.importers import import_file
from generator.references.merge import MergeResult, merge

HERE = Path(__file__).parent
OURS = HERE.parent / "pathway.yaml"
SMALLEST = HERE / "valid" / "smallest.yaml"

NEW = """PMID- 30000001
TI  - Tea: a "hot" question, or # not.
FAU - O'Brewer, Ann
DP  - 2019 Nov

PMID- 30000002
TI  - Another [sic] kettle & its very long title, which does not fit into one line of a pathway and is therefore written on two.
FAU - Pipe, David, Jr
CN  - Tea, Water and Kettle Group: Bern
DP  - 2020
"""
HEAD = "format: 2\npathway:\n  title: Tea  # as a drink\n"
ENTRY = "  - id: old\n    title: Old\n"
PLACES = {
    "ours": OURS.read_text("utf-8"),
    "entries in braces": SMALLEST.read_text("utf-8"),
    "comments everywhere": "# a\n"
    + HEAD
    + "references:  # the list\n  # before\n"
    + ENTRY
    + "    # of the entry\n    note: >-  # folded\n      Not # a comment\n      # nor this\n    # behind\n\n  # left of all\n# end\n",
    "not at the end": HEAD + "references:\n" + ENTRY + "\n# ── Statements ──\n\nstatements:\n  - id: one\n",
    "not at the end, crowded": HEAD + "references:\n" + ENTRY + ENTRY + "statements: []\n",
    "four spaces": HEAD + "references:\n    -   id: old\n        title: Old\n\n    -   id: older\n        title: Older\n",
    "no indent": HEAD + "references:\n- id: old\n  title: Old\n# about what follows\nstatements: []\n",
    "deep indent": "  format: 2\n  references:\n      - id: old\n  # left\n  statements: []\n",
    "no references": HEAD,
    "no references, and an end": HEAD + "...\n",
    "nothing behind the key": "references:  # none yet\n\nformat: 1\n",
    "nothing behind the last key": HEAD + "references:",
    "brackets over lines": HEAD + "references: [\n  {id: old, title: Old},\n  {id: older}\n  # none yet\n]\nstatements: []\n",
    "brackets with a comma": HEAD + "references: [\n  {id: old, title: Old},\n]  # behind\nstatements: []\n",
    "a kept blank line": HEAD + "references:\n" + ENTRY + "    note: |+\n      One\n\n\nstatements: []\n",
    "a text in block style at the end": HEAD + "references:\n" + ENTRY + "    note: |\n      One",
    "an entry of brackets": HEAD + "references:\n  - id: old\n    authors: [\n      {family: Old}\n    ]\n  \nstatements: []\n",
    "a quoted key": HEAD + '"references":\n' + ENTRY,
    "an entry below its hyphen": HEAD + "references:\n  -\n    id: old\n",
    "blank lines at the end": HEAD + "references:\n" + ENTRY + "\n\n\n",
}


def merged(text: str, new: str = NEW, name: str = "new.nbib") -> MergeResult:
    """The pathway in `text` with what a file brings."""
    return merge(Source("pathway.yaml", text), [import_file(name, new.encode())])


def codes(found: MergeResult) -> list[str]:
    """Codes of the diagnostics."""
    return [diagnostic.code for diagnostic, _ in found.diagnostics]


def added_lines(old: str, new: str) -> list[str]:
    """The lines that `new` has more than `old`; fails where one of `old` is missing or has changed its place."""
    rest = iter(new.splitlines())
    extra = []
    for line in old.splitlines():
        for other in rest:
            if other == line:
                break
            extra.append(other)
        else:
            pytest.fail(f"the line is gone: {line!r}")
    return [*extra, *rest]


@pytest.mark.parametrize("name", PLACES)
@pytest.mark.parametrize("form", ["LF", "CRLF", "no final newline"])
def test_every_line_stands(name: str, form: str) -> None:
    """The old tree is unchanged, the new entries come last, and the file keeps its line ends."""
    text = PLACES[name].replace("\n", "\r\n") if form == "CRLF" else PLACES[name].rstrip("\n") if form.startswith("no") else PLACES[name]
    found = merged(text)
    assert found.text
    assert codes(found) == []
    assert added_lines(text, found.text)
    assert (found.text.count("\r\n") == found.text.count("\n")) == (form == "CRLF")
    tree, faults = parse(Source("new", found.text))
    before, _ = parse(Source("old", text))
    assert tree
    assert before
    assert not faults
    new, old = to_data(tree), to_data(before)
    assert [entry["id"] for entry in new["references"][-2:]] == ["obrewer2019", "pipe2020"]
    assert new["references"][-2]["title"] == 'Tea: a "hot" question, or # not'
    assert new["references"][-1]["authors"][1] == "Tea, Water and Kettle Group: Bern"
    assert stripped({**new, "references": new["references"][:-2]}) == stripped({**old, "references": old.get("references") or []})
    for addition in found.additions:
        line = found.text.splitlines()[addition.line - 1 :]
        assert addition.entry["id"] in "".join(line[:2])


def stripped(data: object) -> str:
    """Data as a text, without line breaks: a text at the end of a file may get one."""
    return repr(data).replace("\\n", "")


@pytest.mark.parametrize("references", ["[]", "[ ]", "[\n]"])
def test_of_an_empty_list_only_the_brackets_go(references: str) -> None:
    found = merged(f"{HEAD}references: {references}  # none\nstatements: []\n")
    assert found.text
    assert "references:  # none\n  - id: obrewer2019\n" in found.text
    assert found.text.endswith("\nstatements: []\n")


def test_an_entry_looks_as_an_author_would_write_it() -> None:
    found = merged(HEAD + "references:\n" + ENTRY)
    assert found.text == HEAD + "references:\n" + ENTRY + (
        "\n"
        "  - id: obrewer2019\n"
        "    type: article-journal\n"
        "    authors:\n"
        "      - {family: O'Brewer, given: A}\n"
        '    title: "Tea: a \\"hot\\" question, or # not"\n'
        "    issued: 2019-11\n"
        "    pmid: 30000001\n"
        "\n"
        "  - id: pipe2020\n"
        "    type: article-journal\n"
        "    authors:\n"
        "      - {family: Pipe, given: D, suffix: Jr}\n"
        '      - "Tea, Water and Kettle Group: Bern"\n'
        "    title: >-\n"
        "      Another [sic] kettle & its very long title, which does not fit into one line of a pathway and is therefore written\n"
        "      on two\n"
        "    issued: 2020\n"
        "    pmid: 30000002\n"
    )


@given(
    st.sampled_from(sorted(PLACES.keys() - {"ours"})),
    st.lists(st.tuples(st.text(min_size=1), st.text()), min_size=1, max_size=4, unique_by=lambda pair: pair[0]),
)
def test_any_text_can_be_added(name: str, texts: list[tuple[str, str]]) -> None:
    """Whatever a title or a name holds, it is read again as it was, and every line stands; where a sign was lost, the reference is refused."""
    entries = [
        {"type": "book", "title": f"T{title}", "author": [{"family": f"F{word}", "given": word}, {"literal": f"B{word}"}]}
        for title, word in texts
    ]
    intake = import_file("new.json", json.dumps(entries).encode())
    found = merge(Source("pathway.yaml", PLACES[name]), [intake], even_if_duplicate=True)
    assert len(intake.incoming) == len(entries) - len({diagnostic.span for diagnostic in intake.diagnostics})
    assert bool(found.text) == bool(intake.incoming)
    if not found.text:
        return
    added_lines(PLACES[name], found.text)
    tree, _ = parse(Source("new", found.text))
    assert tree
    held = to_data(tree)["references"][-len(intake.incoming) :]
    assert [{key: value for key, value in entry.items() if key != "id"} for entry in held] == [new.entry for new in intake.incoming]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("references: none\n", "import-place"),
        ("references: {id: old}\n", "import-place"),
        ("- id: old\n", "import-place"),
        ("{format: 2}\n", "import-place"),
        ("format: 2\nreferences: [\n", "yaml-syntax"),
        ("format: 2\nformat: 1\n", "duplicate-key"),
        ("", "empty-file"),
    ],
)
def test_where_there_is_no_place_nothing_is_added(text: str, code: str) -> None:
    found = merged(text)
    assert codes(found) == [code]
    assert found.text is None


# ── Ids ──

IDS = [
    ("Chérin", "1991", "cherin1991"),
    ("van der Ketel", "2004", "vanderketel2004"),
    ("Christopher-Stine", "2004", "christopherstine2004"),
    ("Østergård-Łoś", "1999", "ostergardlos1999"),
    ("Weiß", None, "weiss"),
    ("Con", None, "tea"),
    ("山田", "2020", "tea2020"),
]


@pytest.mark.parametrize(("family", "year", "name"), IDS)
def test_ids(family: str, year: str | None, name: str) -> None:
    date = f"DP  - {year}\n" if year else ""
    assert [one.entry["id"] for one in merged(HEAD, f"PMID- 1\nTI  - Tea.\nFAU - {family}, A\n{date}").additions] == [name]


@pytest.mark.parametrize(
    ("body", "name"), [("NHS England", "nhsengland2021"), ("World Health Organization", "who2021"), ("the tea club of bern", "the2021")]
)
def test_ids_of_bodies(body: str, name: str) -> None:
    assert [one.entry["id"] for one in merged(HEAD, f"PMID- 1\nTI  - Tea.\nCN  - {body}\nDP  - 2021").additions] == [name]


def test_ids_that_clash_get_letters() -> None:
    """Two new ones both get a letter; one that is taken, in whatever case, is left to who has it."""
    records = "\n\n".join(
        f"PMID- {number}\nTI  - Tea {number}.\nFAU - {name}, A\nDP  - 2004" for number, name in enumerate(["Smith", "Smith", "Tee"], 1)
    )
    found = merged("references:\n  - id: SMITH2004a\n  - id: tee2004\n", records)
    assert [one.entry["id"] for one in found.additions] == ["smith2004b", "smith2004c", "tee2004a"]


def test_many_with_one_name_get_ids() -> None:
    records = "\n\n".join(f"PMID- {number}\nTI  - Tea {number}.\nFAU - Smith, A" for number in range(1, 40))
    names = [one.entry["id"] for one in merged(HEAD, records).additions]
    assert names[:2] == ["smitha", "smithb"]
    assert names[25:28] == ["smithz", "smithaa", "smithab"]
    assert len({*names}) == 39


# ── Duplicates ──

HELD = "references:\n  - {id: old, title: 'Café & tea: a study?', pmid: 7, doi: 10.1000/ABC}\n"


@pytest.mark.parametrize(
    ("new", "shared"),
    [
        ("PMID- 7\nTI  - Another.", "PubMed number"),
        ("PMID- 8\nTI  - Another.\nLID - 10.1000/abc [doi]", "DOI"),
        ("TI  - CAFE and tea.\n\nTI  - cafe, tea - a STUDY.", "title"),
        ("TI  - The [new] tea.\n\nTI  - The new tea", "title"),
        ("TI  - New.\nAU  - Doe C\nDP  - 2003\n\nTI  - New.\nAU  - Doe C\nTA  - Tea\nDP  - 2004 Jan", "title"),
        ("TI  - New.\nAU  - Doe C\nTA  - J Tea\nDP  - 1975\n\nTI  - New.\nAU  - Zoe D\nTA  - Tea\nDP  - 2003", None),
        ("TI  - New.\nAU  - Doe C\n\nTI  - New.\nAU  - Zoe D", None),
        ("TI  - New.\nAU  - Doe C\nDP  - 1998\n\nTI  - New.\nAU  - Doe C\nDP  - 2003", None),
        ("TI  - New.\nAU  - Doe C\nVI  - 3\n\nTI  - New.\nAU  - Doe C\nVI  - 4", None),
        ("TI  - New.\nAU  - Doe C\nVI  - 3\nPG  - 4-5\n\nTI  - New.\nAU  - Doe C\nVI  - 3\nPG  - 9", None),
        ("PMID- 9\nTI  - Cafe tea a study.", None),
        ("LID - 10.1000/other [doi]\nTI  - Cafe tea a study.", None),
    ],
)
def test_duplicates_are_not_added(new: str, shared: str | None) -> None:
    """One title does not make one publication where its numbers say otherwise."""
    found = merged(HELD, new)
    assert codes(found) == (["import-duplicate"] if shared else [])
    for diagnostic, origin in found.diagnostics:
        assert f"the same {shared}" in diagnostic.message
        assert "“old” (line 2)" in diagnostic.message or "new.nbib:1:1" in diagnostic.message
        assert origin.name == "new.nbib"


def test_a_reference_of_ours_is_a_duplicate_of_itself(tmp_path: Path) -> None:
    """Whole, by its title alone, and from whatever file."""
    for new in ("TI  - Drug therapy of the idiopathic inflammatory myopathies: predictors of response to prednisone, azathioprine,\n      and methotrexate and a comparison of their efficacy.", "PMID- 8386437\nTI  - Drugs."):  # fmt: skip
        (tmp_path / "new.nbib").write_text(new, "utf-8")
        result = run("refs", "add", tmp_path / "new.nbib", "--file", OURS)
        assert "as “joffe1993” (line " in result.stderr
        assert "Nothing was added" in result.stdout


# ── The command ──


def run(*arguments: object, **options: object) -> Result:
    """Types a command."""
    result = CliRunner().invoke(main, [str(argument) for argument in arguments], **options)  # type: ignore[arg-type]  # passed on
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def pathway(tmp_path: Path) -> Path:
    """A pathway in a folder of its own, with a file of references beside it."""
    (tmp_path / "new.nbib").write_text(NEW + "PT  - Case Reports\n", "utf-8")
    return Path(shutil.copy(SMALLEST, tmp_path / "pathway.yaml"))


def test_the_author_hears_what_was_added(pathway: Path) -> None:
    result = run("refs", "add", pathway.with_name("new.nbib"), "--file", pathway)
    assert result.exit_code == 0
    assert "Added 2 references" in result.stdout
    assert "  obrewer2019 (line " in result.stdout
    assert "PubMed calls it: Case Reports." in result.stdout
    assert result.stderr == ""
    checked = run("check", pathway)
    assert checked.exit_code == 0
    assert checked.stderr.count("warning[unused-reference]") == 2
    assert run("build", pathway).exit_code == 0


def test_a_dry_run_writes_nothing(pathway: Path) -> None:
    before = pathway.read_bytes()
    result = run("refs", "add", pathway.with_name("new.nbib"), "--file", pathway, "--dry-run")
    assert "  - id: obrewer2019\n    type: article-journal\n" in result.stdout
    assert "Nothing was written." in result.stdout
    assert pathway.read_bytes() == before
    assert sorted(file.name for file in pathway.parent.iterdir()) == ["new.nbib", "pathway.yaml"]


def test_the_same_file_twice_adds_nothing_more(pathway: Path) -> None:
    run("refs", "add", pathway.with_name("new.nbib"), "--file", pathway)
    before = pathway.read_bytes()
    assert "Nothing was added" in run("refs", "add", pathway.with_name("new.nbib"), "--file", pathway).stdout
    assert pathway.read_bytes() == before
    again = run("refs", "add", pathway.with_name("new.nbib"), "--file", pathway, "--even-if-duplicate")
    assert "obrewer2019a" in again.stdout


BAD = {
    "ris": "TY  - JOUR\nTI  - Fine\nER  - \nTY  - JOUR\nAU  - Smith, J\nER  - \nTY  - JOUR\nTI  - Fine, too\nER  - \n",
    "nbib": "PMID- 1\nTI  - Fine\n\nPMID- 2\nlost\nTI  - Not\n\nPMID- 3\nTI  - Fine, too\n",
    "bib": "@book{a, title={Fine}}\n@book{b,\n title={Not\n}\n\n@book{c, title={Fine, too}}\n",
    "json": '[{"title": "Fine"},\n {"title": "Not", "author": [{"family": Smith}, {"family": "Doe"}]},\n {"title": "Fine, too"}]',
}


@pytest.mark.parametrize("kind", BAD)
def test_one_bad_record_does_not_cost_the_others(kind: str, pathway: Path) -> None:
    """It is reported with its line, the others are added, also those of other files; and the status says that some are missing."""
    bad = pathway.with_name(f"bad.{kind}")
    bad.write_text(BAD[kind], "utf-8")
    result = run("refs", "add", bad, pathway.with_name("new.nbib"), "--file", pathway)
    assert result.exit_code == 1
    line = {"ris": "4:1", "nbib": "5:1", "bib": "2:1", "json": "2:41"}[kind]
    assert f"bad.{kind}:{line}: error[import-" in result.stderr
    assert result.stderr.count("error[") == 1
    assert result.stderr.endswith("error: some references could not be read and were not added. See the errors above.\n")
    assert "Added 4 references" in result.stdout
    titles = [entry["title"] for entry in to_data(parse(Source("", pathway.read_text("utf-8")))[0])["references"]]  # type: ignore[arg-type]  # it is read
    assert titles[-4:-2] == ["Fine", "Fine, too"]


@pytest.mark.parametrize("kind", BAD)
def test_all_or_nothing(kind: str, pathway: Path) -> None:
    before = pathway.read_bytes()
    bad = pathway.with_name(f"bad.{kind}")
    bad.write_text(BAD[kind], "utf-8")
    result = run("refs", "add", pathway.with_name("new.nbib"), bad, "--file", pathway, "--all-or-nothing")
    assert result.exit_code == 1
    assert result.stderr.endswith("error: nothing was added.\n")
    assert result.stdout == ""
    assert pathway.read_bytes() == before


def test_a_file_of_nothing_but_faults_adds_nothing(pathway: Path) -> None:
    before = pathway.read_bytes()
    bad = pathway.with_name("bad.bib")
    bad.write_text("@book{b, title={Not}", "utf-8")
    result = run("refs", "add", bad, "--file", pathway)
    assert result.exit_code == 1
    assert result.stdout == "Nothing was added.\n"
    assert pathway.read_bytes() == before


@pytest.mark.parametrize("missing", ["new.ris", "pathway.yml", "folder"])
def test_a_file_that_cannot_be_read_is_said_plainly(missing: str, pathway: Path) -> None:
    name = pathway.with_name(missing)
    pathway.with_name("folder").mkdir()
    files = (pathway.with_name("new.nbib"), "--file", name) if missing.endswith("yml") else (name, "--file", pathway)
    result = run("refs", "add", *files)
    assert result.exit_code == 1
    assert "error[unreadable-file]" in result.stderr


def test_standard_input(pathway: Path) -> None:
    result = run("refs", "add", "-", "--file", pathway, input=NEW)
    assert "Added 2 references" in result.stdout
    assert "standard input:1:1: error[import-format]" in run("refs", "add", "-", "--file", pathway, input="tea").stderr


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"])
def test_bytes_mode_and_links_stay(line_end: bytes, pathway: Path) -> None:
    """With a byte order mark, a mode of its own, and reached by a symbolic link."""
    before = b"\xef\xbb\xbf" + pathway.read_bytes().replace(b"\n", line_end)
    pathway.write_bytes(before)
    pathway.chmod(0o640)
    link = pathway.with_name("link.yaml")
    link.symlink_to(pathway.name)
    assert run("refs", "add", pathway.with_name("new.nbib"), "--file", link).exit_code == 0
    assert link.is_symlink()
    assert pathway.stat().st_mode & 0o777 == 0o640
    head, mark, tail = before.partition(line_end + b"cases:")
    assert pathway.read_bytes().startswith(head.rstrip())
    assert pathway.read_bytes().endswith(mark + tail)
    assert isinstance(decode("x", pathway.read_bytes()), Source)
    assert sorted(file.name for file in pathway.parent.iterdir()) == ["link.yaml", "new.nbib", "pathway.yaml"]


def test_a_full_disk_leaves_the_file_as_it_is(pathway: Path) -> None:
    """As near to one as a process can come: it may write no more than a hundred bytes."""
    pytest.importorskip("resource")
    before = pathway.read_bytes()
    script = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100)); from generator.cli import main; main(sys.argv[1:])"
    )
    command = [sys.executable, "-c", script, "refs", "add", str(pathway.with_name("new.nbib")), "--file", str(pathway)]
    done = subprocess.run(command, cwd=HERE.parent, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 1
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr
    assert pathway.read_bytes() == before
    assert sorted(file.name for file in pathway.parent.iterdir()) == ["new.nbib", "pathway.yaml"]
