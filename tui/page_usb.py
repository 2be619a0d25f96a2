"""What is plugged in, before and after the board was: which device came, its driver, and the one that it needs here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..engine.rulebook import Rulebook
from .page import Known, Page
from .wording import safe

BETWEEN = " | "
_DRIVERS = {
    "bound": "it has its driver",
    "missing": "it has no driver",
    "wrong": "a driver for another device has taken it",
    "bad-version": "this version of its driver does not work",
    "refuses-clone": "its driver refuses this copy of the chip",
    "conflict": "two drivers quarrel over it",
}
_APPEARED = {
    "nothing": "Nothing came when the board was plugged in: the cable has wires for power alone, or the board's "
    "USB part is dead.",
    "device-without-port": "A device came, but the system makes no port of it: that is the work of a driver.",
    "device-with-port": "A device came, and the system made a port of it.",
    "errors": "Something came, but the computer cannot talk to it: a bad cable or socket, or a dead chip.",
}


def make(known: Known, _: Rulebook) -> Page | None:
    """None where the devices were not listed. At the end of a case only after the board was plugged in anew, or where
    its driver is not in order."""
    if known.value("usb.listing") is None:
        return None
    replugged = known.value("usb.after") is not None
    wanted = replugged or known.value("usb.driver") not in (None, "bound")
    return Page("USB, before and after", tuple(_lines(known)), wanted)


def _lines(known: Known) -> Iterator[str]:
    before = _devices(known, "usb.listing")
    yield "before: " + (", ".join(before) or "no device that could be a board")
    if known.value("usb.after") is not None:
        after = _devices(known, "usb.after")
        yield "after:  " + (", ".join(after) or "no device that could be a board")
        came = Counter(after) - Counter(before)
        yield "new:    " + (", ".join(came) or "nothing that was not there before")
    appeared = _APPEARED.get(known.text("usb.appears"))
    if appeared:
        yield appeared
    state = _DRIVERS.get(known.text("usb.driver"))
    if state:
        yield f"The board's USB chip: {state}."
    if known.text("usb.driver_needed"):
        yield f"On this system it needs {safe(known.text('usb.driver_needed'), 120)}."


def _devices(known: Known, name: str) -> list[str]:
    return [safe(one, 120) for one in known.text(name).split(BETWEEN) if one]
