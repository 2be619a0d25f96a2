"""The boards of the bench, all healthy: what is wrong with one is a fault."""

from __future__ import annotations

from dataclasses import dataclass

from .table import Table

KB, MB = 1024, 1024 * 1024


@dataclass(frozen=True, slots=True)
class Board:
    """One board with the bridge that it has or is joined to. Sizes in bytes."""

    id: str
    title: str
    bridge: str
    reset: str
    """How DTR and RTS reach GPIO0 and RST: a name of `circuit.CIRCUITS`."""
    flash_id: int
    """As the flash chip tells it, maker in the lowest byte."""
    flash_size: int
    mac: str
    mode: str
    """The flash mode with which its sketch was built."""
    menu: str
    """The name of the board in a tool's menu."""
    own_usb: bool = True
    modes: str = "qio qout dio dout"
    is_8285: bool = False
    rst_rise: float = 0.002
    """10 kΩ and 100 nF: about what keeps RST low until GPIO0 has followed."""
    baud: int = 115200

    @property
    def power(self) -> str:
        """What feeds it, in the words of the fact `power.source`."""
        return "usb-board" if self.own_usb else "own-supply"


BOARDS: dict[str, Board] = {
    board.id: board
    for board in (
        Board(
            "nodemcu", "NodeMCU 1.0 with its own USB socket", "cp2102", "transistors",
            0x1640EF, 4 * MB, "5ccf7f0a1b2c", "dio", "nodemcu",
        ),
        Board(
            "d1-mini", "WEMOS D1 mini with its own USB socket", "ch340", "transistors",
            0x1640C8, 4 * MB, "a020a6112233", "dio", "d1-mini",
        ),
        Board(
            "esp-01", "ESP-01 on an FTDI adapter, wired pin by pin", "ftdi", "direct",
            0x1440EF, 1 * MB, "18fe34a1b2c3", "dio", "esp-01", own_usb=False, rst_rise=0.0002,
        ),
        Board(
            "esp-12e", "ESP-12E module on a breadboard, CH340 adapter, two transistors", "ch340", "transistors",
            0x1640E0, 4 * MB, "600194445566", "dio", "esp-12e", own_usb=False,
        ),
        Board(
            "esp8285", "ESP8285 board with the flash in the chip", "cp2102", "transistors",
            0x144051, 1 * MB, "dc4f22778899", "dout", "generic-8285", modes="dout", is_8285=True,
        ),
    )
}  # fmt: skip


def laid(board: Board) -> Table:
    """The healthy board on the table, everything joined and set as it must be."""
    return Table(
        circuit=board.reset,
        rst_rise=board.rst_rise,
        power_source=board.power,
        modes=board.modes,
        flash_id=board.flash_id,
        flash_size=board.flash_size,
        header_mode=board.mode,
        header_size=board.flash_size,
        upload_baud=board.baud,
        menu_board=board.menu,
        menu_size=board.flash_size,
        menu_mode=board.mode,
    )
