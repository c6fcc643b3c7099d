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
    modules = package_modules([tmp_path / "one.js"])
    content = modules.files[modules.address[tmp_path / "one.js"]].decode()
    for name in ("two", "three"):
        hashed = Path(modules.address[tmp_path / f"{name}.js"]).name
        assert hashed.startswith(f"{name}.") and f'"./{hashed}"' in content
    assert len(modules.files) == 3


def test_what_a_module_waits_for_is_known_and_nothing_else(tmp_path: Path) -> None:
    later = 'import("./later.js"); new Worker(new URL("./worker.js", import.meta.url));'
    write(tmp_path, one=f'import {{ two }} from "./two.js";\nimport "./four.js";\n{later}', two='export * from "./three.js";')
    write(tmp_path, three="1;", four='import "./three.js";', later='import "./five.js";', five="2;", worker="3;")
    modules = package_modules([tmp_path / "one.js"])
    names = [Path(address).name.split(".")[0] for address in modules.needs[tmp_path / "one.js"]]
    assert names == ["three", "two", "four"]


def test_a_change_below_changes_the_address_above(tmp_path: Path) -> None:
    write(tmp_path, one='import "./two.js";', two="export const two = 2;")
    before = package_modules([tmp_path / "one.js"]).address[tmp_path / "one.js"]
    write(tmp_path, two="export const two = 3;")
    assert package_modules([tmp_path / "one.js"]).address[tmp_path / "one.js"] != before


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
    files, (address,) = package_stylesheet(tmp_path / "style.css")
    font = next(name for name in files if name.endswith(".woff2"))
    assert Path(font).name in files[address].decode() and "data:x" in files[address].decode()
    assert b"gone" not in files[address]
    (tmp_path / "a.woff2").unlink()
    with pytest.raises(PackageError, match=r"refers to a\.woff2"):
        package_stylesheet(tmp_path / "style.css")


def test_a_style_sheet_keeps_its_meaning(tmp_path: Path) -> None:
    (tmp_path / "style.css").write_text("@container (max-width: 20rem) { .a :is(b, c) { d: e } }")
    files, (address,) = package_stylesheet(tmp_path / "style.css")
    assert b".a :is(b,c)" in files[address]


def test_an_imported_style_sheet_is_linked_before_the_one_that_imports_it(tmp_path: Path) -> None:
    (tmp_path / "stage.css").write_text("a { b: c }")
    (tmp_path / "film.css").write_text("@import url(stage.css);\nd { e: f }")
    files, addresses = package_stylesheet(tmp_path / "film.css")
    assert [files[address] for address in addresses] == [b"a{b:c}", b"d{e:f}"]
    (tmp_path / "stage.css").unlink()
    with pytest.raises(PackageError, match=r"film\.css refers to stage\.css, which is not there"):
        package_stylesheet(tmp_path / "film.css")


def test_a_broken_style_sheet_is_told(tmp_path: Path) -> None:
    (tmp_path / "style.css").write_text("a { b: c } } d {")
    with pytest.raises(PackageError, match=r"style\.css is no style sheet: .+"):
        package_stylesheet(tmp_path / "style.css")


def test_a_folder_is_named_after_all_its_files() -> None:
    files, folder = package_folder({"a": b"1", "b": b"2"}, "runtime")
    assert set(files) == {f"{folder}a", f"{folder}b"}
    assert package_folder({"a": b"1", "b": b"3"}, "runtime")[1] != folder


def test_an_npm_package_is_found_by_its_name(tmp_path: Path) -> None:
    package = tmp_path / "node_modules" / "@editor" / "view"
    (package / "dist").mkdir(parents=True)
    (package / "package.json").write_text(
        '{"name": "@editor/view", "exports": {"import": "./dist/index.js", "require": "./dist/index.cjs"}}'
    )
    write(package / "dist", index='/** For one:\n    import "@editor/nothing" */\nexport const view = "./two.js";')
    (package / "LICENSE").write_text("As you like.")
    (tmp_path / "browser").mkdir()
    write(tmp_path / "browser", one='import { view } from "@editor/view";')
    modules = package_modules([tmp_path / "browser" / "one.js"])
    files, address = modules.files, modules.address
    view = address[package / "dist" / "index.js"]
    assert view.startswith("assets/editor-view.")
    assert files[view] == b'export const view="./two.js";'
    assert files[f"{view}.LICENSE.txt"] == b"As you like."
    assert files[address[tmp_path / "browser" / "one.js"]].decode() == f'import{{view}}from"./{Path(view).name}";'


def test_an_npm_package_that_is_not_there_is_told(tmp_path: Path) -> None:
    write(tmp_path, one='import { view } from "@editor/view";')
    with pytest.raises(PackageError, match=r"one\.js refers to the npm package @editor/view, which is not there; run"):
        package_modules([tmp_path / "one.js"])


@pytest.mark.parametrize("source", ["const is = (x) => /a b/.test(x);", 'const is = (x) => /"  "/.test(x);'])
def test_a_regular_expression_keeps_its_spaces(tmp_path: Path, source: str) -> None:
    modules = package_modules([write(tmp_path, one=source) / "one.js"])
    assert source.split("=>")[1].strip() in modules.files[modules.address[tmp_path / "one.js"]].decode()
