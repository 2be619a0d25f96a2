"""Pasted text to lines that patterns can read: bounded, and without the control characters of terminals."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from typing import NamedTuple

MOST_TEXT = 32_000_000
"""Characters that are looked at; of a longer text the end, since what happened last counts."""
BLOCK = 1_000_000
"""Characters that are looked at together; a line that is longer makes a block longer."""
MOST_LINE = 2_000
"""Characters of a line; a longer one is looked at in pieces."""
MOST_PIECES = 100_000
"""Pieces of one line that are looked at, the last: more lines than anybody spells out in one."""


class Line(NamedTuple):
    """A line, or a piece of one: carriage returns part a progress bar into pieces. A tuple, for there are millions."""

    text: str
    """What is left without escapes, control characters and what forums and loggers put before a line."""
    start: int
    """First and one past the last character in the text as it was pasted."""
    end: int
    number: int
    """As an editor counts, from 1."""
    piece: int = 0
    """Which piece of its line it is."""


class Stretch(NamedTuple):
    """Some whole lines of a text."""

    start: int
    """First character, and one past the last."""
    end: int
    number: int
    """Of its first line."""


def blocks(text: str) -> list[Stretch]:
    """The text in stretches of about BLOCK characters, in order: what is looked at of it at one time."""
    begin = max(0, len(text) - MOST_TEXT)
    number = text.count("\n", 0, begin) + 1
    found: list[Stretch] = []
    while begin < len(text):
        end = text.find("\n", min(begin + BLOCK, len(text))) + 1 or len(text)
        found.append(Stretch(begin, end, number))
        number += text.count("\n", begin, end)
        begin = end
    return found


def clean(text: str) -> list[Line]:
    """The lines of the text, in order, without empty ones."""
    return [line for block in blocks(text) for line in lines(text, block)]


def lines(text: str, part: Stretch) -> list[Line]:
    """The lines of a part of the text, in order, without empty ones."""
    signs = _SIGN.search(text, part.start, part.end)
    found: list[Line] = []
    begin = part.start
    for number, words in enumerate(text[part.start : part.end].split("\n"), part.number):
        end = begin + len(words)
        plain = words.isprintable() and words[:1] not in _STARTS and len(words) <= MOST_LINE
        if plain and not (signs and _SPELLED.search(words)):
            # Most lines of most logs: nothing to take out of them.
            found.append(Line(words, begin, end, number))
        else:
            found.extend(deque(_pieces(words, begin, number), MOST_PIECES))
        begin = end + 1
    return found


def ends(text: str, most: int) -> list[Line]:
    """The lines of about so many characters at the start of a text and at its end; a line without end is cut."""
    first = text.find("\n", most, 2 * most) + 1 or min(len(text), 2 * most)
    from_end = max(first, len(text) - 2 * most)
    last = text.rfind("\n", from_end, max(from_end, len(text) - most)) + 1 or from_end
    number = text.count("\n", 0, last) + 1
    return [*lines(text, Stretch(0, first, 1)), *lines(text, Stretch(last, len(text), number))]


def cleaned_alike(raw: str) -> bool:
    """Whether cleaning makes one line at most of this one, and of all of its shape the same but for digits."""
    return len(raw) <= MOST_LINE and not _SIGN.search(raw) and "\r" not in raw[:-1]


def _pieces(words: str, begin: int, number: int) -> Iterator[Line]:
    """What a line says that is more than one: too long, parted by carriage returns, or with breaks spelled out."""
    count = 0
    for piece in _PIECE.finditer(words):
        for said in _said(piece.group()):
            yield Line(said, begin + piece.start(), begin + piece.end(), number, count)
            count += 1


def _said(words: str) -> Iterable[str]:
    """What a piece says: mostly one line, more where line breaks are spelled out in it, none where nothing is left."""
    if not words.isprintable():
        words = _CONTROL.sub(" ", _ESCAPE.sub("", words))
    if _SPELLED.search(words):
        words = _ENTITY.sub(lambda found: _ENTITIES.get(found[1].lower(), " "), _SPELLED_ESCAPE.sub("", words))
    parts = _SPELLED_BREAK.split(words)
    told = (_PREFIX.sub("", part, count=1) if part[:1] in _STARTS else part for part in parts)
    return [part for part in told if part and not part.isspace()]


_PIECE = re.compile(rf"[^\r\n]{{1,{MOST_LINE}}}")
# ECMA-48: control sequences, operating system commands up to their end, and the two-character escapes. And what web
# pages put between words and letters that nobody sees.
_ESCAPE = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[@-Z\\-_]?"
    r"|[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+"
)
# The same written out, as JSON, Python, terminals and forums do. A path such as C:\\new has one backslash and no \\r.
SPELLED = r"\\(?:x1b|033|u001b|e)\[|\\r\\n|[␛␍␊]|\^\[\[|\^M\^J|<0x0D>|<CR>|&(?:[lg]t|quot|amp|nbsp|apos|#\d{1,5});"
# A text without these has none of them.
_SIGN = re.compile(r"[\\^<&␛␍␊]")
_SPELLED = re.compile(SPELLED, re.IGNORECASE)
_SPELLED_ESCAPE = re.compile(r"(?:\\(?:x1b|033|u001b|e)|\^\[|␛)\[[0-9;]{0,16}[A-Za-z]", re.IGNORECASE)
_ENTITY = re.compile(r"&([lg]t|quot|amp|nbsp|apos|#\d{1,5});", re.IGNORECASE)
_ENTITIES = {"lt": "<", "gt": ">", "quot": '"', "amp": "&", "apos": "'", "#39": "'", "#34": '"', "#60": "<", "#62": ">"}
_SPELLED_BREAK = re.compile(r"\\r\\n|␍␊|␊|\^M\^J|<0x0[dD]><0x0[aA]>|<CR><LF>")
# What terminals, forums and loggers put before a line: quote marks, and times with or without a date, in brackets or
# with an arrow. Each part is bounded, so that a long line of such signs costs no more than another.
_DATE = r"\d{2,4}[-./]\d{1,2}[-./]\d{2,4}"
_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,6})?(?: ?[AP]M)?"
_BEFORE = (
    r"[>|║]{1,8}(?=[ \t])",
    r"(?:[-*+]|//|#)(?=[ \t])",
    r"[*`]{1,3}",
    r"\[(?:INFO|WARN|WARNING|ERROR|DEBUG|[EWIDV])\](?=[ \t])",
    r"\[[ ]{0,8}\d{1,6}\.\d{1,9}\]",
    rf"\[?(?:{_DATE}[ T]{{1,2}})?{_CLOCK}\]?(?=[ \t\->|]|$)(?:[ ]{{0,3}}-?>)?",
    rf"\[{_DATE}\]",
)
_STARTS = frozenset(["", *"0123456789[>|║-*+/#` \t\u00a0"])
_PREFIX = re.compile(rf"\A(?:[ \t]{{0,80}}(?:{'|'.join(_BEFORE)})){{1,4}}[ \t]{{0,80}}")
# A lone surrogate is half a character: RE2 could not even be handed it. Spaces of other widths are spaces.
_CONTROL = re.compile(r"[\ud800-\udfff\x00-\x08\x0b-\x1f\x7f-\xa0\u2000-\u200a\u202f\u205f\u3000]")
