"""The probe `manual-loader`: after the person held FLASH and pressed RST."""

from __future__ import annotations

import struct

import pytest

from benchtop import Benchtop
from computer import Computer, Room, facts_of
from espdoctor.engine.facts import Value
from espdoctor.probes import catalog, manual_loader
from espdoctor.probes.wire import rom, slip
from playbook import Playbook, Step, board, tunes, we

SYNC = rom.sync()
REPLY = slip.encode(bytes.fromhex("01080200070712200000")) * 8
STRAPS = slip.encode(struct.pack("<BBHIBB", 1, rom.READ_REG, 2, 1 << 16, 0, 0))
ASK_STRAPS = rom.read_reg(rom.STRAPS)


def banner(mode: int) -> Step:
    return board(b" ets Jan  8 2013,rst cause:2, boot mode:(%d,6)\r\n\r\n" % mode)


def probed(*steps: Step, used: bool = True) -> dict[str, Value]:
    book = Playbook(*([we(b"before")] if used else []), *steps)
    port = book.port()
    if used:
        port.write(b"before")
    found = facts_of(manual_loader.probe.run(Room(Computer(), "COM3", book.clock, opening=lambda: port)))
    book.done()
    return found


def test_the_banner_that_waited_and_the_answer() -> None:
    found = probed(banner(1), tunes(115200), we(SYNC), board(REPLY), tunes(74880))

    assert found == {
        "sync.reply": "ok",
        "baud.works_at_115200": True,
        "boot.after_manual.banner": "seen",
        "boot.after_manual.mode": 1,
    }


def test_the_wrong_button_or_the_wrong_pin() -> None:
    found = probed(banner(3), tunes(115200), *[we(SYNC)] * 4, tunes(74880))

    assert found == {"sync.reply": "none", "boot.after_manual.banner": "seen", "boot.after_manual.mode": 3}


def test_of_several_banners_the_last_counts() -> None:
    found = probed(banner(3), banner(1), tunes(115200), we(SYNC), board(REPLY), tunes(74880))

    assert found["boot.after_manual.mode"] == 1


def test_a_banner_whose_mode_is_lost() -> None:
    spoilt = board(b" ets Jan  8 2013,rst cause:2, boot mode:(\xf0,6)\r\n\r\n")

    found = probed(spoilt, tunes(115200), *[we(SYNC)] * 4, tunes(74880))

    assert found == {"sync.reply": "none", "boot.after_manual.banner": "seen"}


def test_silence_means_something_only_if_the_port_was_open() -> None:
    silent = [tunes(115200), *[we(SYNC)] * 4, tunes(74880)]

    assert probed(*silent)["boot.after_manual.banner"] == "none"
    assert "boot.after_manual.banner" not in probed(*silent, used=False)


def test_garbage() -> None:
    found = probed(board(b"\xfe\x91\x80\xf0"), tunes(115200), *[we(SYNC)] * 4, tunes(74880))

    assert found["boot.after_manual.banner"] == "garbled"


def test_a_missed_banner_is_asked_from_the_chip() -> None:
    asked = [we(ASK_STRAPS), board(STRAPS), we(ASK_STRAPS), board(STRAPS)]

    found = probed(tunes(115200), we(SYNC), board(REPLY), *asked, tunes(74880), used=False)

    assert found["boot.after_manual.mode"] == 1


@pytest.mark.parametrize("name", ["nodemcu", "esp-12e"])
def test_with_the_benchs_hands(name: str) -> None:
    bench = Benchtop(f"sim://{name}?fault=gpio0-not-wired&hands=simulated")
    bench.run("lines")
    assert bench.known["lines.reaches_loader"] == "none"
    assert bench.doors.hands is not None

    bench.doors.hands.do("hold-flash-press-reset")
    found = bench.run("manual-loader")

    assert found["sync.reply"] == "ok"
    assert found["boot.after_manual.mode"] == 1


def test_it_never_moves_the_lines() -> None:
    assert catalog.info("manual-loader").hands == ("hold-flash-press-reset",)
