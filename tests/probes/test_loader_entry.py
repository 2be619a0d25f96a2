"""The probe `lines`: which sequence reaches the loader."""

from __future__ import annotations

import pytest

from benchtop import Benchtop
from computer import Computer, Room, facts_of
from espdoctor.engine.facts import Value
from espdoctor.probes import catalog, lines, simulator
from espdoctor.probes.wire import rom, slip
from playbook import Playbook, Step, board, moves, tunes, we

SYNC = rom.sync()
REPLY = slip.encode(bytes.fromhex("01080200070712200000"))


def banner(mode: int) -> Step:
    return board(b" ets Jan  8 2013,rst cause:2, boot mode:(%d,6)\r\n\r\n" % mode)


def played(name: str) -> list[Step]:
    return [moves(int(step.dtr), int(step.rts)) for step in lines.SEQUENCES[name].steps]


def probed(url: str) -> dict[str, Value]:
    bench = Benchtop(url)
    bench.run("lines")
    return bench.known


@pytest.mark.parametrize(
    ("url", "sequence", "resets", "silenced"),
    [
        ("sim://nodemcu", "nodemcu", "rts", "none"),
        ("sim://d1-mini", "nodemcu", "rts", "none"),
        ("sim://esp-01", "nodemcu", "rts", "both"),  # wired directly: both lines asserted hold it in reset
        ("sim://esp-12e?fault=lines-swapped", "swapped", "dtr", "none"),
        ("sim://esp-01?fault=slow-reset", "ck", "rts", "both"),
    ],
)
def test_the_first_sequence_that_works(url: str, sequence: str, resets: str, silenced: str) -> None:
    found = probed(url)

    assert found["lines.reaches_loader"] == sequence
    assert found["lines.resets"] == resets
    assert found["lines.silenced_by"] == silenced
    assert (found["boot.after_loader.mode"], found["sync.reply"]) == (1, "ok")


@pytest.mark.parametrize(
    ("url", "mode"),
    [
        ("sim://nodemcu?fault=gpio0-not-wired", 3),
        ("sim://nodemcu?fault=gpio15-high", 5),
        ("sim://nodemcu?fault=gpio2-low", 0),
    ],
)
def test_boards_that_none_reaches(url: str, mode: int) -> None:
    found = probed(url)

    assert (found["lines.reaches_loader"], found["boot.after_loader.mode"]) == ("none", mode)
    assert "sync.reply" not in found


def test_silence_is_not_called_anything_else() -> None:
    found = probed("sim://esp-12e?fault=no-power")

    assert found == {"lines.reaches_loader": "none", "lines.timing": "kept", "boot.after_loader.banner": "none"}


def test_a_chip_that_is_heard_but_does_not_hear() -> None:
    found = probed("sim://esp-12e?fault=tx-open")

    assert (found["lines.reaches_loader"], found["boot.after_loader.mode"]) == ("nodemcu", 1)
    assert found["sync.reply"] == "none"


def test_another_chips_loader_is_reached_too() -> None:
    found = probed("sim://nodemcu?fault=esp32-in-place")

    assert (found["lines.reaches_loader"], found["sync.reply"]) == ("nodemcu", "other-loader")


@pytest.mark.parametrize("seed", range(6))
def test_a_disturbed_line_hides_no_loader(seed: int) -> None:
    found = probed(f"sim://nodemcu?ber=1e-3&loss=0.01&seed={seed}")

    assert (found["lines.reaches_loader"], found["boot.after_loader.mode"]) == ("nodemcu", 1)


def test_a_mode_is_believed_when_a_second_reset_shows_it_too() -> None:
    tries = [
        step
        for name in ("ck", "dtr-only", "swapped")
        for step in (*played(name), tunes(115200), we(SYNC), tunes(74880))
    ]
    book = Playbook(
        *played("nodemcu"), banner(1 + 2), *tries[:-1], tunes(74880), *played("nodemcu"), banner(3)
    )  # fmt: skip
    port = book.port()

    found = facts_of(catalog.get("lines").run(Room(Computer(), "COM3", book.clock, opening=lambda: port)))

    assert found["boot.after_loader.mode"] == 3
    book.done()


def test_the_whole_conversation_with_a_healthy_board() -> None:
    book = Playbook(
        moves(0, 1), moves(1, 0), moves(0, 0),
        banner(1),
        tunes(115200),
        we(SYNC), board(REPLY * 8),
        moves(1, 1), we(SYNC), board(REPLY * 8), moves(0, 0), we(SYNC), board(REPLY * 8),
        tunes(74880),
    )  # fmt: skip
    port = book.port()

    found = facts_of(catalog.get("lines").run(Room(Computer(), "COM3", book.clock, opening=lambda: port)))

    assert found["lines.reaches_loader"] == "nodemcu"
    book.done()


@pytest.mark.parametrize("latency", [100, 250, 400])
def test_a_slow_line_is_not_taken_for_another_circuit(latency: int) -> None:
    found = probed(f"sim://nodemcu?latency={latency}ms")

    assert (found["lines.reaches_loader"], found["lines.timing"]) == ("nodemcu", "kept")
    assert found.get("link.delay_ms", 0) == pytest.approx(latency if latency > 100 else 0, abs=10)


class Sluggish(Playbook):
    """A port whose lines take their time."""

    def set_modem_lines(self, *, dtr: bool, rts: bool) -> None:
        self.clock.sleep(0.1)
        super().set_modem_lines(dtr=dtr, rts=rts)


def test_lines_that_move_late_are_moved_again_and_then_said_to_be_stretched() -> None:
    book = Sluggish(
        *(step for name in lines.SEQUENCES for _ in range(4) for step in (*played(name), banner(3))),
        *played("nodemcu"), banner(3), tunes(115200), we(SYNC)
    )  # fmt: skip
    port = book.port()

    found = facts_of(catalog.get("lines").run(Room(Computer(), "COM3", book.clock, opening=lambda: port)))

    assert (found["lines.reaches_loader"], found["lines.timing"]) == ("none", "stretched")


def test_a_chip_that_was_put_into_its_loader_by_hand_was_reached_by_no_line() -> None:
    """It answers after every sequence, and none made it start anew."""
    url = "sim://esp-01?fault=no-reset-wires&hands=simulated&id=loader-by-hand"
    hands = simulator.bench(url).hands
    assert hands is not None
    bench = Benchtop(url)
    bench.world.port()
    hands.do("hold-flash-press-reset")
    bench.run("manual-loader", "lines")

    assert (bench.known["lines.reaches_loader"], bench.known["sync.reply"]) == ("none", "ok")
    assert "lines.resets" not in bench.known
