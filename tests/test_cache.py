"""The cache: nothing in a site depends on it, nothing fails because of it, and nothing is made twice with it."""

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from markdown import Markdown

from generator.core.cache import ContentCache, MemoryCache, cached
from generator.mkdocs.build import publish
from generator.output import cache as on_disk
from generator.output import markdown_tree
from generator.output.cache import VARIABLE, DiskCache, open_cache
from generator.output.read_pathway import compile_file
from ours import EXAMPLE

HERE = Path(__file__).parent
BICYCLE = (HERE / "gold" / "bicycle" / "pathway.yaml").read_text("utf-8")
SETTINGS = """site_name: Bicycle
theme: {name: material}
plugins: [pathway, search, offline, mermaid2]
"""
HAND = "# By hand\n\nA [page](chain.md).\n\n```python\nprint(1)\n```\n\n```mermaid\nsequenceDiagram\n  A->>B: by the browser\n```\n"
START = {"pathway.yaml": BICYCLE, "mkdocs.yml": SETTINGS, "docs/hand.md": HAND}
VANCOUVER = (HERE.parent / "generator" / "references" / "vancouver.csl").read_text("utf-8")


class Counting(MemoryCache):
    """Counts what is stored."""

    def __init__(self) -> None:
        super().__init__()
        self.stored: list[str] = []

    def put(self, key: str, text: str) -> None:
        self.stored.append(text)
        super().put(key, text)

    @property
    def pages(self) -> int:
        """How many conversions of a page are among it."""
        return sum('"toc"' in text for text in self.stored)

    @property
    def finished(self) -> int:
        """How many finished pages are among it."""
        return sum("<!doctype html" in text.lower() for text in self.stored)


def test_the_tests_of_a_run_share_a_cache() -> None:
    """Whatever they import."""
    assert isinstance(open_cache(), DiskCache)


def _write(folder: Path, texts: Mapping[str, str]) -> None:
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")


def _built(folder: Path, cache: ContentCache) -> dict[str, bytes]:
    """The files of the site of a folder, by their paths."""
    site = compile_file(folder / "pathway.yaml", cache)[0].site
    assert site
    return markdown_tree.contents(publish(folder / "pathway.yaml", site, folder / "site").directory)


def _replaced(name: str, old: str, new: str) -> Callable[[dict[str, str]], None]:
    def edit(texts: dict[str, str]) -> None:
        assert old in texts[name], (name, old)
        texts[name] = texts[name].replace(old, new)

    return edit


def _added(name: str, text: str) -> Callable[[dict[str, str]], None]:
    def edit(texts: dict[str, str]) -> None:
        texts[name] = texts.get(name, "") + text

    return edit


EDITS: Mapping[str, Callable[[dict[str, str]], None]] = {
    "a statement": _replaced("pathway.yaml", "Most faults of a bicycle", "Many faults of a bicycle"),
    "the title of a box": _replaced("pathway.yaml", "title: Replace the chain", "title: Put on a new chain"),
    "the id of a box": _replaced("pathway.yaml", "clean-chain", "wash-chain"),
    "the version": _replaced("pathway.yaml", "version: ", "version: 9."),
    "the title of a reference": _replaced("pathway.yaml", "When is a chain worn?", "When is a chain worn out?"),
    "another style": lambda texts: (
        _added("some.csl", VANCOUVER.replace('delimiter=", "', 'delimiter="; "'))(texts),
        _replaced("pathway.yaml", "pathway:\n", "pathway:\n  citation_style: some.csl\n")(texts),
    )[0],
    "another name of the site": _replaced("mkdocs.yml", "site_name: Bicycle", "site_name: Bike"),
    "another language of the theme": _replaced("mkdocs.yml", "name: material", "name: material, language: de"),
    "other addresses": _added("mkdocs.yml", "use_directory_urls: false\n"),
    "another extension": _added("mkdocs.yml", "markdown_extensions: [{toc: {permalink: yes}}, smarty, admonition]\n"),
    "other checks of links": _added("mkdocs.yml", "validation: {links: {anchors: ignore}}\n"),
    "a diagram written by hand": _added("docs/hand.md", "\n```mermaid\nflowchart TB\n  a --> b\n```\n"),
    "another page": _added("docs/more.md", "# More\n\nSee [there](hand.md).\n"),
    "another title in the navigation": _replaced("docs/hand.md", "# By hand", "# By hand, with both"),
    "what a page hides": _replaced("docs/hand.md", "# By hand", "---\nhide: [navigation]\n---\n# By hand"),
    "another place in the navigation": _added("mkdocs.yml", "nav: [{Others: [{Elsewhere: hand.md}]}]\n"),
    "another footer": _added("mkdocs.yml", "copyright: Somebody\n"),
    "a template of the author's": lambda texts: (
        _added("own/main.html", '{% extends "base.html" %}{% block footer %}Ours{% endblock %}')(texts),
        _replaced("mkdocs.yml", "theme: {", "theme: {custom_dir: own, ")(texts),
    )[0],
    "text of a page": _added("docs/hand.md", "\nSee [more](chain.md).\n"),
}


