"""The members of a .zip, bounded: a small file can claim to hold a planet."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

MOST_BYTES = 256_000_000
"""Bytes that one archive may unpack to, all members together."""
MOST_MEMBERS = 10_000

_CHUNK = 1 << 20
_BROKEN = (OSError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)


class Member(NamedTuple):
    """What one member holds; or why that is not told."""

    source: str
    data: bytes
    error: str | None = None


def members(path: Path, source: str, most: int) -> Iterator[Member]:
    """Every member in the archive's order, named after the archive. What is broken is told as such, and so is what
    unpacks to `most` bytes."""
    try:
        archive = zipfile.ZipFile(path)
    except _BROKEN as error:
        yield Member(source, b"", f"{source} cannot be read as a .zip: {error}.")
        return
    left = MOST_BYTES
    with archive:
        for number, info in enumerate(one for one in archive.infolist() if not one.is_dir()):
            name = f"{source}!{info.filename}"
            if number >= MOST_MEMBERS or left <= 0:
                yield Member(name, b"", f"{source} holds more than is read from one archive; the rest was left out.")
                return
            member, size = _unpacked(archive, info, name, min(left, most))
            left -= size
            yield member


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, most: int) -> tuple[Member, int]:
    """The member, and how many bytes were unpacked for it."""
    kept, total = io.BytesIO(), 0
    try:
        with archive.open(info) as file:
            while total < most and (chunk := file.read(_CHUNK)):
                kept.write(chunk)
                total += len(chunk)
    except _BROKEN as error:
        return Member(name, b"", f"{name} cannot be read: {error}."), total
    if total >= most:
        return Member(name, b"", f"{name} unpacks to more than {most // 1_000_000} MB, which no log needs."), total
    return Member(name, kept.getvalue()), total
