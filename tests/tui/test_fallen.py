"""A dump on the serial line is looked up beside it, in a thread, once."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import xtensa
from computer import Computer
from espdoctor.probes.host import Host, Place
from espdoctor.probes.stack.elf import read
from espdoctor.probes.stack.frames import Decoder
from espdoctor.tui.fallen import END, KEPT, Fallen, built
from espdoctor.tui.overheard import QUIET, Overheard
from espdoctor.tui.serial_log import SerialLog

DUMP = b"\r\nException (28):\r\nepc1=0x40201234 excvaddr=0x00000004\r\n\r\n>>>stack>>>\r\n\r\nctx: cont\r\n"
ROWS = b"3ffffdc0:  40201234 3ffe8570 40202345 3ffef2a4\r\n"
ENDED = DUMP + ROWS + END + b"\r\n"
MISSING = "No .elf file of this sketch was found"


class Shelf:
    """The .elf files that there are; counts how often it was asked."""

    def __init__(self, *files: Path) -> None:
        self.files = files
        self.asked = 0

    def __call__(self) -> tuple[Path, ...]:
        self.asked += 1
        return self.files


def found(fallen: Fallen, *pieces: bytes) -> list[str]:
    for piece in pieces:
        fallen.hear(piece)
    fallen.wait()
    return fallen.lines()


def test_a_dump_is_looked_up_when_it_has_ended_in_whatever_pieces_it_comes() -> None:
    assert found(Fallen(Shelf()), DUMP, ROWS) == []
    assert found(Fallen(Shelf()), ENDED) == [MISSING]
    assert found(Fallen(Shelf()), *(bytes([byte]) for byte in ENDED)) == [MISSING]


def test_falling_at_the_same_place_again_is_looked_up_once_and_elsewhere_anew() -> None:
    shelf = Shelf()
    fallen = Fallen(shelf)

    assert found(fallen, ENDED) + found(fallen, ENDED) == [MISSING]
    assert found(fallen, ENDED.replace(b"40202345", b"40202999")) == [MISSING]
    assert shelf.asked == 2


def test_a_dump_whose_end_was_lost_is_looked_up_when_the_line_is_quiet() -> None:
    fallen = Fallen(Shelf())
    fallen.hear(DUMP + ROWS)
    fallen.quiet()

    assert found(fallen) == [MISSING]


def test_a_flood_without_a_dump_is_forgotten_and_asks_for_no_file() -> None:
    shelf = Shelf()
    fallen = Fallen(shelf)

    assert found(fallen, *[b"nothing to see here\n" * 1000] * 20, END) == []
    assert len(fallen._heard) <= 2 * KEPT
    assert shelf.asked == 0


@xtensa.needs_tools
def test_function_file_and_line_are_told_and_who_called_it(tmp_path: Path) -> None:
    folder = tmp_path / "arduino_build_1"
    folder.mkdir()
    made = xtensa.build(folder, "-Os", "-g")
    opened = Decoder(read(made.read_bytes()))
    place = next(a for a in range(0x40201000, 0x40203000) if [f.function for f in opened.frames(a)[:1]] == ["level3"])
    words = b" ".join(b"%08x" % word for word in xtensa.calls(made)[:12])
    dump = b"Exception (28):\nepc1=0x%08x\n>>>stack>>>\n3ffffdc0:  %s\n" % (place, words) + END
    host = cast(Host, Computer(builds=(Place("Arduino", tmp_path, ("*",)),)))
    first, source, *calls = found(Fallen(built(host)), dump)

    assert first.startswith("It crashed in level3 in sensor.cpp, line ")
    assert "*p = 3" in source
    assert calls[0].startswith("01 level3 in sensor.cpp, line ")


class Noted:
    """An aside that notes what it hears."""

    def __init__(self, *found: str) -> None:
        self.noted: list[object] = []
        self.found = [*found]

    def hear(self, data: bytes) -> None:
        self.noted.append(data)

    def quiet(self) -> None:
        self.noted.append("quiet")

    def lines(self) -> list[str]:
        found, self.found = self.found, []
        return found


def test_what_is_found_later_becomes_lines_of_the_log() -> None:
    log = SerialLog(Noted("It crashed in a"))

    assert log.catch_up()
    assert not log.catch_up()
    assert [(line.kind, line.text) for line in log.lines] == [("place", "It crashed in a")]


def test_what_is_heard_is_heard_beside_too_and_a_quiet_line_is_told_once() -> None:
    aside = Noted()
    log, overheard = SerialLog(aside), Overheard()
    log.hear(0.0, b"words")
    for _ in range(QUIET * 3):
        overheard.pour(log)

    assert aside.noted == [b"words", "quiet"]
