"""What a chip holds: FF until it is written, like a bytearray to who looks, and small while it is empty."""

from __future__ import annotations

import random

import pytest

from espdoctor.probes.simulator.cells import SECTOR, Cells

SIZE = 8 * SECTOR


def test_nothing_is_there_but_what_was_put() -> None:
    cells = Cells(SIZE)
    cells.put(SECTOR - 2, b"over")

    assert bytes(cells) == b"\xff" * (SECTOR - 2) + b"over" + b"\xff" * (SIZE - SECTOR - 2)


def test_it_reads_and_changes_as_a_bytearray_does() -> None:
    chance, cells, plain = random.Random(7), Cells(SIZE), bytearray(b"\xff" * SIZE)
    for _ in range(300):
        at = chance.randrange(SIZE)
        new = chance.randbytes(chance.choice((1, 5, 100, SECTOR, 2 * SECTOR)))[: SIZE - at]
        cells[at : at + len(new)] = plain[at : at + len(new)] = new
        cells[-at - 1] = plain[-at - 1] = chance.randrange(256)
        low, high = sorted((chance.randrange(SIZE), chance.randrange(SIZE)))
        assert cells[low:high] == plain[low:high]
        assert cells[at] == plain[at]

    assert cells == plain
    assert len(cells) == len(plain)


def test_a_sector_that_is_erased_again_is_forgotten() -> None:
    cells = Cells(SIZE, b"firmware" * SECTOR)
    for sector in range(8):
        cells.put(sector * SECTOR, b"\xff" * SECTOR)

    assert cells == Cells(SIZE)
    assert not cells.written


def test_chips_with_the_same_content_share_it_until_they_write() -> None:
    content = b"firmware" * 1024
    one, other = Cells(SIZE, content), Cells(SIZE, content)
    one.put(0, b"mine")

    assert other[:8] == b"firmware"
    assert one.written[1] is other.written[1]


def test_what_does_not_fit_is_refused() -> None:
    cells = Cells(SIZE)

    with pytest.raises(ValueError, match="do not fit"):
        cells.put(SIZE - 1, b"ab")
    with pytest.raises(ValueError, match="in place of"):
        cells[0:1] = b"ab"
    with pytest.raises(IndexError):
        cells[SIZE] = 0
