"""The ROM's boot text in a paste that was read at another speed: found by what is left of it, decoded where enough is.

A paste keeps the printable characters and loses most others: they became one sign of replacement, or vanished. What
each speed makes of the text is computed (`resample`), not collected. Where the bytes survived, as in ISO 8859-1,
cause and pins can be read; otherwise only that it is this text, and at which speed it was read.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, product

from .banner import COLD_BAUD, WARM_BAUD
from .resample import heard

SPEEDS = ((COLD_BAUD, 115200), (COLD_BAUD, 57600), (COLD_BAUD, 38400), (COLD_BAUD, 230400), (WARM_BAUD, COLD_BAUD))
"""(sent, read); at 9600 and 19200 too little of the text is left to know it."""
GARBLED = re.compile(r"[^\x09\x0a\x0d -~]")
FEW = 4
"""Signs that are no text, below which nobody looks."""
SURVIVED = 0.7
"""Part of the bytes that are no text which must be there to read the numbers."""

MOST = 16
"""Boot texts of one speed that are decoded, the last: a boot loop fills pages."""

_BEGINNING = b"\r\n ets Jan  8 2013,rst cause:"
_NUMBERS = tuple(product(range(7), range(8), range(8)))


@dataclass(frozen=True, slots=True)
class WrongSpeed:
    """A boot text that was read at another speed."""

    sent: int
    read: int
    """Baud."""
    span: tuple[int, int]
    """Characters of the paste."""
    cause: int | None
    mode: int | None
    """None where too little of the text is left."""


def find(text: str) -> tuple[WrongSpeed, ...]:
    """Such boot texts, in order; of each speed the last MOST."""
    if next(islice(GARBLED.finditer(text), FEW - 1, None), None) is None:
        return ()
    found = [one for sent, read in SPEEDS for one in _at(text, sent, read)]
    return tuple(sorted(found, key=lambda one: one.span))


def _at(text: str, sent: int, read: int) -> Iterator[WrongSpeed]:
    for begins in deque(_beginning(sent, read).finditer(text), maxlen=MOST):
        best = max(_numbers(text, begins.start(), sent, read), default=None)
        if best is None or best[0] < SURVIVED:
            yield WrongSpeed(sent, read, begins.span(), None, None)
        else:
            _, end, cause, mode = best
            yield WrongSpeed(sent, read, (begins.start(), end), cause, mode)


def _numbers(text: str, start: int, sent: int, read: int) -> Iterator[tuple[float, int, int, int]]:
    """How well the text fits each cause and mode: the part that survived, where it ends, cause and mode."""
    for cause, mode, rest in _NUMBERS:
        whole = _whole(sent, read, cause, mode, rest)
        part = text[start : start + len(whole)]
        same = sum(ord(sign) == byte for sign, byte in zip(part, whole, strict=False))
        yield same / len(whole), start + len(part), cause, mode


@lru_cache(maxsize=1024)
def _whole(sent: int, read: int, cause: int, mode: int, rest: int) -> bytes:
    said = _BEGINNING + f"{cause}, boot mode:({mode},{rest})\r\n\r\n".encode()
    return _from_first(heard(said, sent, read))


@lru_cache(maxsize=8)
def _beginning(sent: int, read: int) -> re.Pattern[str]:
    """What is left of the text up to its first number."""
    seen = _from_first(heard(_BEGINNING, sent, read))[:-2]  # the last bytes hang on what follows
    pieces = re.findall(rb"[ -~]+|[^ -~]+", seen)
    return re.compile("".join(_piece(piece) for piece in pieces).rstrip())


def _piece(piece: bytes) -> str:
    if _is_text(piece[0]):
        return re.escape(piece.decode("ascii"))
    return f"[^ -~]{{0,{len(piece)}}}"


def _from_first(data: bytes) -> bytes:
    """From the first byte that is text: what stands before it may be anything in a paste."""
    return re.sub(rb"^[^ -~]+", b"", data)


def _is_text(byte: int) -> bool:
    return 0x20 <= byte <= 0x7E
