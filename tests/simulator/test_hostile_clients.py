"""Clients that send anything, hang up at any moment, and come again and again: they neither crash the bench nor make it
grow. `benchmarks/hostile.py` does the same with thousands of them."""

from __future__ import annotations

import gc
import socket
import struct
import threading
import tracemalloc
from collections.abc import Iterator
from contextlib import suppress
from random import Random

import pytest

from attacks import ATTACKS, SYNC, TO_LOADER
from bareboard import SYNC as SYNC_DATA
from bareboard import BareBoard
from espdoctor.probes import simulator
from espdoctor.probes.simulator.rfc2217_server import Server

EACH = 3
"""Attacks of each kind."""
GROWTH = 200_000
"""Bytes; a bench has a flash of 4 MB, and one client's bytes kept would be more than this in sum."""


ANSWER = b"\x01\x08\x02\x00\x07\x07\x12\x20"


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server(simulator.served("sim://nodemcu"), "127.0.0.1", 0, print)
    thread = threading.Thread(target=made.serve)
    thread.start()
    yield made
    made.stop()
    thread.join()


def connected(server: Server) -> socket.socket:
    """A client that is served: one that comes before the last has gone is turned away."""
    while True:
        client = socket.create_connection(("127.0.0.1", int(server.url.rpartition(":")[2])))
        client.settimeout(5)
        with suppress(ConnectionError):
            if client.recv(1):
                return client
        client.close()


def attack(server: Server, pieces: list[bytes], chance: Random) -> None:
    """Send as much as the server takes, then leave: in good order, or as if the cable were cut."""
    with connected(server) as client:
        if chance.random() < 0.5:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        with suppress(OSError):  # the server had enough of it
            for piece in pieces[: chance.randrange(1, len(pieces) + 1)]:
                client.sendall(piece)


def greets(server: Server) -> bool:
    """Whether a decent client gets into the loader and its answer."""
    with connected(server) as client:
        for piece in (*TO_LOADER, SYNC):
            client.sendall(piece)
        heard = b""
        while ANSWER not in heard:
            more = client.recv(4096)
            if not more:
                return False
            heard += more
    return True


@pytest.mark.parametrize("kind", ATTACKS)
def test_after_such_clients_the_next_is_served_as_ever(server: Server, kind: str) -> None:
    chance = Random(kind)
    for _ in range(EACH):
        attack(server, ATTACKS[kind](chance), chance)
    assert greets(server)


def test_clients_one_after_the_other_leave_nothing_behind(server: Server) -> None:
    chance = Random(1)

    def some(count: int) -> int:
        for _ in range(count):
            attack(server, ATTACKS["telnet"](chance), chance)
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
