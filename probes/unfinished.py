"""Writes that were begun and not proven: noted on the disk before the first byte is touched, struck out at the end.

So a program that was killed in the middle leaves a trace: whoever meets the board next knows that its flash is
incomplete, which backup holds what was there before, and what was to be written.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from . import landmarks
from .board_files import MALFORMED, BoardFiles, Note
from .erasing import Range
from .flash_errors import BackupUnsound, tame
from .home import home
from .landmarks import Landmark


@dataclass(frozen=True, slots=True)
class Unfinished:
    """One write that was cut off."""

    backup: str | None
    """The path of the backup that holds what was there before the first touch; None where it was declined."""
    what: str
    """What was to be written, as the person calls it."""
    ranges: tuple[Range, ...] = ()
    """Where."""
    landmarks: tuple[Landmark, ...] = ()
    """By which the flash shows how far it came."""

    def __str__(self) -> str:
        way_back = f" What was there before is in {self.backup}." if self.backup else ""
        return f"The last write to this board ({tame(self.what, 60)}) was cut off: its flash is incomplete.{way_back}"


class UnfinishedWrites:
    """Of all boards."""

    def __init__(self, folder: Path | None = None) -> None:
        self._files = BoardFiles(".unfinished", folder or home() / "boards")

    def of(self, mac: str, port: str) -> Unfinished | None:
        """The write to this chip that was cut off, or None."""
        note = self._files.read(mac, port)
        return _read(note) if note else None

    def all(self) -> tuple[Unfinished, ...]:
        """Of all boards, the last one first."""
        found = sorted(self._files.all(), key=lambda pair: -pair[0])
        return tuple(one for _, note in found if (one := _read(note)))

    def begin(self, mac: str, port: str, write: Unfinished) -> None:
        """From here on the flash is incomplete. Raises BackupUnsound when the disk does not take the note."""
        try:
            marks = [mark.as_json() for mark in write.landmarks]
            self._files.write(
                mac, port, backup=write.backup, what=write.what[:100], ranges=write.ranges, landmarks=marks
            )
        except OSError as error:
            raise BackupUnsound(self._files.folder, f"nothing can be noted there ({error.strerror}).") from None

    def end(self, mac: str, port: str) -> None:
        """The flash is whole."""
        self._files.remove(mac, port)


def _read(note: Note) -> Unfinished | None:
    with suppress(*MALFORMED):
        backup = note["backup"]
        ranges = tuple((int(start), int(end)) for start, end in note["ranges"])
        marks = landmarks.read(note.get("landmarks"))
        return Unfinished(None if backup is None else str(backup), str(note["what"]), ranges, marks)
    return None
