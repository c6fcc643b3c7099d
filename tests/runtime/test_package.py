"""Addresses that hold a hash: they change with the content, and with the content of what it refers to."""

from pathlib import Path

import pytest

from site_builder.package import PackageError, package_folder, package_modules, package_stylesheet


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.js").write_text(text)
    return folder


def test_a_module_refers_to_the_hashed_addresses_of_others(tmp_path: Path) -> None:
    write(
        tmp_path,
        one='import { two } from "./two.js";\nnew Worker(new URL("./three.js", import.meta.url));',
        two="export const two = 2;",
        three="1;",
    )
    files, address = package_modules([tmp_path / "one.js"])
    content = files[address[tmp_path / "one.js"]].decode()
    for name in ("two", "three"):
        hashed = Path(address[tmp_path / f"{name}.js"]).name
        assert hashed.startswith(f"{name}.") and f'"./{hashed}"' in content
    assert len(files) == 3


def test_a_change_below_changes_the_address_above(tmp_path: Path) -> None:
    write(tmp_path, one='import "./two.js";', two="export const two = 2;")
    before = package_modules([tmp_path / "one.js"])[1][tmp_path / "one.js"]
    write(tmp_path, two="export const two = 3;")
    assert package_modules([tmp_path / "one.js"])[1][tmp_path / "one.js"] != before


def test_a_circle_of_imports_is_told(tmp_path: Path) -> None:
    write(tmp_path, one='import "./two.js";', two='import "./one.js";')
    with pytest.raises(PackageError, match=r"one\.js -> two\.js -> one\.js is a circle"):
        package_modules([tmp_path / "one.js"])


def test_a_missing_module_is_told(tmp_path: Path) -> None:
    write(tmp_path, one='import "./two.js";')
    with pytest.raises(PackageError, match=r"one.js refers to .*two.js, which is not there"):
        package_modules([tmp_path / "one.js"])


def test_a_style_sheet_brings_its_fonts_along(tmp_path: Path) -> None:
    (tmp_path / "a.woff2").write_bytes(b"font")
    (tmp_path / "style.css").write_text("@font-face { src: url(a.woff2) } /* gone */ a { b: url(data:x) }")
    files, address = package_stylesheet(tmp_path / "style.css")
    font = next(name for name in files if name.endswith(".woff2"))
    assert Path(font).name in files[address].decode() and "data:x" in files[address].decode()
    assert b"gone" not in files[address]
    (tmp_path / "a.woff2").unlink()
    with pytest.raises(PackageError, match=r"refers to a\.woff2"):
        package_stylesheet(tmp_path / "style.css")


def test_a_style_sheet_keeps_its_meaning(tmp_path: Path) -> None:
    (tmp_path / "style.css").write_text("@container (max-width: 20rem) { .a :is(b, c) { d: e } }")
    files, address = package_stylesheet(tmp_path / "style.css")
    assert b".a :is(b,c)" in files[address]


def test_a_broken_style_sheet_is_told(tmp_path: Path) -> None:
    (tmp_path / "style.css").write_text("a { b: c } } d {")
    with pytest.raises(PackageError, match=r"style\.css is no style sheet: .+"):
        package_stylesheet(tmp_path / "style.css")


def test_a_folder_is_named_after_all_its_files() -> None:
    files, folder = package_folder({"a": b"1", "b": b"2"}, "runtime")
    assert set(files) == {f"{folder}a", f"{folder}b"}
    assert package_folder({"a": b"1", "b": b"3"}, "runtime")[1] != folder
