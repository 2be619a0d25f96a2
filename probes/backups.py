"""Backups of flash content: written to the disk for good before anything is lost, and checked when they are read.

A backup is two files in the user's private data folder: NAME.bin, the bytes one piece after the other, and
NAME.json, which says where each piece came from, with checksums. The second is written last and under another
name first: a backup that is there is whole. Erased pieces are described and not stored.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from .board_files import MALFORMED
from .checksum import md5
from .erasing import SECTOR, merged
from .flash_errors import BackupUnsound
from .flash_plan import cut
from .home import home, open_private, private_folder, sync_folder

FORMAT = 1
LARGEST = 64 << 20
"""Bytes; no flash chip of an ESP8266 is larger than 16 MB, and a file may have been tampered with."""


_WINDOW = 0x4000
"""Bytes: pieces are cut at multiples of it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of flash. `at` is where its bytes stand in NAME.bin; None: it was erased, all 0xFF."""

    start: int
    length: int
    md5: str
    """As the chip itself counted it."""
    at: int | None


@dataclass(frozen=True, slots=True)
class Backup:
    """What NAME.json says."""

    path: Path
    """NAME.json"""
    mac: str
    flash_id: int
    flash_size: int
    """Bytes."""
    made: str
    """Date and time, ISO 8601, UTC."""
    sha256: str
    """Of NAME.bin."""
    pieces: tuple[Piece, ...] = field(default=())

    @property
    def data_path(self) -> Path:
        """NAME.bin"""
        return self.path.with_suffix(".bin")

    @property
    def length(self) -> int:
        """Bytes of flash that it covers."""
        return sum(piece.length for piece in self.pieces)


class Store:
    """The folder of backups. Two programs may write into it at once: names are taken exclusively."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or home() / "backups"

    def save(
        self,
        mac: str,
        flash_id: int,
        flash_size: int,
        contents: Sequence[tuple[int, bytes]],
        now: datetime | None = None,
    ) -> Backup:
        """Keep these pieces (address, bytes) for good. Raises BackupUnsound when the disk does not take them."""
        moment = now or datetime.now(timezone.utc)
        pieces, data = _packed(contents)
        try:
            path = self._new_name(mac, moment)
            backup = Backup(
                path, mac, flash_id, flash_size, moment.isoformat(timespec="seconds"), _sha256(data), pieces
            )
            _write_whole(backup.data_path, data)
            _write_whole(path, json.dumps(_described(backup), indent=1).encode("ascii"))
        except OSError as error:
            raise BackupUnsound(self.folder, f"it cannot be written ({error.strerror}).") from None
        for _start, _content in contents_of(backup):
            pass  # reading it back checks it: from here on it is what a restore will find
        return backup

    def list(self, mac: str = "") -> tuple[Backup, ...]:
        """All that can be read, or those of that chip, oldest first; what is broken is left out."""
        found = [_load_or_none(path) for path in self.folder.glob(f"{_plain(mac)}*.json")]
        return tuple(sorted((one for one in found if one), key=lambda backup: (backup.made, backup.path.name)))

    def shelf(self, mac: str) -> Shelf:
        """What is stored of this chip already."""
        return Shelf(tuple(backup for backup in self.list(mac) if backup.mac == mac))

    def _new_name(self, mac: str, moment: datetime) -> Path:
        """A name that nobody has; taken by making the data file."""
        private_folder(self.folder)
        stem = f"{_plain(mac)}-{moment:%Y%m%d-%H%M%S}"
        for number in range(1000):
            path = self.folder / (f"{stem}-{number}.json" if number else f"{stem}.json")
            try:
                os.close(open_private(str(path.with_suffix(".bin")), os.O_CREAT | os.O_EXCL | os.O_WRONLY))
            except FileExistsError:
                continue
            return path
        raise FileExistsError(17, "too many backups in one second", str(self.folder))


def _plain(mac: str) -> str:
    """As file names have it."""
    return mac.replace(":", "")


