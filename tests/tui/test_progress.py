"""Counted work says how much, how fast, and how long it still takes."""

from __future__ import annotations

from espdoctor.probes.pace import Pace
from espdoctor.tui import progress

KB = 1024


def told(note: str, *seen: tuple[int, int, float]) -> str:
    """The line at the last of these: done, total, seconds."""
    pace, line = Pace(), ""
    for done, total, seconds in seen:
        line = progress.line(note, done, total, pace.at(done, total, seconds))
    return line


def test_bytes_rate_and_time_left() -> None:
    line = told("Writing at 0x001000", (0, 256 * KB, 5.0), (64 * KB, 256 * KB, 7.0))

    assert line == "Writing at 0x001000: 25%, 64 of 256 KB, 32 KB/s, 6 s left"


def test_it_never_goes_beyond_its_end() -> None:
    line = told("Comparing", (0, 256 * KB, 0.0), (300 * KB, 256 * KB, 1.0))

    assert "100%, 256 of 256 KB" in line
    assert " 0 s left" in line


def test_at_the_first_moment_nothing_is_said_of_the_rate() -> None:
    assert told("Saving", (0, 64 * KB, 3.0)) == "Saving: 0%, 0 of 64 KB"


def test_tries_are_no_bytes() -> None:
    assert told("Trying flash mode dio", (1, 4, 1.0)) == "Trying flash mode dio (1 of 4)"


def test_what_is_not_counted_is_the_note_alone_and_harmless() -> None:
    assert told("Listening", (0, 0, 1.0)) == "Listening"
    assert "\x1b" not in told("\x1b[31mred", (0, 0, 1.0)) + told("\x1b[31mred", (1, 2, 1.0))
