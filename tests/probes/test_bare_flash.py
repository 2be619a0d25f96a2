"""Writing by the ROM alone: a stretch in which an answer was lost is begun anew, so that nothing shifts."""

from __future__ import annotations

import struct
from typing import ClassVar

import pytest

from espdoctor.probes import bare_flash
from espdoctor.probes.erasing import SECTOR

DATA = bytes((at * 7919 ^ at >> 3) & 0xFF for at in range(bare_flash.STRETCH + 3 * SECTOR))


class Rom:
    """esptool's loader object as far as it is used here; the answers of these messages are lost."""

    ESP_CMDS: ClassVar = {"FLASH_BEGIN": 2, "FLASH_DATA": 3}
    FLASH_WRITE_SIZE = 0x400

    def __init__(self, *lost: int) -> None:
        self.lost = set(lost)
        self.flash = bytearray(8 * bare_flash.STRETCH)
        self.at = self.count = 0

    def flush_input(self) -> None: ...

    @staticmethod
    def checksum(data: bytes) -> int:
        return len(data) & 0xFF

    @staticmethod
    def get_erase_size(_offset: int, size: int) -> int:
        return size

    def check_command(self, _what: str, code: int, body: bytes, _check: int = 0, timeout: float = 3) -> None:
        assert timeout >= 3, "erasing takes its time"
        if code == 2:
            size, _blocks, _length, self.at = struct.unpack("<IIII", body)
            self.flash[self.at : self.at + size] = b"\xff" * size
        else:
            self.flash[self.at : self.at + len(body) - 16] = body[16:]
            self.at += len(body) - 16
        self.count += 1
        if self.count in self.lost:
            raise RuntimeError("no answer")


@pytest.mark.parametrize("lost", [(), (1,), (7,), (1, 3, 9), (70,)])
def test_it_is_written_once_whatever_answer_was_lost(lost: tuple[int, ...]) -> None:
    rom = Rom(*lost)

    done = list(bare_flash.write(rom, SECTOR, DATA))

    assert rom.flash[SECTOR : SECTOR + len(DATA)] == DATA
    assert done[-1] == len(DATA)


def test_a_line_that_never_answers_is_given_up() -> None:
    with pytest.raises(RuntimeError, match="no answer"):
        list(bare_flash.write(Rom(*range(100)), 0, DATA))


def test_erasing_announces_and_writes_nothing() -> None:
    rom = Rom()

    done = list(bare_flash.erase(rom, SECTOR, len(DATA)))

    assert not rom.flash[SECTOR : SECTOR + len(DATA)].strip(b"\xff")
    assert done[-1] == len(DATA)
