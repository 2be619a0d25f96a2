"""What firmware does: what it prints when, what it answers, how it ends. Found in the flash by a marker in its image.

The texts are those of the programs that people have on their boards: the SDK's and the Arduino core's complaints
(esp8266/Arduino, core_esp8266_main.cpp and core_esp8266_postmortem.cpp, doc/boards.rst), AT firmware, NodeMCU's Lua.
"""

from __future__ import annotations

from dataclasses import dataclass

from . import crashes, images, lamp
from .program import Restart


@dataclass(frozen=True, slots=True)
class End:
    """How a run ends: after so many seconds, with that text, by that restart."""

    after: float
    text: str
    restart: Restart


@dataclass(frozen=True, slots=True)
class Sketch:
    """A program's outside. `answers` maps a line that it is sent to what it says; rates in baud, times in seconds."""

    hello: str
    tick: str = ""  # printed again and again; {n} counts
    every: float = 1.0
    baud: int = 115200
    radio_at: float | None = None
    answers: dict[str, str] | None = None
    otherwise: str = ""  # what it says to any other line
    prompt: str = ""
    echoes: bool = False
    end: End | None = None
    sleeps: float = 0.0  # deep sleep of so many seconds at the end


_AT_ANSWERS = {
    "AT": "\r\nOK\r\n",
    "AT+GMR": "\r\nAT version:1.7.4.0(May 11 2020 19:13:04)\r\nSDK version:3.0.4(9532ceb)\r\nOK\r\n",
    "AT+RST": "\r\nOK\r\n",
}

_STARTS = "\r\nstarting\r\n"


def _crashes(after: float, text: str) -> Sketch:
    """A program that says so much after so many seconds of each run, and starts over by software."""
    return Sketch(_STARTS, end=End(after, text, Restart.SOFTWARE))


SKETCHES: dict[str, Sketch] = {
    "hello": Sketch(hello="\r\nbench sketch: hello\r\n", tick="tick {n}\r\n", radio_at=0.3),
    "silent": Sketch(hello=""),
    "at": Sketch("\r\nready\r\n", radio_at=0.1, answers=_AT_ANSWERS, otherwise="\r\nERROR\r\n", echoes=True),
    "lua": Sketch(
        "\r\n\r\nNodeMCU 3.0.0.0 built on nodemcu-build.com\r\n\tmodules: file,gpio,net,node,tmr,uart,wifi\r\n"
        "cannot open init.lua\r\n",
        radio_at=0.1,
        prompt="> ",
        answers={"": "", "print(1+1)": "2\r\n"},
        otherwise="stdin:1: syntax error near '<eof>'\r\n",
        echoes=True,
    ),
    "slow": Sketch("\r\nbench sketch at 9600\r\n", tick="reading {n}\r\n", baud=9600),
    "restarter": Sketch("\r\nsaved, restarting\r\n", end=End(5.0, "", Restart.SOFTWARE)),
    "sleeper": Sketch("\r\nreading sent, good night\r\n", radio_at=0.1, sleeps=5.0, end=End(1.0, "", Restart.WAKE)),
    "radio": Sketch("\r\njoining the network\r\n", tick="sent {n}\r\n", radio_at=0.4),
    "hw-wdt": Sketch(_STARTS, end=End(6.0, "", Restart.WATCHDOG)),
    "soft-wdt": _crashes(3.2, crashes.soft_watchdog()),
    "crash-null": _crashes(0.8, crashes.exception(28, lamp.CRASH, lamp.ADDRESS, lamp.CALLERS)),
    "crash-null-write": _crashes(0.8, crashes.exception(29, 0x4020135A, 0x00000000)),
    "crash-null-old": _crashes(0.8, crashes.old_exception(28, 0x4020A7C3, 0x00000000)),
    "crash-illegal": _crashes(0.6, crashes.exception(0, 0x40203D10, 0x00000000)),
    "crash-alignment": _crashes(0.7, crashes.exception(9, 0x402014B7, 0x3FFEF2A1)),
    "crash-alignment-old": _crashes(0.7, crashes.old_exception(9, 0x4020B61D, 0x3FFF0483)),
    "crash-flash-read": _crashes(0.7, crashes.exception(3, 0x40100691, 0x40238A42)),
    "crash-divide": _crashes(0.9, crashes.exception(6, 0x4020118C, 0x00000000)),
    "crash-divide-old": _crashes(0.9, crashes.old_exception(0, crashes.DIVIDE_IN_ROM, 0x00000000)),
    "crash-jump": _crashes(0.9, crashes.exception(20, 0x00000000, 0x00000000)),
    "crash-assert": _crashes(
        0.9, crashes.assertion("core_esp8266_main.cpp", 137, "__yield", "cont_can_suspend(g_pcont)")
    ),
    "stack-overflow": _crashes(0.8, crashes.stack_overflow()),
    "stack-smash": _crashes(0.8, crashes.stack_smashed(0x40201F7C)),
    "no-memory": _crashes(1.4, crashes.no_memory(17416, 0x40207E14)),
    "no-memory-old": _crashes(1.4, "E:M 5840\r\n" + crashes.exception(29, 0x4000DF2F, 0x00000000)),
    "isr-in-flash": _crashes(0.3, crashes.handler_in_flash()),
}


def find(read: images.Reader) -> Sketch:
    """The sketch whose name the image carries; an unknown program is one that says nothing."""
    _, _, rest = read(0, _BEGINNING).partition(images.MARKER)
    return SKETCHES.get(rest.split(b"\x00", 1)[0].decode("ascii", "replace"), SKETCHES["silent"])


def crystal_hz(read: images.Reader) -> float:
    """The crystal for which the program was built."""
    _, table, rest = read(0, _BEGINNING).partition(images.RADIO_TABLE)
    return 40e6 if table and rest[0] == 0 else 1e6 * images.USUAL_CRYSTAL


_BEGINNING = 0x200
"""Bytes of an image among which its name and the table for its radio lie."""
