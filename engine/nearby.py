"""Turns of phrase around what a signature matched: "115200" says little, "115200 fixed it" says what helped."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

REACH = 120
"""Characters on each side of a match in which a phrase is looked for."""

_END_OF_SENTENCE = re.compile(r"[.!?;](?:\s|$)")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that must stand near a match, and words that must not stand in its sentence."""

    says: str
    """A regular expression, found in any case."""
    denied: str = ""
    """One whose words turn the meaning round: "did not", "tried". "" if nothing does."""


def stands_near(phrase: Phrase, text: str, span: tuple[int, int]) -> bool:
    """Whether the phrase is said near that place of the text, in no question, and not denied in the same sentence."""
    start, end = span
    before, after = text[max(0, start - REACH) : start], text[end : end + REACH]
    if not _compiled(phrase.says).search(before + text[start:end] + after):
        return False
    sentence = _sentence(before, text[start:end], after)
    return not sentence.endswith("?") and not (phrase.denied and _compiled(phrase.denied).search(sentence))


def _sentence(before: str, match: str, after: str) -> str:
    """What stands around a match as far as its sentence goes, with the mark at its end."""
    begins = [found.end() for found in _END_OF_SENTENCE.finditer(before)]
    ends = _END_OF_SENTENCE.search(after)
    return before[begins[-1] if begins else 0 :] + match + (after[: ends.start() + 1] if ends else after)


@lru_cache(maxsize=64)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
