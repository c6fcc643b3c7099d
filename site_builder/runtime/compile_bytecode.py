"""Runs inside Pyodide, under Node: writes the bytecode of every source below /sources beside it.

Bytecode belongs to one version of Python, so the version that will run it has to write it. It carries the hash of its source
and is not checked against it: there is no source beside it in the browser.
Docstrings and asserts are left out: a third of the bytes.
"""

import importlib._bootstrap_external as bootstrap
import importlib.util
import pathlib

ROOT = pathlib.Path("/sources")

for path in sorted(ROOT.rglob("*.py")):
    source = path.read_bytes()
    name = path.relative_to(ROOT).as_posix()
    code = compile(source, name, "exec", dont_inherit=True, optimize=2)
    path.with_suffix(".pyc").write_bytes(bootstrap._code_to_hash_pyc(code, importlib.util.source_hash(source), checked=False))
