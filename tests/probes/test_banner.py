"""The probe `banner`: what a restart shows, on boards with each trouble."""

from __future__ import annotations

import pytest

from benchtop import Benchtop
from computer import Computer, Room, facts_of
from espdoctor.engine.facts import Value
from espdoctor.probes import catalog
from playbook import Playbook, Step, board, moves

HEALTHY = {
    "boot.after_run.banner": "seen",
    "boot.after_run.mode": 3,
    "boot.after_run.cause": 2,
    "boot.after_run.varies": False,
    "boot.after_run.result": "firmware",
    "boot.speed": 74880,
    "app.speed": 115200,
    "lines.resets": "rts",
    "app.output": "text",
    "app.restart_loop": False,
}
RUN = (moves(0, 1), moves(0, 0))


def probed(url: str) -> dict[str, Value]:
    bench = Benchtop(url)
    bench.run("banner")
    return bench.known


def heard(*steps: Step) -> dict[str, Value]:
    """What a board with these words teaches; the speed may be changed at will."""
    book = _AnySpeed(*steps)
    port = book.port()
    return facts_of(catalog.get("banner").run(Room(Computer(), "COM3", book.clock, opening=lambda: port)))


class _AnySpeed(Playbook):
    @property
    def baudrate(self) -> int:
        return self._baud

    @baudrate.setter
    def baudrate(self, baud: int) -> None:
        self._baud = baud


@pytest.mark.parametrize("name", ["nodemcu", "d1-mini", "esp-01", "esp-12e", "esp8285"])
def test_a_healthy_board(name: str) -> None:
    assert probed(f"sim://{name}") == HEALTHY


@pytest.mark.parametrize(
    ("fault", "mode", "result"),
    [
        ("gpio0-low", 1, "loader"),
        ("gpio2-low", 2, "silent"),
        ("gpio15-high", 7, "sdio"),
        ("flash-blank", 3, "no-header"),
    ],
)
def test_the_mode_and_how_it_went_on(fault: str, mode: int, result: str) -> None:
    found = probed(f"sim://nodemcu?fault={fault}")

    assert (found["boot.after_run.mode"], found["boot.after_run.result"]) == (mode, result)


def test_a_flash_mode_that_the_board_cannot_read() -> None:
    assert probed("sim://esp-12e?fault=flash-mode-wrong")["boot.after_run.result"] == "csum-err-ef"


@pytest.mark.parametrize("fault", ["rx-tx-swapped", "no-power", "reset-held", "chip-dead"])
def test_silence(fault: str) -> None:
    assert probed(f"sim://esp-12e?fault={fault}") == {"boot.after_run.banner": "none"}


def test_lines_that_are_swapped_reset_it_by_dtr() -> None:
    found = probed("sim://esp-12e?fault=lines-swapped")

    assert (found["lines.resets"], found["boot.after_run.mode"]) == ("dtr", 3)


def test_firmware_that_restarts_because_of_its_flash() -> None:
    bench = Benchtop("sim://nodemcu?fault=stale-flash")
    bench.run("banner")

    assert bench.known["app.restart_loop"] is True
    assert bench.all("app.symptom") == {"rf-cal-sector"}
    assert bench.known["boot.after_run.result"] == "restarts"


def test_firmware_that_crashes() -> None:
    bench = Benchtop("sim://d1-mini?fault=stale-wifi")
    bench.run("banner")

    assert bench.all("app.crash") == {"exception"}
    assert bench.all("app.exception") == {29}
    assert bench.known["boot.after_run.result"] == "crash"


def test_firmware_that_complains_of_its_flash_size() -> None:
    bench = Benchtop("sim://esp-01?fault=flash-size-mismatch")
    bench.run("banner")

    assert "flash-config-wrong" in bench.all("app.symptom")


def test_a_supply_that_sags_makes_cold_restarts() -> None:
    found = probed("sim://esp-12e?fault=weak-supply")

    assert (found["app.restart_loop"], found["boot.after_run.result"]) == (True, "restarts")


def test_another_chip_is_known_by_its_first_words() -> None:
    assert probed("sim://nodemcu?fault=esp32-in-place") == {"chip.family": "esp32", "boot.after_run.banner": "garbled"}


@pytest.mark.parametrize("seed", range(6))
def test_a_disturbed_line_never_shows_a_wrong_mode(seed: int) -> None:
    found = probed(f"sim://nodemcu?ber=1e-3&loss=0.01&seed={seed}")

    assert found.get("boot.after_run.mode") in (3, None)
    assert found.get("boot.after_run.varies") in (False, None)
    assert found.get("boot.after_run.result") in ("firmware", "image-silent", None)
    assert not found.get("app.restart_loop")


def test_firmware_that_runs_on_was_not_reset() -> None:
    tick = board(b"temperature 21.5\r\n")

    found = heard(*RUN, tick, *RUN, tick, moves(1, 0), moves(0, 0), tick)

    assert found == {"boot.after_run.banner": "none", "lines.resets": "none", "app.output": "text"}


def test_bytes_that_nobody_can_read_are_garbled() -> None:
    noise = board(bytes(range(128, 240, 3)))

    assert heard(*RUN, noise, *RUN, noise, moves(1, 0), moves(0, 0), noise) == {"boot.after_run.banner": "garbled"}


def test_a_pin_that_floats_shows_two_modes() -> None:
    def banner(mode: int) -> Step:
        return board(b" ets Jan  8 2013,rst cause:2, boot mode:(%d,6)\r\n\r\n" % mode)

    found = heard(*RUN, banner(2), *(step for mode in (0, 2, 0, 2, 2) for step in (*RUN, banner(mode))))

    assert (found["boot.after_run.mode"], found["boot.after_run.varies"]) == (2, True)


def test_a_mode_that_cannot_be_read_is_not_guessed() -> None:
    spoilt = board(b" ets Jan  8 2013,rst cause:2, boot mode:(\xf0,6)\r\n\r\n")

    found = heard(*RUN, spoilt, *(step for _ in range(5) for step in (*RUN, spoilt)))

    assert "boot.after_run.mode" not in found
    assert found["boot.after_run.banner"] == "seen"


def test_unreadable_words_after_the_banner_are_not_called_silence() -> None:
    garbled = board(b" ets Jan  8 2013,rst cause:2, boot mode:(3,6)\r\n\r\n\x80\xf1\x91\xfe\x88\x99\xa0\xb1\xc2\xd3")

    found = heard(*RUN, garbled, *RUN, garbled)

    assert found["boot.after_run.mode"] == 3
    assert "boot.after_run.result" not in found


def test_where_no_line_restarts_the_board_it_is_listened_to() -> None:
    bench = Benchtop("sim://nodemcu", lines__supported=False)

    assert bench.run("banner") == {"app.output": "text"}


def test_silence_tells_nothing_where_nobody_asked_the_chip_to_speak() -> None:
    assert Benchtop("sim://esp-12e?fault=no-power", lines__supported=False).run("banner") == {}
