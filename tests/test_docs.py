"""The manual: what it tells readers to type is typed, what it shows is compared, and where it points is looked up."""

import ast
import contextlib
import json
import re
import shlex
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag

import pytest
import yaml
from click.testing import CliRunner
from playwright.sync_api import Browser

import tasks
from conftest import Gold
from generator import model
from generator.cli import main
from generator.compiler import compile_pathway
from generator.core.source import Source
from generator.docsgen import commands, keys_shown, reference, rules
from generator.docsgen.parts import key_anchor
from generator.model import fields
from generator.output.pdf import find_browser
from generator.parsing import parse, to_data
from ours import INDEX, PATHWAY

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
DOCS = ROOT / "docs"
AUTHORS = DOCS / "authors"
TUTORIAL = AUTHORS / "index.md"
PICTURE = DOCS / "images" / "section.png"
PAGES = [*sorted(ROOT.glob("*.md")), *sorted(DOCS.rglob("*.md"))]
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def _named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@dataclass(frozen=True)
class Block:
    """A fenced block of a page."""

    page: Path
    line: int
    language: str
    text: str

    def __str__(self) -> str:
        return f"{_named(self.page)}:{self.line}"


def _blocks(page: Path, *languages: str) -> list[Block]:
    text = page.read_text("utf-8")
    found = (Block(page, text.count("\n", 0, match.start()) + 1, match[1], match[2]) for match in FENCE.finditer(text))
    return [block for block in found if not languages or block.language in languages]


def _prose(page: Path) -> str:
    """The text of a page without code, addresses of links, and front matter."""
    text = re.sub(r"\A---\n.*?^---\n", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"\]\([^)]*\)", "]", re.sub(r"`[^`\n]+`", "`", FENCE.sub("", text)))


# ── Commands ──


