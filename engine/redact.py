"""What must not leave the machine with a text: taken out, counted, and the same thing by the same name everywhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from .private import COMMON, HARMLESS, MAC, NAMES, Private
from .private_calls import CALLS
from .private_commands import COMMANDS
from .private_keys import KEYED
from .private_logs import LOGS
from .private_marks import MACS, MARKED, SERIALS
from .private_people import PEOPLE

PRIVATE: tuple[Private, ...] = (*MARKED, *CALLS, *SERIALS, *KEYED, *COMMANDS, *LOGS, *MACS, *PEOPLE)
"""Every place, in the order in which they are looked for."""

MOST_TEXT = 1_000_000
"""Characters of a text that are kept at most; a report is read by people."""


_STANDS_FOR = re.compile(r"<[^<>]{0,60}>|!secret\b.*|\$\{?[A-Z_]+\}?|\$\{.*|%\w+%|%[sd]")
"""A mark of ours or of the person's own, or a variable."""

MOST_NAMES = 500
"""Names that are looked for everywhere at most; the rest are taken out where they show themselves."""


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
    names: Mapping[str, str] = field(default_factory=dict)
    """What gave itself away in this text, and what stands for it wherever else it is written."""


def redact(text: str, names: Mapping[str, str] | None = None) -> Redacted:
    """The text without what is private: the end of it, when it is longer than MOST_TEXT.

    A MAC address keeps its maker part. A name that shows itself in one place (a home folder, a prompt, the end of a
    MAC address) is taken out wherever else it stands as a word. `names`: what gave itself away in another text.
    """
    text = text[-MOST_TEXT:]
    taken: dict[Taken, None] = {}
    known = dict(names or {})
    there = {word for word in {private.word for private in PRIVATE} if word.search(text)}
    for private in (one for one in PRIVATE if one.word in there):
        text = private.pattern.sub(_replacing(private, taken, known), text)
    return Redacted(_without(text, known), tuple(taken), known)


def _without(text: str, names: Mapping[str, str]) -> str:
    """The text without these names, the longest first: one may be part of another."""
    for name, mark in sorted(list(names.items())[:MOST_NAMES], key=lambda pair: -len(pair[0])):
        if name in text:
            text = re.sub(rf"(?<![A-Za-z0-9]){re.escape(name)}(?![A-Za-z0-9])", mark, text)
    return text


def _replacing(private: Private, taken: dict[Taken, None], names: dict[str, str]) -> Callable[[re.Match[str]], str]:
    def replace(match: re.Match[str]) -> str:
        was = match["x"]
        if _says_nothing(was) or (private.kind == MAC and _uniform(_digits(was))):
            return match[0]
        taken[Taken(private.kind, was)] = None
        names.update(_elsewhere(private, was))
        start, end = (place - match.start() for place in match.span("x"))
        return match[0][:start] + private.mark + match[0][end:]

    return replace


def _says_nothing(was: str) -> bool:
    """What was taken out already, stars, a variable of a shell, or words that are no name."""
    if _STANDS_FOR.fullmatch(was) or not re.search(r"\w", was):
        return True
    return all(word in HARMLESS for word in was.lower().strip(".!?").split())


def _uniform(was: str) -> bool:
    """One character over and over, as in an address that was never written, or that somebody blotted out."""
    return len(set(re.sub(r"[\W_]", "", was.lower()))) <= 1


def _digits(address: str) -> str:
    """Of an address, however its bytes are written."""
    return re.sub(r"0x|[^0-9A-Fa-f]", "", address)


def _elsewhere(private: Private, was: str) -> Iterator[tuple[str, str]]:
    """What gives the same thing away in other places."""
    if private.kind == MAC:
        # Names of devices are often made of the lower half of the address, which is the chip id.
        digits = _digits(was)
        if len(digits) == 6:
            yield from ((one, "xxxxxx") for one in (digits.lower(), digits.upper(), str(int(digits, 16))))
    elif private.kind in NAMES and len(was) >= 4 and was.lower() not in COMMON and not _uniform(was):
        yield was, private.mark
