"""The examples that `pathway new --example` writes: without a fault, and between them with every key of the format."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from click.testing import CliRunner, Result
from pydantic import BaseModel

from generator.analysis.cases.coverage import cover
from generator.analysis.index import PathwayIndex
from generator.cli import main
from generator.model import Box, Pathway, Reference, Statement
from generator.model.fields import Word, key_of
from generator.output.read_pathway import read_file
from generator.scaffold import example_files, examples

NOT_USED = {
    ("Grading", "none"): "both grade; the small starter has it",
    ("Metadata", "brand_colour"): "their pages look as most pathways will",
    ("Metadata", "citation_style"): "it needs a style of some journal, and the Vancouver style suits both",
    ("Metadata", "no_doses"): "both give doses",
    ("Metadata", "withdrawn"): "it covers every page with the words that the example must not be used",
    ("Withdrawal", "on"): "as above",
    ("Withdrawal", "why"): "as above",
    ("Withdrawal", "instead"): "as above",
}
"""Keys that neither example has, with the reason."""


def _run(*arguments: object) -> Result:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Each example as an author gets it."""
    made = {name: tmp_path_factory.mktemp("examples") / name for name in examples()}
    for name, folder in made.items():
        assert _run("new", folder, "--example", name).exit_code == 0
    return made


@pytest.fixture(scope="module")
def pathways(folders: dict[str, Path]) -> dict[str, Pathway]:
    found = {}
    for name, folder in folders.items():
        pathway, faults, _ = read_file(folder / "pathway.yaml")
        assert pathway
        assert not faults
        found[name] = pathway
    return found


# ── What an author gets ──


@pytest.mark.parametrize("name", examples())
def test_new_writes_an_example_that_checks_and_builds(name: str, folders: dict[str, Path], example_sites: Path) -> None:
    """With all of its files and the schema; not even a warning is left, and the pages say that it is an example."""
    folder = folders[name]
    assert {path.name for path in folder.iterdir()} >= {"pathway.schema.json", *example_files(name)}
    assert (folder / "pathway.schema.json").read_text("utf-8") == _run("schema").stdout
    checked = _run("check", "--strict", folder / "pathway.yaml")
    assert (checked.exit_code, re.findall(r"(?:error|warning|note)\[", checked.stderr)) == (0, [])
    # So it is the one whose site is built for all tests.
    assert {file: (folder / file).read_bytes() for file in example_files(name)} == example_files(name)
    pages = [path for path in (example_sites / name).rglob("*.html") if path.name != "404.html"]
    assert len(pages) > 20
    for page in pages:
        text = page.read_text("utf-8")
        assert "nvented example without clinical standing" in text, page
        assert not re.search(r"\]\([\w#]", text), f"{page} shows the Markdown of a link"


def test_new_says_what_it_wrote_and_touches_nothing_that_is_there(tmp_path: Path) -> None:
    made = _run("new", tmp_path, "--example", "emergency")
    for name in ("pathway.yaml", "cases.yaml", "leaflet.pdf", "signs.png", "pathway.schema.json"):
        assert name in made.stdout
    (tmp_path / "leaflet.pdf").write_text("mine")
    again = _run("new", tmp_path, "--example", "emergency")
    assert (again.exit_code, "leaflet.pdf” already exists" in again.stderr) == (1, True)
    assert (tmp_path / "leaflet.pdf").read_text() == "mine"


@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        (("--example", "gout"), "'gout' is not one of 'emergency', 'guideline'"),
        (("--example", "guideline", "--title", "Gout"), "--title: the example “guideline” has its own"),
        (("--example", "guideline", "--id", "gout"), "--id: the example “guideline” has its own"),
    ],
)
def test_new_refuses_what_no_example_is(tmp_path: Path, arguments: tuple[str, ...], answer: str) -> None:
    made = _run("new", tmp_path / "new", *arguments)
    assert made.exit_code
    assert answer in made.stderr
    assert not (tmp_path / "new").exists()


# ── Nobody can be treated by them ──


