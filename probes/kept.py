"""Something that is dear to make, kept between two starts in the user's own cache folder.

It is read only where nobody else could have put it there, for reading it runs what it says.
"""

from __future__ import annotations

import io
import os
import pickle
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, TypeVar

from .home import VARIABLE, private_folder

Kept = TypeVar("Kept")

_TORN = (OSError, ValueError, EOFError, AttributeError, ImportError, IndexError, TypeError, pickle.UnpicklingError)
"""What a file that is torn, or of another program, may raise."""


def cache_folder() -> Path:
    """Where such things lie; nothing is made yet."""
    chosen = os.environ.get(VARIABLE)
    if chosen:
        return Path(chosen) / "cache"
    import platformdirs

    return Path(platformdirs.user_cache_dir("espdoctor", appauthor=False))


def marks(folder: str | Path, ending: str, below: str = "") -> Iterator[tuple[str, int, int]]:
    """Name, size and time of change (ns) of each file with that ending, by which Python too knows what it compiled."""
    for entry in sorted(os.scandir(folder), key=lambda one: one.name):
        if entry.is_dir():
            yield from marks(entry.path, ending, f"{below}{entry.name}/")
        elif entry.name.endswith(ending):
            state = entry.stat()
            yield below + entry.name, state.st_size, state.st_mtime_ns


def kept(file: Path, kind: type[Kept]) -> Kept | None:
    """What was kept in the file; None if there is none of that kind, or others may write there."""
    try:
        found = pickle.loads(file.read_bytes()) if _private(file) else None
    except _TORN:
        return None
    return found if isinstance(found, kind) else None


def keep(file: Path, made: object) -> None:
    """Keep it, and drop what was kept with the same ending. A folder that cannot be written to is no trouble."""
    data = io.BytesIO()
    _ByFields(data).dump(made)
    try:
        private_folder(file.parent)
        for older in file.parent.glob(f"*{file.suffix}"):
            older.unlink(missing_ok=True)
        fresh = file.with_suffix(f".{os.getpid()}")
        fresh.write_bytes(data.getvalue())
        fresh.replace(file)
    except OSError:
        return


class _ByFields(pickle.Pickler):
    """Data is made anew from the fields that it takes: Python's own way with frozen data takes three times as long."""

    def reducer_override(self, thing: Any) -> Any:
        """How to make it again; NotImplemented for what is not data."""
        if isinstance(thing, type) or not is_dataclass(thing):
            return NotImplemented
        return type(thing), tuple(getattr(thing, field.name) for field in fields(thing) if field.init)


def _private(file: Path) -> bool:
    """Whether the file and its folder are the user's and nobody else may write there."""
    if not hasattr(os, "getuid"):
        return True  # on Windows the folder lies in the user's profile, which others cannot write to
    states = [file.parent.stat(), file.stat()]
    return all(state.st_uid == os.getuid() and not state.st_mode & 0o022 for state in states)
