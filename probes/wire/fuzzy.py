"""A known text found in a disturbed one: characters changed, lost or added.

Semi-global alignment (Sellers 1980): the template is matched as a whole, anywhere in the text, with the fewest edits.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

WILD = ord("?")
"""In the template: one character that may be any."""


@dataclass(frozen=True, slots=True)
class Match:
    """Where the template lies best, and what stands for its wild characters."""

    errors: int
    start: int
    end: int
    wild: tuple[int | None, ...]
    """The byte at each WILD of the template, None where it was lost."""


@lru_cache(maxsize=32)
def find(template: bytes, text: bytes) -> Match:
    """The best place of the template in the text; of equals the first. An empty text gives a match of nothing."""
    rows = _table(template, text)
    last = rows[-1]
    end = min(range(len(text) + 1), key=last.__getitem__)
    start, wild = _trace(template, text, rows, end)
    return Match(last[end], start, end, wild)


def _table(template: bytes, text: bytes) -> list[list[int]]:
    """Row i, column j: fewest edits that make the template's first i bytes an end of the text's first j."""
    rows = [[0] * (len(text) + 1)]
    for i, wanted in enumerate(template, 1):
        above, row = rows[-1], [i]
        for j, got in enumerate(text):
            change = 0 if wanted in (got, WILD) else 1
            row.append(min(above[j] + change, above[j + 1] + 1, row[j] + 1))
        rows.append(row)
    return rows


def _trace(template: bytes, text: bytes, rows: list[list[int]], end: int) -> tuple[int, tuple[int | None, ...]]:
    """Walk back from the best end: where the match starts, and the wild bytes."""
    wild: list[int | None] = []
    i, j = len(template), end
    while i:
        wanted = template[i - 1]
        same = j > 0 and rows[i][j] == rows[i - 1][j - 1] + (0 if wanted in (text[j - 1], WILD) else 1)
        if same:
            if wanted == WILD:
                wild.append(text[j - 1])
            i, j = i - 1, j - 1
        elif rows[i][j] == rows[i - 1][j] + 1:
            if wanted == WILD:
                wild.append(None)
            i -= 1
        else:
            j -= 1
    return j, tuple(reversed(wild))