@pytest.mark.parametrize("name", examples())
def test_an_example_has_no_clinical_standing(name: str, pathways: dict[str, Pathway]) -> None:
    """It says so at the head of the file and of every page, and no publication of it can be taken for a real one."""
    details = pathways[name].pathway
    assert "INVENTED EXAMPLE WITHOUT CLINICAL STANDING" in example_files(name)["pathway.yaml"].decode().split("format: 2")[0]
    for text in (details.summary, " ".join(details.disclaimer), details.status_note or ""):
        assert "nvented example without clinical standing" in text
    for reference in pathways[name].references:
        assert reference.title.endswith(" (invented)")
        assert int(reference.pmid or "999999900") >= 999_999_900
        assert (reference.doi or "10.5555/").startswith("10.5555/")
        assert re.fullmatch(r"|https://[a-z]+\.example\.org/[a-z]*", reference.url or "")


@pytest.mark.parametrize("name", examples())
def test_what_is_left_of_an_example_is_noticed(name: str, tmp_path: Path) -> None:
    """As soon as a pathway no longer says that it is one, each invented publication and body still in it is to be replaced."""
    for file, content in example_files(name).items():
        (tmp_path / file).write_bytes(content)
    path = tmp_path / "pathway.yaml"
    path.write_text(path.read_text("utf-8").replace("  status_note: Invented example without clinical standing\n", ""), "utf-8")
    checked = _run("check", "--strict", path)
    assert checked.exit_code == 1
    count = re.search(
        r"warning\[left-placeholder\] (\d+) texts that “pathway new” wrote still need replacing", " ".join(checked.stderr.split())
    )
    assert count
    assert int(count[1]) >= path.read_text("utf-8").count("\n    type: ")


# ── Together they show everything ──


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    """The kinds of object that a pathway is made of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
        for field in annotation.model_fields.values():
            yield from _models(field.annotation)
    for part in get_args(annotation):
        yield from _models(part)


def _written(value: Any) -> Iterator[tuple[str, str]]:
    """Every key that an author has written, with the kind of object that it is in."""
    if isinstance(value, BaseModel):
        for name in value.model_fields_set:
            yield type(value).__name__, key_of(name)
            yield from _written(getattr(value, name))
    elif isinstance(value, dict | tuple | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _written(part)


def test_the_examples_use_every_key(pathways: dict[str, Pathway]) -> None:
    """In every kind of object; those that neither has are listed with the reason."""
    keys = {(model.__name__, key_of(name)) for model in _models(Pathway) for name in model.model_fields}
    used = {key for pathway in pathways.values() for key in _written(pathway)}
    assert keys - used == {*NOT_USED}


def test_the_examples_use_every_fixed_word(pathways: dict[str, Pathway]) -> None:
    """Of boxes, statements and references."""
    for model, key in ((Box, "kind"), (Statement, "role"), (Reference, "type"), (Reference, "design_basis"), (Reference, "directness")):
        words = {word for part in _words(model.model_fields[key].annotation) for word in part}
        assert words == {value for pathway in pathways.values() for value in _values(pathway, model, key)}, key


def _words(annotation: Any) -> Iterator[type[Word]]:
    for part in (annotation, *get_args(annotation)):
        if isinstance(part, type) and issubclass(part, Word):
            yield part


def _values(value: Any, model: type[BaseModel], key: str) -> Iterator[Any]:
    if isinstance(value, BaseModel):
        if isinstance(value, model) and getattr(value, key):
            yield getattr(value, key)
        for name in value.model_fields_set:
            yield from _values(getattr(value, name), model, key)
    elif isinstance(value, tuple):
        for part in value:
            yield from _values(part, model, key)


@pytest.mark.parametrize("name", examples())
def test_the_cases_of_an_example_meet_everything(name: str, pathways: dict[str, Pathway]) -> None:
    """Six patients come by every box, every way of a decision and every warning."""
    covered = cover(PathwayIndex(pathways[name]))
    assert len(covered.replays) == 6
    assert [share.missed for share in (covered.boxes, covered.ways, covered.warnings)] == [(), (), ()]
