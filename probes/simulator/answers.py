"""What somebody who looks at the bench would answer, computed from what lies there at that moment."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from .filesystem import PLACES
from .firmware import RADIO_MA
from .stub import ERASE_MA
from .table import Setting, Table

if TYPE_CHECKING:
    from .workbench import Bench

_METHODS = {
    "transistors": "nodemcu",
    "direct": "nodemcu",
    "swapped": "swapped",
    "swapped-direct": "swapped",
    "dtr-capacitor": "dtr-only",
}
_REFUSES = frozenset({"silent", "locked"})
"""States of the flash in which an upload does not come to its end."""
PULSE = 0.1
"""Seconds for which the usual sequences pull RST."""
SLOW = 0.045
"""A reset pin that rises later than this has missed the moment for which the usual sequence holds GPIO0 low."""


def method_that_works(bench: Bench) -> str:
    """The name of the DTR/RTS sequence that suits the circuit, "none" where none does."""
    table = bench.table
    if not table.gpio0_wire or table.rst_fall > PULSE:
        return "none"
    usual = _METHODS.get(table.circuit, "none")
    return "ck" if usual == "nodemcu" and table.rst_rise > SLOW else usual


def talks(table: Table) -> bool:
    """Bytes get from the board to the computer and back."""
    wires = table.rx_tx == "crossed" and table.to_board and table.from_board and table.ground
    return wires and not table.talker and not table.joined and table.adapter == "ok"


def runs(table: Table) -> bool:
    """Nothing keeps the chip from starting."""
    return table.alive and table.powered and not table.rst_low and not table.enable_open


def loader_by_hand(bench: Bench) -> bool:
    """With FLASH held during a reset the chip takes an upload."""
    table = bench.table
    straps = not table.gpio2_low and not table.gpio15_high
    return talks(table) and runs(table) and straps and table.family == "esp8266"


def upload(bench: Bench) -> str:
    """How the upload of the person's tool ends, in its own words."""
    table, board = bench.table, bench.ports["board"]
    if not bench.usb.listed(board):
        return "no-port"
    if bench.usb.hindrance(board):
        return "open-failed"
    if not loader_by_hand(bench) or table.chosen != "board" or method_that_works(bench) != table.reset_method:
        return "no-sync"
    low, high = table.fails_from, table.fails_to
    breaks = table.ber or bench.supply.limit < ERASE_MA or table.cable == "loose" or low <= table.upload_baud <= high
    if breaks or table.flash_pins or table.flash_state in _REFUSES or table.file == "large":
        return "write-failed"
    differs = table.flash_state != "ok" or len(bench.firmware()) > table.flash_size
    return "md5-mismatch" if differs else table.tool_refuses or "ok"


def _boot_pins(bench: Bench) -> str:
    table = bench.table
    wired = (("gpio0", table.gpio0_low), ("gpio2", table.gpio2_low), ("gpio15", table.gpio15_high))
    return next((pin for pin, joined in wired if joined), "none")


def _rx_tx(bench: Bench) -> str:
    table = bench.table
    if not table.from_board:
        return "open"
    return table.rx_tx if table.to_board else "open-to-board"


def _sags(bench: Bench) -> bool:
    """The radio of any program, an example's too, takes more than the supply gives."""
    return bench.supply.limit < RADIO_MA


def _monitor(bench: Bench) -> str | None:
    """What the person's monitor shows; None where it was not looked at for other troubles."""
    if bench.table.monitor_pulls:
        return "nothing"
    return "text" if talks(bench.table) and bench.device.chip.running == "sketch" else None


def _fs_option(bench: Bench) -> int:
    place = PLACES.get(bench.table.menu_size)
    return place.option if place and bench.table.files else 0


ANSWERS: Mapping[str, Callable[[Bench], Setting | None]] = {
    "host.os": lambda bench: bench.address.system,
    "baud.wanted": lambda bench: bench.table.upload_baud,
    "power.source": lambda bench: bench.table.power_source,
    "upload.symptom": upload,
    "upload.works_by_hand": loader_by_hand,
    "upload.works_once": lambda _bench: False,
    "upload.reset_method": lambda bench: bench.table.reset_method,
    "setup.board": lambda bench: bench.table.menu_board,
    "setup.flash_size": lambda bench: bench.table.menu_size,
    "setup.fs_size": _fs_option,
    "setup.flash_mode": lambda bench: bench.table.menu_mode,
    "setup.chip_chosen": lambda bench: bench.table.menu_chip,
    "app.hangs_after_restart": lambda bench: bench.table.latched,
    "app.monitor": _monitor,
    "app.example_crashes": _sags,
    "power.other_supply_helps": _sags,
    "board.kind": lambda bench: bench.board.id,
    "wiring.kind": lambda bench: "own-usb" if bench.board.own_usb else "adapter",
    "wiring.powered": lambda bench: bench.table.powered and bench.device.usb_power,
    "wiring.rx_tx": _rx_tx,
    "wiring.common_ground": lambda bench: bench.table.ground,
    "wiring.reset_held": lambda bench: bench.table.rst_low or bench.table.enable_open,
    "wiring.gpio0_wire": lambda bench: bench.table.gpio0_wire,
    "wiring.on_serial_pins": lambda bench: bench.table.talker != "",
    "wiring.on_boot_pins": _boot_pins,
    "wiring.flash_pins_used": lambda bench: bench.table.flash_pins,
    "wiring.cable_is_data": lambda bench: bench.table.cable == "data",
}
"""Fact -> the truth."""
