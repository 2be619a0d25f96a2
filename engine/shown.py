"""Characters of others in messages of ours: bounded, on one line, none that acts on a terminal."""

from __future__ import annotations

import re

MOST_SHOWN = 60
"""Characters of a foreign text that a message shows at most."""


def unprintable(text: str) -> re.Match[str] | None:
    """The first character that would act on a terminal or that no font shows, None if there is none."""
    # The first test is ten times as fast and true of most texts; line ends and tabs make it fail.
    return None if text.isprintable() else _UNPRINTABLE.search(text)


def shown(text: str) -> str:
    """The text as it may stand in a message."""
    line = " ".join(text.split())
    line = line if len(line) <= MOST_SHOWN else line[: MOST_SHOWN - 1] + "…"
    return line if line.isprintable() else ascii(line)[1:-1]


# What YAML 1.2 calls printable, without the marks that turn the direction of writing or that nobody sees.
_UNPRINTABLE = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
    "|[\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
