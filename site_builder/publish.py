"""The only writer. A site is written beside the old one and takes its place whole, or not at all."""

import ctypes
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

MARK = ".synapse-site"  # tells a folder that a build may replace from one that it must not touch
AT_FDCWD, RENAME_EXCHANGE = -100, 2  # linux/fcntl.h, linux/fs.h


class PublishError(Exception):
    """The folder cannot be replaced; it is as it was."""


def publish(files: Mapping[str, bytes], out: Path) -> None:
    """Make `out` hold exactly these files. Raises PublishError where `out` is something else than an earlier site."""
    out = out.resolve()
    if out.exists() and not _replaceable(out):
        raise PublishError(f"{out} is not empty and was not built by this program; name another folder, or empty it first")
    out.parent.mkdir(parents=True, exist_ok=True)
    _clear_leftovers(out)
    new = Path(tempfile.mkdtemp(prefix=f".{out.name}.new-{os.getpid()}-", dir=out.parent))
    try:
        _write(files, new)
        _swap(new, out)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _replaceable(out: Path) -> bool:
    return out.is_dir() and ((out / MARK).is_file() or not any(out.iterdir()))


def _write(files: Mapping[str, bytes], folder: Path) -> None:
    folder.chmod(0o755)
    for name, content in {**files, MARK: b""}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _swap(new: Path, out: Path) -> None:
    """Put `new` in the place of `out` in one step where the system can exchange two folders, otherwise in two."""
    if not out.exists():
        new.rename(out)
        return
    if _exchanged(new, out):
        return
    old = new.with_name(f"{new.name}.old")
    out.rename(old)
    try:
        new.rename(out)
    except OSError:
        old.rename(out)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _exchanged(one: Path, other: Path) -> bool:
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    return bool(renameat2(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) == 0)


def _clear_leftovers(out: Path) -> None:
    """Remove what builds that were killed left behind; bring back a site that one of them was about to replace."""
    for left in sorted(out.parent.glob(f".{out.name}.new-*")):
        process = left.name.removeprefix(f".{out.name}.new-").split("-")[0]
        if process.isdigit() and _running(int(process)):
            continue
        if left.name.endswith(".old") and not out.exists():
            left.rename(out)
        else:
            shutil.rmtree(left, ignore_errors=True)


def _running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return process != os.getpid()
