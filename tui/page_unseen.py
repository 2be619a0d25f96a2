"""The page about what could not be looked at: behind a port that cannot restart the board much stays unseen."""

from __future__ import annotations

from collections.abc import Mapping

from ..engine.rulebook import Rulebook
from .page import Known, Page

_UNSEEN: Mapping[tuple[str, object], str] = {
    (
        "boot.after_run.banner",
        None,
    ): "Whether the program starts and keeps running: press RST and look, or join DTR and RTS.",
    (
        "flash.header.state",
        None,
    ): "What is in the flash: lead the chip into its loader (hold FLASH, press RST) and look again.",
    ("flash.header.state", "unread"): "What is in the flash: this loader does not let it be read.",
    ("power.fails_under_load", None): "Whether the supply holds when the chip works.",
}
"""A fact and its value (None: not known) -> what that leaves open, and what would show it."""


def make(known: Known, _rulebook: Rulebook) -> Page | None:
    """None where the port can restart the board, or nothing of the board was heard."""
    if known.value("lines.supported") is not False or known.value("sync.reply") not in ("ok", "late"):
        return None
    lines = [words for (name, value), words in _UNSEEN.items() if known.value(name) == value]
    return Page("What could not be looked at through this port", tuple(lines)) if lines else None
