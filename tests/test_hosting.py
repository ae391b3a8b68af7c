"""The site as hospitals serve it (nginx, under the policy of the build) and as readers take it along (the offline bundle)."""

import base64
import gzip
import hashlib
import http.client
import io
import re
import shutil
import subprocess
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Page, expect

from generator.cli import main
from generator.compiler import read
from generator.core.source import Source
from generator.markup.html_tree import parse
from generator.output.offline_archive import bundle_name
from generator.output.read_pathway import compile_file
from generator.output.security_headers import Inline, host_files, inline, policy
from hosting import show_list
from page_states import KINDS
from sampling import Sampler

ROOT = Path(__file__).parent.parent
SMALLEST = (ROOT / "tests" / "valid" / "smallest.yaml").read_text("utf-8")
_BLOCK = re.search(r"```nginx\n(.*?)```", (ROOT / "docs" / "hosting.md").read_text("utf-8"), re.DOTALL)
_NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
_VIOLATIONS = (
    "addEventListener('securitypolicyviolation', (event) => console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`))"
)


@dataclass(frozen=True)
class Server:
    """A running nginx, and the folder in which it serves the site."""

    host: str
    folder: str = "/myositis"

    @property
    def base(self) -> str:
        """The site's address."""
        return f"http://{self.host}{self.folder}/"

    def ask(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """The status, the headers and the body of an answer."""
        connection = http.client.HTTPConnection(self.host)
        try:
            connection.request("GET", f"{self.folder}/{path}", headers=headers)
            answer = connection.getresponse()
            return answer.status, dict(answer.headers), answer.read()
        finally:
            connection.close()


@pytest.fixture(scope="module")
def nginx(site: Path, unused_tcp_port: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The configuration of the manual, word for word but for the places of this run."""
    if _NGINX is None:
        pytest.skip("no nginx: install it to test how the site is served")
    assert _BLOCK
    folder = tmp_path_factory.mktemp("nginx")
    folder.chmod(0o755)
    log = folder / "log"
    block = _BLOCK[1].replace("/path/to/site", str(site)).replace("listen 8080", f"listen 127.0.0.1:{unused_tcp_port}")
    temporary = " ".join(f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    configuration = folder / "nginx.conf"
    configuration.write_text(
        f"user root; daemon off; pid {folder}/pid; error_log stderr; events {{}}\n"
        f"http {{ include /etc/nginx/mime.types; access_log off; {temporary}\n{block}\n}}\n"
    )
    with log.open("w") as errors, subprocess.Popen([_NGINX, "-c", configuration, "-e", "stderr"], stderr=errors) as process:
        server = Server(f"127.0.0.1:{unused_tcp_port}")
        for _ in range(100):
            assert process.poll() is None, log.read_text()
            try:
                server.ask("index.html")
                break
            except ConnectionError:
                time.sleep(0.05)
        yield server
        process.terminate()


def _search(page: Page) -> None:
    page.get_by_role("textbox", name="Search").click()
    heading = page.locator("h1").evaluate("heading => heading.firstChild.textContent")
    page.keyboard.type(heading.split()[-1][:6])
    page.locator(".md-search-result__link").first.wait_for()


def _refused(html: str, csp: str) -> list[str]:
    """All of a page that a policy refuses: inline scripts and styles whose hash it does not name, and attributes that are either."""
    scripts, styles = (csp.partition(f"{kind}-src ")[2].partition(";")[0] for kind in ("script", "style"))
    inline_styles = [] if "'unsafe-inline'" in styles else re.findall(r"<style\b[^>]*>(.*?)</style>", html, re.DOTALL)
    inline_scripts = re.findall(r"<script\b(?![^>]*\b(?:src=|application/json))[^>]*>(.*?)</script>", html, re.DOTALL)
    unnamed = [
        text for texts, sources in ((inline_scripts, scripts), (inline_styles, styles)) for text in texts if _sha(text) not in sources
    ]
    attributes = {name for element in parse(html).css("*") for name in element.attributes if name == "style" or name.startswith("on")}
    return [*unnamed, *attributes]


def _sha(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_every_page_obeys_its_policy(nginx: Server, site: Path) -> None:
    """In what is written in it; only the page of a diagram that the browser draws may have inline styles."""
    for file in sorted(site.rglob("*.html")):
        html = file.read_text("utf-8")
        status, headers, body = nginx.ask(file.relative_to(site).as_posix())
        assert (status, body.decode()) == (200, html)
        csp = headers["Content-Security-Policy"]
        assert re.findall(r"([\w-]+) [^;]*'unsafe-inline'", csp) == (["style-src"] if 'class="mermaid"' in html else []), file
        assert _refused(html, csp) == [], file
    assert {*_refused("<p onclick='x' style='y'><script>a</script><style>b</style>", csp)} == {"a", "b", "onclick", "style"}


def test_every_kind_of_page_obeys_its_policy(nginx: Server, site: Path, browser: Browser, sample: Sampler[str]) -> None:
    """In what its scripts do, and the search, which runs in a worker, too; the network is asked for nothing from elsewhere."""
    context = browser.new_context()
    context.add_init_script(_VIOLATIONS)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: complaints.append(request.url) if not request.url.startswith((nginx.base, "data:")) else None)
    drawn = [file.relative_to(site).as_posix() for file in site.rglob("*.html") if 'class="mermaid"' in file.read_text("utf-8")]
    assert drawn
    for address in sample((*KINDS, *drawn), 2):
        page.goto(nginx.base + address)
        page.wait_for_function("[...document.querySelectorAll('div.mermaid')].every((diagram) => diagram.querySelector('svg'))")
    page.goto(f"{nginx.base}index.html")
    _search(page)
    _use(page, nginx)
    context.close()
    assert complaints == []


def _use(page: Page, nginx: Server) -> None:
    """Scripts for readers work: a walk and its summary, both lenses, a copy of the references, a choice of what to print."""
    page.goto(f"{nginx.base}severe.html?has=ild&lens=evidence")
    page.locator(".pw-lens-bar").wait_for()
    page.locator(".pw-family-legend").first.wait_for()
    page.get_by_role("button", name="Go through step by step").first.click()
    page.get_by_role("link", name="Summary").last.click()
    page.wait_for_selector(".pw-walked--made .pw-qr")
    page.goto(f"{nginx.base}severe.html")
    show_list(page)
    page.locator(".pw-export-box summary").first.click()
    with page.expect_download() as download:
        page.locator(".pw-export-as").first.click()
    assert download.value.suggested_filename.endswith(".ris")
    page.goto(f"{nginx.base}print.html?parts=severe")
    page.locator(".pw-contents input[value=muscle]").check()
    page.locator(".pw-part[data-part=muscle]").wait_for()


def test_policy_is_in_force(nginx: Server, browser: Browser) -> None:
    """A script that the build did not write does not run."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{nginx.base}index.html")
    page.evaluate("window.refused = 0; addEventListener('securitypolicyviolation', () => (window.refused += 1))")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.ran = 1\">')")
    page.evaluate("() => { const it = document.createElement('script'); it.textContent = 'window.ran = 2'; document.body.append(it) }")
    page.wait_for_function("window.refused >= 2")
    assert page.evaluate("window.ran") is None
    context.close()


