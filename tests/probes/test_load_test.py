"""The probe `load`: does the power hold when the chip works?"""

from __future__ import annotations

import pytest

from benchtop import Benchtop
from espdoctor.engine.facts import Value
from espdoctor.probes import load_test
from espdoctor.probes.heard import Heard
from espdoctor.probes.link_errors import PortVanished
from espdoctor.probes.wire import resample

BANNER = b"\r\n ets Jan  8 2013,rst cause:1, boot mode:(3,6)\r\n\r\n"


def probed(url: str) -> dict[str, Value]:
    return Benchtop(url).run("lines", "load")


@pytest.mark.parametrize("board", ["nodemcu", "esp-01"])
def test_a_good_supply_holds(board: str) -> None:
    assert probed(f"sim://{board}") == {"power.fails_under_load": "no"}


@pytest.mark.parametrize(("fault", "word"), [("weak-supply", "resets"), ("dying-supply", "dies")])
def test_a_weak_one_does_not(fault: str, word: str) -> None:
    assert probed(f"sim://esp-12e?fault={fault}") == {"power.fails_under_load": word}


def test_a_port_that_goes_away_under_load() -> None:
    bench = Benchtop("sim://nodemcu?fault=usb-sags")
    bench.run("lines")

    with pytest.raises(PortVanished):
        bench.run("load")

    assert bench.known["port.vanished_under_load"] is True


def test_without_a_loader_only_the_firmware_is_watched() -> None:
    assert probed("sim://nodemcu?fault=gpio0-not-wired") == {"power.fails_under_load": "no"}


def test_without_either_nothing_is_claimed() -> None:
    assert probed("sim://esp-12e?fault=no-power") == {}


def test_a_board_whose_text_is_not_seen_says_nothing() -> None:
    bench = Benchtop("sim://esp-12e?fault=no-power", lines__resets="rts")

    assert bench.run("load") == {}


@pytest.mark.parametrize(
    ("after", "kind"),
    [
        (b"", "dies"),
        (b"\xc0\x01\x0a\x02\x00\xff\xff\xff\xff\x00\x00\xc0", "dies"),
        (BANNER, "resets"),
        (resample.heard(BANNER, 74880, 115200), "resets"),
        (b"\xc0\x01\x0a\xfe\x80\r\nbench sketch: hello\r\n", "resets"),
    ],
)
def test_what_was_printed_tells_a_restart_from_a_death(after: bytes, kind: str) -> None:
    assert load_test.Fall("It fell silent", Heard(after, 0, 115200)).kind == kind


def test_a_chip_that_answers_on_did_not_die() -> None:
    assert load_test.Fall("It fell silent", Heard(b"", 0, 115200), answers=True).kind == "stays"


def test_on_a_line_that_spoils_the_transfer_nothing_is_said_about_the_power() -> None:
    assert "power.fails_under_load" not in probed("sim://nodemcu?ber=1e-3&seed=1")


@pytest.mark.parametrize(
    ("faults", "word"), [("crystal-40", "no"), ("crystal-40&fault=weak-supply", "resets")], ids=["sound", "weak"]
)
def test_with_a_crystal_of_40_mhz_the_boot_text_is_read_at_its_own_speed(faults: str, word: str) -> None:
    bench = Benchtop(f"sim://esp-12e?fault={faults}")
    bench.run("lines", "banner", "load")
    assert bench.all("power.fails_under_load") == {word}


@pytest.mark.parametrize(("fault", "told"), [("", "no"), ("fault=weak-supply&", None), ("fault=dying-supply&", None)])
def test_where_no_line_can_start_the_firmware_the_work_alone_tells(fault: str, told: str | None) -> None:
    """And a single fall, after which nothing leads the chip into its loader again, does not blame the supply."""
    bench = Benchtop(f"sim://esp-12e?{fault}lines=none&hands=simulated")
    bench.run("open")
    assert bench.doors.hands is not None
    bench.doors.hands.do("hold-flash-press-reset")
    bench.run("sync")
    assert bench.run("load").get("power.fails_under_load") == told
