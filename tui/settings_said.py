"""What a log itself says of settings and versions, for the fields of a report: the IDE's first line, paths, banners."""

from __future__ import annotations

import re

MOST_TEXT = 200_000
"""Characters of a log that are looked at."""

FIELDS = (
    "Hardware",
    "Core Version",
    "Development Env",
    "Operating System",
    "Module",
    "Flash Mode",
    "Flash Size",
    "lwip Variant",
    "Reset Method",
    "Flash Frequency",
    "CPU Frequency",
    "Upload Using",
    "Upload Speed",
)
"""Of the template of esp8266/Arduino (ISSUE_TEMPLATE.md)."""

# field -> where a log says it; the group is the value. The Arduino IDE writes the board menu in one line, in its order.
_BOARD = r"Board: ?\"(?P<x>[^\"\n]{1,400})\""
_PLACES = {
    "Core Version": (
        r"packages[\\/]esp8266[\\/]hardware[\\/]esp8266[\\/](?P<x>\d[\w.-]{1,20})",
        r"/Core:(?P<x>\d[\w.-]{1,30})[=/]",
        r"framework-arduinoespressif8266 @ \S{1,30} \((?P<x>\d[\w.~-]{1,30})\)",
        r"framework-arduinoespressif8266 (?:@ )?(?P<x>\d[\w.~-]{1,30})",
    ),
    "Development Env": (
        r"(?P<x>Arduino: ?\d[\w.-]{1,20})",
        r"(?P<x>PlatformIO(?: Core)?,? ?(?:version )?\d[\w.]{1,12})",
        r"(?i)(?P<x>esphome(?: version)? \d[\w.]{1,12})",
        r"(?P<x>arduino-cli\s{1,3}Version: ?\d[\w.-]{1,20})",
    ),
    "Operating System": (
        r"Arduino: ?\S{1,20} \((?P<x>[^)\n]{2,40})\)",
        r"\b(?P<x>(?:Windows|macOS|Linux|Darwin)-\d[\w.+-]{1,60})",
    ),
    "Module": (
        r"Board: ?\"(?P<x>[^,\"\n]{2,80})",
        r"esp8266:esp8266:(?P<x>\w{2,40})",
        r"^[ \t]{0,8}board ?[=:] ?(?P<x>\w{2,40})",
        r"boards/espressif8266/(?P<x>\w{2,40})\.html",
    ),
    "Upload Speed": (r"^[ \t]{0,8}upload_speed ?= ?(?P<x>\d{4,7})", r"esp8266:esp8266:\S{2,300}\bbaud=(?P<x>\d{4,7})"),
    "CPU Frequency": (
        r"esp8266:esp8266:\S{2,300}\bxtal=(?P<x>80|160)",
        r"^[ \t]{0,8}board_build\.f_cpu ?= ?(?P<x>80|160)0{6}L",
        r"\bESP8266 (?P<x>80|160)MHz, \d{2}KB RAM",
    ),
    "Flash Mode": (r"^[ \t]{0,8}board_build\.flash_mode ?= ?(?P<x>\w{3,4})",),
    "Flash Size": (r"\bRAM, (?P<x>\d{1,3}(?:\.\d{1,2})?[KM]B) Flash",),
}
_BY_HAND = r"^[ \t*>-]{{0,8}}{field}[ \t]{{0,4}}:[ \t]{{0,30}}(?P<x>[^\s\[_<][^\r\n]{{0,60}})"
"""A field of the template that somebody filled in; in brackets it says what could stand there."""
_IN_BOARD = {
    "CPU Frequency": r"\b(?P<x>80|160) ?MHz\b",
    "Flash Frequency": r"\b(?P<x>\d{2} ?MHz), ?(?:QIO|QOUT|DIO|DOUT)\b",
    "Flash Mode": r"\b(?P<x>QIO|QOUT|DIO|DOUT)\b",
    "Flash Size": r"(?P<x>\b\d{1,3}(?:K|M)B? \([^)]{1,40}\))",
    "lwip Variant": r"(?P<x>\bv(?:2|1\.4)\b[^,\"]{0,40})",
    "Reset Method": r"\b(?P<x>ck|nodemcu|dtr \(aka nodemcu\)|no dtr[^,\"]{0,20})(?=,|$)",
    "Upload Speed": r"\b(?P<x>9600|57600|74880|115200|230400|256000|460800|512000|921600|3000000)\b",
}


def said(text: str) -> dict[str, str]:
    """Field -> value, for the fields that the text tells; of several the last."""
    text = text[-MOST_TEXT:]
    found = {field: value for field in FIELDS if (value := _last((_BY_HAND.format(field=field),), text))}
    found |= {field: value for field, places in _PLACES.items() if (value := _last(places, text))}
    board = _last((_BOARD,), text)
    if board:
        found |= {field: value for field, place in _IN_BOARD.items() if (value := _last((place,), board))}
    return found


def _last(places: tuple[str, ...], text: str) -> str:
    for place in places:
        values = [match["x"].strip() for match in re.finditer(place, text, re.MULTILINE)]
        if values:
            return values[-1]
    return ""
