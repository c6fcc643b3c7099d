"""What is prepared for the browser: complete, slim, checked by its hashes, and the same every time."""

import hashlib
import io
import json
import zipfile
from pathlib import Path

import pytest

from site_builder import runtime
from site_builder.runtime import RuntimeMissing, runtime_files


def names(file: str) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(runtime_files()[file])) as archive:
        return archive.namelist()


def wheel(prefix: str) -> str:
    return next(name for name in runtime_files() if name.startswith(prefix) and name.endswith(".whl"))


def test_the_lock_holds_numpy_and_the_engine_with_their_hashes() -> None:
    lock = json.loads(runtime_files()["pyodide-lock.json"])
    assert set(lock["packages"]) == {"numpy", "engine"}
    for package in lock["packages"].values():
        assert hashlib.sha256(runtime_files()[package["file_name"]]).hexdigest() == package["sha256"]
    assert lock["packages"]["engine"]["depends"] == ["numpy"]


def test_numpy_comes_without_tests_stubs_f2py_and_sources() -> None:
    held = names(wheel("numpy"))
    assert not [name for name in held if "/tests/" in name or name.endswith((".pyi", ".py", ".h")) or "/testing/" in name]
    assert not [name for name in held if name.startswith("numpy/f2py/")]
    assert "numpy/_core/_multiarray_umath.cpython-314-wasm32-emscripten.so" in held


def test_the_engine_is_whole_and_compiled() -> None:
    modules = {path.stem for path in Path("engine").glob("*.py")}
    assert {name.split("/")[1] for name in names(wheel("engine")) if name.startswith("engine/")} == {
        f"{each}.pyc" for each in modules
    }


def test_the_standard_library_is_bytecode_only() -> None:
    held = names("python_stdlib.zip")
    assert "json/__init__.pyc" in held
    assert not [name for name in held if name.endswith(".py")]


def test_two_preparations_are_the_same(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    first = dict(runtime_files())
    monkeypatch.setattr(runtime, "CACHE", tmp_path)
    assert dict(runtime_files.__wrapped__()) == first


def test_a_missing_pyodide_says_what_to_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(runtime, "PYODIDE", tmp_path)
    with pytest.raises(RuntimeMissing, match="make build"):
        runtime_files.__wrapped__()
