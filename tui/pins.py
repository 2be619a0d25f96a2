"""The three boot pins as a drawing: what they were at the last start that was heard, and what they should be."""

from __future__ import annotations

from collections.abc import Mapping

from ..engine.facts import Value
from .fact_words import PINS

RUNS, LOADS = 3, 1
"""Boot modes in which the program starts, and in which the loader does (esp8266/Arduino doc/boards, boot modes)."""

SEEN = {"boot.after_run.mode": RUNS, "boot.after_loader.mode": LOADS}
"""Facts that hold the pins, and what they should be then."""

_LEVELS = {True: "▔▔ HIGH", False: "▁▁ low "}


def drawn(known: Mapping[str, Value], affects: tuple[str, ...]) -> str:
    """The drawing, where a step has to do with the pins and one of them is not as it should be; else ""."""
    if "boot.*" not in affects and not any(name in affects for name in SEEN):
        return ""
    wrong = ((int(known[name]), good) for name, good in SEEN.items() if name in known and int(known[name]) != good)
    mode, good = next(wrong, (None, 0))
    if mode is None:
        return ""
    rows = [_row(pin, bool(mode & bit), bool(good & bit)) for pin, bit in PINS]
    return "\n".join([" boot pin  was        should be", *rows])


def _row(pin: str, was: bool, should: bool) -> str:
    mark = "" if was == should else "   ◀ here"
    return f" {pin:<8}  {_LEVELS[was]}    {_LEVELS[should]}{mark}"