@dataclass
class Terminal:
    """Somebody who types what the manual says; `folder` is where she is."""

    folder: Path
    status: int = 0

    def type(self, command: str) -> str:
        """Runs a command, and returns what it prints."""
        match shlex.split(command, comments=True):
            case ["make", task] | ["python3", "tasks.py", task]:
                assert task in tasks.TASKS
                assert re.search(rf"^{task}\b|^.* {task}\b.*:$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
            case [".", script]:
                assert script == (tasks.VENV / "bin/activate").relative_to(ROOT).as_posix()
            case ["mkdir", name]:
                (self.folder / name).mkdir()
            case ["cd", name]:
                self.folder = (self.folder / name).resolve()
            case ["pathway", "serve", *_]:  # It would serve for ever; that it serves at all is tried elsewhere.
                assert self._pathway("serve", "--help").startswith("Usage: pathway serve")
            case ["pathway", "check", "--watch"]:  # As above.
                assert self._pathway("check", "--help").startswith("Usage: pathway check")
            case ["pathway", "pdf", *_] if find_browser() is None:  # Machines without a browser have nothing to print with.
                assert self._pathway("pdf", "--help").startswith("Usage: pathway pdf")
            case ["pathway", *arguments]:
                return self._pathway(*arguments)
            case _:
                pytest.fail(f"nobody has tried “{command}”")
        return ""

    def _pathway(self, *arguments: str) -> str:
        with contextlib.chdir(self.folder):
            done = CliRunner().invoke(main, arguments, prog_name="pathway", env={"FORCE_COLOR": None, "TTY_COMPATIBLE": None})
        self.status = done.exit_code
        return (done.stderr + done.stdout).strip("\n").replace(str(self.folder.parent), "…").replace("\\", "/")


def _like_ours() -> str:
    """A small pathway whose sections and charts have the names of ours, by which commands of the manual ask for them."""
    data = _tree((ROOT / "tests/valid/smallest.yaml").read_text("utf-8"))
    box = {"title": "A box", "rests_on": [data["statements"][0]["id"]]}
    ways = [{"to": "hole", "label": "a hole"}]
    for section in PATHWAY.sections:
        charts = [{"id": chart.id, "title": chart.title, "boxes": _two_boxes(chart.id, box)} for chart in section.charts]
        data["sections"].append({"id": section.id, "title": section.title, "charts": charts})
        ways += [{"to": f"start-{chart.id}", "label": chart.id} for chart in section.charts]
    [start] = data["overview"]["boxes"]
    boxes = [start | {"next": "which"}, box | {"id": "which", "kind": "several", "next": ways}]
    data["overview"] |= {"id": INDEX.charts[0].chart.id, "boxes": boxes}
    data["cases"][0]["answers"].insert(0, {"which": "hole"})
    return json.dumps(data)


def _two_boxes(chart: str, box: dict[str, Any]) -> list[dict[str, Any]]:
    return [box | {"id": f"start-{chart}", "kind": "start", "next": f"end-{chart}"}, box | {"id": f"end-{chart}", "kind": "end"}]


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    """A terminal in a folder that looks like ours, as far as the manual needs it."""
    folder = tmp_path / "project"
    (folder / "tests/gold/bicycle").mkdir(parents=True)
    (folder / "pathway.yaml").write_text(_like_ours(), "utf-8")
    (folder / "tests/gold/bicycle/pathway.yaml").write_bytes((ROOT / "tests/gold/bicycle/pathway.yaml").read_bytes())
    return Terminal(folder)


@pytest.mark.parametrize("page", [page for page in PAGES if page != TUTORIAL and _blocks(page, "sh")], ids=_named)
def test_commands_work(page: Path, terminal: Terminal) -> None:
    """Every command can be typed in the folder of the project, in the order of the page."""
    for block in _blocks(page, "sh"):
        for command in block.text.splitlines():
            said = terminal.type(command)
            assert terminal.status == 0, f"{block}: {said}"


def test_tutorial_can_be_followed(terminal: Terminal, request: pytest.FixtureRequest) -> None:
    """Make each difference, type each command and compare what it prints (which `--regold` renews)."""
    shown, tutorial = "", TUTORIAL.read_text("utf-8")
    for block in _blocks(TUTORIAL):
        file = terminal.folder / "pathway.yaml"
        match block.language:
            case "sh":
                shown = "\n".join(filter(None, map(terminal.type, block.text.splitlines())))
            case "text" if request.config.getoption("--regold"):
                tutorial = tutorial.replace(f"```text\n{block.text}```", f"```text\n{shown}\n```")
            case "text":
                assert shown == block.text.strip("\n"), str(block)
            case "diff":
                file.write_text(_edited(file.read_text("utf-8"), block), "utf-8")
            case language:
                pytest.fail(f"{block}: nobody can follow a block of “{language}”")
    assert (terminal.folder / "site" / "treatments" / "drug-d.html").is_file()
    if request.config.getoption("--regold"):
        TUTORIAL.write_text(tutorial, "utf-8")


def _edited(text: str, block: Block) -> str:
    """A pathway after a difference of the tutorial."""
    lines = block.text.splitlines()
    old, new = ("".join(f"{line[1:]}\n" for line in lines if not line.startswith(mark)) for mark in "+-")
    assert text.count(old) == 1, str(block)
    return text.replace(old, new)


# ── Examples ──


EXAMPLE = AUTHORS / "example" / "pathway.yaml"


def _tree(text: str) -> Any:
    tree, faults = parse(Source("example", text))
    assert tree, faults
    return to_data(tree)


def _merged(old: Any, new: Any) -> Any:
    """A pathway with what is new in an example: entries with an id take the place of those that bear it, or come after them."""
    if isinstance(old, dict) and isinstance(new, dict):
        return {**old, **{key: _merged(old.get(key), value) for key, value in new.items()}}
    if isinstance(old, list) and isinstance(new, list) and all(isinstance(entry, dict) and "id" in entry for entry in [*old, *new]):
        known = {entry["id"]: entry for entry in old}
        return [*{**known, **{entry["id"]: _merged(known.get(entry["id"]), entry) for entry in new}}.values()]
    return new


def test_example_beside_its_text_has_no_faults() -> None:
    compiled = compile_pathway(Source(EXAMPLE.name, EXAMPLE.read_text("utf-8")))
    assert compiled.diagnostics == ()
    assert compiled.site


@pytest.mark.parametrize("block", [*_blocks(AUTHORS / "guide.md", "yaml"), *_blocks(AUTHORS / "checking.md", "yaml")], ids=str)
def test_example_of_the_guide_fits_the_example(block: Block) -> None:
    text = yaml.safe_dump(_merged(_tree(EXAMPLE.read_text("utf-8")), _tree(block.text)), allow_unicode=True)
    style = (ROOT / "tests" / "styles" / "numeric.csl").read_bytes()
    assert compile_pathway(Source("example", text), lambda _: style).diagnostics == ()


# ── The format ──

FORMAT = AUTHORS / "format.md"
MADE = "--regold -->\n"
SCHEMA = model.schema()
# Each part of the format with what readers of the schema know it by, and the model that reads it.
PARTS: dict[str, type[fields.Model]] = {
    name: getattr(model, name) for name, part in {**SCHEMA["$defs"], "Pathway": SCHEMA}.items() if "properties" in part
}

# Parts with a key that stands in place of others, and keys that stand with either.
ALONE = {"Grading": "none", "BoxLink": "file"}
SHARED = {"title", "for"}
WHOLE = {
    "Findings": {"entries": [{"id": "stage-one", "name": "Stage I"}]},
    "Grading": {"axes": [{"name": "Strength", "values": {"strong": "Do it"}}]},
}


def test_schema_and_reference_of_the_format_are_up_to_date(gold: Gold) -> None:
    """They are made from the model, all but the introduction to the format; renewed with `pytest --regold`."""
    gold.check("../../docs/authors/pathway.schema.json", json.dumps(SCHEMA, ensure_ascii=False, indent=2) + "\n")
    introduction, mark, _ = FORMAT.read_text("utf-8").partition(MADE)
    gold.check("../../docs/authors/format.md", f"{introduction}{mark}\n{reference(_live_pages())}")


def _live_pages() -> dict[str, str]:
    """The texts of the pages with live examples."""
    return {name: (AUTHORS / name).read_text("utf-8") for name in ("each-key.md", "statement-keys.md", "more-keys.md")}


def _example_of(cell: str) -> str:
    """The example in the table of a part, without the link to where it is seen."""
    return re.sub(r"^\[`(.*)`\]\([^)]*\)$", r"\1", cell)


def test_every_key_of_the_format_has_a_live_example() -> None:
    """The YAML that the manual shows beside what readers see has every key of every part, and the format leads to it."""
    shown = {key for text in _live_pages().values() for key in keys_shown(text)}
    keys = {
        key_anchor(SCHEMA["$defs"].get(name, SCHEMA)["title"], fields.key_of(key))
        for name, part in PARTS.items()
        for key in part.model_fields
    }
    assert keys - shown == set()
    text = FORMAT.read_text("utf-8")
    assert {key for key in keys if not re.search(rf"\]\([a-z-]+\.md#{key}\) \|", text)} == set()


def _sections(page: Path) -> dict[str, str]:
    """The text under each heading of a page, up to the next one."""
    parts = re.split(r"^#{2,3} (.+)\n", page.read_text("utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def _rows(text: str) -> list[list[str]]:
    lines = [row for row in text.splitlines() if row.startswith("| `")]
    return [[cell.strip() for cell in row.strip("|").split(" | ")] for row in lines]


@pytest.mark.parametrize("part", PARTS)
def test_examples_of_the_format_are_valid(part: str) -> None:
    """Written below each other, the examples of a part make one; what they leave out is taken from the example pathway."""
    schema = {**SCHEMA["$defs"], "Pathway": SCHEMA}[part]
    rows = [(row[0].strip("`"), _example_of(row[3])) for row in _rows(_sections(FORMAT)[schema["title"]])]
    assert [example.partition(":")[0] for _, example in rows] == [key for key, _ in rows] == [*map(fields.key_of, PARTS[part].model_fields)]
    data = _tree("\n".join(example for _, example in rows if "…" not in example))
    example = _tree(EXAMPLE.read_text("utf-8"))
    whole = {"Pathway": example, "Section": example["sections"][0], "Chart": example["sections"][0]["charts"][0], **WHOLE}.get(part, {})
    data |= {key: whole[key] for key, example in rows if "…" in example and key in whole}
    alone = ALONE.get(part, "")
    forms = (
        [data]
        if not alone
        else [{key: value for key, value in data.items() if (key == alone) == is_alone or key in SHARED} for is_alone in (True, False)]
    )
    assert all(PARTS[part].model_validate(form) for form in forms)


def test_format_has_every_part_and_word() -> None:
    """And every key and word says what it means."""

    def below(known: Any) -> Iterator[Any]:
        for child in known.__subclasses__():
            yield child
            yield from below(child)

    shown = _sections(FORMAT)
    assert {*below(fields.Model)} - {model.Subject} == {*PARTS.values()}
    for word in below(fields.Word):
        assert [row[0].strip("`") for row in _rows(shown[SCHEMA["$defs"][word.__name__]["title"]])] == list(word)
        assert all(meaning.endswith(".") for meaning in SCHEMA["$defs"][word.__name__]["enumDescriptions"])
    for part in PARTS.values():
        assert all((field.description or "").endswith(".") for field in part.model_fields.values())


def test_guide_explains_every_kind_and_role() -> None:
    guide = _sections(AUTHORS / "guide.md")
    assert {row[0].strip("`") for row in _rows(guide["Choose the kind of a box"])} == {*model.Kind}
    assert [row[0].strip("`") for row in _rows(guide["Choose the role of a statement"])] == [*model.Role]


# ── The rules, and the architecture ──


def test_page_of_the_rules_is_up_to_date(gold: Gold) -> None:
    """It is made from the catalogue; renewed with `pytest --regold`."""
    gold.check("../../docs/authors/rules.md", rules())


def test_page_of_the_commands_is_up_to_date(gold: Gold) -> None:
    """It is made from the commands themselves."""
    gold.check("../../docs/authors/commands.md", commands(main, "pathway"))


def test_architecture_names_every_module_in_the_order_of_imports() -> None:
    """Whatever a module imports stands above it in the table."""
    stages = [row[0].strip("`") for row in _rows(_sections(DOCS / "architecture.md")["Stages"])]
    package = ROOT / "generator"
    modules = {path.stem for path in package.glob("*.py")} | {path.parent.name for path in package.glob("*/__init__.py")}
    assert sorted(stages) == sorted(modules - {"__init__", "__main__"})
    upward = [
        f"{name} imports {used}"
        for position, name in enumerate(stages)
        for path in [*package.glob(f"{name}.py"), *package.glob(f"{name}/**/*.py")]
        for used in _imports(path, stages)
        if stages.index(used) > position
    ]
    assert upward == []


def _imports(path: Path, stages: list[str]) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("generator"):
            names = [alias.name for alias in node.names] if node.module == "generator" else [(node.module or "").split(".")[1]]
            yield from (name for name in names if name in stages)


def test_architecture_names_every_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = {re.match(r"[\w.-]+", name)[0] for name in project["dependencies"]}  # type: ignore[index]  # a dependency has a name
    assert {row[0].strip("`") for row in _rows(_sections(DOCS / "architecture.md")["Parts used"])} == wanted


# ── Pictures, links and words ──


def test_picture_of_a_section(request: pytest.FixtureRequest) -> None:
    """A PNG of 1280 × 800 that loads quickly; renewed with `pytest --regold`."""
    if request.config.getoption("--regold"):
        _take_picture(request.getfixturevalue("browser"), request.getfixturevalue("site"))
    data = PICTURE.read_bytes()
    assert (int.from_bytes(data[16:20]), int.from_bytes(data[20:24])) == (1280, 800)
    assert len(data) < 250_000


def _take_picture(browser: Browser, site: Path) -> None:
    zoom = 0.8  # so that more of the chart fits in
    size = {"width": round(1280 / zoom), "height": round(800 / zoom)}
    page = browser.new_page(viewport=size, device_scale_factor=zoom, color_scheme="light")  # type: ignore[arg-type]  # a plain dict will do
    page.goto((site / "skin.html").as_uri())
    page.screenshot(path=PICTURE)
    page.close()


def _anchors(page: Path) -> set[str]:
    text = page.read_text("utf-8")
    return {*map(_slug, re.findall(r"^#+ (.+)$", FENCE.sub("", text), re.MULTILINE)), *keys_shown(text)}


def _slug(heading: str) -> str:
    """The anchor that MkDocs, and GitHub, give a heading."""
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", heading).strip().lower())


@pytest.mark.parametrize("page", PAGES, ids=_named)
def test_links_lead_somewhere(page: Path) -> None:
    """Within the repository; links of the pages in `docs` stay there, for only `docs` is part of the site."""
    lost = []
    for link in re.findall(r"\]\(([^)\s]+)\)", FENCE.sub("", page.read_text("utf-8"))):
        address, anchor = urldefrag(link)
        target = (page.parent / address).resolve() if address else page
        inside = ROOT if page.parent == ROOT else DOCS
        found = target.is_file() and target.is_relative_to(inside) and (not anchor or anchor in _anchors(target))
        if not found:
            lost.append(link)
    assert lost == []


def test_every_page_is_in_the_navigation() -> None:
    named = re.findall(r": (\S+\.md)$", (ROOT / "mkdocs.yml").read_text("utf-8"), re.MULTILINE)
    assert sorted(named) == sorted(page.relative_to(DOCS).as_posix() for page in PAGES if DOCS in page.parents)


# Addresses of machines and registries, and talk about how a text came about, have no place in a manual.
FORBIDDEN = re.compile(
    r"/(?:home|root|tmp|work|Users|var|opt|srv)/|[A-Z]:\\|pypi|pythonhosted|npmjs|jsdelivr|unpkg|localhost|"
    r"\b(?:the|this|our) session\b|\bchat ?bot\b|\blanguage model\b|\bas requested\b|\bprompt\b|\bTODO\b|\bFIXME\b",
    re.IGNORECASE,
)
AMERICAN = re.compile(
    r"\b(?:colou?rize\w*|colors?|colored|behaviors?|favors?|favorite|licenses?|licensed (?=under)|organiz\w+|recogniz\w+|minimiz\w+|"
    r"optimiz\w+|normaliz\w+|summariz\w+|center(?:s|ed)?|catalogs?|gray|judgment|analyz\w+|labeled|labeling|canceled|fulfill|programs? of care)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("page", PAGES, ids=_named)
def test_words(page: Path) -> None:
    assert FORBIDDEN.findall(page.read_text("utf-8")) == []
    assert AMERICAN.findall(_prose(page).replace("World Health Organization", "")) == []
