"""Clients that send anything, hang up at any moment, and come again and again: they neither crash the bench nor make it
grow. `benchmarks/hostile.py` does the same with thousands of them."""

from __future__ import annotations

import gc
import threading
import tracemalloc
from collections.abc import Iterator
from random import Random

import pytest

from attacks import ATTACKS
from bareboard import SYNC as SYNC_DATA
from bareboard import BareBoard
from clients import attack, greeted
from espdoctor.probes import simulator
from espdoctor.probes.simulator.rfc2217_server import Server

EACH = 3
"""Attacks of each kind."""
GROWTH = 200_000
"""Bytes; a bench has a flash of 4 MB, and one client's bytes kept would be more than this in sum."""


@pytest.fixture
def port() -> Iterator[int]:
    """Where a bench listens."""
    made = Server(simulator.served("sim://nodemcu"), "127.0.0.1", 0, print)
    thread = threading.Thread(target=made.serve)
    thread.start()
    yield int(made.url.rpartition(":")[2])
    made.stop()
    thread.join()


@pytest.mark.parametrize("kind", ATTACKS)
def test_after_such_clients_the_next_is_served_as_ever(port: int, kind: str) -> None:
    chance = Random(kind)
    for _ in range(EACH):
        attack(port, ATTACKS[kind](chance), chance)
    assert greeted(port) > 0


def test_clients_one_after_the_other_leave_nothing_behind(port: int) -> None:
    chance = Random(1)

    def some(count: int) -> int:
        for _ in range(count):
            attack(port, ATTACKS["telnet"](chance), chance)
        gc.collect()
        return tracemalloc.get_traced_memory()[0]

    tracemalloc.start()
    try:
        settled = some(10)
        assert some(30) - settled < GROWTH
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("kind", [kind for kind in ATTACKS if kind not in ("telnet", "rates")])
def test_a_chip_that_was_told_nonsense_is_as_ever_after_a_reset(kind: str, seed: int) -> None:
    board = BareBoard()
    for _ in range(2):
        board.press_reset() if board.pins.powered else board.power(gpio0=False)
        board.wait(0.1)
        for piece in ATTACKS[kind](Random(seed)):
            board.send(piece)
            board.wait(0.05)
    board.wait(1.0)
    board.press_reset(gpio0=False)
    board.wait(0.1)
    board.ask(0x08, SYNC_DATA)
    assert len(board.ask(0x08, SYNC_DATA)) == 8
    assert board.read_reg(0x40001000) == 0xFFF0C101
