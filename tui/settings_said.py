"""What a log itself says of settings and versions, for the fields of a report: the IDE's first line, paths, banners."""

from __future__ import annotations

import re

MOST_TEXT = 200_000
"""Characters of a log that are looked at."""

# field -> where a log says it; the group is the value. The Arduino IDE writes the board menu in one line, in its order.
_BOARD = r"Board: ?\"(?P<x>[^\"\n]{1,400})\""
_PLACES = {
    "Core Version": (
        r"packages[\\/]esp8266[\\/]hardware[\\/]esp8266[\\/](?P<x>\d[\w.-]{1,20})",
        r"/Core:(?P<x>\d[\w.-]{1,30})[=/]",
        r"framework-arduinoespressif8266 (?:@ )?(?P<x>\d[\w.~-]{1,30})",
    ),
    "Development Env": (
        r"(?P<x>Arduino: ?\d[\w.-]{1,20})",
        r"(?P<x>PlatformIO(?: Core)?,? ?(?:version )?\d[\w.]{1,12})",
        r"(?P<x>esphome(?: version)? \d[\w.]{1,12})",
    ),
    "Operating System": (r"Arduino: ?\S{1,20} \((?P<x>[^)\n]{2,40})\)",),
    "Module": (r"Board: ?\"(?P<x>[^,\"\n]{2,80})",),
}
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
    found = {field: value for field, places in _PLACES.items() if (value := _last(places, text))}
    board = _last((_BOARD,), text)
    if board:
        found |= {field: value for field, place in _IN_BOARD.items() if (value := _last((place,), board))}
    return found


def _last(places: tuple[str, ...], text: str) -> str:
    for place in places:
        values = [match["x"].strip() for match in re.finditer(place, text)]
        if values:
            return values[-1]
    return ""
