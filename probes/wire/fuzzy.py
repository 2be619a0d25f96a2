"""A known text found in a disturbed one: characters changed, lost or added.

Semi-global alignment (Sellers 1980): the template is matched as a whole, anywhere in the text, with the fewest edits.
How many there are is counted for a whole column at once, in the bits of a number (Myers 1999); the table itself is made
of the one place that is best.
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
    counts = _counts(template, text)
    end = min(range(len(text) + 1), key=counts.__getitem__)
    low = max(0, end - len(template) - counts[end])
    start, wild = _trace(template, text[low:end], _table(template, text[low:end]), end - low)
    return Match(counts[end], low + start, end, wild)


def fewest(template: bytes, text: bytes) -> int:
    """Edits at the best place, without saying where it is."""
    return min(_counts(template, text))


def _counts(template: bytes, text: bytes) -> list[int]:
    """Fewest edits that make the template an end of the text's first j bytes, for each j: the table's last row.

    Down a column neighbours differ by one at most. `up` and `down` have a bit for each row that is one more, or one
    less, than the row above it.
    """
    fits = _rows_of(template)
    wild = fits.get(WILD, 0)
    every, last = (1 << len(template)) - 1, 1 << len(template) >> 1
    up, down, count = every, 0, len(template)
    counts = [count]
    for byte in text:
        same = fits.get(byte, 0) | wild
        level = (((same & up) + up) ^ up) | same | down
        rises, falls = down | ~(level | up) & every, up & level
        count += bool(rises & last) - bool(falls & last)
        counts.append(count)
        rises, falls = rises << 1 & every, falls << 1 & every
        up, down = falls | ~(same | down | rises) & every, rises & (same | down)
    return counts


def _rows_of(template: bytes) -> dict[int, int]:
    """For each byte, bits for the rows of the template in which it stands."""
    rows: dict[int, int] = {}
    for row, byte in enumerate(template):
        rows[byte] = rows.get(byte, 0) | 1 << row
    return rows


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
