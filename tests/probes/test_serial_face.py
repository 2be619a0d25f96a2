"""esptool sees a pyserial port; what stands behind it is a port that can be cancelled."""

from __future__ import annotations

from collections import deque

from espdoctor.probes.serial_face import LONGEST_WAIT, SerialFace


class Line:
    """A `link.Port` whose bytes come in bites; it remembers how it was used."""

    def __init__(self, *bites: bytes) -> None:
        self.bites = deque(bites)
        self.baud = 115200
        self.said = b""
        self.waits: list[float] = []
        self.closed = False

    def read(self, size: int, timeout: float) -> bytes:
        return self.read_some(timeout, size, size)

    def read_some(self, timeout: float, most: int, least: int) -> bytes:
        """A bite that is too small is waited for in vain."""
        self.waits.append(timeout)
        if not self.bites:
            return b""
        bite = self.bites.popleft()
        if len(bite) > most:
            self.bites.appendleft(bite[most:])
        return bite[:most]

    def write(self, data: bytes) -> None:
        self.said += data

    def discard(self) -> None:
        self.bites.clear()


def face(line: Line) -> SerialFace:
    return SerialFace(line, "COM3")  # type: ignore[arg-type]


def test_reading_gives_at_most_what_was_asked_for() -> None:
    port = face(Line(b"abc", b"def"))

    assert [port.read(2), port.read(3), port.read(9)] == [b"ab", b"cde", b"f"]


def test_what_came_with_the_first_byte_is_waiting_and_no_more_is_waited_for() -> None:
    line = Line(b"\xc0\x01\x08", b"\xc0next")
    port = face(line)

    assert (port.read(1), port.inWaiting(), len(line.waits)) == (b"\xc0", 2, 1)


def test_what_is_sure_to_come_is_taken_in_one_bite_for_little_longer_than_it_takes() -> None:
    line = Line(b"abc", b"d" * 97, b"e")
    port = face(line)

    with port.expecting(100):
        port.read(1)

    assert (port.inWaiting(), list(line.bites)) == (99, [b"e"])
    assert 97 * 10 / 115200 < line.waits[1] < 2 * 97 * 10 / 115200


def test_nothing_is_expected_any_more_when_all_has_come_or_the_reading_is_over() -> None:
    line = Line(b"abc", b"d", b"e")
    port = face(line)

    with port.expecting(3):
        port.read(3)
        port.read(1)
    with port.expecting(100):
        pass
    port.read(1)

    assert (len(line.waits), list(line.bites)) == (3, [])


def test_asking_what_is_there_does_not_touch_the_port() -> None:
    """Each read looks at it, and esptool asks before each."""
    line = Line(b"abc")

    assert (face(line).in_waiting, line.waits) == (0, [])


def test_silence_is_no_bytes() -> None:
    assert face(Line()).read(1) == b""


def test_a_read_without_a_limit_ends_all_the_same() -> None:
    """esptool waits so for its stub, for ever."""
    line = Line()
    port = face(line)
    port.timeout = None

    port.read(1)

    assert line.waits[0] == LONGEST_WAIT


def test_the_timeout_is_that_of_esptool() -> None:
    line = Line()
    port = face(line)
    port.timeout = 0.25

    port.read(4)

    assert line.waits[0] == 0.25


def test_flushing_forgets_what_came() -> None:
    port = face(Line(b"a", b"stale"))
    port.read(1)

    port.flushInput()

    assert port.in_waiting == 0


def test_writing_and_the_speed_go_through() -> None:
    line = Line()
    port = face(line)

    assert port.write(b"\xc0\xc0") == 2
    port.baudrate = 460800

    assert (line.said, line.baud, port.baudrate) == (b"\xc0\xc0", 460800, 460800)


def test_esptool_cannot_close_the_port() -> None:
    """It does so after a failed connect, and the next try needs it."""
    line = Line()
    port = face(line)
    port.flush()
    port.flushOutput()

    port.close()

    assert not line.closed
