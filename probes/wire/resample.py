"""What a text sent at one speed looks like to a listener at another: the bits are sampled where he expects them.

The boot ROM prints at 74880 baud (26 MHz crystal) or 115200; a tool listens at the other. What it gets is not
random: the same text gives nearly the same bytes every time, and can be recognised.
"""

from __future__ import annotations

from functools import lru_cache

_STOP = 9


def levels(data: bytes) -> list[int]:
    """The line, bit by bit: start bit, eight bits with the lowest first, stop bit."""
    bits: list[int] = []
    for byte in data:
        bits.append(0)
        bits.extend(byte >> n & 1 for n in range(8))
        bits.append(1)
    return bits


def heard(data: bytes, sent: int, listened: int) -> bytes:
    """The bytes that a listener gets of data sent back to back; speeds in baud.

    A byte without a stop bit is delivered too, as most USB bridges do. The line is idle before and after.
    """
    line = levels(data)
    ratio = sent / listened
    out = bytearray()
    at = _next_start(line, 0.0)
    while at is not None:
        out.append(sum(_level(line, at + (1.5 + n) * ratio) << n for n in range(8)))
        at = _next_start(line, at + (_STOP + 0.5) * ratio)
    return bytes(out)


@lru_cache(maxsize=16)
def cached(data: bytes, sent: int, listened: int) -> bytes:
    """`heard` for texts that are looked for again and again."""
    return heard(data, sent, listened)


def _level(line: list[int], at: float) -> int:
    return line[int(at)] if at < len(line) else 1


def _next_start(line: list[int], start: float) -> float | None:
    """The next falling edge, in bits of the line; one that is still low where the stop bit should be counts from there.

    Not rounded: who listens much faster than is sent hears several bytes within one bit.
    """
    first = int(start)
    if first < len(line) and line[first] == 0:
        return start
    return next((float(at) for at in range(first + 1, len(line)) if line[at] == 0), None)
