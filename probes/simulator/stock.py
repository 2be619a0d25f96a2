"""What a board comes with: its chip, what lies in its flash, and the image that its owner means to upload."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from random import Random

from . import efuse, filesystem, lamp, sdk
from .boards import Board
from .chip import Chip
from .esp32 import Esp32
from .flash import SECTOR, Flash
from .images import APP_OFFSET, USUAL_CRYSTAL, make_esp32, make_sketch
from .spec import ChipSpec
from .table import Table
from .uno import Uno

NEW = "hello"
"""The sketch in the file to be uploaded."""
_NEW_LENGTH = 0x8000
"""Bytes of program in the new image: a small sketch, so that a rehearsal is short."""
_LONG_LENGTH = 0x90000
"""Of a large program, with pictures and web pages in it."""
_OLDER = 3
"""A build that has nothing in common with the new one, so that an upload writes every sector."""
_USED = range(2, 8)
"""Sectors of the flash that every upload writes."""
_DAMAGED = 0x140
"""A byte of the loader, which the ROM adds up at each start."""


_FAMILIES: Mapping[str, type[Chip]] = {"esp8266": Chip, "esp32": Esp32, "uno": Uno}


def chip_for(board: Board, table: Table, rng: Random) -> Chip:
    """The chip with its flash, as the table says."""
    flash = Flash(table.flash_size, table.flash_id, _content(table))
    _age(flash, table.flash_state)
    if table.files:
        filesystem.lay(flash, table.files)
    if table.stale:
        sdk.leave_behind(flash, rf=table.stale == "rf", wifi=table.stale == "wifi")
    chip = _FAMILIES[table.family](spec_for(board, table), flash, rng)
    settle_chip(chip, table)
    return chip


def _age(flash: Flash, state: str) -> None:
    """What the years did to the flash; the SDK's own sectors still hold."""
    flash.locked = state == "locked"
    flash.worn = set(range(flash.size // SECTOR - sdk.RF_SECTORS)) if state == "worn" else set()
    flash.tired = set(_USED) if state == "tired" else set()


def _content(table: Table) -> bytes:
    """What lies in the flash from 0x0 on."""
    build = 0 if table.flash_state == "ok" else _OLDER
    image = make_sketch(
        _label(table.sketch, table),
        table.header_size,
        table.header_mode,
        length=_NEW_LENGTH + 0x2000,
        build=build,
        code=lamp.code() if table.sketch == lamp.SKETCH else b"",
    )
    return _CONTENTS[table.content](image)


def _label(name: str, table: Table) -> str:
    """With the crystal for which it is built, where that is not the usual one."""
    crystal = table.menu_crystal or table.crystal
    return name if crystal == USUAL_CRYSTAL else f"{name}@{crystal}"


def _flipped(image: bytes) -> bytes:
    return image[:_DAMAGED] + bytes([image[_DAMAGED] ^ 0x20]) + image[_DAMAGED + 1 :]


_CONTENTS: Mapping[str, Callable[[bytes], bytes]] = {
    "sketch": lambda image: image,
    "blank": lambda _image: b"",
    "damaged": _flipped,
    "foreign": lambda _image: make_esp32(),
    "shifted": lambda image: b"\xff" * APP_OFFSET + image,
}


def spec_for(board: Board, table: Table) -> ChipSpec:
    """What the chip is by birth."""
    mac = bytes.fromhex(board.mac)
    words = efuse.words(mac, is_8285=board.is_8285)
    if table.fuses == "corrupt":
        words = (words[0] ^ 0x0004_0000, words[1], words[2] ^ 0x1100_0000, words[3])
    elif table.fuses == "blank":
        words = (0, 0, 0, 0)
    return ChipSpec(
        mac=mac,
        efuse=words,
        is_8285=board.is_8285,
        crystal_hz=table.crystal * 1_000_000,
        flash_id=table.flash_id,
        flash_size=table.flash_size,
        flash_mode_ok=frozenset(table.modes.split()),
    )


def settle_chip(chip: Chip, table: Table) -> None:
    """What hangs on the pins of flash and wake-up."""
    chip.flash.bus = "ones" if table.flash_pins else "zeros" if table.flash_state == "silent" else "ok"
    chip.spec = replace(chip.spec, wake_wired=table.wake_wire)


def firmware_for(table: Table) -> bytes:
    """The file that the owner means to upload; a sketch is built with what is chosen in the tool's menu."""
    if table.file == "esp32":
        return make_esp32()
    lengths = {"long": _LONG_LENGTH, "large": table.menu_size + _NEW_LENGTH}
    return make_sketch(
        _label(NEW, table), table.menu_size, table.menu_mode, length=lengths.get(table.file, _NEW_LENGTH)
    )
