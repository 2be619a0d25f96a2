"""Pasted text to lines that patterns can read: bounded, and without the control characters of terminals."""

from __future__ import annotations

import re
from dataclasses import dataclass

MOST_TEXT = 8_000_000
"""Characters that are looked at; of a longer text the end, since what happened last counts."""
MOST_LINE = 2_000
"""Characters of a line; a longer one is looked at in pieces."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or a piece of one: carriage returns part a progress bar into pieces."""

    text: str
    """What is left without escapes and control characters."""
    start: int
    """First and one past the last character in the text as it was pasted."""
    end: int
    number: int
    """As an editor counts, from 1."""


def clean(text: str) -> list[Line]:
    """The lines of the text, in order, without empty ones."""
    lines: list[Line] = []
    begin = max(0, len(text) - MOST_TEXT)
    number = text.count("\n", 0, begin) + 1
    counted = begin
    for piece in _PIECE.finditer(text, begin):
        number += text.count("\n", counted, piece.start())
        counted = piece.start()
        words = piece.group()
        if not words.isprintable():
            words = _CONTROL.sub(" ", _ESCAPE.sub("", words))
        if words and not words.isspace():
            lines.append(Line(words, piece.start(), piece.end(), number))
    return lines


_PIECE = re.compile(rf"[^\r\n]{{1,{MOST_LINE}}}")
# ECMA-48: control sequences, operating system commands up to their end, and the two-character escapes.
_ESCAPE = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[@-Z\\-_]?")
# A lone surrogate is half a character: RE2 could not even be handed it.
_CONTROL = re.compile(r"[\ud800-\udfff\x00-\x08\x0b-\x1f\x7f-\x9f]")
