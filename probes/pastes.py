"""Files, folders, archives and standard input to texts: bounded, whatever somebody put into them."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

MOST_BYTES = 32_000_000
"""Bytes of one text that are read; of a longer file the end, since what happened last counts."""
MOST_STREAM = 256_000_000
"""Bytes of a stream after which it is taken to have no end."""

_CHUNK = 1 << 20
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


@dataclass(frozen=True, slots=True)
class Paste:
    """A text and where it is from; or why there is none."""

    source: str
    text: str
    error: str | None = None


def pastes(name: str, stdin: BinaryIO) -> Iterator[Paste]:
    """The texts behind one argument: a file, the members of a folder or a .zip, or standard input for "-". There is
    always one: that nothing was there to be read is an answer too."""
    if name == "-":
        yield Paste("-", decoded(_tail(stdin)))
        return
    empty = True
    for paste in _behind(name):
        empty = False
        yield paste
    if empty:
        yield Paste(name, "", f"{name} cannot be read: no file is in it.")


def _behind(name: str) -> Iterator[Paste]:
    try:
        path = Path(name)
        if name and path.is_dir():  # "" is a name that somebody's script left out, and not this folder
            for member in sorted(one for one in path.rglob("*") if not one.is_symlink() and one.is_file()):
                yield from _file(member, str(member))
        else:
            yield from _file(path, name)
    except OSError as error:
        yield _unreadable(name, error)


def decoded(data: bytes) -> str:
    """The bytes as text: UTF-8, UTF-16 by its mark or by its zeros; what is none of them is shown as such."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    sample = data[:4096]
    if len(sample) >= 8 and len(sample) % 2 == 0:
        if sample[1::2].count(0) > 0.4 * len(sample):
            return data.decode("utf-16-le", "replace")
        if sample[0::2].count(0) > 0.4 * len(sample):
            return data.decode("utf-16-be", "replace")
    return data.decode("utf-8", "replace")


def _file(path: Path, source: str) -> Iterator[Paste]:
    try:
        if path.suffix.lower() == ".zip":
            from . import archive

            for name, data, error in archive.members(path, source, MOST_BYTES):
                yield Paste(name, decoded(data), error)
            return
        with path.open("rb") as file:
            # A pipe has no end to jump to, a device has no end at all.
            if path.is_file():
                file.seek(max(0, path.stat().st_size - MOST_BYTES))
            yield Paste(source, decoded(_tail(file, path.is_file())))
    except OSError as error:
        yield _unreadable(source, error)


def _unreadable(source: str, error: OSError) -> Paste:
    """With a word for who gave the text itself in place of a file's name."""
    hint = _TEXT_ITSELF if " " in source and error.errno in _NO_NAME else ""
    return Paste(source, "", f"{source} cannot be read: {error.strerror or error}.{hint}")


_NO_NAME = (errno.ENOENT, errno.ENAMETOOLONG, errno.EINVAL)
_TEXT_ITSELF = " If that is the text itself: put it into a file and name the file, or give it through a pipe."


def _tail(file: BinaryIO, whole: bool = False) -> bytes:
    """The last bytes of a stream; of an endless one what comes in the first MOST_STREAM bytes."""
    if whole:
        return file.read(MOST_BYTES)
    kept, total = bytearray(), 0
    while total < MOST_STREAM and (chunk := file.read(_CHUNK)):
        kept += chunk
        total += len(chunk)
        if len(kept) > 2 * MOST_BYTES:
            del kept[:-MOST_BYTES]
    return bytes(kept[-MOST_BYTES:])