@pytest.mark.parametrize(
    ("path", "status", "cache"),
    [
        ("", 200, "no-cache"),
        ("index.html", 200, "no-cache"),
        ("assets/pathway/pathway.css", 200, "no-cache"),
        ("assets/javascripts/BUNDLE", 200, "public, max-age=31536000, immutable"),
        ("assets/stylesheets/MAIN", 200, "public, max-age=31536000, immutable"),
        ("no/such/page.html", 404, "no-cache"),
    ],
)
def test_headers(nginx: Server, site: Path, path: str, status: int, cache: str) -> None:
    for short, pattern in {"BUNDLE": "bundle*.min.js", "MAIN": "main*.min.css"}.items():
        path = path.replace(short, next(file.name for file in site.rglob(pattern)))
    found, headers, body = nginx.ask(path, **{"Accept-Encoding": "gzip"})
    assert (found, headers["Cache-Control"]) == (status, cache)
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(body)
    if status == 404:
        assert b"Page not found" in gzip.decompress(body)


def test_the_address_without_its_slash_leads_to_the_site(nginx: Server) -> None:
    """By a path alone, since the server in front has another name and port."""
    status, headers, _ = replace(nginx, folder="").ask("myositis")
    assert (status, headers["Location"]) == (301, "/myositis/")


