"""Packages in node_modules: which module a browser imports by a package's name, and under which licence."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class NpmPackage:
    """One package, and what its package.json says of it."""

    folder: Path
    manifest: Mapping[str, Any]

    @property
    def name(self) -> str:
        """Its name as a file's: `@codemirror/view` is `codemirror-view`."""
        return str(self.manifest["name"]).lstrip("@").replace("/", "-")

    @property
    def module(self) -> Path | None:
        """The ES module that stands for the whole package; None if it has none."""
        exports = self.manifest.get("exports", {})
        entry = exports.get(".", exports).get("import") or self.manifest.get("module")
        return (self.folder / entry).resolve() if entry else None

    @property
    def licence(self) -> bytes:
        """The text of its licence; empty if none lies in its folder."""
        return b"".join(path.read_bytes() for path in sorted(self.folder.glob("LICEN[CS]E*")))


def find_package(name: str, importer: Path) -> NpmPackage | None:
    """The package that a module at `importer` means by `name`: in the nearest node_modules above it that has one."""
    folders = (parent / "node_modules" / name for parent in importer.parents)
    return next((_package(folder) for folder in folders if (folder / "package.json").is_file()), None)


def package_of(module: Path) -> NpmPackage | None:
    """The package that a module in node_modules belongs to; None for a module of the project's own."""
    if "node_modules" not in module.parts:
        return None
    return next(_package(folder) for folder in module.parents if (folder / "package.json").is_file())


def _package(folder: Path) -> NpmPackage:
    return NpmPackage(folder, json.loads((folder / "package.json").read_text(encoding="utf-8")))
