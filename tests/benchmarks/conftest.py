"""What the benchmarks run in: the tests' own articles with this runtime, and the same site with the stock one."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from site_builder import runtime
from site_builder.serve import Server
from tests.browser.conftest import ROOT, browser, build, playwright  # noqa: F401 (fixtures)


@dataclass(frozen=True)
class Site:
    """A built site: its folder, and the address at which it is served."""

    folder: Path
    url: str


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = build(ROOT / "tests/browser/content", tmp_path_factory.mktemp("prepared") / "out")
    with Server(folder, ROOT / "netlify.toml") as server:
        yield Site(folder, server.url)


@pytest.fixture(scope="session")
def stock(prepared: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The same site with Pyodide as npm has it and the whole NumPy wheel."""
    folder = tmp_path_factory.mktemp("stock") / "out"
    shutil.copytree(prepared.folder, folder)
    place = next((folder / "runtime").iterdir())
    for name in (*runtime.CORE, "python_stdlib.zip"):
        shutil.copy(runtime.PYODIDE / name, place)
    shutil.copy(runtime.NUMPY_WHEEL, place)
    wheels = {path.name: path.read_bytes() for path in place.glob("*.whl")}
    (place / "pyodide-lock.json").write_bytes(runtime._lock(wheels))
    with Server(folder, ROOT / "netlify.toml") as server:
        yield Site(folder, server.url)
