"""Everything a site serves besides its pages, under names that carry a hash of the content and so may be cached for ever.

Modules and style sheets lose their comments and white space, a third of their bytes, and nothing else: names stay as written.
A module refers to others by their paths, and to a package from npm by its name, as in `from "@codemirror/view"`.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import lightningcss
import rjsmin

from site_builder.npm import find_package, package_of

IMPORT = re.compile(
    r"""((?:^|[\n;])\s*(?:(?:import|export)\b[^;'"=()]*?\bfrom|import)\s*|\bimport\(\s*|new URL\(\s*(?=["']\.))(["'])([^"']+)\2"""
)
SPACE_IN_REGEX_AFTER_ARROW = re.compile(r"""=>\s*/(?![/*])(?:\\.|[^/\\\n])*?[\s"'`]""")
ASSET = re.compile(r"url\(([\"']?)([^)\"'#]+?)\1\)")


class PackageError(Exception):
    """A file of the browser's side refers to one that is not there, or modules refer to one another in a circle."""


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]


def package_modules(entries: Iterable[Path]) -> tuple[dict[str, bytes], dict[Path, str]]:
    """The ES modules `entries` and all that they refer to, as {address: content}, and the address of every module by its path.

    A module's address holds a hash of its content, in which the addresses of those that it refers to already stand.
    """
    files: dict[str, bytes] = {}
    address: dict[Path, str] = {}
    for entry in entries:
        _package_module(entry.resolve(), files, address, ())
    return files, address


def _package_module(path: Path, files: dict[str, bytes], address: dict[Path, str], above: tuple[Path, ...]) -> str:
    if path in address:
        return address[path]
    if path in above:
        raise PackageError(" -> ".join(each.name for each in (*above[above.index(path) :], path)) + " is a circle of imports")
    if not path.is_file():
        raise PackageError(f"{above[-1] if above else path} refers to {path}, which is not there")

    def rewritten(found: re.Match[str]) -> str:
        target = _package_module(_meant(found[3], path), files, address, (*above, path))
        return f'{found[1]}"./{Path(target).name}"'

    content = IMPORT.sub(rewritten, _minified(path.read_text(encoding="utf-8"))).encode()
    npm = package_of(path)
    name = npm.name if npm else path.parent.name if path.stem == "element" else path.stem
    address[path] = f"assets/{name}.{digest(content)}.js"
    files[address[path]] = content
    if npm:
        files[f"{address[path]}.LICENSE.txt"] = npm.licence
    return address[path]


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


def package_stylesheet(path: Path) -> tuple[dict[str, bytes], str]:
    """A style sheet with the files that it refers to, as {address: content}, and the sheet's address."""
    files: dict[str, bytes] = {}

    def rewritten(found: re.Match[str]) -> str:
        if found[2].startswith("data:"):
            return found[0]
        asset = path.parent / found[2]
        if not asset.is_file():
            raise PackageError(f"{path} refers to {found[2]}, which is not there")
        content = asset.read_bytes()
        name = f"{asset.stem}.{digest(content)}{asset.suffix}"
        files[f"assets/{name}"] = content
        return f"url({name})"

    text = ASSET.sub(rewritten, path.read_text(encoding="utf-8"))
    try:
        content = lightningcss.process_stylesheet(text, filename=path.name).encode()
    except ValueError as error:
        raise PackageError(f"{path} is no style sheet: {error}") from None
    name = path.parent.name if path.stem == "style" else path.stem
    address = f"assets/{name}.{digest(content)}.css"
    files[address] = content
    return files, address


def package_folder(files: Mapping[str, bytes], name: str) -> tuple[dict[str, bytes], str]:
    """Files whose own names must stay, in a folder whose name holds a hash of them all; ends with a slash."""
    total = hashlib.sha256()
    for path, content in sorted(files.items()):
        total.update(path.encode() + b"\0" + hashlib.sha256(content).digest())
    folder = f"{name}/{total.hexdigest()[:12]}/"
    return {folder + path: content for path, content in files.items()}, folder
