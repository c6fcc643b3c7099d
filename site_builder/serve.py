"""Serves a built site with the headers of netlify.toml, and builds it again whenever its content changes."""

import functools
import re
import sys
import threading
import tomllib
from collections.abc import Callable, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any

from watchfiles import watch

TYPES = {
    ".wasm": "application/wasm",
    ".mjs": "text/javascript",
    ".js": "text/javascript",
    ".whl": "application/zip",
    ".xml": "application/atom+xml",
}
UNLESS_SAID = {"Cache-Control": "public, max-age=0, must-revalidate"}  # what Netlify sends where its file has no rule
RELOAD_SCRIPT = b'new EventSource("/_reload").onmessage = () => location.reload();\n'
RELOAD_TAG = b'<script type="module" src="/_reload.js"></script></head>'


def read_headers(netlify: Path) -> list[tuple[str, dict[str, str]]]:
    """The header rules of a netlify.toml: a path, which may end in * and hold :placeholders, and the headers for it."""
    rules = tomllib.loads(netlify.read_text(encoding="utf-8"))["headers"]
    return [(rule["for"], rule["values"]) for rule in rules]


def headers_for(path: str, rules: list[tuple[str, dict[str, str]]]) -> dict[str, str]:
    """All headers that apply to a path; a later rule wins, as at Netlify."""
    found: dict[str, str] = {}
    for pattern, values in rules:
        if re.fullmatch(re.sub(r":\w+", "[^/]+", re.escape(pattern)).replace(r"\*", ".*"), path):
            found |= values
    return found


class Reloads:
    """Tells the open pages that the site has been built again."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._count = 0

    def announce(self) -> None:
        with self._changed:
            self._count += 1
            self._changed.notify_all()

    def wait(self) -> Iterator[bool]:
        """True for every new build, False now and then when there was none."""
        seen = self._count
        while True:
            with self._changed:
                self._changed.wait(timeout=15)
                yield self._count != seen
                seen = self._count


class Handler(SimpleHTTPRequestHandler):
    """Files of one folder, with the production headers; `reloads` is None where pages stay as they are."""

    protocol_version = "HTTP/1.1"
    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, **TYPES}

    def __init__(self, *arguments: Any, rules: list[tuple[str, dict[str, str]]], reloads: Reloads | None, **options: Any) -> None:
        self.rules, self.reloads = rules, reloads
        super().__init__(*arguments, **options)

    def do_GET(self) -> None:
        if self.reloads and self.path == "/_reload":
            self._stream_reloads(self.reloads)
        elif self.reloads and self.path == "/_reload.js":
            self._send(200, RELOAD_SCRIPT, "text/javascript")
        elif self.reloads and (page := self._page()):
            self._send(200, page.read_bytes().replace(b"</head>", RELOAD_TAG, 1), "text/html; charset=utf-8")
        else:
            super().do_GET()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code == 404 and page.is_file():
            self._send(404, page.read_bytes(), "text/html; charset=utf-8")
        else:
            super().send_error(code, message, explain)

    def send_header(self, keyword: str, value: str) -> None:
        super().send_header(keyword, self._ruled().get(keyword.title(), value))

    def end_headers(self) -> None:
        for name, value in self._ruled().items():
            if name != "Content-Type":  # every answer with a body has sent it already
                super().send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *arguments: Any) -> None:
        """Nothing: what an author needs to see is what the build says."""

    def _ruled(self) -> dict[str, str]:
        return UNLESS_SAID | headers_for(self.path.split("?")[0], self.rules)

    def _page(self) -> Path | None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() and self.path.split("?")[0].endswith("/") else path
        return path if path.suffix == ".html" and path.is_file() else None

    def _send(self, code: int, content: bytes, kind: str) -> None:
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def _stream_reloads(self, reloads: Reloads) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        try:
            for built in reloads.wait():
                self.wfile.write(b"data: built\n\n" if built else b": still here\n\n")
                self.wfile.flush()
        except OSError:
            return


class Listener(ThreadingHTTPServer):
    """One thread per request; a browser that goes away in the middle of an answer is no error."""

    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class Server:
    """A site at `url`, while the `with` block runs."""

    def __init__(self, folder: Path, netlify: Path, port: int = 0, reloads: Reloads | None = None) -> None:
        handler = functools.partial(Handler, directory=str(folder), rules=read_headers(netlify), reloads=reloads)
        self._server = Listener(("127.0.0.1", port), handler)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/"

    def __enter__(self) -> "Server":
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()


def serve(folder: Path, netlify: Path, port: int, rebuild: Callable[[], bool], content: Path) -> None:
    """Serve until interrupted. A change in `content` builds again; while there are mistakes the earlier site stays."""
    reloads = Reloads()
    with Server(folder, netlify, port, reloads) as server:
        print(f"{server.url}  (Ctrl-C ends)", flush=True)
        for _ in watch(content, raise_interrupt=False):
            if rebuild():
                reloads.announce()
