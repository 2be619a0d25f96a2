"""What made an image: the SDK and the core or firmware, by the names that each leaves in it. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

LONGEST = 24
"""Characters of a version; an image may come from anywhere."""


@dataclass(frozen=True, slots=True)
class Maker:
    """A name for people, and the bytes that give it away; a group is the version."""

    name: str
    sign: re.Pattern[bytes]


def _maker(name: str, sign: bytes) -> Maker:
    return Maker(name, re.compile(sign))


MAKERS = (
    # What system_get_sdk_version gives: 2.2.2-dev(38a443e), 3.0.5(b29dcd3)
    _maker("SDK", rb"\b([1-3]\.\d\.\d(?:-dev)?\([0-9a-f]{7}\))"),
    # ESP.getCoreVersion of core 2.5 and later keeps it as a word of its own
    _maker("Arduino core", rb"\0([23]\.\d{1,2}\.\d{1,2})\0"),
    _maker("ESPHome", rb"ESPHome version (\d{4}\.\d{1,2}\.\d{1,2})"),
    _maker("Tasmota", rb"\0(1\d\.\d{1,2}\.\d{1,2})\([a-z-]+\)"),
    _maker("NodeMCU Lua", rb"NodeMCU ?(\d\.\d\.\d(?:\.\d)?)?"),
    _maker("MicroPython", rb"MicroPython (v\d\.\d{1,2}(?:\.\d{1,2})?)"),
    _maker("AT firmware", rb"AT version:(\d\.\d\.\d\.\d)"),
)


def made_by(image: bytes) -> Mapping[str, str]:
    """Name -> version ("" where none stands beside it), of all that left a sign."""
    found = {maker.name: maker.sign.search(image) for maker in MAKERS}
    return {name: (sign.group(1) or b"").decode("ascii")[:LONGEST] for name, sign in found.items() if sign}


def words(image: bytes) -> str:
    """The same as one line for people; "" where nothing is known."""
    return ", ".join(f"{name} {version}".strip() for name, version in made_by(image).items())
