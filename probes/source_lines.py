"""The line of source that a frame names, where the file still lies on this computer.

Paths in an .elf come from outside: only ordinary files of source code are opened, and no more than a line leaves them.
One that names another computer is not looked at: Windows would log in there with this person's name.
"""

from __future__ import annotations

import stat
from collections.abc import Iterable
from pathlib import Path, PureWindowsPath

SOURCES = frozenset({".ino", ".pde", ".c", ".cc", ".cpp", ".cxx", ".h", ".hh", ".hpp", ".inc", ".s"})
_MOST_BYTES = 2 * 1024 * 1024
_MOST_CHARACTERS = 160


def line_of(file: str, number: int, near: Iterable[Path] = ()) -> str:
    """Line `number` (from 1) of the file, without its indentation; "" where it is not to be had.

    `near`: folders in which a file of that name stands in for one that was built elsewhere.
    """
    name = PureWindowsPath(file).name
    named = () if _is_far(file) else (Path(file),)
    for path in (*named, *(folder / name for folder in near)):
        if name and number > 0 and (text := _line(path, number)):
            return text
    return ""


def _line(path: Path, number: int) -> str:
    if path.suffix.lower() not in SOURCES:
        return ""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode) or status.st_size > _MOST_BYTES:
            return ""
        lines = path.read_text("utf-8", "replace").splitlines()
    except (OSError, ValueError):
        return ""
    return lines[number - 1].strip()[:_MOST_CHARACTERS] if number <= len(lines) else ""


def _is_far(file: str) -> bool:
    """Whether it begins with the name of a computer: two slashes, of either kind."""
    return PureWindowsPath(file).drive.startswith("\\\\")
