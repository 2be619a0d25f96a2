"""Small blocks get through where large ones never do, and none is ever written twice."""

from __future__ import annotations

import hashlib
import struct
from contextlib import AbstractContextManager, nullcontext
from random import Random
from typing import ClassVar

import pytest

from espdoctor.probes import patient

SECTOR = 0x1000
DATA = bytes((at * 7919 ^ at >> 3) & 0xFF for at in range(2 * SECTOR))


class Face:
    """A `SerialFace` that is told what comes."""

    def __init__(self) -> None:
        self.told: list[int] = []

    def expecting(self, size: int) -> AbstractContextManager[None]:
        self.told.append(size)
        return nullcontext()


class Chip:
    """esptool's loader object as far as it is used here. A share of the messages is lost, or their answers are."""

    ESP_CMDS: ClassVar = {"MEM_BEGIN": 5, "MEM_DATA": 7, "FLASH_BEGIN": 2, "FLASH_DATA": 3, "READ_FLASH": 0xD2}

    def __init__(self, lost: float = 0, unanswered: float = 0) -> None:
        self.lost, self.unanswered = lost, unanswered
        self.chance = Random(7)
        self._port = Face()
        self.flash, self.ram = bytearray(b"\xff" * 4 * SECTOR), bytearray(4 * SECTOR)
        self.at = self.sent = self.ended = 0
        self.reading = (0, 0, 0, 0)

    def flush_input(self) -> None: ...

    @staticmethod
    def checksum(data: bytes) -> int:
        return len(data) & 0xFF

    def write(self, packet: bytes) -> None:
        self.ended += len(packet) != 4

    def check_command(self, _what: str, code: int, body: bytes, _check: int = 0, timeout: float = 3) -> None:
        assert timeout <= 1, "nobody waits three seconds for each lost block"
        self._spoil(self.lost)
        self._obey(code, body)
        self._spoil(self.unanswered)

    def _obey(self, code: int, body: bytes) -> None:
        if code == 0xD2:
            self.reading = (*struct.unpack("<III", body[:12]), 0)
            return
        if code in (2, 5):
            self.at = struct.unpack_from("<IIII", body)[3]
            if code == 2:
                self.flash[self.at : self.at + SECTOR] = b"\xff" * SECTOR
            return
        data, held = body[16:], self.ram if code == 7 else self.flash
        old = held[self.at : self.at + len(data)]
        held[self.at : self.at + len(data)] = (
            data if code == 7 else bytes(a & b for a, b in zip(old, data, strict=True))
        )
        self.at += len(data)
        self.sent += 1

    def _spoil(self, share: float) -> None:
        if self.chance.random() < share:
            raise RuntimeError("spoilt")

    def flash_md5sum(self, address: int, size: int) -> str:
        self._spoil(self.lost)
        return hashlib.md5(self.flash[address : address + size]).hexdigest()

    def read(self) -> bytes:
        """The next packet of what was asked for, or its digest."""
        self._spoil(self.lost / 4)
        address, size, packet, done = self.reading
        if done >= size:
            return hashlib.md5(self.flash[address : address + size]).digest()
        self.reading = (address, size, packet, done + packet)
        return bytes(self.flash[address + done : address + min(size, done + packet)])


SPOILT = [{}, {"lost": 0.25}, {"unanswered": 0.25}, {"lost": 0.2, "unanswered": 0.2}]


@pytest.mark.parametrize("spoilt", SPOILT)
def test_what_is_written_is_there_and_was_not_written_twice(spoilt: dict[str, float]) -> None:
    chip = Chip(**spoilt)

    done = list(patient.write(chip, SECTOR, DATA))

    assert chip.flash[SECTOR : 3 * SECTOR] == DATA
    assert done == [SECTOR, 2 * SECTOR]


def test_a_block_whose_answer_was_lost_is_not_sent_again() -> None:
    chip = Chip(unanswered=0.1)

    list(patient.write(chip, 0, DATA))

    assert chip.sent == len(DATA) // patient.FLASH_BLOCK


def test_a_sector_that_is_right_already_is_left_alone() -> None:
    chip = Chip()
    chip.flash[: len(DATA)] = DATA

    list(patient.write(chip, 0, DATA))

    assert chip.sent == 0


@pytest.mark.parametrize("spoilt", SPOILT)
def test_ram_is_filled_whatever_was_lost(spoilt: dict[str, float]) -> None:
    chip = Chip(**spoilt)

    patient.upload(chip, DATA, 0x100)

    assert chip.ram[0x100 : 0x100 + len(DATA)] == DATA


def test_reading_ends_a_transfer_that_broke() -> None:
    chip = Chip(lost=0.3)
    chip.flash[: len(DATA)] = DATA

    assert patient.read(chip, 0, len(DATA)) == DATA
    assert chip.ended > 0


def test_a_line_that_carries_nothing_is_given_up() -> None:
    with pytest.raises(RuntimeError, match="spoilt"):
        patient.md5(Chip(lost=1), 0, SECTOR)


def test_flash_that_keeps_nothing_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    chip = Chip()
    monkeypatch.setattr(chip, "flash_md5sum", lambda _address, _size: "0" * 32)

    with pytest.raises(ValueError, match="not what was sent"):
        list(patient.write(chip, 0, DATA))
