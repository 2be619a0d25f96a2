"""The kinds of private things, how one is written down, and the words that look like one and are none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

MAC, USER, HOST = "the end of a MAC address", "a user name", "the name of a computer"
SSID, PASSWORD, TOKEN = "the name of a Wi-Fi network", "a password", "a token"
MAIL, LOGIN, ADDRESS = "an e-mail address", "a name and password in an address", "an address in the internet"
SERIAL, PLACE = "a serial number", "a place"

MARKS = {
    USER: "<user>",
    HOST: "<computer>",
    SSID: "<network>",
    PASSWORD: "<password>",
    TOKEN: "<token>",
    MAIL: "<e-mail>",
    LOGIN: "<login>",
    ADDRESS: "<address>",
    SERIAL: "<serial>",
    PLACE: "<place>",
    MAC: "xx:xx:xx",
}
"""What stands in the place of each kind."""

NAMES = frozenset({USER, HOST, SSID, PASSWORD, TOKEN})
"""What gives itself away wherever else it stands."""

_HARMLESS = """
root user users username pi admin public shared default null none true false nullptr password pass ssid
your_ssid your-ssid yourssid yourpassword runner builder wifi wi-fi wlan wrong right correct not set the an empty
ok okay also too still same expected required missing incorrect invalid needed unknown redacted of and or for in to
is was on it const char string auto automatic optional yes no new old my your begin localhost entered given failed
changed used found connection refused
dialout uucp plugdev tty adm staff wheel sudo lock video daemon nobody
esp esp8266 espressif arduino nodemcu
"""
HARMLESS = frozenset(_HARMLESS.split())
"""Words that stand where a name or a password would, and the names that everybody has."""

_COMMON = """
upload uploads serial home test tests demo debug work project projects lamp light kitchen sensor button switch relay
node esptool python python3 platformio esphome tasmota sonoff wemos lolin sketch board module chip flash boot reset
error failed connect connecting connected timeout port data text user1 user2 main loop setup source build tools
linux windows ubuntu debian macos mqtt http https server client network internet
"""
COMMON = frozenset(_COMMON.split())
"""Words of the field. A person's name or a password may be one, but it does not give itself away elsewhere."""


@dataclass(frozen=True, slots=True)
class Private:
    """One place in which a private thing stands."""

    kind: str
    pattern: re.Pattern[str]
    """Its group `x` is what is taken out."""
    mark: str
    """What stands there instead."""
    word: re.Pattern[str]
    """Where this is nowhere in a text the place is not either, and need not be looked for."""


def private(kind: str, pattern: str, mark: str = "", word: str = "") -> Private:
    """The place that the pattern tells, in capitals or not, each line with a beginning and an end of its own.

    Every repeat in a pattern is bounded, so that no text takes long.
    """
    return Private(kind, _compiled(pattern), mark or MARKS[kind], _compiled(word))


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.MULTILINE)
