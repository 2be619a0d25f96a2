"""Resetting and listening, and what several banners agree on."""

from __future__ import annotations

import pytest

from benchtop import Benchtop
from computer import Computer, Room
from espdoctor.probes import boot_watch, lines
from espdoctor.probes.probe import fact
from espdoctor.probes.wire.banner import Start
from playbook import Playbook, Step, board, moves, tunes

BANNER = b"\r\n ets Jan  8 2013,rst cause:2, boot mode:(3,6)\r\n\r\n"
RESET = (moves(0, 1), moves(0, 0))


def start(mode: int | None, errors: int = 0) -> Start:
    return Start(2, mode, errors, (0, 44), b"")


def room(*steps: Step, baud: int = 74880) -> tuple[Playbook, Room]:
    book = Playbook(*steps, baud=baud)
    port = book.port()
    return book, Room(Computer(), "COM3", book.clock, opening=lambda: port)


def test_a_reset_and_what_came_after_it() -> None:
    book, world = room(tunes(115200), *RESET, board(BANNER), board(b"load"))

    seen = boot_watch.after_reset(world, lines.RUN, 115200, 0.3)

    assert seen.first is not None
    assert (seen.first.mode, seen.heard.baud, seen.reset) == (3, 115200, lines.RUN)
    assert seen.first.rest == b"\r\n\r\nload"
    book.done()


def test_listening_stops_at_a_whole_banner() -> None:
    book, world = room(*RESET, board(BANNER))

    boot_watch.after_reset(world, lines.RUN, 74880, 60.0, boot_watch.has_banner)

    assert book.clock.now() < 1.0


def test_going_on_adds_to_the_same_bytes() -> None:
    _, world = room(*RESET, board(BANNER), board(b"later"))
    seen = boot_watch.after_reset(world, lines.RUN, 74880, 60.0, boot_watch.has_banner)

    longer = boot_watch.going_on(world, seen, 0.2)

    assert longer.heard.data == BANNER + b"later"
    assert longer.heard.offset == seen.heard.offset


def test_only_listening_moves_nothing() -> None:
    book, world = room(tunes(9600), board(b"tick"))

    seen = boot_watch.only_listening(world, 9600, 0.2)

    assert (seen.heard.data, seen.starts, seen.first) == (b"tick", (), None)
    book.done()


def test_the_place_of_a_word_after_the_banner() -> None:
    _, world = room(*RESET, board(BANNER + b"csum err"))
    seen = boot_watch.after_reset(world, lines.RUN, 74880, 0.3)
    at = seen.starts[0].rest.index(b"csum")

    assert seen.heard.data[slice(*seen.place(seen.starts[0], (at, at + 8)))] == b"csum err"


@pytest.mark.parametrize(
    ("starts", "mode", "settled", "floats"),
    [
        ([], None, False, False),
        ([start(None)], None, False, False),
        ([start(3)], 3, False, False),
        ([start(3), start(3)], 3, True, False),
        ([start(3), start(1)], 3, False, False),
        ([start(3), start(1), start(3)], 3, False, False),
        ([start(3), start(1), start(3), start(1)], 3, False, True),
        ([start(3, 2), start(1, 1), start(3, 1), start(1, 2)], 3, False, False),  # disturbed: no proof of floating
        ([start(3), start(None), start(3)], 3, True, False),
    ],
)
def test_what_banners_agree_on(starts: list[Start], mode: int | None, settled: bool, floats: bool) -> None:
    assert boot_watch.agreed(starts) == mode
    assert boot_watch.settled(starts) is settled
    assert boot_watch.floats(starts) is floats


@pytest.mark.parametrize(("known", "baud"), [({}, 74880), ({"boot__speed": 115200}, 115200)])
def test_the_boot_text_is_read_at_the_speed_that_was_seen(known: dict[str, int], baud: int) -> None:
    assert boot_watch.rom_baud(Benchtop("sim://nodemcu", **known).world) == baud


def test_what_only_badly_spoilt_banners_say_is_doubtful_however_often_they_agree() -> None:
    told = fact("boot.after_run.mode", 3, "serial 74880 baud", "boot mode:(3,6)")
    assert boot_watch.told_by([start(3, 12), start(3, 9)], told).doubtful
    assert not boot_watch.told_by([start(3, 12), start(3, 2)], told).doubtful
