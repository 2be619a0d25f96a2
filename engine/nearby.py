"""Turns of phrase around what a signature matched: "115200" says little, "115200 fixed it" says what helped."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate, islice

from .needles import Words, needles, spelled
from .shapes import shape, small

REACH = 120
"""Characters on each side of a match in which a phrase is looked for."""

_END_OF_SENTENCE = re.compile(r"[.!?;](?:\s|$)")

_JOINS = r"[\s\"'`*_()?]*"
"""What may stand between a match and the word beside it that denies it; a full stop or a comma begins something new."""

MOST_PLACES = 100
"""Places of its stronger words that are looked at in one text; nobody says so often that it is solved."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that must stand near a match, and words that must not stand in its sentence."""

    says: str
    """A regular expression, found in any case; "" if no words are needed and only what is denied counts."""
    denied: str = ""
    """One whose words turn the meaning round: "did not", "tried". "" if nothing does."""
    beyond: str = ""
    """One that counts from another line too: "this solved it:" above a list. "" if none does."""
    before: str = ""
    """One that turns the meaning round where the match follows it at once: "no", "without a"."""
    behind: str = ""
    """One that does so where it follows the match at once: "is not there"."""
    signs: Words = field(default=(), compare=False)
    """Letters without which `beyond` cannot be found in the shape of a text; none if nothing is known."""


def stands_near(phrase: Phrase, text: str, span: tuple[int, int]) -> bool:
    """Whether the phrase is said near that place of the text, in no question, and not denied in the same sentence."""
    start, end = span
    before, after = text[max(0, start - REACH) : start], text[end : end + REACH]
    if _denied_at_once(phrase, before, after):
        return False
    if phrase.says and not _compiled(phrase.says).search(before + text[start:end] + after):
        return False
    return not _turned_round(phrase, before, text[start:end], after)


def in_reach(phrase: Phrase, lines: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Which lines, each once, and from where to where, are near one of the stronger words in a line above or below.

    A sentence may run on over lines; no sentence with such words counts that asks or denies.
    """
    parts: dict[int, tuple[int, int]] = {}
    ends = list(accumulate(len(line) + 1 for line in lines))
    page = "\n".join(lines)
    for place in islice(_stronger(phrase, page), MOST_PLACES):
        start, end = max(0, place.start() - REACH), place.end() + REACH
        if _turned_round(phrase, page[start : place.start()], place[0], page[place.end() : end]):
            continue
        for at in range(bisect_right(ends, start), min(len(lines), bisect_right(ends, end) + 1)):
            begins = ends[at] - len(lines[at]) - 1
            if not begins <= place.start() < ends[at]:
                first, last = parts.get(at, (start - begins, end - begins))
                parts[at] = min(first, start - begins), max(last, end - begins)
    return ((at, first, last) for at, (first, last) in sorted(parts.items()))


def signs(pattern: str) -> Words:
    """Letters one of which stands in the shape of every text in which the pattern is found."""
    return tuple(sorted({spelled(word) for needle in needles(pattern)[:1] for word in needle}))


def _stronger(phrase: Phrase, page: str) -> Iterator[re.Match[str]]:
    """The places of the phrase's stronger words. Looked for by their letters first: the pattern is long, and reading it
    takes longer than most pastes do."""
    seen = small(shape(page))
    if not phrase.beyond or (phrase.signs and not any(sign in seen for sign in phrase.signs)):
        return iter(())
    return _compiled(phrase.beyond).finditer(page)


def in_part(phrase: Phrase, text: str, span: tuple[int, int], start: int, end: int) -> bool:
    """Whether that place lies in the part of the line, in a sentence that neither asks nor denies."""
    inside = start <= span[0] and span[1] <= end
    return inside and not _turned_round(phrase, text[: span[0]], text[slice(*span)], text[span[1] :])


def _denied_at_once(phrase: Phrase, before: str, after: str) -> bool:
    """Whether what stands right before the match or right behind it denies it."""
    return bool(
        (phrase.before and _compiled(phrase.before + _JOINS + "$").search(before))
        or (phrase.behind and _compiled(_JOINS + phrase.behind).match(after))
    )


def _turned_round(phrase: Phrase, before: str, match: str, after: str) -> bool:
    """Whether the sentence asks, or denies."""
    sentence = sentence_around(before, match, after)
    asks = bool(phrase.says) and sentence.endswith("?")
    return asks or bool(phrase.denied and _compiled(phrase.denied).search(sentence))


def sentence_around(before: str, match: str, after: str) -> str:
    """What stands around a match as far as its sentence goes, with the mark at its end."""
    begins = [found.end() for found in _END_OF_SENTENCE.finditer(before)]
    ends = _END_OF_SENTENCE.search(after)
    return before[begins[-1] if begins else 0 :] + match + (after[: ends.start() + 1] if ends else after)


@lru_cache(maxsize=64)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
