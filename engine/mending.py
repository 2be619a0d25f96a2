"""Lines that somebody spoilt on the way, as they may have been: joined, broken, or copied by hand with a slip.

What is mended here is looked at beside what was pasted, never in its place, and only in texts of a bearable length.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from .paste import Line
from .supposed import supposed

BROKEN_FROM = 40
"""Characters of a line that may have been broken; nobody breaks shorter ones."""
SEAM = 200
"""Characters that are looked at on both sides of a break."""
MOST_MET = 4096
"""Words that are remembered with what was meant."""
SHORTEST = 6
"""Letters of a word that can be meant; shorter words are too much like each other."""

# What the ROM, the core and the tools always say at the beginning of a line.
_BEGINNINGS = (
    r"ets (?:Jan|Jun|Jul) +\d",
    r"load 0x[0-9a-f]{8}",
    r"tail \d+ *$",
    r"chksum 0x",
    r"csum 0x",
    r"csum err\b",
    r"~ld\b",
    r"ets_main\.c",
    r"wdt reset",
    r"(?:Fatal )?[Ee]xception ?\(\d",
    r"Soft WDT reset",
    r"epc1=0x",
    r"(?:>>>|<<<)stack",
    r"A fatal error occurred",
    r"Traceback \(most",
    r"esptool(?:\.py)? v\d",
    r"warning: espcomm",
    r"error: espcomm",
    r"error: cannot",
    r"Changing baud",
    r"Changed\.",
    r"Stub running",
    r"Hard resetting",
    r"Hash of data",
    r"File  ?md5",
    r"Flash  ?md5",
    r"MD5 of 0xFF",
)
_JOINT = re.compile(rf"[ \t]+(?={'|'.join(_BEGINNINGS)})")


def parted(lines: Iterable[Line]) -> list[Line]:
    """The lines, and where several had become one, each by itself."""
    found: list[Line] = []
    for line in lines:
        parts = _parts(line.text) if len(line.text) >= BROKEN_FROM else [line.text]
        found.extend(line if len(parts) == 1 else line._replace(text=part, piece=n) for n, part in enumerate(parts))
    return found


def _parts(text: str) -> list[str]:
    """Parted at each joint, but not where somebody only speaks of what a tool would say."""
    joints = [one.span() for one in _JOINT.finditer(text)]
    edges = [(0, 0), *(span for span in joints if not supposed(text, span)), (len(text), len(text))]
    return [text[first[1] : second[0]] for first, second in pairwise(edges)]


def seams(lines: Sequence[Line]) -> Iterator[tuple[Line, int]]:
    """What stands on both sides of each line break that may be one too many, and where the break was in it."""
    for first, second in pairwise(lines):
        if len(first.text) >= BROKEN_FROM and not first.text.rstrip().endswith(_ENDS) and second.text.strip():
            before, after = first.text[-SEAM:], second.text[:SEAM]
            for between in (" ", ""):
                text = before.rstrip() + between + after.lstrip() if between else before + after
                place = len(before.rstrip() if between else before)
                yield Line(text, first.start, second.end, first.number, first.piece), place


_ENDS = (".", "!", "?", ":", ";")


def loosened(text: str) -> str:
    """The text with one space where there are several or a tab, and without the backslashes that an editor put in."""
    return _WIDE.sub(" ", _ESCAPED.sub("", text))


_WIDE = re.compile(r"[ \t]{2,}|\t")
_ESCAPED = re.compile(r"\\(?=[_*()\[\]#.!-])")


class Speller:
    """Words that tools say, and which of them somebody meant who wrote nearly that."""

    def __init__(self, said: Iterable[str]) -> None:
        self._known = {word.lower() for line in said for word in _WORD.findall(line)}
        self._short_of: dict[str, list[str]] = {}
        for word in sorted(word for word in self._known if len(word) >= SHORTEST):
            for shorter in _shorter(word):
                self._short_of.setdefault(shorter, []).append(word)
        self._met: dict[str, str | None] = {}

    def righted(self, text: str) -> str:
        """The text with words put right that are one slip away from one known word; mostly the text itself."""
        return _WORD.sub(lambda word: self.meant(word[0].lower()) or word[0], text)

    def meant(self, word: str) -> str | None:
        """The one known word that somebody meant who wrote this one; None where it is known itself or could be none."""
        if word not in self._met:
            if len(self._met) >= MOST_MET:
                self._met.clear()
            self._met[word] = self._meant(word)
        return self._met[word]

    def _meant(self, word: str) -> str | None:
        """The one known word that lies one letter away: missing, too many, another, or two changed places.

        The first letter stays: slips of the pen seldom hit it, and a word of another language ("immer") is none.
        """
        if word in self._known:
            return None
        near = set(self._short_of.get(word, ()))
        for shorter in _shorter(word):
            near.update({shorter} & self._known if len(shorter) >= SHORTEST else ())
            near.update(known for known in self._short_of.get(shorter, ()) if _one_apart(word, known))
        alike = [known for known in near if known[0] == word[0]]
        return alike[0] if len(alike) == 1 else None


_WORD = re.compile(rf"[A-Za-z]{{{SHORTEST - 1},24}}")


def _shorter(word: str) -> set[str]:
    return {word[:at] + word[at + 1 :] for at in range(len(word))}


def _one_apart(one: str, other: str) -> bool:
    """Whether words of one length differ by one letter, or by two neighbours that changed places."""
    places = [at for at, (first, second) in enumerate(zip(one, other, strict=True)) if first != second]
    if len(places) == 2:
        at, after = places
        return after == at + 1 and one[at] == other[after] and one[after] == other[at]
    return len(places) == 1