@pytest.mark.release
@settings(max_examples=1, phases=[Phase.generate])  # each costs many builds
@given(seed=st.integers(0, 99))
def test_a_site_from_a_warm_cache_is_that_of_a_cold_one(seed: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Byte for byte, whatever was edited and built before; ten edits at a time."""
    folder = tmp_path_factory.mktemp("edited")
    (folder / "cache").mkdir()
    names = random.Random(seed).sample(sorted(EDITS), len(EDITS))  # noqa: S311  # no secret
    for edits in (names[number : number + 10] for number in range(0, len(names), 10)):
        texts = dict(START)
        for name in edits:
            EDITS[name](texts)
        work = folder / edits[0]
        _write(work, texts)
        assert _built(work, DiskCache(folder / "cache")) == _built(work, MemoryCache()), edits


def test_what_did_not_change_is_not_made_again(tmp_path: Path) -> None:
    _write(tmp_path, START)
    cache = Counting()
    cold = _built(tmp_path, cache)
    assert cache.pages == cache.finished == sum(name.endswith(".html") and name != "404.html" for name in cold)
    cache.stored.clear()
    assert _built(tmp_path, cache) == cold
    assert cache.stored == []
    texts = dict(START)
    EDITS["a statement"](texts)
    _write(tmp_path, texts)
    assert _built(tmp_path, cache) != cold
    assert 0 < cache.pages < 6
    assert 0 < cache.finished <= cache.pages + 1  # the document for paper


@pytest.mark.release
def test_pages_are_the_same_in_pieces_and_whole(tmp_path: Path) -> None:
    """With a hook, of which nobody knows what it does, MkDocs converts each page whole."""
    ours = START | {"pathway.yaml": EXAMPLE.read_text("utf-8"), "docs/hand.md": "# By hand\n"}
    built = []
    cache = MemoryCache()  # for references and drawings: of pages it has nothing that a hook might have changed, as is proven below
    for name, hooks in {"pieces": "", "whole": "hooks: [hook.py]\n"}.items():
        _write(tmp_path / name, ours | {"mkdocs.yml": SETTINGS + hooks, "hook.py": "def on_nav(nav, **_):\n    return nav\n"})
        built.append(_built(tmp_path / name, cache))
    assert built[0] == built[1]


def test_of_a_page_only_what_changed_is_converted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    converted: list[int] = []
    convert = Markdown.convert

    def counted(md: Markdown, source: str) -> str:
        converted.append(len(source))
        return convert(md, source)

    monkeypatch.setattr(Markdown, "convert", counted)
    texts, cache = dict(START), MemoryCache()
    _write(tmp_path, texts)
    _built(tmp_path, cache)
    cold, converted[:] = sum(converted), []
    EDITS["a statement"](texts)
    _write(tmp_path, texts)
    _built(tmp_path, cache)
    assert 0 < sum(converted) < cold / 5


UNKNOWN = {
    "a hook": {
        "mkdocs.yml": SETTINGS + "hooks: [hook.py]\n",
        "hook.py": "def on_page_content(html, **_):\n    return html + '<p>Hooked</p>'\n",
    },
    "an extension that reads files": {"mkdocs.yml": SETTINGS + "markdown_extensions: [pymdownx.snippets]\n"},
    "a plug-in of others": {"mkdocs.yml": SETTINGS.replace("mermaid2]", "mermaid2, tags]")},
    "a function that is made for the settings": {
        "mkdocs.yml": SETTINGS
        + "markdown_extensions: [{toc: {slugify: !!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}}}]\n"
    },
}


@pytest.mark.release
@pytest.mark.parametrize("name", UNKNOWN)
def test_pages_are_converted_again_where_nobody_knows_what_they_are_made_of(name: str, tmp_path: Path) -> None:
    _write(tmp_path, START | UNKNOWN[name])
    cache = Counting()
    assert _built(tmp_path, cache) == _built(tmp_path, cache)
    assert cache.pages == 0


@pytest.mark.release
@pytest.mark.parametrize("command", [["generator", "build"], ["mkdocs", "build", "--strict"]])
def test_what_is_wrong_with_a_page_is_said_again(command: list[str], tmp_path: Path) -> None:
    """And the site's own folder holds nothing of the cache."""
    _write(tmp_path, START | {"docs/hand.md": "# By hand\n\n[Nowhere](nowhere.md), [no place](chain.md#nowhere)\n"})
    environment = {**os.environ, VARIABLE: str(tmp_path / "kept"), "NO_MKDOCS_2_WARNING": "1"}
    told = []
    for _ in range(2):
        done = subprocess.run([sys.executable, "-m", *command], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        told.append((done.returncode, done.stdout, done.stderr))
    assert told[0] == told[1]
    assert told[0][0] == 1
    assert "nowhere.md" in told[0][2]
    assert {path.name for path in tmp_path.iterdir()} <= {"pathway.yaml", "mkdocs.yml", "docs", "kept", "site"}
    entries = [*(tmp_path / "kept").glob("??/*.json")]
    assert entries
    for entry in entries:
        json.loads(entry.read_bytes().partition(b"\n")[2])


# ── On disk ──


def _entry(folder: Path) -> Path:
    (found,) = folder.glob("??/*.json")
    return found


def _into_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


DAMAGE: Mapping[str, Callable[[Path], object]] = {
    "cut short": lambda file: file.write_bytes(file.read_bytes()[:-1]),
    "emptied": lambda file: file.write_bytes(b""),
    "another byte": lambda file: file.write_bytes(file.read_bytes().replace(b"right", b"wrong")),
    "no text": lambda file: file.write_bytes(os.urandom(200)),
    "gone": Path.unlink,
    "a folder": _into_folder,
}


@pytest.mark.parametrize("name", DAMAGE)
def test_a_damaged_entry_is_made_again(name: str, tmp_path: Path) -> None:
    assert cached(DiskCache(tmp_path), "kind", ["part"], lambda: "right") == "right"
    assert cached(DiskCache(tmp_path), "kind", ["part"], lambda: "again") == "right"
    DAMAGE[name](_entry(tmp_path))
    assert cached(DiskCache(tmp_path), "kind", ["part"], lambda: "again") == "again"


def test_each_part_and_the_program_are_in_the_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = DiskCache(tmp_path)
    asked = [("a", ["b"]), ("b", ["a"]), ("a", ["b", ""]), ("a", "b"), ("a", None)]
    for number, (kind, parts) in enumerate(asked):
        assert cached(cache, kind, parts, partial(int, number)) == number
    monkeypatch.setattr(on_disk, "_program", lambda: "another")
    assert cached(DiskCache(tmp_path), "a", ["b"], lambda: "new") == "new"


@pytest.mark.parametrize("named", ["off", "OFF", "0", "{folder}/file", "{folder}/file/below"])
def test_without_a_folder_it_lives_in_memory(named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("not a folder", "utf-8")
    monkeypatch.setenv(VARIABLE, named.format(folder=tmp_path))
    assert isinstance(open_cache(), MemoryCache)


def test_where_nothing_can_be_written_memory_is_left(tmp_path: Path) -> None:
    cache = DiskCache(tmp_path / "missing")
    assert cached(cache, "kind", [], lambda: 1) == 1
    assert cached(cache, "kind", [], lambda: 2) == 1
    assert cached(DiskCache(tmp_path / "missing"), "kind", [], lambda: 3) == 3
    assert not (tmp_path / "missing").exists()


def test_entries_that_nobody_used_are_deleted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once a day; those in use stay, and say when they were used last."""
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    cache, now = open_cache(), time.time()
    for name, days in {"fresh": 0, "used": 20, "old": 40}.items():
        cached(cache, name, [], lambda: "first")
        newest = max(tmp_path.glob("??/*.json"), key=lambda file: file.stat().st_mtime_ns)
        os.utime(newest, (now - days * 86400,) * 2)
    assert cached(DiskCache(tmp_path), "used", [], lambda: "again") == "first"
    assert all(now - file.stat().st_mtime < 86400 or now - file.stat().st_mtime > 30 * 86400 for file in tmp_path.glob("??/*.json"))
    open_cache()
    assert len([*tmp_path.glob("??/*.json")]) == 3
    os.utime(tmp_path / "CACHEDIR.TAG", (now - 2 * 86400,) * 2)
    cache = open_cache()
    assert [cached(cache, name, [], lambda: "again") for name in ("fresh", "used", "old")] == ["first", "first", "again"]
    assert (tmp_path / ".gitignore").read_text("utf-8") == "*\n"


def test_memory_forgets_what_was_used_longest_ago() -> None:
    cache = MemoryCache(limit=30)
    for name in "abc":
        cache.put(name, name * 10)
    assert cache.get("a")
    cache.put("d", "d" * 10)
    assert [cache.get(name) is not None for name in "abcd"] == [True, False, True, True]
