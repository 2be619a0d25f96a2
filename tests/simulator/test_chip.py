"""Pins, power, time and current of the chip."""

from __future__ import annotations

from random import Random

import pytest

from bareboard import SYNC, UP, BareBoard
from espdoctor.probes.simulator import slip
from espdoctor.probes.simulator.chip import ChipSpec

KNOWN = {"off", "held", "rom", "rom-loader", "stub", "sketch", "ram-app", "stuck"}


@pytest.fixture
def board() -> BareBoard:
    return BareBoard()


def test_without_power_it_is_off_and_says_nothing(board: BareBoard) -> None:
    assert board.wait(1.0) == b""
    assert board.chip.running == "off"
    assert board.chip.load == 0
    assert board.chip.next_event() == float("inf")


def test_a_held_reset_pin_keeps_it_silent_until_it_is_let_go(board: BareBoard) -> None:
    board.power(rst=False)
    assert board.wait(1.0) == b""
    assert board.chip.running == "held"

    board.pin(rst=True)
    assert b"rst cause:2, boot mode:(3," in board.wait(1.0)


def test_taking_enable_away_is_like_taking_power(board: BareBoard) -> None:
    board.power()
    board.wait(0.5)
    board.pin(en=False)
    assert board.chip.running == "off"

    board.pin(en=True)
    assert b"rst cause:1" in board.wait(0.5)


def test_a_reset_cuts_off_the_byte_that_is_on_the_wire(board: BareBoard) -> None:
    board.power()
    said = board.wait(0.042)
    board.pin(rst=False)
    said += board.wait(1.0)

    assert said.startswith(b"\r\n ets")
    assert not said.endswith(b")\r\n\r\n")


def test_straps_are_sampled_at_the_release_only(board: BareBoard) -> None:
    board.power()
    board.pin(gpio0=False)
    board.wait(1.0)
    assert (board.chip.latch, board.chip.mode) == (3, "flash")

    board.press_reset()
    assert (board.chip.latch, board.chip.mode) == (1, "uart")


def test_bytes_that_arrive_while_it_is_held_are_lost(board: BareBoard) -> None:
    board.power(rst=False, gpio0=False)
    board.send(slip.encode(b"\x00\x08\x24\x00" + bytes(4) + SYNC))
    board.pin(rst=True)
    board.wait(0.2)

    assert board.chip.baud is None


def test_it_is_busy_while_it_starts_and_idle_while_a_sketch_ticks_along(board: BareBoard) -> None:
    board.power()
    assert board.chip.busy()
    board.wait(1.15)
    assert board.chip.running == "sketch"
    assert not board.chip.busy()
    assert board.chip.next_event() < float("inf")


def test_time_may_move_in_any_steps(board: BareBoard) -> None:
    other = BareBoard()
    board.power()
    other.power()
    whole = board.wait(2.0)
    pieces = b"".join(other.wait(0.01) for _ in range(200))

    assert pieces == whole


def test_the_same_seed_gives_the_same_board() -> None:
    boards = [BareBoard(seed=9) for _ in range(2)]
    for one in boards:
        one.power()

    assert boards[0].wait(1.0) == boards[1].wait(1.0)


def test_the_radio_draws_the_most_and_what_listens_is_told(board: BareBoard) -> None:
    loads: list[float] = []
    board.chip.on_load = lambda _now, load: loads.append(load)
    board.power()
    board.wait(2.0)

    assert max(loads) >= 300
    assert board.chip.load < 100


def test_a_brownout_starts_it_over_with_the_straps_as_they_are(board: BareBoard) -> None:
    board.power()
    board.wait(1.0)
    board.pin(gpio0=False)
    board.chip.brownout(board.now, "reset")

    assert b"rst cause:1, boot mode:(1," in board.wait(0.2)


def test_a_brownout_may_leave_it_dead_until_a_reset(board: BareBoard) -> None:
    board.power()
    board.wait(1.0)
    board.chip.brownout(board.now, "dies")
    assert board.wait(5.0) == b""
    assert board.chip.running == "stuck"

    board.press_reset()
    assert b"bench sketch" in board.wait(1.0)


def test_a_brownout_of_a_chip_without_power_does_nothing(board: BareBoard) -> None:
    board.chip.brownout(0.0)

    assert board.chip.running == "off"


@pytest.mark.parametrize(("crystal", "cold"), [(26_000_000, 74880), (40_000_000, 115200)])
def test_the_cold_banner_comes_at_a_speed_that_the_crystal_sets(crystal: int, cold: float) -> None:
    board = BareBoard(spec=ChipSpec(crystal_hz=crystal))
    board.power()
    board.wait(0.06)

    assert {round(frame.baud / cold, 2) for frame in board.frames} == {1.0}


def test_hostile_bytes_and_pins_neither_crash_it_nor_make_it_grow() -> None:
    rng = Random(3)
    board = BareBoard()
    board.power(gpio0=False)
    for _ in range(300):
        board.send(rng.randbytes(rng.randrange(1, 400)), rng.choice([9600, 74880, 115200, 115200, 921600]))
        board.wait(rng.random() * 0.05)
        if rng.random() < 0.1:
            board.press_reset(gpio0=rng.random() < 0.5)
        assert board.chip.running in KNOWN

    board.pins = UP
    board.press_reset()
    assert b"bench sketch" in board.wait(1.0)
