"""What a file is, by its first bytes: people flash zip files, web pages and images of other chips."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "esp8266", "arduino", "second-stage", "esp32", "elf", "gzip", "zip", "uf2", "hex", "html", "text",
    "empty", "blank", "zeros", "data",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file that no ESP8266 can start: what it is, and what to do."""

    kind: Kind
    title: str
    way_out: str


FORMATS: dict[Kind, Format] = {
    one.kind: one
    for one in (
        Format(
            "second-stage",
            "an image that needs a second loader before it (it begins with 0xEA)",
            "Write the loader that it was built for (rboot, or the SDK's boot.bin) to 0x0 and this file to the "
            "address that its documents name, mostly 0x1000 or 0x2000.",
        ),
        Format(
            "esp32",
            "an image for the ESP32 family",
            "Choose an ESP8266 board in your tool and build it again; the two chips cannot run each other's code.",
        ),
        Format(
            "elf",
            "an ELF file: what the compiler makes for the debugger, not what the chip runs",
            "Use the .bin that your tool made beside it. In the Arduino IDE: Sketch, Export Compiled Binary.",
        ),
        Format("gzip", "a packed file (gzip)", "Unpack it first, and flash the .bin that comes out of it."),
        Format("zip", "a zip archive", "Unpack it first, and flash the .bin that lies in it."),
        Format("uf2", "a UF2 file, which is for boards that show up as a disk", "Use the .bin of the same firmware."),
        Format("hex", "an Intel HEX file, which is for other chips", "Use the .bin of the same firmware."),
        Format(
            "html",
            "a web page, not firmware: the download link showed a page",
            "Open the page in a browser and use its download button (on GitHub: Raw), then try again.",
        ),
        Format("text", "a text file, not firmware", "Use the .bin that your tool makes from it."),
        Format("empty", "empty", "Download or build it once more: it has no bytes at all."),
        Format("blank", "only 0xFF bytes, as erased flash reads", "Choose the file that holds the firmware."),
        Format("zeros", "only zeros: a broken download or copy", "Download or build it once more."),
        Format(
            "data",
            "not a firmware image: it does not begin with 0xE9 as every ESP8266 program does",
            "Write the program itself to 0x0. If this file is a part of it (a file system, settings), give its own "
            "address with it, for instance: espdoctor flash 0x0 program.bin 0x300000 filesystem.bin",
        ),
    )
}

_PRINTABLE: frozenset[int] = frozenset(b"\t\n\r\f\x1b") | frozenset(range(0x20, 0x7F)) | frozenset(range(0x80, 0xFE))

_STARTS: tuple[tuple[Kind, bytes], ...] = (
    ("elf", b"\x7fELF"),
    ("gzip", b"\x1f\x8b"),
    ("zip", b"PK\x03\x04"),
    ("zip", b"PK\x05\x06"),
    ("uf2", b"UF2\n"),
)
_LOOKS: tuple[tuple[Kind, Callable[[bytes], object]], ...] = (
    ("empty", lambda data: not data),
    ("blank", lambda data: not data.strip(b"\xff")),
    ("zeros", lambda data: not data.strip(b"\x00")),
    ("hex", re.compile(rb"(?::[0-9A-Fa-f]{10,}\s+)+").match),
    ("html", re.compile(rb"\s*<(?:!doctype|html|head|\?xml|body)", re.IGNORECASE).match),
    ("text", lambda data: all(byte in _PRINTABLE for byte in data[:512])),
)


def other_than_image(data: bytes) -> Kind:
    """The kind of a file that begins with no image's magic byte."""
    for kind, start in _STARTS:
        if data.startswith(start):
            return kind
    for kind, looks in _LOOKS:
        if looks(data):
            return kind
    return "data"
