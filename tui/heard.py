"""What a board said, as lines for a report: text is kept, answers of the loader and what nobody can read counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from .serial_log import Line, SerialLog

MOST_BYTES = 400_000
"""Of what was heard, its end."""
_SHORTEST = 4
"""Characters of a line that is taken for text between others that are not."""


def lines(data: bytes) -> list[str]:
    """The lines that a person can read, in order, and how many others stood between them."""
    log = SerialLog()
    log.hear(0.0, data[-MOST_BYTES:])
    log.settle()
    return list(_told(log.lines))


def _told(heard: Iterable[Line]) -> Iterator[str]:
    for legible, run in groupby(heard, _legible):
        if legible:
            yield from (line.text for line in run)
        else:
            kinds = Counter(line.kind == "frame" for line in run)
            yield f"({', '.join(f'{kinds[one]} {_WORDS[one]}' for one in _WORDS if kinds[one])})"


_WORDS = {True: "times an answer of the bootloader", False: "times what is no text at this speed"}


def _legible(line: Line) -> bool:
    if line.kind == "text":
        plain = line.text.isascii() and "\\x" not in line.text and len(line.text.strip()) >= _SHORTEST
        return plain or _long_and_clear(line.text)
    return line.kind in ("start", "crash")


def _long_and_clear(text: str) -> bool:
    """A line of a program that prints other letters than a keyboard's."""
    return len(text) >= 2 * _SHORTEST and sum(one.isalnum() or one.isspace() for one in text) > 0.8 * len(text)
