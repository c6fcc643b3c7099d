"""Everything a site serves besides its pages, under names that carry a hash of the content and so may be cached for ever.

Modules and style sheets lose their comments and white space, a third of their bytes, and nothing else: names stay as written.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import lightningcss
import rjsmin

IMPORT = re.compile(
    r"""((?:^|[\n;])\s*(?:import|export)\b[^;'"]*?(?:from\s*)?|\bimport\(\s*|new URL\(\s*)(["'])(\.{1,2}/[^"']+)\2"""
)
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
        target = _package_module((path.parent / found[3]).resolve(), files, address, (*above, path))
        return f'{found[1]}"./{Path(target).name}"'

    content = rjsmin.jsmin(IMPORT.sub(rewritten, path.read_text(encoding="utf-8"))).encode()
    name = path.parent.name if path.stem == "element" else path.stem
    address[path] = f"assets/{name}.{digest(content)}.js"
    files[address[path]] = content
    return address[path]


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
