"""What must not leave the machine with a text: taken out, counted, and the same thing by the same name everywhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .private import HARMLESS, MAC, NAMES, PRIVATE, Private

MOST_TEXT = 1_000_000
"""Characters of a text that are kept at most; a report is read by people."""


@dataclass(frozen=True, slots=True)
class Taken:
    """One thing that was taken out."""

    kind: str
    """In words: "a password"."""
    was: str
    """The characters themselves, to show to their owner and to nobody else."""


@dataclass(frozen=True, slots=True)
class Redacted:
    """A text fit to be shown, and what is missing in it."""

    text: str
    taken: tuple[Taken, ...]


def redact(text: str) -> Redacted:
    """The text without what is private: the end of it, when it is longer than MOST_TEXT.

    A MAC address keeps its maker part. A name that shows itself in one place (a home folder, a prompt, the end of a
    MAC address) is taken out wherever else it stands as a word.
    """
    text = text[-MOST_TEXT:]
    taken: dict[Taken, None] = {}
    words: dict[str, str] = {}
    for private in PRIVATE:
        text = private.pattern.sub(_replacing(private, taken, words), text)
    for word, mark in sorted(words.items(), key=lambda pair: -len(pair[0])):
        text = re.sub(rf"(?<![A-Za-z0-9]){re.escape(word)}(?![A-Za-z0-9])", mark, text)
    return Redacted(text, tuple(taken))


def _replacing(private: Private, taken: dict[Taken, None], words: dict[str, str]) -> Callable[[re.Match[str]], str]:
    def replace(match: re.Match[str]) -> str:
        was = match["x"]
        if _says_nothing(was):
            return match[0]
        taken[Taken(private.kind, was)] = None
        words.update(_elsewhere(private, was))
        start, end = (place - match.start() for place in match.span("x"))
        return match[0][:start] + private.mark + match[0][end:]

    return replace


def _says_nothing(was: str) -> bool:
    """What was taken out already, stars, a variable of a shell, or a word that is no name."""
    return was.startswith(("<", "$", "%")) or was.lower() in HARMLESS or not re.search(r"\w", was)


def _elsewhere(private: Private, was: str) -> Iterator[tuple[str, str]]:
    """What gives the same thing away in other places."""
    if private.kind == MAC:
        # Names of devices are often made of the lower half of the address, which is the chip id.
        digits = re.sub(r"[^0-9A-Fa-f]", "", was)
        yield from ((digits.lower(), private.mark), (digits.upper(), private.mark))
    elif private.kind in NAMES and len(was) >= 4:
        yield was, private.mark
