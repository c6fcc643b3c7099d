"""The site is replaced whole or not at all, and two builds of the same articles are the same bytes."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from site_builder import publish as publishing
from site_builder.publish import PublishError, publish
from tests.builder.authoring import ROOT, build, write_content

GOOD = "---\ntitle: Good\n---\n:::{network} net\n:shape: 2-1\n:targets: 1\n:::\n"
KILLED = """
import os, signal, sys
from pathlib import Path
from site_builder import publish
write = Path.write_bytes
def die(path, content):
    write(path, content[: len(content) // 2])
    if path.name == "b.txt":
        os.kill(os.getpid(), signal.SIGKILL)
Path.write_bytes = die
publish.publish({"a.txt": b"new", "b.txt": b"new and long", "c.txt": b"new"}, Path(sys.argv[1]))
"""


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_two_builds_are_byte_identical(tmp_path: Path) -> None:
    content = write_content(tmp_path / "content", one=GOOD, two=GOOD)
    for name in ("first", "second"):
        assert build(content, tmp_path / name).returncode == 0
    assert contents(tmp_path / "first") == contents(tmp_path / "second")
    assert {"index.html", "404.html", "one/index.html", "two/index.html"} <= set(contents(tmp_path / "first"))


def test_a_build_with_mistakes_tells_all_of_them_and_leaves_the_site(tmp_path: Path) -> None:
    content, out = write_content(tmp_path / "content", one=GOOD), tmp_path / "site"
    assert build(content, out).returncode == 0
    before = contents(out)
    write_content(content, one=GOOD.replace("shape", "shapes"), two="no front matter")
    done = build(content, out)
    assert done.returncode == 1
    assert 'one/article.md:5:2: network has no option "shapes"; did you mean "shape"?' in done.stderr
    assert "two/article.md:1:1: an article begins with its title between --- lines" in done.stderr
    assert "nothing was written" in done.stderr
    assert contents(out) == before


def test_a_killed_build_leaves_the_site_and_the_next_one_clears_up(tmp_path: Path) -> None:
    out = tmp_path / "site"
    publish({"a.txt": b"old"}, out)
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(out)], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False
    )
    assert done.returncode == -signal.SIGKILL
    assert contents(out)["a.txt"] == b"old" and "b.txt" not in contents(out)
    assert len(list(tmp_path.iterdir())) == 2
    publish({"a.txt": b"newer"}, out)
    assert contents(out)["a.txt"] == b"newer"
    assert list(tmp_path.iterdir()) == [out]


def test_files_that_are_gone_from_the_site_are_gone_from_the_folder(tmp_path: Path) -> None:
    publish({"a.txt": b"1", "sub/b.txt": b"2"}, tmp_path / "site")
    publish({"a.txt": b"3"}, tmp_path / "site")
    assert {name for name in contents(tmp_path / "site") if not name.startswith(".")} == {"a.txt"}


def test_without_an_exchange_of_folders_the_site_is_replaced_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishing, "_exchanged", lambda one, other: False)
    publish({"a.txt": b"1"}, tmp_path / "site")
    publish({"a.txt": b"2"}, tmp_path / "site")
    assert contents(tmp_path / "site")["a.txt"] == b"2"
    assert list(tmp_path.iterdir()) == [tmp_path / "site"]


def test_a_folder_that_is_no_site_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "diary.txt").write_text("dear diary")
    with pytest.raises(PublishError, match="was not built by this program"):
        publish({"a.txt": b"1"}, tmp_path)
    assert contents(tmp_path) == {"diary.txt": b"dear diary"}


def test_drafts_stay_out_of_a_build(tmp_path: Path) -> None:
    content = write_content(tmp_path / "content", one=GOOD, two=GOOD.replace("title: Good", "title: Later\ndraft: true"))
    assert build(content, tmp_path / "site").returncode == 0
    assert "two/index.html" not in contents(tmp_path / "site")


def test_a_port_in_use_is_said(tmp_path: Path) -> None:
    content = write_content(tmp_path / "content", one=GOOD)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        command = [
            sys.executable,
            "-m",
            "site_builder",
            "serve",
            "--content",
            content,
            "--out",
            tmp_path / "site",
            "--port",
            port,
        ]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert f"port {port} is in use; name another with --port" in done.stderr
