"""Everything a site serves besides its pages, under names that carry a hash of the content and so may be cached for ever.

Modules and style sheets lose their comments and white space, a third of their bytes, and nothing else: names stay as written.
A module refers to others by their paths, and to a package from npm by its name, as in `from "@codemirror/view"`.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import lightningcss
import rjsmin

from site_builder.npm import find_package, package_of

IMPORT = re.compile(
    r"""((?:^|[\n;])\s*(?:(?:import|export)\b[^;'"=()]*?\bfrom|import)\s*|\bimport\(\s*|new URL\(\s*(?=["']\.))(["'])([^"']+)\2"""
)
LATER = ("import(", "URL(")  # what these name is asked for when it is wanted, not before the module runs
SPACE_IN_REGEX_AFTER_ARROW = re.compile(r"""=>\s*/(?![/*])(?:\\.|[^/\\\n])*?[\s"'`]""")
SHEET = re.compile(r"""@import\s+url\(["']?([^)"']+)["']?\);""")
ASSET = re.compile(r"url\(([\"']?)([^)\"'#]+?)\1\)")


class PackageError(Exception):
    """A file of the browser's side refers to one that is not there, or modules refer to one another in a circle."""


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]


@dataclass(frozen=True)
class Modules:
    """ES modules as they are published.

    `files` are {address: content}, `address` is that of every module by its path, and `needs` are the addresses of those that
    must have arrived, besides itself, before it runs.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    address: dict[Path, str] = field(default_factory=dict)
    needs: dict[Path, tuple[str, ...]] = field(default_factory=dict)


def package_modules(entries: Iterable[Path]) -> Modules:
    """The ES modules `entries` and all that they refer to.

    A module's address holds a hash of its content, in which the addresses of those that it refers to already stand.
    """
    modules = Modules()
    for entry in entries:
        _package_module(entry.resolve(), modules, ())
    return modules


def _package_module(path: Path, modules: Modules, above: tuple[Path, ...]) -> str:
    if path in modules.address:
        return modules.address[path]
    if path in above:
        raise PackageError(" -> ".join(each.name for each in (*above[above.index(path) :], path)) + " is a circle of imports")
    if not path.is_file():
        raise PackageError(f"{above[-1] if above else path} refers to {path}, which is not there")
    needs: dict[str, None] = {}  # a set that keeps its order

    def rewritten(found: re.Match[str]) -> str:
        meant = _meant(found[3], path)
        target = _package_module(meant, modules, (*above, path))
        if not found[1].rstrip().endswith(LATER):
            needs.update(dict.fromkeys((*modules.needs[meant], target)))
        return f'{found[1]}"./{Path(target).name}"'

    content = IMPORT.sub(rewritten, _minified(path.read_text(encoding="utf-8"))).encode()
    npm = package_of(path)
    name = npm.name if npm else path.parent.name if path.stem == "element" else path.stem
    address = f"assets/{name}.{digest(content)}.js"
    modules.files[address], modules.address[path], modules.needs[path] = content, address, tuple(needs)
    if npm:
        modules.files[f"{address}.LICENSE.txt"] = npm.licence
    return address


def _meant(specifier: str, path: Path) -> Path:
    """The module that the one at `path` refers to by `specifier`."""
    if specifier.startswith("."):
        return (path.parent / specifier).resolve()
    npm = find_package(specifier, path)
    if npm is None:
        raise PackageError(
            f"{path} refers to the npm package {specifier}, which is not there; run `make build`, or `npm ci`, first"
        )
    if npm.module is None:
        raise PackageError(f"{path} refers to the npm package {specifier}, which is no ES module")
    return npm.module


def _minified(source: str) -> str:
    """Without comments and white space, unless rjsmin, which takes /a b/ after => for divisions, would close up an expression."""
    return source if SPACE_IN_REGEX_AFTER_ARROW.search(source) else rjsmin.jsmin(source)


def package_stylesheet(path: Path) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """A style sheet with the files that it refers to, as {address: content}, and the addresses to link: the sheets that it
    imports, which a browser would otherwise find late, and then its own."""
    files: dict[str, bytes] = {}
    linked: list[str] = []
    text = path.read_text(encoding="utf-8")
    for found in SHEET.finditer(text):
        imported, addresses = package_stylesheet(_beside(path, found[1]))
        files |= imported
        linked += addresses

    def rewritten(found: re.Match[str]) -> str:
        if found[2].startswith("data:"):
            return found[0]
        address, content = package_file(_beside(path, found[2]))
        files[address] = content
        return f"url({Path(address).name})"

    text = ASSET.sub(rewritten, SHEET.sub("", text))
    try:
        content = lightningcss.process_stylesheet(text, filename=path.name).encode()
    except ValueError as error:
        raise PackageError(f"{path} is no style sheet: {error}") from None
    name = path.parent.name if path.stem == "style" else path.stem
    address = f"assets/{name}.{digest(content)}.css"
    files[address] = content
    return files, (*linked, address)


def _beside(sheet: Path, name: str) -> Path:
    path = (sheet.parent / name).resolve()
    if not path.is_file():
        raise PackageError(f"{sheet} refers to {name}, which is not there")
    return path


def package_file(path: Path) -> tuple[str, bytes]:
    """The address and the content of a file that is published as it is."""
    content = path.read_bytes()
    return f"assets/{path.stem}.{digest(content)}{path.suffix}", content


def package_folder(files: Mapping[str, bytes], name: str) -> tuple[dict[str, bytes], str]:
    """Files whose own names must stay, in a folder whose name holds a hash of them all; ends with a slash."""
    total = hashlib.sha256()
    for path, content in sorted(files.items()):
        total.update(path.encode() + b"\0" + hashlib.sha256(content).digest())
    folder = f"{name}/{total.hexdigest()[:12]}/"
    return {folder + path: content for path, content in files.items()}, folder
