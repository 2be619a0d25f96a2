"""Ids of flash chips."""

from __future__ import annotations

import pytest

from espdoctor.probes.wire import flashid


@pytest.mark.parametrize(
    ("number", "state", "size", "maker"),
    [
        (0x1640EF, "yes", 4 << 20, "Winbond"),
        (0x1440C8, "yes", 1 << 20, "GigaDevice"),
        (0x1860AA, "yes", 16 << 20, ""),
        (0xFFFFFF, "all-ones", 0, ""),
        (0x000000, "all-zeros", 0, ""),
        (0xFF1640EF, "yes", 4 << 20, "Winbond"),
        (0xFF40EF, "odd", 0, "Winbond"),
    ],
)
def test_maker_and_size(number: int, state: str, size: int, maker: str) -> None:
    found = flashid.read(number)

    assert (found.state, found.size, found.maker) == (state, size, maker)
