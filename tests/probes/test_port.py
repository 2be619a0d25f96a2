"""The guarded port: it reads, writes, stops, and says what the world did to it."""

from __future__ import annotations

import errno
from typing import Any

import pytest
import serial

from espdoctor.engine.errors import Cancelled
from espdoctor.probes import port as guarded
from espdoctor.probes.clock import SLICE
from espdoctor.probes.link_errors import BaudRefused, LinesNotSupported, LinkError, PortVanished
from espdoctor.probes.stop import Stop
from fakeclock import FakeClock
from playbook import Playbook, board, fails, moves, tunes, we

GONE = serial.SerialException("device reports readiness to read but returned no data")


class Stopping(FakeClock):
    """The person stops at that moment."""

    def __init__(self, stop: Stop, at: float) -> None:
        super().__init__()
        self._stop, self._at = stop, at

    def sleep(self, seconds: float) -> None:
        super().sleep(seconds)
        if self.now() >= self._at:
            self._stop.set()


# ---------------------------------------------------------------- reading and writing


def test_reading_gives_what_came_until_enough_or_too_late() -> None:
    book = Playbook(board(b"ab"), board(b"cd"))
    port = book.port()

    assert port.read(3, 1.0) == b"abc"
    assert port.read(9, 0.3) == b"d"
    assert book.clock.now() == pytest.approx(0.3, abs=0.01)


def test_reading_for_no_time_takes_what_is_there() -> None:
    book = Playbook(board(b"ab"))
    port = book.port()

    assert port.read(9, 0.0) == b"ab"
    assert port.read(9, 0.0) == b""
    assert book.clock.now() == 0.0


def test_a_short_wait_is_not_made_longer() -> None:
    """esptool's reader waits for the time of a few bytes; a whole slice each time would make it crawl."""
    book = Playbook()

    book.port().read(1, 0.004)

    assert book.clock.now() == pytest.approx(0.004)


def test_some_is_what_came_together() -> None:
    port = Playbook(board(b"abc")).port()

    assert port.read_some(0.1) == b"abc"
    assert port.read_some(0.1) == b""


def test_everything_is_in_the_transcript_with_its_offset() -> None:
    book = Playbook(board(b"hi"), we(b"yo"), moves(0, 1), tunes(9600), board(b"ho"))
    port = book.port()
    port.read(2, 0.1)
    port.write(b"yo")
    port.set_lines(dtr=False, rts=True)
    port.baud = 9600
    port.read(2, 0.1)

    assert [(p.direction, p.data, p.offset) for p in port.transcript.pieces()] == [
        ("heard", b"hi", 0),
        ("said", b"yo", 0),
        ("lines", b"DTR=0 RTS=1", 0),
        ("baud", b"9600", 0),
        ("heard", b"ho", 2),
    ]


def test_long_writes_go_in_bites_of_a_slice() -> None:
    """At 9600 baud 48 bytes leave in the time within which somebody who wants to stop is heard."""
    data = bytes(range(97))
    book = Playbook(we(data[:48]), we(data[48:96]), we(b"\x60"), baud=9600)

    book.port().write(data)

    book.done()


def test_discarded_bytes_stay_in_the_transcript() -> None:
    port = Playbook(board(b"old"), board(b"talk")).port()

    port.discard()

    assert port.read(9, 0.1) == b""
    assert port.transcript.slice(0, 99) == b"oldtalk"


def test_a_port_that_never_falls_silent_is_given_up() -> None:
    port = Playbook(*[board(b"x")] * (guarded.MOST_LOOKS + 1)).port()

    port.discard()

    assert port.transcript.heard == guarded.MOST_LOOKS


def test_the_same_speed_again_is_no_change() -> None:
    port = Playbook(baud=9600).port()

    port.baud = 9600

    assert port.transcript.pieces() == ()


# ---------------------------------------------------------------- stopping


def test_a_stop_ends_a_read_within_a_slice() -> None:
    stop = Stop()
    book = Playbook(clock=Stopping(stop, 1.0))

    with pytest.raises(Cancelled):
        book.port(stop).read(1, 60.0)

    assert book.clock.now() <= 1.0 + 2 * SLICE


@pytest.mark.parametrize(
    "act",
    [
        lambda port: port.write(b"x"),
        lambda port: port.read(1, 0.0),
        lambda port: port.discard(),
        lambda port: port.set_lines(dtr=True, rts=True),
        lambda port: setattr(port, "baud", 300),
    ],
)
def test_nothing_is_done_after_a_stop(act: Any) -> None:
    stop = Stop()
    stop.set()

    with pytest.raises(Cancelled):
        act(Playbook().port(stop))


# ---------------------------------------------------------------- troubles


def test_a_port_that_goes_away_says_after_how_many_bytes() -> None:
    port = Playbook(board(b"abc"), fails(GONE)).port()
    with pytest.raises(PortVanished) as caught:
        port.read(9, 1.0)

    assert caught.value.after == 3


def test_a_stuck_write_is_a_trouble_of_the_port() -> None:
    with pytest.raises(LinkError):
        Playbook(fails(serial.SerialTimeoutException("Write timeout"))).port().write(b"x")


@pytest.mark.parametrize("number", [errno.ENOTTY, errno.EINVAL])
def test_a_port_without_lines_says_so(number: int) -> None:
    with pytest.raises(LinesNotSupported):
        Playbook(fails(OSError(number, "no lines"))).port().set_lines(dtr=True, rts=True)


def test_a_plain_socket_has_no_lines_whatever_the_system_says() -> None:
    with pytest.raises(LinesNotSupported):
        Playbook().port(url="socket://pi:4000").set_lines(dtr=True, rts=True)


def test_lines_of_a_port_that_is_gone() -> None:
    with pytest.raises(PortVanished):
        Playbook(fails(OSError(errno.EIO, "gone"))).port().set_lines(dtr=True, rts=True)


class Refusing(Playbook):
    """Takes no other speed; still there, or not."""

    error: Exception = ValueError("invalid")
    gone = False

    @property
    def in_waiting(self) -> int:
        if self.gone:
            raise GONE
        return 0

    @property
    def baudrate(self) -> int:
        return 74880

    @baudrate.setter
    def baudrate(self, baud: int) -> None:
        raise self.error


@pytest.mark.parametrize("error", [ValueError("invalid"), OSError(errno.EINVAL, "not this speed")])
def test_a_speed_that_is_refused(error: Exception) -> None:
    book = Refusing()
    book.error = error

    with pytest.raises(BaudRefused) as caught:
        book.port().baud = 3_000_000

    assert caught.value.baud == 3_000_000


def test_a_port_that_is_gone_refuses_every_speed() -> None:
    book = Refusing()
    book.error, book.gone = GONE, True

    with pytest.raises(PortVanished):
        book.port().baud = 9600


# ---------------------------------------------------------------- closing


def test_closing_lets_the_lines_go_so_that_the_board_runs() -> None:
    book = Playbook(moves(0, 1), moves(0, 0))
    port = book.port()
    port.set_lines(dtr=False, rts=True)

    port.close()
    port.close()

    book.done()
    assert not book.is_open


def test_closing_works_after_a_stop_and_when_the_port_is_gone() -> None:
    stop = Stop()
    book = Playbook(moves(0, 1), fails(GONE))
    port = book.port(stop)
    port.set_lines(dtr=False, rts=True)
    stop.set()

    port.close()

    assert port.closed
    assert not book.is_open
