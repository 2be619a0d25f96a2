"""Every healthy board starts its firmware, and reaches its loader by the classic sequence."""

from __future__ import annotations

import pytest

from bench_tools import boot_mode, greeted, listen, loader_reset, opened, run_reset, sync
from espdoctor.probes.simulator.boards import BOARDS, laid
from espdoctor.probes.simulator.efuse import crc8
from espdoctor.probes.simulator.stock import spec_for


@pytest.mark.parametrize("board", BOARDS)
def test_it_starts_its_firmware_which_prints(board: str) -> None:
    with opened(f"sim://{board}") as (bench, port):
        assert boot_mode(run_reset(bench, port)) == 3
        port.baudrate = 115200
        assert b"tick" in listen(port, 2.5)


@pytest.mark.parametrize("board", BOARDS)
def test_the_classic_sequence_reaches_the_loader(board: str) -> None:
    with opened(f"sim://{board}") as (bench, port):
        assert boot_mode(loader_reset(bench, port)) == 1
        assert greeted(sync(port))


@pytest.mark.parametrize("board", BOARDS)
def test_the_fuses_hold_the_mac_with_both_checks_right(board: str) -> None:
    d0, d1, d2, d3 = spec_for(BOARDS[board], laid(BOARDS[board])).fuses
    oui, low = d3.to_bytes(4, "big")[1:], bytes([d1 >> 8 & 0xFF, d1 & 0xFF, d0 >> 24])
    assert (oui + low).hex() == BOARDS[board].mac
    assert (d2 >> 24, d0 >> 16 & 0xFF) == (crc8(oui[::-1]), crc8(low[::-1] + b"\x00"))


def test_the_usual_boards_are_there() -> None:
    assert {"nodemcu", "d1-mini", "esp-01", "esp-12e", "esp8285"} <= set(BOARDS)


def test_on_the_table_a_board_is_set_up_as_it_must_be() -> None:
    table = laid(BOARDS["esp8285"])
    assert (table.menu_board, table.menu_mode, table.header_mode, table.modes) == (
        "generic-8285",
        "dout",
        "dout",
        "dout",
    )
