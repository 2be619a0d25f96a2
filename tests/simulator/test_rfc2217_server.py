"""The bench behind a socket: one client at a time, who cannot make it fall."""

from __future__ import annotations

import random
import socket
import threading
from collections.abc import Iterator

import pytest
import serial

from bench_tools import boot_mode, greeted, sync
from espdoctor.probes import simulator
from espdoctor.probes.simulator import rfc2217_server
from espdoctor.probes.simulator.rfc2217_server import LONGEST_OPTION, Conversation, Server

pytestmark = pytest.mark.filterwarnings("ignore:set(Daemon|Name)\\(\\) is deprecated:DeprecationWarning")
"""pyserial 3.5's client names its thread by methods that Python has deprecated."""


@pytest.fixture
def notes() -> list[str]:
    return []


@pytest.fixture
def server(request: pytest.FixtureRequest, notes: list[str]) -> Iterator[Server]:
    url = getattr(request, "param", "sim://nodemcu")
    server = Server(simulator.served(url), "127.0.0.1", 0, notes.append)
    thread = threading.Thread(target=server.serve)
    thread.start()
    yield server
    server.stop()
    thread.join()


def connected(server: Server) -> socket.socket:
    client = socket.create_connection(("127.0.0.1", int(server.url.rpartition(":")[2])))
    client.settimeout(10)
    return client


def until_closed(client: socket.socket) -> bytes:
    heard = b""
    while True:
        try:
            more = client.recv(4096)
        except ConnectionResetError:
            return heard
        if not more:
            return heard
        heard += more


def test_pyserials_client_resets_the_board_into_its_loader_and_is_greeted(server: Server) -> None:
    """With the round trips of a network between the line changes, which would miss the moment if they counted."""
    with serial.serial_for_url(server.url, 74880, timeout=1) as port:
        port.dtr = False
        port.rts = True
        port.reset_input_buffer()
        port.dtr = True
        port.rts = False
        assert boot_mode(port.read_until(b")\r\n\r\n")) == 1
        port.dtr = False
        port.timeout = 0.5
        assert greeted(sync(port))


def test_a_second_client_is_turned_away_while_the_first_stays(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rfc2217_server, "GRACE", 0.1)
    with connected(server) as first:
        first.recv(1)
        with connected(server) as second:
            assert until_closed(second) == b""
        first.sendall(b"\xff\xfd\x00")
        assert first.recv(1)


def test_after_one_has_left_the_next_is_served(server: Server) -> None:
    for _ in range(3):
        with connected(server) as client:
            assert client.recv(1) == b"\xff"
        server.wait_until_free()


def test_a_client_that_comes_while_the_last_is_leaving_is_served(server: Server) -> None:
    for _ in range(20):
        with connected(server) as client:
            assert client.recv(1) == b"\xff"


def test_a_client_that_sends_anything_harms_only_itself(server: Server) -> None:
    chance = random.Random(7)
    for _ in range(20):
        with connected(server) as client:
            client.recv(1)
            client.sendall(chance.randbytes(400))
        server.wait_until_free()
    with connected(server) as client:
        assert client.recv(1) == b"\xff"


def test_an_option_without_end_is_cut_off(server: Server) -> None:
    with connected(server) as client:
        client.sendall(b"\xff\xfa" + bytes(LONGEST_OPTION + 10))
        assert until_closed(client)


@pytest.mark.parametrize("server", ["sim://nodemcu?fault=port-busy"], indirect=True)
def test_a_port_that_does_not_open_is_noted_and_the_client_is_let_go(server: Server, notes: list[str]) -> None:
    with connected(server) as client:
        assert until_closed(client) == b""
    server.wait_until_free()
    assert "busy" in notes[0]


def test_it_listens_where_it_was_told() -> None:
    server = Server(simulator.served("sim://nodemcu"), "127.0.0.1", 0, print)
    assert server.url.startswith("rfc2217://127.0.0.1:")
    server.stop()


def test_a_board_is_kept_up_with_while_nobody_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else who comes after an hour would wait until all that it printed meanwhile is played."""
    monkeypatch.setattr(rfc2217_server, "LOOK_UP", 0.01)
    bench = simulator.served("sim://nodemcu?fault=isr-in-flash")
    followed, catch_up = threading.Event(), bench.catch_up

    def seen() -> float:
        followed.set()
        return catch_up()

    monkeypatch.setattr(bench, "catch_up", seen)
    server = Server(bench, "127.0.0.1", 0, print)
    thread = threading.Thread(target=server.serve)
    thread.start()
    try:
        assert followed.wait(60)
    finally:
        server.stop()
        thread.join()


@pytest.mark.parametrize("cut", range(24))
def test_bytes_for_the_board_come_whole_out_of_the_protocol_wherever_the_network_cuts_it(cut: int) -> None:
    sent = (
        b"ab" + b"\xff\xff" + b"cd" + b"\xff\xfa\x2c\x05\x08\xff\xf0" + b"ef" + b"\xff\xff\xff\xff" + b"gh\xff\xfb\x03i"
    )
    ours, theirs = socket.socketpair()
    with ours, theirs, simulator.bench("sim://nodemcu").serial() as port:
        talk = Conversation(ours, port)
        heard = b"".join([*talk.filtered(sent[:cut]), *talk.filtered(sent[cut:])])
    assert heard == b"ab\xffcdef\xff\xffghi"
