"""Bridges are told by their numbers."""

from __future__ import annotations

import pytest

from espdoctor.probes import bridges


@pytest.mark.parametrize(
    ("vid", "pid", "name"),
    [
        (0x1A86, 0x7523, "ch340"),
        (0x1A86, 0x55D4, "ch9102"),
        (0x4348, 0x5523, "ch341"),
        (0x10C4, 0xEA60, "cp210x"),
        (0x0403, 0x6001, "ftdi"),
        (0x0403, 0x0000, "ftdi-bricked"),
        (0x067B, 0x23A3, "pl2303"),
        (0x303A, 0x1001, "espressif-native"),
        (0x303A, 0x4001, "espressif-native"),
        (0x2341, 0x0043, "arduino"),
        (0x1234, 0x5678, "other"),
        (None, None, "none"),
    ],
)
def test_numbers_give_the_bridge(vid: int | None, pid: int | None, name: str) -> None:
    assert bridges.identify(vid, pid).name == name


def test_every_bridge_has_a_place_in_the_order_of_preference() -> None:
    every = {*bridges._BY_ID.values(), *bridges._BY_VENDOR.values(), bridges.OTHER, bridges.NONE}
    assert all(bridges.preference(bridge) >= 0 for bridge in every)


def test_a_chip_of_esp8266_boards_is_preferred_to_an_esp32_or_an_arduino() -> None:
    order = sorted(("espressif-native", "arduino", "cp210x", "ch340"), key=_preference)
    assert order == ["ch340", "cp210x", "arduino", "espressif-native"]


def _preference(name: str) -> int:
    return next(
        bridges.preference(b) for b in (*bridges._BY_ID.values(), *bridges._BY_VENDOR.values()) if b.name == name
    )


def test_only_what_boards_come_with_counts_as_usual() -> None:
    assert bridges.identify(0x1A86, 0x7523).usual
    assert not bridges.identify(0x303A, 0x1001).usual
    assert not bridges.NONE.usual


def test_numbers_are_written_as_tools_write_them() -> None:
    assert bridges.id_text(0x1A86, 0x7523) == "1a86:7523"
    assert bridges.id_text(None, None) == "no USB numbers"
