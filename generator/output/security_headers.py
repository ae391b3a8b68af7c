"""Headers that a server should send for a site: a Content-Security-Policy that names every inline script, and the others."""

import base64
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from generator.markup.html_tree import Tree

# What browsers run or obey; the rest is data, which no policy forbids.
_RUN = frozenset(
    {
        *("", "module", "importmap", "speculationrules"),
        *("text/javascript", "application/javascript", "application/x-javascript", "text/ecmascript", "application/ecmascript"),
    }
)
_POLICY = "Content-Security-Policy"
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    # Which pathway somebody reads is nobody else's concern, not even PubMed's.
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_HASHED = ("javascripts", "stylesheets")
"""The folders of `assets` whose files bear a hash in their names."""
_FRESH = "no-cache"
_FOR_EVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Inline:
    """The hashes of what stands inline in pages: scripts that run, and style sheets."""

    scripts: frozenset[str] = frozenset()
    styles: frozenset[str] = frozenset()

    def __or__(self, other: "Inline") -> "Inline":
        """Both together."""
        return Inline(self.scripts | other.scripts, self.styles | other.styles)


def inline(page: Tree) -> Inline:
    """Inline scripts and styles of an HTML page."""
    scripts = (script for script in page.css("script:not([src])") if _is_run(script.attributes.get("type") or ""))
    return Inline(*(frozenset(_hash(element.text()) for element in found) for found in (scripts, page.css("style"))))


def _is_run(kind: str) -> bool:
    return kind.strip().lower() in _RUN


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def policy(found: Inline, *, drawn_in_browser: bool) -> str:
    """The Content-Security-Policy of pages; Mermaid in the browser needs inline styles, and nothing needs inline scripts at large."""
    styles = ["'unsafe-inline'"] if drawn_in_browser else sorted(found.styles)
    rules: dict[str, list[str]] = {
        "default-src": ["'none'"],
        "script-src": ["'self'", *sorted(found.scripts)],
        "style-src": ["'self'", *styles],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'"],
        "manifest-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
        "frame-ancestors": ["'none'"],
        "object-src": ["'none'"],
    }
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in rules.items())


def headers(csp: str) -> Mapping[str, str]:
    """Headers of every response, by name."""
    return {_POLICY: csp, **_HEADERS}


def host_files(found: Inline, title: str, diagrams: Sequence[str] = ()) -> Mapping[str, str]:
    """The headers as servers read them, for hosts that read `_headers`, for nginx and for Apache.

    Args:
        found: the inline scripts and styles of all pages.
        title: of the site.
        diagrams: the paths of the pages that have a diagram for the browser to draw; they alone may have inline styles.

    Returns:
        The texts by their path in the site.

    """
    csp = policy(found, drawn_in_browser=False)
    looser = {path: policy(found, drawn_in_browser=True) for path in diagrams}
    return {
        "_headers": _for_static_hosts(csp, looser),
        "hosting/nginx.conf": _for_nginx(csp, looser, title),
        "hosting/apache.conf": _for_apache(csp, looser, title),
    }


def _for_static_hosts(csp: str, looser: Mapping[str, str]) -> str:
    lines = [f"  {name}: {value}" for name, value in headers(csp).items()]
    kept = "".join(f"/assets/{folder}/*\n  ! Cache-Control\n  Cache-Control: {_FOR_EVER}\n" for folder in _HASHED)
    drawn = "".join(
        f"/{quote(address)}\n  ! {_POLICY}\n  {_POLICY}: {policy}\n" for path, policy in looser.items() for address in _addresses(path)
    )
    return "\n".join(["/*", *lines, f"  Cache-Control: {_FRESH}"]) + f"\n{kept}{drawn}"


def _addresses(path: str) -> Sequence[str]:
    """The addresses of a page: such hosts serve an index by its folder, and a page without its ending."""
    folder = path.removesuffix("index.html")
    return [path, folder] if folder != path else [path, path.removesuffix(".html")]


def _pattern(path: str) -> str:
    """A regular expression for the end of a page's address, which may be put between quotation marks."""
    return re.escape(path).replace('"', ".") + "$"


def _for_nginx(csp: str, looser: Mapping[str, str], title: str) -> str:
    sent = "".join(f'add_header {name} "{value}" always;\n' for name, value in headers("$pathway_policy").items())
    drawn = "".join(f'if ($uri ~ "/{_pattern(path)}") {{ set $pathway_policy "{policy}"; }}\n' for path, policy in looser.items())
    return f"""\
# {_comment(title)}: headers for nginx. Include this file where the site is served, as shown on the page on hosting,
# which also sets $pathway_cache. Each build writes it again, because the policy lists the hashes of the pages' inline scripts.

set $pathway_policy "{csp}";
{drawn}
{sent}add_header Cache-Control $pathway_cache always;

charset utf-8;
gzip on;
gzip_vary on;
gzip_comp_level 6;
gzip_min_length 512;
gzip_types text/css text/javascript application/javascript application/json application/xml image/svg+xml text/plain;
"""


def _for_apache(csp: str, looser: Mapping[str, str], title: str) -> str:
    sent = "".join(f'Header always set {name} "{value}"\n' for name, value in headers(csp).items())
    drawn = "".join(
        f'SetEnvIf Request_URI "/{_pattern(path)}" PATHWAY_DIAGRAM{number}\n'
        f'Header always set {_POLICY} "{policy}" env=PATHWAY_DIAGRAM{number}\n'
        for number, (path, policy) in enumerate(looser.items(), 1)
    )
    folders = "|".join(_HASHED)
    return f"""\
# {_comment(title)}: headers for Apache, with mod_headers. Include this file in a `Directory` or `Location` block,
# or copy it as .htaccess to the top folder of the site. Each build writes it again.

{sent}{drawn}SetEnvIf Request_URI "/assets/({folders})/" PATHWAY_KEPT
Header always set Cache-Control "{_FRESH}" env=!PATHWAY_KEPT
Header always set Cache-Control "{_FOR_EVER}" env=PATHWAY_KEPT
AddDefaultCharset utf-8
"""


def _comment(title: str) -> str:
    return " ".join(title.split())


def robots(site_url: str) -> str:
    """Text of robots.txt, with the address of the sitemap; search engines request it only at the root of a host."""
    return "User-agent: *\nAllow: /\n" + (f"Sitemap: {site_url.rstrip('/')}/sitemap.xml\n" if site_url else "")
