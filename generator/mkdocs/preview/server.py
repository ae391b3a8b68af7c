"""The server of the preview: pages of the site as they are now, and news for the pages that are open."""

import hashlib
import json
import mimetypes
import socket
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from ipaddress import ip_address
from urllib.parse import quote, unquote, urlsplit

from generator.mkdocs.preview.session import Session
from generator.mkdocs.preview.status import OURS

PATIENCE = 25.0
"""Seconds that a browser is kept waiting for news before it is to ask again."""

_TYPES = {".js": "text/javascript", ".mjs": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".json": "application/json"}
_NOT_OURS = b"This preview is for the machine that it runs on. To be asked by other names, serve it at another --address."
_PLAIN = {".md", ".ris", ".bib", ".nbib", ".cff", ".mmd"}


class AddressError(Exception):
    """There can be no server at an address; `args` say why, and what to do."""


class Server(ThreadingHTTPServer):
    """Answers from a stage, until it is closed."""

    daemon_threads = True
    block_on_close = False
    # Windows would let two programs listen at one port.
    allow_reuse_address = not hasattr(socket, "SO_EXCLUSIVEADDRUSE")

    def __init__(self, host: str, port: int, stage: Session) -> None:
        self.host, self.stage = host, stage
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        try:
            super().__init__((host, port), _Handler)
        except OSError as error:
            shown = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
            raise AddressError(f"cannot serve at {shown}: {error.strerror or error}") from error

    @property
    def url(self) -> str:
        """Where the site begins."""
        host, port = self.server_address[:2]
        name = host.decode() if isinstance(host, bytes | bytearray) else str(host)
        return f"http://[{name}]:{port}/" if ":" in name else f"http://{name}:{port}/"

    def handle_error(self, request: object, client_address: object) -> None:
        """Browsers hang up as they like; that is no error."""

    def stop(self) -> None:
        """Ends it."""
        self.shutdown()
        self.server_close()

    def start(self) -> None:
        """Serves from a thread of its own."""
        threading.Thread(target=self.serve_forever, args=(0.1,), daemon=True).start()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the standard library's name
        """Says nothing: an author reads the terminal for what is wrong with the pathway."""

    def do_HEAD(self) -> None:  # the standard library's name
        """Response to `GET`, without the content."""
        self.do_GET()

    def do_GET(self) -> None:  # as above
        """News, a file of ours, or what lies in the site."""
        parts = urlsplit(self.path)
        path = unquote(parts.path)
        if not self._is_for_us():
            self._send(HTTPStatus.MISDIRECTED_REQUEST, _NOT_OURS, "text/plain; charset=utf-8")
        elif path == f"{OURS}news":
            news = self.server.stage.news_after(unquote(parts.query), PATIENCE)
            self._send(HTTPStatus.OK, json.dumps(news.data()).encode(), "application/json")
        elif path.startswith(OURS):
            self._send_ours(path.removeprefix(OURS))
        else:
            self._send_page(path)

    def _is_for_us(self) -> bool:
        """Whether a browser on this machine asks by a name of this machine.

        A page of others can have a name of its own lead here, and would then read what it gets. A number leads nowhere else, and who
        names an address that others reach wants to be asked by any name.
        """
        asked = urlsplit(f"//{self.headers.get('Host', '')}").hostname or self.server.host
        ours = asked in {"localhost", self.server.host.lower()} or asked.endswith(".localhost") or _is_address(asked)
        return ours or not ip_address(str(self.server.server_address[0])).is_loopback

    def _send_ours(self, name: str) -> None:
        if name not in {"preview.js", "preview.css"}:
            self._send(HTTPStatus.NOT_FOUND, b"", "text/plain")
            return
        self._send(HTTPStatus.OK, files(__package__).joinpath(name).read_bytes(), _type(name))

    def _send_page(self, path: str) -> None:
        name = path.lstrip("/") + ("index.html" if path.endswith("/") else "")
        try:
            status, content = self.server.stage.page(name)
        except Exception as error:
            self._send(HTTPStatus.INTERNAL_SERVER_ERROR, f"{type(error).__name__}: {error}".encode(), "text/plain; charset=utf-8")
            raise
        if status is HTTPStatus.FOUND:
            self._send(status, b"", "text/plain", {"Location": quote(f"/{name}/")})
        else:
            self._send(status, content, "text/html; charset=utf-8" if status is HTTPStatus.NOT_FOUND else _type(name))

    def _send(self, status: HTTPStatus, content: bytes, kind: str, headers: dict[str, str] | None = None) -> None:
        tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
        if status is HTTPStatus.OK and self.headers.get("If-None-Match") == tag:
            status, content = HTTPStatus.NOT_MODIFIED, b""
        self.send_response(status)
        sent = {"Content-Type": kind, "Cache-Control": "no-cache", "ETag": tag, "Content-Length": str(len(content)), **(headers or {})}
        for name, value in sent.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _type(name: str) -> str:
    ending = name[name.rfind(".") :].lower()
    kind = "text/plain" if ending in _PLAIN else _TYPES.get(ending) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
