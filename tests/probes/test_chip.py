"""The probe `chip`."""

from __future__ import annotations

import pytest

from benchtop import Benchtop


def test_a_healthy_chip_says_who_it_is() -> None:
    bench = Benchtop("sim://nodemcu")
    bench.run("lines")

    found = bench.run("chip")

    assert found["chip.family"] == "esp8266"
    assert found["chip.mac"] == "5c:cf:7f:0a:1b:2c"
    assert found["chip.id"] == 0x0A1B2C
    assert (found["efuse.crc"], found["chip.is_8285"]) == ("ok", False)
    assert (found["chip.crystal"], found["boot.gpio0_now"]) == (26, "high")


def test_the_excerpt_is_the_frame_itself() -> None:
    bench = Benchtop("sim://nodemcu")
    bench.run("lines", "chip")

    family = next(fact for fact in bench.facts if fact.name == "chip.family")

    assert family.because[0].excerpt == "c0 01 0a 02 00 01 c1 f0 ff 00 00 c0"
    assert family.because[0].span is not None


def test_an_esp8285_has_its_flash_inside() -> None:
    assert Benchtop("sim://esp8285").run("lines", "chip")["chip.is_8285"] is True


def test_a_damaged_efuse_is_seen() -> None:
    assert Benchtop("sim://nodemcu?fault=efuse-corrupt").run("lines", "chip")["efuse.crc"] == "bad"


def test_of_another_chip_nothing_else_is_read() -> None:
    assert Benchtop("sim://nodemcu?fault=esp32-in-place").run("lines", "chip") == {"chip.family": "esp32"}


def test_without_a_loader_nothing_is_claimed() -> None:
    assert Benchtop("sim://esp-12e?fault=tx-open").run("chip") == {}


@pytest.mark.parametrize("seed", range(5))
def test_a_disturbed_line_never_makes_a_wrong_number(seed: int) -> None:
    found = Benchtop(f"sim://nodemcu?ber=1e-3&loss=0.01&seed={seed}").run("lines", "chip")

    assert (found["chip.mac"], found["efuse.crc"]) == ("5c:cf:7f:0a:1b:2c", "ok")


def test_a_crystal_of_40_mhz_is_told_by_the_clock_after_a_reset() -> None:
    bench = Benchtop("sim://esp-12e?fault=crystal-40")
    bench.run("lines", "chip")

    assert bench.known["chip.crystal"] == 40


def test_the_clock_of_a_chip_that_restarted_by_itself_tells_no_crystal() -> None:
    """Its program has sped it up to 80 MHz, as a crystal of 40 MHz would."""
    bench = Benchtop("sim://nodemcu?fault=restart-hangs&lines=none", lines__supported=False)
    bench.world.port()
    bench.world.clock.sleep(40.0)
    bench.run("chip")

    assert bench.known["chip.family"] == "esp8266"
    assert "chip.crystal" not in bench.known
