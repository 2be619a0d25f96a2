"""Small notes about single boards, one file a chip in the user's data folder: written whole or not at all, and private.

A simulated board is told apart by its URL beside its MAC, which many benches share; one without a name (`id`) is a new
board each time, and nothing is noted of it, nor of a chip whose eFuse is empty: its MAC is that of every such chip
(espressif/esptool#397). A file that is broken, too long or of another format is as good as none.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from .home import home, open_private, private_folder, sync_folder

FORMAT = 1
LONGEST = 64 * 1024
"""Bytes of a file that is believed to be one of ours."""
_SIMULATED = "sim://"
_EMPTY = ":00:00:00"
"""The end of a MAC that nobody burnt into the chip."""

Note = dict[str, Any]

MALFORMED = (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError)
"""What taking JSON apart raises that somebody else wrote, numbers without an end (`Infinity`) included."""


@dataclass(frozen=True, slots=True)
class BoardFiles:
    """The notes of one kind: files that end in `suffix`."""

    suffix: str
    folder: Path = field(default_factory=lambda: home() / "boards")
    lasting: bool = True
    """A note must outlive a power cut from the moment on that it is written; a hint need not, and is written faster."""

    def read(self, mac: str, port: str) -> Note | None:
        """What was noted of that chip."""
        if _nameless(mac, port):
            return None
        note = _read(self.path(mac, port))
        return note if note and note.get("mac") == mac else None

    def all(self) -> Iterator[tuple[float, Note]]:
        """Every note, with the time at which it was written."""
        for path in self.folder.glob(f"*{self.suffix}"):
            with suppress(OSError):
                note = _read(path)
                if note:
                    yield path.stat().st_mtime, note

    def write(self, mac: str, port: str, **told: Any) -> None:
        """Note it, whole or not at all. Raises OSError."""
        if _nameless(mac, port):
            return
        private_folder(self.folder)
        path = self.path(mac, port)
        half = path.with_name(path.name + ".part")
        with os.fdopen(open_private(str(half), os.O_CREAT | os.O_TRUNC | os.O_WRONLY), "w") as file:
            file.write(json.dumps({"format": FORMAT, "mac": mac, "port": port, **told}))
            file.flush()
            if self.lasting:
                os.fsync(file.fileno())
        half.replace(path)
        if self.lasting:
            sync_folder(self.folder)

    def remove(self, mac: str, port: str) -> None:
        """It is no longer so."""
        with suppress(OSError):
            self.path(mac, port).unlink()

    def path(self, mac: str, port: str) -> Path:
        """The chip's file."""
        name = mac.replace(":", "")
        if port.startswith(_SIMULATED):
            name += "-" + hashlib.sha256(port.encode()).hexdigest()[:12]
        return self.folder / (name + self.suffix)


def _nameless(mac: str, port: str) -> bool:
    new_each_time = port.startswith(_SIMULATED) and "id" not in parse_qs(urlsplit(port).query)
    return new_each_time or mac.endswith(_EMPTY)


def _read(path: Path) -> Note | None:
    with suppress(OSError, *MALFORMED):
        if path.stat().st_size <= LONGEST:
            note = json.loads(path.read_text("utf-8"))
            return note if isinstance(note, dict) and note.get("format") == FORMAT else None
    return None
