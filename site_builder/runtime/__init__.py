"""The Python that a page runs: Pyodide from npm, its standard library and NumPy as bytecode, and the engine.

A stock Pyodide spends most of its start compiling the standard library from source; here everything arrives compiled. What is
prepared depends only on the files that it is made from, and is kept in .cache/runtime under a hash of them.
"""

import base64
import csv
import hashlib
import io
import json
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pyodide_lock import InfoSpec, PackageSpec, PyodideLockSpec

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
PYODIDE = ROOT / "node_modules" / "pyodide"
CACHE = ROOT / ".cache" / "runtime"
NUMPY_WHEEL = HERE / "numpy-2.4.6-cp314-cp314-pyemscripten_2026_0_wasm32.whl"
CORE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm")

# What a page cannot use: no terminal, processes, installer, tests, debugger or documentation, and no text but Unicode's.
NOT_IN_STDLIB = re.compile(
    r"(_pyrepl|curses|dbm|ensurepip|html|idlelib|lib2to3|multiprocessing|pydoc_data|sqlite3|test|tkinter|turtledemo|unittest"
    r"|wsgiref|xml|xmlrpc|__phello__)/"
    r"|http/(cookiejar|cookies|server)\.py$|logging/(config|handlers)\.py$"
    r"|encodings/(cp(?!437\b)\w+|iso8859_(?!1\b)\d+|mac_(?!roman\b)\w+|koi8_\w+|big5\w*|euc_\w+|gb\w+|hz|iso2022_\w+|johab|shift_jis\w*)\.py$"
    r"|(bdb|cProfile|cmd|code|compileall|difflib|doctest|fileinput|ftplib|imaplib|mailbox|modulefinder|optparse|pdb|pickletools"
    r"|plistlib|poplib|profile|pstats|pty|pyclbr|pydoc|rlcompleter|smtplib|socketserver|symtable|tabnanny|timeit|trace"
    r"|turtle|wave|zipapp|_pydatetime|_pyio)\.py$"
)
NEEDED_BY_NUMPY = "numpy/typing/__init__.py"
NOT_IN_NUMPY = re.compile(
    r"(^|/)(tests|include|f2py|_pyinstaller|typing|doc|testing)/|\.(pyi|pxd|pyx|h|c|a|lib|typed)$|conftest\.py$|/random/(lib|_examples)/"
)

Files = dict[str, bytes]


class RuntimeMissing(Exception):
    """Something that the runtime is made from is not there; the message says what to run."""


@cache
def runtime_files() -> Mapping[str, bytes]:
    """Everything that the browser's Python loads, as {name: content}.

    Raises RuntimeMissing when Pyodide has not been installed, or Node is missing or fails.
    """
    if not (PYODIDE / "pyodide.mjs").is_file():
        raise RuntimeMissing("Pyodide is not installed; run `make build`, or `npm ci`, first")
    wheels = {NUMPY_WHEEL.name: _numpy_wheel(), "engine-1.0-py3-none-any.whl": _engine_wheel()}
    files = {name: (PYODIDE / name).read_bytes() for name in CORE}
    files["python_stdlib.zip"] = _stdlib()
    return {**files, **wheels, "pyodide-lock.json": _lock(wheels)}


def _stdlib() -> bytes:
    with zipfile.ZipFile(PYODIDE / "python_stdlib.zip") as archive:
        files = {
            name: archive.read(name) for name in archive.namelist() if not name.endswith("/") and not NOT_IN_STDLIB.match(name)
        }
    return _zip(_compiled(files))


def _numpy_wheel() -> bytes:
    with zipfile.ZipFile(NUMPY_WHEEL) as archive:
        names = [name for name in archive.namelist() if not name.endswith("/")]
        files = {name: archive.read(name) for name in names if name == NEEDED_BY_NUMPY or not NOT_IN_NUMPY.search(name)}
    return _wheel(_compiled(files))


def _engine_wheel() -> bytes:
    files = {f"engine/{path.name}": path.read_bytes() for path in sorted((ROOT / "engine").glob("*.py"))}
    info = "engine-1.0.dist-info"
    compiled = _compiled(files)
    compiled[f"{info}/METADATA"] = b"Metadata-Version: 2.1\nName: engine\nVersion: 1.0\nRequires-Dist: numpy\n"
    compiled[f"{info}/WHEEL"] = b"Wheel-Version: 1.0\nGenerator: synapse\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    return _wheel(compiled)


def _lock(wheels: Mapping[str, bytes]) -> bytes:
    """Pyodide's lock file, cut to these wheels, with their sha256.

    The entries are written out because pyodide-lock does not know the platform tag of this Pyodide's binary wheels yet; it
    checks their form, and that names and versions agree.
    """
    stock = json.loads((PYODIDE / "pyodide-lock.json").read_bytes())
    version = json.loads((PYODIDE / "package.json").read_bytes())["version"]
    packages = {}
    for file_name, content in wheels.items():
        name, number = file_name.split("-")[:2]
        packages[name] = PackageSpec(
            name=name, version=number, file_name=file_name, install_dir="site", sha256=hashlib.sha256(content).hexdigest(),
            imports=[name], depends=["numpy"] if name == "engine" else [],
        )  # fmt: skip
    lock = PyodideLockSpec(info=InfoSpec(**stock["info"], version=version), packages=packages)
    lock.check_wheel_filenames()
    return json.dumps({**lock.model_dump(), "info": stock["info"]}, sort_keys=True, separators=(",", ":")).encode()


def _compiled(files: Files) -> Files:
    """The same files with bytecode in place of every Python source, from the cache where it is there."""
    sources = {name: content for name, content in files.items() if name.endswith(".py")}
    key = hashlib.sha256((HERE / "compile_bytecode.py").read_bytes() + (PYODIDE / "package.json").read_bytes())
    for name, content in sorted(sources.items()):
        key.update(name.encode() + b"\0" + hashlib.sha256(content).digest())
    kept = CACHE / f"{key.hexdigest()[:24]}.zip"
    if not kept.is_file():
        kept.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=kept.parent, delete=False) as new:
            new.write(_zip(_compile(sources)))
        Path(new.name).replace(kept)
    with zipfile.ZipFile(kept) as archive:
        bytecode = {name: archive.read(name) for name in archive.namelist()}
    return {name: content for name, content in files.items() if name not in sources} | bytecode


def _compile(sources: Files) -> Files:
    node = shutil.which("node")
    if node is None:
        raise RuntimeMissing("Node is not installed; it compiles the browser's Python (Debian: apt-get install npm)")
    with tempfile.TemporaryDirectory() as folder:
        for name, content in sources.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        command = [node, str(HERE / "compile_bytecode.mjs"), str(PYODIDE), folder]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeMissing(f"the browser's Python could not be compiled:\n{done.stderr[-2000:]}")
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(Path(folder).rglob("*.pyc"))}


def _wheel(files: Files) -> bytes:
    """A wheel of these files, with its RECORD written anew (PEP 427)."""
    info = next(name.split("/")[0] for name in files if name.split("/")[0].endswith(".dist-info"))
    kept = {name: content for name, content in files.items() if name != f"{info}/RECORD"}
    record = io.StringIO()
    rows = csv.writer(record, lineterminator="\n")
    for name, content in sorted(kept.items()):
        hashed = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
        rows.writerow([name, f"sha256={hashed}", len(content)])
    rows.writerow([f"{info}/RECORD", "", ""])
    return _zip({**kept, f"{info}/RECORD": record.getvalue().encode()})


def _zip(files: Files) -> bytes:
    """An archive that depends on nothing but its content. Deflated: many hosts do not compress archives on the wire."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return made.getvalue()
