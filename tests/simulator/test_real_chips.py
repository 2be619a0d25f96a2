"""Byte for byte what real chips answered, from logs that people made public with `esptool --trace`.

A conversation is written down as it stands there: `>` is what the computer sent, `<` what the chip answered. The chip
on the bench is given the fuses that the real one showed; where a log does not show a word, it is 0.
"""

from __future__ import annotations

import pytest

from bareboard import BareBoard
from espdoctor.probes.simulator.chip import ChipSpec

SYNC = "c0 00082400 00000000 07071220 " + "55" * 32 + " c0"
EIGHT = 8 * "c0 01080200 07071220 0000 c0 "

# espressif/esptool#372: esptool 2.5.1 at 115200 on macOS. The same answers at 9600 in espressif/esptool#617.
GREETED = f"""
> {SYNC}
< {EIGHT}
"""

# espressif/esptool#620: esptool 2.6 on Windows; MAC 84:0d:8e:…
FUSES_620 = (0, 0x02007681, 0xF200B000, 0x00840D8E)
IDENTITY_620 = """
> c0 000a0400 00000000 00100040 c0
< c0 010a0200 01c1f0ff 0000 c0
> c0 000a0400 00000000 5c00f03f c0
< c0 010a0200 8e0d8400 0000 c0
> c0 000a0400 00000000 5800f03f c0
< c0 010a0200 00b000f2 0000 c0
> c0 000a0400 00000000 5400f03f c0
< c0 010a0200 81760002 0000 c0
"""

# esp8266/Arduino#5635: an upload by esptool 2.6; MAC 60:01:94:23:b4:a6. MEM_BEGIN carries the word read last.
FUSES_5635 = (0xA6160000, 0x020023B4, 0, 0x00600194)
STUB_BEGUN_5635 = """
> c0 000a0400 00000000 5000f03f c0
< c0 010a0200 000016a6 0000 c0
> c0 000a0400 00000000 5400f03f c0
< c0 010a0200 b4230002 0000 c0
> c0 000a0400 00000000 5c00f03f c0
< c0 010a0200 94016000 0000 c0
> c0 00051000 00000000 6c1f0000 02000000 00180000 00e01040 c0
< c0 01050200 94016000 0000 c0
"""

# espressif/esptool#293: MAC 5c:cf:7f:c8:cd:8d.
FUSES_293 = (0x8DC50000, 0x0200C8CD, 0, 0x005CCF7F)
IDENTITY_293 = """
> c0 000a0400 00000000 5000f03f c0
< c0 010a0200 0000c58d 0000 c0
> c0 000a0400 00000000 5400f03f c0
< c0 010a0200 cdc80002 0000 c0
> c0 000a0400 00000000 5c00f03f c0
< c0 010a0200 7fcf5c00 0000 c0
"""

# espressif/esptool#397: a chip whose fuses all read 0; the crystal's divider; the SPI controller asked by hand.
FUSES_397 = (0, 0, 0, 0)
BLANK_397 = """
> c0 000a0400 00000000 5800f03f c0
< c0 010a0200 00000000 0000 c0
> c0 000a0400 00000000 5400f03f c0
< c0 010a0200 00000000 0000 c0
> c0 000a0400 00000000 5000f03f c0
< c0 010a0200 00000000 0000 c0
> c0 000a0400 00000000 14000060 c0
< c0 010a0200 c4010000 0000 c0
"""
CONTROLLER_397 = """
> c0 000a0400 00000000 1c020060 c0
< c0 010a0200 44000080 0000 c0
> c0 000a0400 00000000 24020060 c0
< c0 010a0200 00000070 0000 c0
> c0 00091000 00000000 20020060 0707005c ffffffff 00000000 c0
< c0 01090200 00000070 0000 c0
"""


def turns(conversation: str) -> list[tuple[bytes, bytes]]:
    """What was sent and what came back, turn by turn."""
    lines = [line.split(maxsplit=1) for line in conversation.strip().splitlines()]
    asked = [bytes.fromhex(words) for mark, words in lines if mark == ">"]
    answered = [bytes.fromhex(words) for mark, words in lines if mark == "<"]
    return list(zip(asked, answered, strict=True))


@pytest.mark.parametrize(
    ("fuses", "conversation"),
    [
        (None, GREETED),
        (FUSES_620, IDENTITY_620),
        (FUSES_293, IDENTITY_293),
        (FUSES_5635, STUB_BEGUN_5635),
        (FUSES_397, BLANK_397),
        (FUSES_397, CONTROLLER_397),
    ],
)
def test_the_bench_answers_like_the_chip_in_the_log(fuses: tuple[int, int, int, int] | None, conversation: str) -> None:
    board = BareBoard(spec=ChipSpec(efuse=fuses))
    board.loader()
    for asked, answered in turns(conversation):
        board.send(asked)
        assert board.wait(0.1).hex(" ") == answered.hex(" ")


@pytest.mark.parametrize("baud", [115200, 9600])
def test_the_first_greeting_after_a_reset_goes_unanswered_and_the_second_gets_eight(baud: int) -> None:
    """As in esp8266/Arduino#6605 and espressif/esptool#620; at 9600 as in espressif/esptool#617."""
    board = BareBoard()
    board.power(gpio0=False)
    board.wait(0.1)
    board.send(bytes.fromhex(SYNC), baud)
    assert board.wait(0.1) == b""
    board.send(bytes.fromhex(SYNC), baud)
    assert board.wait(0.3).hex(" ") == bytes.fromhex(EIGHT).hex(" ")


def test_the_banner_begins_as_in_a_log_that_caught_it() -> None:
    """espressif/esptool#1020 has its first bytes: carriage return, line feed, space."""
    board = BareBoard()
    board.power()
    assert board.wait(0.2).startswith(bytes.fromhex("0d0a20657473204a616e202038203230"))
