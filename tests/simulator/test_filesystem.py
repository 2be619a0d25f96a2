"""A file system in the bench's flash."""

from __future__ import annotations

import pytest

from espdoctor.probes.simulator.filesystem import PLACES, lay
from espdoctor.probes.simulator.flash import Flash

MB = 1 << 20


def test_littlefs_has_its_superblock_in_the_first_two_blocks() -> None:
    flash = Flash(4 * MB, 0)
    lay(flash, "littlefs")

    assert [bytes(flash.data[at + 8 : at + 16]) for at in (0x200000, 0x202000, 0x204000)] == [
        b"littlefs",
        b"littlefs",
        b"\xff" * 8,
    ]
    assert int.from_bytes(flash.data[0x20001C:0x200020], "little") * 0x2000 == PLACES[4 * MB].end - 2 * MB


def test_spiffs_has_its_magic_in_every_block() -> None:
    flash = Flash(MB, 0)
    lay(flash, "spiffs")

    place = PLACES[MB]
    assert all(flash.data[at + 0xFC : at + 0xFE] == b"\x29\x04" for at in range(place.start, place.end, place.block))


@pytest.mark.parametrize("kind", ["littlefs", "spiffs"])
def test_a_flash_without_a_place_for_one_stays_as_it_is(kind: str) -> None:
    flash = Flash(MB // 2, 0)
    lay(flash, kind)

    assert set(bytes(flash.data)) == {0xFF}
