"""What was overheard is bounded, and in the order in which it happened."""

from __future__ import annotations

from espdoctor.probes.transcript import Direction, Piece
from espdoctor.tui.overheard import MOST, QUIET, Overheard
from espdoctor.tui.serial_log import SerialLog


def piece(data: bytes, direction: Direction = "heard", at: float = 0.0) -> Piece:
    return Piece(at, direction, data, 0)


def test_everything_is_poured_once_in_its_order() -> None:
    overheard, log = Overheard(), SerialLog()
    for one in (piece(b"74880", "baud"), piece(b"hello\n"), piece(b"DTR=1 RTS=0", "lines"), piece(b"xyz", "said")):
        overheard.add(one)

    assert overheard.pour(log)
    assert not overheard.pour(log)
    assert [line.text for line in log.lines] == [
        "listening at 74880 baud",
        "hello",
        "DTR=1 RTS=0",
        "to the board: 3 bytes",
    ]


def test_what_comes_faster_than_it_is_looked_at_is_counted_and_the_newest_kept() -> None:
    overheard, log = Overheard(), SerialLog()
    for number in range(100):
        overheard.add(piece(b"%05d\n" % number + b"." * 1000 + b"\n"))
    overheard.pour(log)

    assert sum(len(line.text) for line in log.lines) < 2 * MOST
    assert log.lines[0].text.endswith("came faster than can be shown")
    assert "00099" in [line.text for line in log.lines]


def test_a_line_that_does_not_end_is_shown_when_it_is_quiet() -> None:
    overheard, log = Overheard(), SerialLog()
    overheard.add(piece(b"no end"))
    overheard.pour(log)
    assert not log.lines
    for _ in range(QUIET):
        overheard.pour(log)

    assert [line.text for line in log.lines] == ["no end"]