def test_static_hosts_are_told_the_same(nginx: Server, site: Path) -> None:
    _, headers, _ = nginx.ask("index.html")
    told = dict(re.findall(r"^  ([\w-]+): (.*)$", (site / "_headers").read_text().partition("/assets/")[0], re.MULTILINE))
    apache = dict(re.findall(r'^Header always set ([\w-]+) "(.*)"$', (site / "hosting" / "apache.conf").read_text(), re.MULTILINE))
    assert {name: headers[name] for name in told} == told
    assert told.items() >= apache.items() >= {"Content-Security-Policy": headers["Content-Security-Policy"]}.items()


@pytest.mark.parametrize("path", ["drawn.html", "drawn/index.html", 'a (b)/c+"d".html'])
def test_a_page_with_a_diagram_has_a_policy_of_its_own(path: str) -> None:
    """In the files of all servers; without such a page none of them allows inline styles."""
    for name, text in host_files(Inline(), "A title").items():
        assert "'unsafe-inline'" not in text, name
    for name, text in host_files(Inline(), "A title", [path]).items():
        looser = [line for line in text.splitlines() if "'unsafe-inline'" in line]
        assert looser, name
        assert all("style-src 'self' 'unsafe-inline'; img-src" in line and "script-src 'self';" in line for line in looser), name
        patterns = re.findall(r'(?:\$uri ~|Request_URI) "(/[^"]*\$)"', text)
        assert [pattern for pattern in patterns if re.search(pattern, f"/myositis/{path}")] or f"/{quote(path)}\n" in text, name
        assert not [pattern for pattern in patterns if re.search(pattern, "/myositis/index.html")], name


