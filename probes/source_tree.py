"""A library's source off the disk: bounded in files, bytes and depth, and never out of the folder that was given."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

State = Literal["read", "part", "no-sources", "absent", "unreadable", "many", "archive", "firmware", "other-file"]

MOST_FILES = 2000
MOST_ENTRIES = 20_000
"""Names that are looked at, files and folders."""
MOST_BYTES = 512 * 1024
"""Of one file; what is longer is a table of data."""
MOST_TOTAL = 24 * 1024 * 1024
MOST_DEPTH = 12

SOURCES = frozenset({".c", ".cc", ".cpp", ".cxx", ".h", ".hh", ".hpp", ".hxx", ".ino", ".pde", ".ipp", ".tpp", ".s"})
PROPERTIES = "library.properties"
ASIDE = frozenset({"example", "examples", "extras", "test", "tests", "doc", "docs", "node_modules", "build"})
"""Folders that are no part of what is compiled with a sketch."""

_ARCHIVES = (b"PK\x03\x04", b"\x1f\x8b", b"BZh", b"7z\xbc\xaf", b"Rar!", b"\xfd7zXZ")
_FIRMWARES = (b"\xe9", b"\x7fELF")


@dataclass(frozen=True, slots=True)
class Tree:
    """What was found."""

    state: State
    words: str
    """What it was read from, as evidence."""
    files: Mapping[str, str] = field(default_factory=dict)
    """Path below the folder, with slashes, to text."""


def read(path: Path) -> Tree:
    """The sources at that place, or in one word why there are none. Raises nothing."""
    try:
        if not path.exists():
            return Tree("absent", f"nothing lies at {path}")
        return _folder(path) if path.is_dir() else _file(path)
    except (OSError, ValueError) as error:
        return Tree("unreadable", f"{path}: {error}")


# ---------------------------------------------------------------- one file


def _file(path: Path) -> Tree:
    if not path.is_file():
        return Tree("other-file", f"{path.name} is a device or a pipe")
    if path.suffix.lower() in SOURCES or path.name == PROPERTIES:
        return Tree("read", f"the file {path.name}", {path.name: _text(path)})
    with path.open("rb") as opened:
        first = opened.read(8)
    if first.startswith(_ARCHIVES):
        return Tree("archive", f"{path.name} begins like an archive")
    if first.startswith(_FIRMWARES):
        return Tree("firmware", f"{path.name} begins with {first[:4].hex(' ')}")
    return Tree("other-file", f"the file {path.name}")


def _text(path: Path) -> str:
    with path.open("rb") as opened:
        return opened.read(MOST_BYTES).decode("utf-8", "replace").replace("\r\n", "\n")


# ---------------------------------------------------------------- a folder


def _folder(root: Path) -> Tree:
    files: dict[str, str] = {}
    total, cut = 0, False
    for path in _walk(root):
        if path is None or len(files) >= MOST_FILES or total >= MOST_TOTAL:
            cut = True
            break
        if path.suffix.lower() not in SOURCES and path.name != PROPERTIES:
            continue
        try:
            text = _text(path)
        except OSError:
            continue  # a file that may not be read: the others still tell
        total += len(text)
        files[path.relative_to(root).as_posix()] = text
    sources = sum(not name.endswith(PROPERTIES) for name in files)
    described = [name for name in files if name.endswith("/" + PROPERTIES)]
    if PROPERTIES not in files and len(described) > 1:
        return Tree("many", f"{len(described)} libraries below {root.name or root}")
    if not sources and cut:
        return Tree("many", f"more than {MOST_ENTRIES} names below {root.name or root}")
    if not sources:
        return Tree("no-sources", f"no file of C or C++ below {root.name or root}")
    return Tree("part" if cut else "read", f"{sources} source files below {root.name or root}", files)


def _walk(root: Path) -> Iterator[Path | None]:
    """Files in the order of their names, links left alone; None where there are too many to go on."""
    waiting = [(root, 0)]
    seen = 0
    while waiting:
        folder, depth = waiting.pop()
        below: list[tuple[Path, int]] = []
        for entry in _entries(folder):
            seen += 1
            if seen > MOST_ENTRIES:
                yield None
                return
            if entry.is_symlink():
                continue
            if entry.is_dir(follow_symlinks=False):
                if depth < MOST_DEPTH and not entry.name.startswith(".") and entry.name.lower() not in ASIDE:
                    below.append((Path(entry.path), depth + 1))
            elif entry.is_file(follow_symlinks=False):
                yield Path(entry.path)
        waiting += reversed(below)


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError:
        return []  # a folder that may not be looked into
