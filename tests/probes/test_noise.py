"""The probe `noise`: disturbances, and strangers on the line."""

from __future__ import annotations

import pytest

from benchtop import Benchtop
from espdoctor.engine.facts import Value


def probed(url: str) -> dict[str, Value]:
    return Benchtop(url).run("lines", "noise")


@pytest.mark.parametrize("board", ["nodemcu", "esp-01", "d1-mini"])
def test_a_quiet_line(board: str) -> None:
    assert probed(f"sim://{board}") == {"link.errors": "none", "link.foreign_talk": False}


@pytest.mark.parametrize(
    ("trouble", "words"),
    [("ber=1e-3", {"many"}), ("loss=0.01", {"many"}), ("ber=1e-4", {"none", "some"}), ("latency=100ms", {"none"})],
)
@pytest.mark.parametrize("seed", range(3))
def test_how_many(trouble: str, words: set[str], seed: int) -> None:
    found = probed(f"sim://nodemcu?{trouble}&seed={seed}")

    assert found["link.errors"] in words
    assert found["link.foreign_talk"] is False


def test_long_wires_are_many_errors() -> None:
    assert probed("sim://esp-12e?fault=line-noise")["link.errors"] == "many"


def test_where_no_loader_is_the_boot_text_is_counted() -> None:
    assert probed("sim://nodemcu?fault=gpio0-not-wired")["link.errors"] == "none"
    assert probed("sim://nodemcu?fault=gpio0-not-wired&ber=3e-3&seed=1")["link.errors"] == "many"


def test_where_nothing_is_heard_nothing_is_counted() -> None:
    assert probed("sim://esp-12e?fault=no-power") == {"link.foreign_talk": False}


def test_a_sensor_on_the_line_is_heard_and_quoted() -> None:
    found = probed("sim://esp-12e?fault=sensor-on-tx")

    assert found["link.foreign_talk"] is True
    assert "T=21.4 RH=48" in str(found["link.foreign_text"])


def test_firmware_that_cannot_be_silenced_is_no_stranger() -> None:
    """No line resets it and no loader is there: its own talk must not be taken for somebody else's."""
    bench = Benchtop(
        "sim://esp-01?fault=no-reset-wires&fault=isr-in-flash", lines__reaches_loader="none", lines__resets="none"
    )

    assert "link.foreign_talk" not in bench.run("noise")


def test_silence_tells_that_nobody_else_talks_though_no_line_was_seen_to_reset_the_chip() -> None:
    """Its boot text may have been too spoilt to be seen."""
    bench = Benchtop("sim://esp-01?fault=gpio0-not-wired", lines__reaches_loader="none", lines__resets="none")

    assert bench.run("noise")["link.foreign_talk"] is False


def test_the_board_runs_afterwards() -> None:
    bench = Benchtop("sim://nodemcu")
    bench.run("lines", "noise")

    assert bench.world.port().lines == (False, False)


def test_where_no_line_restarts_the_board_no_boot_text_is_counted() -> None:
    assert Benchtop("sim://esp-12e?fault=tx-open", lines__supported=False).run("noise") == {}
