"""The processor's state and its way to memory."""

from __future__ import annotations

import pytest

from espdoctor.probes.simulator.lx106 import Core, Stopped, signed


class Words:
    def __init__(self) -> None:
        self.words = {0x3FFE8000: 0x44332211}

    def read(self, address: int) -> int:
        return self.words.get(address, 0)

    def write(self, address: int, value: int) -> None:
        self.words[address] = value

    def dump(self, address: int, length: int) -> bytes:
        return b""


@pytest.fixture
def core() -> Core:
    return Core(Words(), 0x40100000)


def test_numbers_are_read_in_twos_complement() -> None:
    assert [signed(value, 8) for value in (0, 127, 128, 255)] == [0, 127, -128, -1]


def test_registers_hold_32_bits(core: Core) -> None:
    core.put(3, -1)
    assert core.a[3] == 0xFFFFFFFF


def test_bytes_are_taken_out_of_words(core: Core) -> None:
    assert [core.load(0x3FFE8000 + n, 1) for n in range(4)] == [0x11, 0x22, 0x33, 0x44]
    assert core.load(0x3FFE8002, 2) == 0x4433


def test_a_byte_is_stored_beside_its_neighbours(core: Core) -> None:
    core.store(0x3FFE8001, 1, 0x1AA)
    assert core.load(0x3FFE8000, 4) == 0x4433AA11


@pytest.mark.parametrize(("address", "size"), [(0x3FFE8001, 4), (0x3FFE8001, 2), (0x40100000, 1), (0x40100002, 2)])
def test_crooked_addresses_and_bytes_of_instruction_memory_are_refused(core: Core, address: int, size: int) -> None:
    with pytest.raises(Stopped):
        core.load(address, size)
    with pytest.raises(Stopped):
        core.store(address, size, 0)
