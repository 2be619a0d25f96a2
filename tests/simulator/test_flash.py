"""The flash chip's physics and its commands."""

from __future__ import annotations

import pytest

from espdoctor.probes.simulator.flash import BLOCK, SECTOR, Flash


@pytest.fixture
def chip() -> Flash:
    return Flash(0x20000, 0x114020)


def test_writing_only_clears_bits(chip: Flash) -> None:
    chip.write(0x10, b"\xf0\x0f")
    chip.write(0x10, b"\xcc\xcc")

    assert chip.read(0x10, 2) == b"\xc0\x0c"


def test_erasing_sets_the_sectors_that_the_range_touches(chip: Flash) -> None:
    chip.write(0, bytes(3 * SECTOR))
    chip.erase(SECTOR - 1, 2)

    assert chip.read(0, 2 * SECTOR) == b"\xff" * 2 * SECTOR
    assert chip.read(2 * SECTOR, SECTOR) == bytes(SECTOR)


def test_behind_the_end_it_begins_again(chip: Flash) -> None:
    chip.write(chip.size - 1, b"\x01\x02")

    assert chip.read(0, 1) == b"\x02"
    assert chip.read(chip.size - 1, 2) == b"\x01\x02"
    assert chip.read(3 * chip.size, 1) == b"\x02"
    assert len(chip.read(0, 3 * chip.size)) == 3 * chip.size


def test_an_erase_past_the_end_reaches_the_start(chip: Flash) -> None:
    chip.write(0, b"\x00")
    chip.erase(chip.size - SECTOR, 2 * SECTOR)

    assert chip.read(0, 1) == b"\xff"


@pytest.mark.parametrize(("bus", "byte"), [("ones", 0xFF), ("zeros", 0x00)])
def test_bad_wires_give_the_same_byte_for_everything_and_keep_nothing(chip: Flash, bus: str, byte: int) -> None:
    chip.bus = bus

    assert chip.command(0x9F, 0, b"", 3) == bytes([byte] * 3)
    assert not chip.write(0, b"\x12")
    assert not chip.erase_sector(0)


def test_a_locked_chip_refuses_even_to_be_unlocked(chip: Flash) -> None:
    chip.locked, chip.status = True, 0x1C
    chip.command(0x06, 0, b"", 0)
    chip.command(0x01, 0, b"\x00", 0)

    assert chip.command(0x05, 0, b"", 1)[0] & 0x1C == 0x1C
    assert not chip.write(0, b"\x00")


def test_protection_bits_can_be_taken_away_after_write_enable(chip: Flash) -> None:
    chip.status = 0x1C
    chip.command(0x01, 0, b"\x00", 0)
    assert not chip.write(0, b"\x00")

    chip.command(0x06, 0, b"", 0)
    chip.command(0x01, 0, b"\x00", 0)
    assert chip.write(0, b"\x00")


def test_a_worn_sector_takes_data_and_gives_other_data_back(chip: Flash) -> None:
    chip.worn = {1}
    data = b"\xab" * SECTOR

    assert chip.write(SECTOR, data)
    assert chip.read(SECTOR, SECTOR) != data


def test_it_tells_its_id_and_sfdp_signature(chip: Flash) -> None:
    assert chip.command(0x9F, 0, b"", 3) == b"\x20\x40\x11"
    assert chip.command(0x5A, 0, b"", 4) == b"SFDP"
    assert chip.command(0x5A, 0x10, b"", 1) == b"\x20"


def test_page_and_erase_commands_work_on_the_bus(chip: Flash) -> None:
    def change(code: int, address: int, sent: bytes = b"") -> None:
        chip.command(0x06, 0, b"", 0)
        chip.command(code, address, sent, 0)

    change(0x02, 0x100, b"\x01\x02")
    change(0x02, BLOCK, b"\x03")
    assert chip.command(0x03, 0x100, b"", 2) == b"\x01\x02"

    change(0x20, 0x100)
    assert chip.command(0x03, 0x100, b"", 2) == b"\xff\xff"
    change(0xC7, 0)
    assert chip.read(BLOCK, 1) == b"\xff"


def test_each_change_on_the_bus_must_be_enabled_before_it(chip: Flash) -> None:
    chip.command(0x02, 0, b"\x00", 0)
    assert chip.read(0, 1) == b"\xff"

    chip.command(0x06, 0, b"", 0)
    chip.command(0x02, 0, b"\x0f", 0)
    chip.command(0x02, 0, b"\x00", 0)
    assert chip.read(0, 1) == b"\x0f"
    assert chip.command(0x05, 0, b"", 1) == b"\x00"


def test_an_unknown_command_leaves_the_line_high(chip: Flash) -> None:
    assert chip.command(0x77, 0, b"", 2) == b"\xff\xff"


def test_a_tired_sector_is_only_empty_after_a_second_erase(chip: Flash) -> None:
    chip.write(SECTOR, bytes(SECTOR))
    chip.tired = {1}
    chip.erase_sector(SECTOR)
    assert chip.read(SECTOR, SECTOR).count(0) > 0

    chip.erase_sector(SECTOR)
    assert chip.read(SECTOR, SECTOR) == b"\xff" * SECTOR


def test_what_is_known_of_the_content_holds_until_it_changes() -> None:
    flash, looks = Flash(1 << 20, 0), list[bytes]()

    def look() -> bytes:
        looks.append(flash.read(0, 1))
        return looks[-1]

    assert [flash.known("first", look), flash.known("first", look)] == [b"\xff", b"\xff"]
    flash.write(0, b"\x0f")
    assert flash.known("first", look) == b"\x0f"
    flash.bus = "zeros"
    assert flash.known("first", look) == b"\x00"
    assert len(looks) == 3
