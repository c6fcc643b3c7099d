"""The server sends what netlify.toml says, and the pages of the site."""

import tomllib
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from site_builder.serve import Reloads, Server, headers_for, read_headers

ROOT = Path(__file__).parents[2]
NETLIFY = ROOT / "netlify.toml"
POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; style-src 'self'; "
    "img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in {
        "index.html": "<head></head>home",
        "404.html": "lost",
        "assets/a.1.js": "1",
        "runtime/x/pyodide.asm.wasm": "w",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


@pytest.fixture
def server(folder: Path) -> Iterator[Server]:
    with Server(folder, NETLIFY) as running:
        yield running


def get(server: Server, path: str) -> tuple[HTTPResponse, str]:
    connection = HTTPConnection(urlsplit(server.url).netloc)
    connection.request("GET", path)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer, text


def test_the_policy_is_the_one_that_was_decided(server: Server) -> None:
    answer, _ = get(server, "/")
    assert answer.getheader("Content-Security-Policy") == POLICY
    for name, value in {
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Embedder-Policy": "require-corp",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
    }.items():
        assert answer.getheader(name) == value
    assert answer.getheader("Referrer-Policy")


def test_what_is_hashed_may_be_kept_for_ever_and_pages_may_not(server: Server) -> None:
    for path in ("/assets/a.1.js", "/runtime/x/pyodide.asm.wasm"):
        assert "immutable" in (get(server, path)[0].getheader("Cache-Control") or "")
    assert get(server, "/")[0].getheader("Cache-Control") == "public, max-age=0, must-revalidate"


def test_types(server: Server) -> None:
    assert get(server, "/runtime/x/pyodide.asm.wasm")[0].headers.get_all("Content-Type") == ["application/wasm"]
    assert headers_for("/runtime/x/pyodide.asm.wasm", read_headers(NETLIFY))["Content-Type"] == "application/wasm"
    assert get(server, "/assets/a.1.js")[0].getheader("Content-Type") == "text/javascript"


def test_an_address_that_is_not_there_gets_the_sites_own_page(server: Server) -> None:
    answer, text = get(server, "/nothing/here")
    assert (answer.status, text) == (404, "lost")
    assert answer.getheader("Content-Security-Policy") == POLICY


def test_pages_learn_of_a_new_build_only_where_they_are_told_to(folder: Path) -> None:
    with Server(folder, NETLIFY) as plain:
        assert "_reload" not in get(plain, "/")[1]
    with Server(folder, NETLIFY, reloads=Reloads()) as live:
        assert '<script type="module" src="/_reload.js">' in get(live, "/")[1]
        assert "EventSource" in get(live, "/_reload.js")[1]


def test_a_later_rule_wins() -> None:
    rules = [("/*", {"A": "1", "B": "1"}), ("/x/*", {"A": "2"}), ("/y", {"B": "3"})]
    assert headers_for("/x/z", rules) == {"A": "2", "B": "1"}
    assert headers_for("/y", rules) == {"A": "1", "B": "3"}


def test_a_placeholder_stands_for_one_part_of_a_path() -> None:
    rules = [("/x/:any/z.w", {"A": "1"})]
    assert headers_for("/x/y/z.w", rules) == {"A": "1"}
    assert headers_for("/x/y/y/z.w", rules) == headers_for("/x/y/zzw", rules) == {}


def test_a_rule_replaces_a_header_of_the_server(folder: Path, tmp_path: Path) -> None:
    rules = tmp_path / "rules.toml"
    rules.write_text(
        '[[headers]]\nfor = "/assets/*"\n[headers.values]\nContent-Type = "text/plain"\nCache-Control = "no-store"\n'
    )
    with Server(folder, rules) as server:
        answer, _ = get(server, "/assets/a.1.js")
    assert answer.headers.get_all("Content-Type") == ["text/plain"]
    assert answer.headers.get_all("Cache-Control") == ["no-store"]


def test_every_rule_of_the_file_is_read() -> None:
    written = tomllib.loads(NETLIFY.read_text())["headers"]
    assert read_headers(NETLIFY) == [(rule["for"], rule["values"]) for rule in written]