class Shelf:
    """Content of one chip that earlier backups hold: it need not be read over the line once more."""

    def __init__(self, backups: Sequence[Backup]) -> None:
        self._opened: dict[Path, dict[int, bytes]] = {}
        self._near: dict[int, list[tuple[Piece, Backup]]] = {}
        for backup in reversed(backups):
            for piece in backup.pieces:
                self._near.setdefault(piece.start // _WINDOW, []).append((piece, backup))

    def find(self, start: int, length: int, digest: str) -> bytes | None:
        """The bytes with that address, length and checksum, or None; a backup that is broken gives nothing."""
        for piece, backup in self._near.get(start // _WINDOW, ()):
            if piece.start <= start and start + length <= piece.start + piece.length:
                content = self._contents(backup).get(piece.start, b"")[start - piece.start :][:length]
                if md5(content) == digest:
                    return content
        return None

    def _contents(self, backup: Backup) -> dict[int, bytes]:
        if backup.path not in self._opened:
            self._opened[backup.path] = {}
            with suppress(BackupUnsound):
                self._opened[backup.path] = dict(contents_of(backup))
        return self._opened[backup.path]


def layered(*layers: Mapping[int, bytes]) -> dict[int, bytes]:
    """Contents by address (whole sectors) laid over each other, the later ones on top; joined up to a window."""
    sectors = {
        start + at: content[at : at + SECTOR]
        for layer in layers
        for start, content in layer.items()
        for at in range(0, len(content), SECTOR)
    }
    runs = merged((at, at + len(content)) for at, content in sectors.items())
    pieces = [one for start, end in runs for one in cut(start, end, _WINDOW)]
    return {start: b"".join(sectors[at] for at in range(start, end, SECTOR)) for start, end in pieces}


def way_back(path: str) -> str:
    """The command that puts this backup back, by its name: on macOS the path to every one has a blank in it."""
    return f"espdoctor restore {Path(path).stem}"


def load(path: Path) -> Backup:
    """Read NAME.json (NAME.bin names it too) and check what it says. Raises BackupUnsound with the reason."""
    described = path.with_suffix(".json")
    try:
        if described.stat().st_size > LARGEST:
            raise BackupUnsound(described, "it is far too large to be the description of a backup.")
        return _from_json(described, json.loads(described.read_text("utf-8")))
    except OSError as error:
        raise BackupUnsound(described, f"it cannot be read ({error.strerror}).") from None
    except MALFORMED as error:
        raise BackupUnsound(described, f"it does not describe a backup ({type(error).__name__}).") from None


def _load_or_none(path: Path) -> Backup | None:
    try:
        return load(path)
    except BackupUnsound:
        return None


def contents_of(backup: Backup) -> Iterator[tuple[int, bytes]]:
    """Each piece with its address, every checksum compared. Raises BackupUnsound."""
    try:
        data = backup.data_path.read_bytes()
    except OSError as error:
        raise BackupUnsound(backup.data_path, f"it cannot be read ({error.strerror}).") from None
    if _sha256(data) != backup.sha256:
        raise BackupUnsound(backup.data_path, "its bytes are not those that were saved.")
    for piece in backup.pieces:
        content = b"\xff" * piece.length if piece.at is None else data[piece.at : piece.at + piece.length]
        if len(content) != piece.length or md5(content) != piece.md5:
            raise BackupUnsound(backup.data_path, f"the piece of 0x{piece.start:06x} is not what the chip held.")
        yield piece.start, content


def _packed(contents: Sequence[tuple[int, bytes]]) -> tuple[tuple[Piece, ...], bytes]:
    pieces: list[Piece] = []
    data = bytearray()
    for start, content in contents:
        blank = not content.strip(b"\xff")
        pieces.append(Piece(start, len(content), md5(content), None if blank else len(data)))
        data += b"" if blank else content
    return tuple(pieces), bytes(data)


def _described(backup: Backup) -> dict[str, Any]:
    described = asdict(backup)
    del described["path"]
    return {"format": FORMAT, **described}


def _from_json(path: Path, told: dict[str, Any]) -> Backup:
    if told["format"] != FORMAT:
        raise BackupUnsound(path, "it was made by a newer espdoctor; update this one.")
    pieces = tuple(
        Piece(int(one["start"]), int(one["length"]), str(one["md5"]), None if one["at"] is None else int(one["at"]))
        for one in told["pieces"]
    )
    size = int(told["flash_size"])
    if not 0 < size <= LARGEST or any(p.start < 0 or p.length <= 0 or p.start + p.length > size for p in pieces):
        raise BackupUnsound(path, "its addresses lie outside of the flash that it speaks of.")
    return Backup(path, str(told["mac"]), int(told["flash_id"]), size, str(told["made"]), str(told["sha256"]), pieces)


def _write_whole(path: Path, data: bytes) -> None:
    """All or nothing, and on the disk when it returns."""
    half = path.with_name(path.name + ".part")
    with os.fdopen(open_private(str(half), os.O_CREAT | os.O_TRUNC | os.O_WRONLY), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    half.replace(path)
    sync_folder(path.parent)


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
