"""What firmware does: what it prints when, what it answers, how it ends. Found in the flash by a marker in its image.

The texts are those of the programs that people have on their boards: the SDK's and the Arduino core's complaints
(esp8266/Arduino, core_esp8266_main.cpp and core_esp8266_postmortem.cpp, doc/boards.rst), AT firmware, NodeMCU's Lua.
"""

from __future__ import annotations

from dataclasses import dataclass

from . import crashes, images
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
    "crash-null": Sketch(_STARTS, end=End(0.8, crashes.exception(28, 0x402012F4, 0x00000004), Restart.SOFTWARE)),
    "soft-wdt": Sketch(_STARTS, end=End(3.2, crashes.soft_watchdog(), Restart.SOFTWARE)),
    "hw-wdt": Sketch(_STARTS, end=End(6.0, "", Restart.WATCHDOG)),
    "restarter": Sketch("\r\nsaved, restarting\r\n", end=End(5.0, "", Restart.SOFTWARE)),
    "sleeper": Sketch("\r\nreading sent, good night\r\n", radio_at=0.1, sleeps=10.0, end=End(1.0, "", Restart.WAKE)),
}


def find(read: images.Reader) -> Sketch:
    """The sketch whose name the image carries; an unknown program is one that says nothing."""
    body = read(0, 0x200)
    start = body.find(images.MARKER)
    if start < 0:
        return SKETCHES["silent"]
    name = body[start + len(images.MARKER) :].split(b"\x00", 1)[0].decode("ascii", "replace")
    return SKETCHES.get(name, SKETCHES["silent"])
