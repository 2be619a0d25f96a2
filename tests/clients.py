"""Clients of the bench's network door: hostile ones that hang up at any moment, and a decent one."""

from __future__ import annotations

import socket
import struct
import time
from contextlib import suppress
from random import Random

from attacks import SYNC, TO_LOADER_LINES

ANSWER = b"\x01\x08\x02\x00\x07\x07\x12\x20"
PATIENCE = 30.0
"""Seconds."""
A_NAP = 0.1
"""Seconds that RST or GPIO0 is held, and that an answer may take."""
HELLOS = 7
"""SYNCs after one reset, as many as esptool sends."""
TALKS_ON = 4000
"""Bytes after which a sketch is talking, and not the loader."""


class Unserved(Exception):
    """The bench let a client wait for longer than its patience."""


def connected(port: int) -> socket.socket:
    """A client that is served: one that comes before the last has gone is turned away. Raises Unserved."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        client = socket.create_connection(("127.0.0.1", port))
        client.settimeout(PATIENCE)
        with suppress(ConnectionError):
            if client.recv(1):
                return client
        client.close()
    raise Unserved


def attack(port: int, pieces: list[bytes], chance: Random) -> None:
    """Send as much as the server takes, then leave: in good order, or as if the cable were cut."""
    with connected(port) as client:
        if chance.random() < 0.5:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        with suppress(OSError):  # the server had enough of it
            for piece in pieces[: chance.randrange(1, len(pieces) + 1)]:
                client.sendall(piece)


def greeted(port: int) -> float:
    """Seconds until a decent client has the loader's answer. Raises Unserved.

    It moves the lines with the pauses that a circuit needs, and says hello more than once, as flashers do. What the
    last client sent may still be on its way and spoil the measuring of the speed, as on a real board, so it resets the
    board again if need be.
    """
    began = time.monotonic()
    with connected(port) as client:
        while time.monotonic() < began + PATIENCE:
            for lines in TO_LOADER_LINES:
                client.sendall(lines)
                _heard(client, A_NAP)
            for _ in range(HELLOS):
                client.sendall(SYNC)
                if ANSWER in _heard(client, A_NAP):
                    return time.monotonic() - began
    raise Unserved


def _heard(client: socket.socket, patience: float) -> bytes:
    """What comes until the loader answers, a sketch talks on, or nothing has come for so many seconds."""
    heard = b""
    client.settimeout(patience)
    with suppress(TimeoutError):
        while ANSWER not in heard and len(heard) < TALKS_ON:
            more = client.recv(4096)
            if not more:
                raise Unserved
            heard += more
    return heard
