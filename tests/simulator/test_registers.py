"""The address space behind READ_REG and WRITE_REG."""

from __future__ import annotations

import pytest

from espdoctor.probes.simulator import registers as reg
from espdoctor.probes.simulator.flash import Flash
from espdoctor.probes.simulator.registers import Registers
from espdoctor.probes.simulator.spec import ChipSpec


@pytest.fixture
def registers() -> Registers:
    spec = ChipSpec()
    space = Registers(spec, Flash(spec.flash_size, spec.flash_id))
    space.reset(2, 1)
    return space


def run_user(registers: Registers, code: int, *, sent: bytes = b"", wanted: int = 0, address: int | None = None) -> int:
    flags = 1 << 31 | (1 << 28 if wanted else 0) | (1 << 27 if sent else 0) | (1 << 30 if address is not None else 0)
    lengths = max(0, 8 * wanted - 1) << 8 | max(0, 8 * len(sent) - 1) << 17 | 23 << 26
    registers.write(reg.SPI + 0x1C, flags)
    registers.write(reg.SPI + 0x20, lengths)
    registers.write(reg.SPI + 0x24, 7 << 28 | code)
    registers.write(reg.SPI + 0x04, (address or 0) << 8)
    registers.write(reg.SPI + 0x40, int.from_bytes(sent, "little"))
    registers.write(reg.SPI, 1 << 18)
    assert registers.read(reg.SPI) == 0
    return registers.read(reg.SPI + 0x40)


def test_fixed_words_are_those_of_an_esp8266(registers: Registers) -> None:
    assert registers.read(0x40001000) == 0xFFF0C101
    assert registers.read(0x60000078) == 0x00062000
    assert [registers.read(address) for address in reg.FUSES] == list(ChipSpec().fuses)


def test_fixed_words_cannot_be_written(registers: Registers) -> None:
    registers.write(reg.FUSES[0], 0)

    assert registers.read(reg.FUSES[0]) == ChipSpec().fuses[0]


def test_cause_and_straps_can_be_read(registers: Registers) -> None:
    assert registers.read(0x60000714) == 2
    assert registers.read(0x60000318) >> 16 & 0xF == 1


def test_a_software_reset_keeps_cause_and_watchdog(registers: Registers) -> None:
    registers.watchdog_armed = True
    registers.reset(None, 3)
    assert (registers.cause, registers.watchdog_armed, registers.latch) == (2, True, 3)

    registers.reset(4, 3)
    assert (registers.cause, registers.watchdog_armed) == (4, False)


def test_ram_keeps_words_by_mask_and_unmapped_addresses_keep_nothing(registers: Registers) -> None:
    registers.write(0x3FFE8000, 0x11223344)
    registers.write(0x3FFE8000, 0xAABBCCDD, 0x0000FF00)
    registers.write(0x12345678, 7)

    assert registers.read(0x3FFE8000) == 0x1122CC44
    assert registers.read(0x12345678) == 0


def test_bytes_are_loaded_where_there_is_ram(registers: Registers) -> None:
    assert registers.load(0x40100010, b"abcd")
    assert registers.dump(0x40100010, 4) == b"abcd"
    assert not registers.load(0x40200000, b"abcd")
    assert not registers.load(0x4010FFFE, b"abcd")
    assert registers.dump(0x40200000, 4) == b""


def test_the_flash_is_silent_until_it_is_attached(registers: Registers) -> None:
    assert run_user(registers, 0x9F, wanted=3) == 0xFFFFFF


def test_user_commands_reach_the_flash(registers: Registers) -> None:
    registers.flash_attached = True

    assert run_user(registers, 0x9F, wanted=3) == ChipSpec().flash_id
    assert run_user(registers, 0x5A, wanted=4, address=0).to_bytes(4, "little") == b"SFDP"
    run_user(registers, 0x06)
    run_user(registers, 0x01, sent=b"\x0c")
    assert run_user(registers, 0x05, wanted=1) == 0x0C


def test_the_short_commands_of_the_controller_work_too(registers: Registers) -> None:
    registers.flash_attached = True
    registers.write(reg.SPI, 1 << 28)
    assert registers.read(reg.SPI + 0x40) & 0xFFFFFF == ChipSpec().flash_id

    registers.write(reg.SPI, 1 << 27)
    assert registers.read(reg.SPI + 0x10) == 0


def test_asking_for_a_software_reset_is_noted(registers: Registers) -> None:
    registers.write(0x60000700, 1 << 31)

    assert registers.reset_asked


@pytest.mark.parametrize("address", [reg.RTC_MEMORY, 0x3FFE8000])
def test_memory_outlives_a_reset_but_not_the_power(registers: Registers, address: int) -> None:
    registers.write(address, 0xCAFE)
    registers.reset(2, 3)
    registers.reset(None, 3)
    assert registers.read(address) == 0xCAFE
    registers.reset(1, 3)
    assert registers.read(address) == 0
