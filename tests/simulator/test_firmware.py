"""Firmware at work: what it prints, answers, draws, and how it ends."""

from __future__ import annotations

import pytest

from bareboard import BareBoard
from espdoctor.probes.simulator.chip import ChipSpec


def started(sketch: str) -> BareBoard:
    board = BareBoard(sketch)
    board.power()
    board.wait(1.0)
    return board


def test_a_sketch_prints_at_its_own_rate_after_the_banner_at_the_roms() -> None:
    board = started("slow")
    board.wait(2.0)

    assert b"reading 1" in board.heard_at(9600)
    assert b"boot mode:(3," in board.heard_at(74880)


def test_a_sketch_ticks_along() -> None:
    assert started("hello").wait(3.0).count(b"tick") == 3


@pytest.mark.parametrize(
    ("sketch", "line", "answer"),
    [
        ("at", b"AT\r\n", b"AT\r\n\r\nOK\r\n"),
        ("at", b"AT+NONSENSE\r\n", b"\r\nERROR\r\n"),
        ("lua", b"print(1+1)\r\n", b"2\r\n> "),
        ("lua", b"!!\r\n", b"syntax error"),
    ],
)
def test_a_console_answers_lines(sketch: str, line: bytes, answer: bytes) -> None:
    board = started(sketch)
    board.send(line)

    assert answer in board.wait(0.5)


def test_a_console_echoes_what_it_is_sent_even_a_sync() -> None:
    board = started("lua")
    board.send(b"\xc0\x00\x08")

    assert b"\xc0\x00\x08" in board.wait(0.2)


def test_other_sketches_take_no_notice() -> None:
    board = started("silent")
    board.send(b"AT\r\n")

    assert board.wait(5.0) == b""


def test_a_console_at_another_rate_gets_garbage() -> None:
    board = started("at")
    board.send(b"AT\r\n", 9600)

    assert b"OK" not in board.wait(0.5)


def test_crashes_restart_it_again_and_again() -> None:
    board = started("crash-null")

    assert board.wait(4.0).count(b"Exception (28):") >= 3


def test_the_soft_watchdog_says_its_name() -> None:
    assert b"Soft WDT reset" in started("soft-wdt").wait(4.0)


def test_a_long_line_is_not_kept_whole() -> None:
    board = started("at")
    board.send(b"x" * 5000 + b"\r")

    assert board.wait(1.0).endswith(b"ERROR\r\n")


@pytest.mark.parametrize(("label", "rate"), [("hello", 115200 * 40 / 26), ("hello@40", 115200.0)])
def test_a_program_built_for_another_crystal_talks_at_a_wrong_speed(label: str, rate: float) -> None:
    board = BareBoard(label, spec=ChipSpec(crystal_hz=40_000_000))
    board.power()
    board.wait(1.0)
    assert b"bench sketch: hello" in board.heard_at(rate)
    assert board.heard_at(115200).count(b"boot mode") == 1
