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
        for part in _SPELLED_BREAK.split(_SPELLED_ESCAPE.sub("", words)):
            said = _PREFIX.sub("", part, count=1)
            if said and not said.isspace():
                lines.append(Line(said, piece.start(), piece.end(), number))
    return lines


_PIECE = re.compile(rf"[^\r\n]{{1,{MOST_LINE}}}")
# ECMA-48: control sequences, operating system commands up to their end, and the two-character escapes.
_ESCAPE = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[@-Z\\-_]?")
# The same written out, as JSON, Python, terminals and forums do. A path such as C:\\new has one backslash and no \\r.
_SPELLED_ESCAPE = re.compile(r"(?:\\(?:x1b|033|u001b|e)|\^\[|␛)\[[0-9;]{0,16}[A-Za-z]", re.IGNORECASE)
_SPELLED_BREAK = re.compile(r"\\r\\n|␍␊|␊|\^M\^J|<0x0[dD]><0x0[aA]>|<CR><LF>")
# What terminals, forums and loggers put before a line: quote marks, and times with or without a date, in brackets or
# with an arrow. Each part is bounded, so that a long line of such signs costs no more than another.
_DATE = r"\d{2,4}[-./]\d{1,2}[-./]\d{2,4}"
_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,6})?(?: ?[AP]M)?"
_BEFORE = (
    r"[>|║]{1,8}(?=[ \t])",
    r"\[[ ]{0,8}\d{1,6}\.\d{1,9}\]",
    rf"\[?(?:{_DATE}[ T]{{1,2}})?{_CLOCK}\]?(?=[ \t\->|]|$)(?:[ ]{{0,3}}-?>)?",
    rf"\[{_DATE}\]",
)
_PREFIX = re.compile(rf"\A(?:[ \t]{{0,80}}(?:{'|'.join(_BEFORE)})){{1,4}}[ \t]{{0,80}}")
# A lone surrogate is half a character: RE2 could not even be handed it.
_CONTROL = re.compile(r"[\ud800-\udfff\x00-\x08\x0b-\x1f\x7f-\x9f]")
