"""Reset sequences: what they do to the lines, and that they can be stopped."""

from __future__ import annotations

import pytest

from espdoctor.engine.errors import Cancelled
from espdoctor.probes import lines
from espdoctor.probes.clock import SLICE
from espdoctor.probes.stop import Stop
from fakeclock import FakeClock
from playbook import Playbook, board, moves

# What the lines pull low on the two usual circuits, by (DTR, RTS): GPIO0, RST (measured in uPyLoader#48).
TRANSISTORS = {(0, 0): "", (1, 0): "gpio0", (0, 1): "rst", (1, 1): ""}
DIRECT = {(0, 0): "", (1, 0): "gpio0", (0, 1): "rst", (1, 1): "gpio0 rst"}


def boots_into(sequence: lines.Sequence, circuit: dict[tuple[int, int], str]) -> str:
    """What is sampled when RST goes up: "loader", "firmware", or "" where RST never fell."""
    fell, result = False, ""
    for step in sequence.steps:
        pulls = circuit[int(step.dtr), int(step.rts)]
        if "rst" in pulls:
            fell = True
        elif fell:
            result, fell = ("loader" if "gpio0" in pulls else "firmware"), False
    return result


@pytest.mark.parametrize("circuit", [TRANSISTORS, DIRECT])
def test_the_usual_sequence_reaches_the_loader_on_both_circuits(circuit: dict[tuple[int, int], str]) -> None:
    assert boots_into(lines.NODEMCU, circuit) == "loader"


@pytest.mark.parametrize("circuit", [TRANSISTORS, DIRECT])
def test_run_starts_the_firmware_on_both_circuits(circuit: dict[tuple[int, int], str]) -> None:
    assert boots_into(lines.RUN, circuit) == "firmware"


def test_swapped_is_the_usual_one_with_the_lines_exchanged() -> None:
    exchanged = tuple(lines.Step(step.rts, step.dtr, step.seconds) for step in lines.NODEMCU.steps)

    assert lines.SWAPPED.steps == exchanged


def test_ck_is_for_direct_wires_alone() -> None:
    assert boots_into(lines.CK, DIRECT) == "loader"
    assert boots_into(lines.CK, TRANSISTORS) == ""


def test_it_takes_no_longer_than_the_one_that_everybody_uses() -> None:
    assert lines.NODEMCU.seconds == pytest.approx(0.15)


def test_the_known_names_are_the_words_of_the_fact() -> None:
    assert list(lines.SEQUENCES) == ["nodemcu", "ck", "dtr-only", "swapped"]


@pytest.mark.parametrize(
    ("known", "sequence"),
    [
        ({}, lines.NODEMCU),
        ({"lines.reaches_loader": "swapped"}, lines.SWAPPED),
        ({"lines.reaches_loader": "none"}, None),
    ],
)
def test_the_way_to_the_loader(known: dict[str, str], sequence: lines.Sequence | None) -> None:
    assert lines.to_loader(known) is sequence


@pytest.mark.parametrize(
    ("known", "sequence"),
    [
        ({}, lines.RUN),
        ({"lines.resets": "dtr"}, lines.RUN_BY_DTR),
        ({"lines.reaches_loader": "dtr-only"}, lines.RUN_BY_DTR),
        ({"lines.reaches_loader": "none"}, lines.RUN),
    ],
)
def test_the_way_to_the_firmware(known: dict[str, str], sequence: lines.Sequence) -> None:
    assert lines.to_firmware(known) is sequence


def test_playing_moves_the_lines_in_time_and_forgets_what_was_said_before() -> None:
    book = Playbook(moves(0, 1), board(b"old talk"), moves(1, 0), moves(0, 0), board(b"banner"))
    port = book.port()

    assert lines.play(port, book.clock, lines.NODEMCU)

    assert book.clock.now() == pytest.approx(0.15)
    assert port.read(99, 0.0) == b"banner"
    book.done()


def test_a_stop_ends_the_wait_within_a_slice() -> None:
    stop = Stop()

    class Clock(FakeClock):
        def sleep(self, seconds: float) -> None:
            super().sleep(seconds)
            if self.now() >= 0.1:
                stop.set()

    book = Playbook(clock=Clock())

    with pytest.raises(Cancelled):
        lines.wait(book.port(stop), book.clock, 10.0)

    assert book.clock.now() <= 0.1 + SLICE
