"""The probe `flash-id`."""

from __future__ import annotations

import pytest

from benchtop import Benchtop


@pytest.mark.parametrize(
    ("board", "number", "size"),
    [("nodemcu", 0x1640EF, 4 << 20), ("esp-01", 0x1440EF, 1 << 20)],
)
def test_id_and_size(board: str, number: int, size: int) -> None:
    found = Benchtop(f"sim://{board}").run("lines", "flash-id")

    assert found == {"flash.reachable": "yes", "flash.jedec_id": number, "flash.jedec_size": size}


def test_a_flash_that_cannot_be_reached_has_no_size() -> None:
    found = Benchtop("sim://nodemcu?fault=flash-pins-used").run("lines", "flash-id")

    assert found["flash.reachable"] != "yes"
    assert "flash.jedec_size" not in found


def test_without_a_loader_nothing_is_claimed() -> None:
    assert Benchtop("sim://esp-12e?fault=tx-open").run("flash-id") == {}


def test_from_the_port_to_mac_and_size_takes_less_line_time_than_one_flash_id_of_esptool() -> None:
    """esptool waits 0.15 s in its reset and loads a helper of 8 KB, which alone takes 0.7 s at 115200 baud."""
    bench = Benchtop("sim://nodemcu")
    began = bench.doors.clock.now()

    bench.run("lines", "chip", "flash-id")

    assert bench.doors.clock.now() - began < 0.85