@pytest.mark.parametrize(
    ("html", "scripts", "styles"),
    [
        ("<script>a</script>", 1, 0),
        ("<SCRIPT type='module'>a</SCRIPT>", 1, 0),
        ('<script type="text/javascript">a</script><script>a</script><script>b</script>', 3 - 1, 0),
        ('<script src="x.js"></script>', 0, 0),
        ('<script id="c" type="application/json">{}</script>', 0, 0),
        ("<style>p{}</style><style media=print>q{}</style>", 0, 2),
        ("<p>&lt;script&gt;a&lt;/script&gt;</p>", 0, 0),
    ],
)
def test_only_what_runs_is_named(html: str, scripts: int, styles: int) -> None:
    found = inline(parse(html))
    assert (len(found.scripts), len(found.styles)) == (scripts, styles)
    written = policy(found, drawn_in_browser=False)
    assert all(name in written for name in found.scripts | found.styles)
    assert "'unsafe-inline'" not in written


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the bundle and what lies beside it."""
    folder = tmp_path_factory.mktemp("bundle")
    result = CliRunner().invoke(main, ["bundle", str(ROOT / "pathway.yaml"), "--into", str(folder)])
    assert result.exit_code == 0, result.output
    return folder


def test_bundle_is_whole_small_and_fit_for_windows(made: Path) -> None:
    archive = next(made.glob("*.zip"))
    name = archive.stem
    assert {file.name for file in made.iterdir()} == {f"{name}.zip", f"{name}.zip.sha256", f"{name}.README.txt"}
    assert (made / f"{name}.zip.sha256").read_text().split() == [hashlib.sha256(archive.read_bytes()).hexdigest(), f"{name}.zip"]
    assert archive.stat().st_size < 3_000_000
    with zipfile.ZipFile(archive) as opened:
        assert opened.testzip() is None
        paths = opened.namelist()
    assert all(path.startswith(f"{name}/") and len(path) <= 180 for path in paths)
    assert not [path for path in paths if re.search(r'\.map$|/lunr/|/hosting/|_headers|\.zip$|[<>:"|?*\\]|[. ](/|$)', path)]
    assert len({path.casefold() for path in paths}) == len(paths)
    reserved = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
    assert not [path for path in paths if any(reserved.match(part) for part in path.split("/"))]
    assert {f"{name}/index.html", f"{name}/README.txt", f"{name}/404.html"} <= set(paths)


@pytest.mark.parametrize("version", ["1.0.0", "1" * 500, "水" * 500, "1/0: <beta>", "..", "\U0001f6b2"])
def test_any_version_gives_a_name_for_the_bundle(version: str) -> None:
    pathway, _ = read(Source("x.yaml", SMALLEST.replace("version: 1.0.0", f"version: '{version}'")))
    assert pathway
    name = bundle_name(pathway.pathway)
    assert name.startswith("puncture")
    assert re.fullmatch(r"[\w.-]*\w", name)
    assert len(f"{name}.zip.sha256".encode()) <= 255


def test_site_offers_the_same_bundle(made: Path, site: Path) -> None:
    archive = next(made.glob("*.zip"))
    assert (site / "downloads" / archive.name).read_bytes() == archive.read_bytes()
    assert f'href="downloads/{archive.name}"' in (site / "index.html").read_text("utf-8")


def test_every_page_of_the_bundle_is_that_of_the_site(made: Path, site: Path) -> None:
    """Byte for byte, but for the home page, which does not offer the bundle again."""
    with zipfile.ZipFile(next(made.glob("*.zip"))) as opened:
        packed = {name.partition("/")[2]: opened.read(name) for name in opened.namelist() if name.endswith(".html")}
    pages = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*.html")}
    assert packed.keys() == pages.keys()
    assert [name for name in pages if packed[name] != pages[name]] == ["index.html"]


def test_bundle_needs_no_network(made: Path, tmp_path: Path, browser: Browser, sample: Sampler[str]) -> None:
    """A page of each kind of the unpacked archive, 404 included, in a browser whose network is cut."""
    with zipfile.ZipFile(next(made.glob("*.zip"))) as opened:
        opened.extractall(tmp_path)
    folder = next(tmp_path.iterdir())
    context = browser.new_context(offline=True)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: complaints.append(request.url) if not request.url.startswith((folder.as_uri(), "data:")) else None)
    # A browser that moves on at once no longer requests the icon of the page before.
    page.on(
        "requestfailed",
        lambda request: complaints.append(f"{request.failure}: {request.url}") if request.failure != "net::ERR_ABORTED" else None,
    )
    for address in sample(KINDS, 5):
        page.goto((folder / address).as_uri())
    page.goto((folder / "404.html").as_uri())
    page.get_by_role("link", name="Home").click()
    assert page.url == (folder / "index.html").as_uri()
    expect(page.locator(".pw-offline")).to_have_count(0)
    _search(page)
    context.close()
    assert complaints == []


@pytest.mark.parametrize(("today", "shown"), [("2026-11-23", False), ("2027-11-22", False), ("2027-11-23", True), ("2031-01-01", True)])
def test_an_old_copy_says_so(site: Path, browser: Browser, today: str, shown: bool) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.clock.set_fixed_time(f"{today}T12:00:00")
    page.goto((site / "index.html").as_uri())
    assert page.locator(".pw-stale").is_visible() is shown
    context.close()


def test_search_engines_and_links_are_served(tmp_path: Path) -> None:
    """With an address: canonical addresses, a list of pages, and what other sites show of a link."""
    text = (ROOT / "tests" / "valid" / "smallest.yaml").read_text("utf-8")
    (tmp_path / "pathway.yaml").write_text(
        re.sub(r"(?m)^(\s+)id: (\S+)$", r"\1id: \2\n\1address: https://pathways.example/here", text, count=1)
    )
    result = CliRunner().invoke(main, ["build", str(tmp_path / "pathway.yaml")])
    assert result.exit_code == 0, result.output
    built = tmp_path / "site"
    home = (built / "index.html").read_text("utf-8")
    assert '<link rel="canonical" href="https://pathways.example/here/index.html">' in home
    assert '<meta property="og:url" content="https://pathways.example/here/index.html">' in home
    assert 'property="og:title"' in home
    assert "<loc>https://pathways.example/here/index.html</loc>" in (built / "sitemap.xml").read_text("utf-8")
    assert (built / "robots.txt").read_text().endswith("Sitemap: https://pathways.example/here/sitemap.xml\n")
    assert 'href="/here/"' in (built / "404.html").read_text("utf-8")
    assert zipfile.is_zipfile(io.BytesIO(next((built / "downloads").glob("*.zip")).read_bytes()))


def test_every_page_of_a_pathway_says_what_it_is_about(site: Path) -> None:
    """As search engines and messages show it below a link; no two say the same."""
    made = compile_file(ROOT / "pathway.yaml")[0].site
    assert made
    pages = [site / page.path.replace(".md", ".html") for page in made.pages if page.path not in {"walk.md", "print.md"}]
    said = [re.findall(r'<meta name="description" content="([^"]+)">', page.read_text("utf-8")) for page in pages]
    assert all(said)
    assert len({text for (text,) in said}) == len(pages)
