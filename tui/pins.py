"""The boot pins that are not as they should be, drawn: what they were at the last start that was heard."""

from __future__ import annotations

from collections.abc import Mapping

from ..engine.boards import Board
from ..engine.facts import Value
from ..engine.measures import PINS

RUNS, LOADS = 3, 1
"""Boot modes in which the program starts, and in which the loader does (esp8266/Arduino doc/boards, boot modes)."""

SEEN = {"boot.after_run.mode": RUNS, "boot.after_loader.mode": LOADS}
"""Facts that hold the pins, and what they should be then."""

_LEVELS = {True: "▔▔ HIGH", False: "▁▁ low"}


def drawn(known: Mapping[str, Value], affects: tuple[str, ...], board: Board) -> str:
    """A line for each, where a step has to do with the pins and one of them is not as it should be; else ""."""
    if "boot.*" not in affects and not any(name in affects for name in SEEN):
        return ""
    wrong = ((int(known[name]), good) for name, good in SEEN.items() if name in known and int(known[name]) != good)
    was, good = next(wrong, (0, 0))
    rows = (_row(board, pin, bool(was & bit), bool(good & bit)) for pin, bit in PINS)
    return "\n".join(row for row in rows if row)


def _row(board: Board, pin: str, was: bool, should: bool) -> str:
    name = board.words.get(f"board.{pin.lower()}", pin)
    return "" if was == should else f" ▲ {name} was {_LEVELS[was]}, and must be {_LEVELS[should]}"
