"""Files that may be there or not."""

from pathlib import Path


def existing(path: Path) -> Path | None:
    """The path, if there is such a file."""
    return path if path.is_file() else None
