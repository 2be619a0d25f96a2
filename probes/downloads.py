"""Firmware that comes as one file, by its name: what the NodeMCU builders make, and releases that people download.

Names: NodeMCU cloud builder `nodemcu-BRANCH-N-modules-DATE-float.bin` (nodemcu-build.com), its Docker image
`bin/nodemcu_float_BRANCH_DATE.bin` (marcelstoer/docker-nodemcu-build), Tasmota `tasmota-lite.bin.gz` (Tasmota docs,
download; `tasmota32…` is for another chip), ESPEasy `ESP_Easy_mega_DATE_normal_ESP8266_4M1M.bin` (its release page),
ESPHome `firmware-factory.bin` and `NAME-factory.bin` (esphome docs), WLED `WLED_VERSION_ESP8266.bin` (its releases).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from .host import Place

_BUILDER = re.compile(
    r"nodemcu-(?P<branch>\w+)-(?P<count>\d+)-modules-(?P<date>\d{4}-\d\d-\d\d)[\d-]*-(?P<kind>\w+)\.bin"
)


def _stem(name: str) -> str:
    return name.removesuffix(".gz").removesuffix(".bin")


def _built(name: str) -> str:
    """Of the cloud builder: branch, how many modules, and whether it counts with fractions."""
    found = _BUILDER.fullmatch(name)
    return "{branch}, {count} modules, {kind}, {date}".format(**found.groupdict()) if found else _stem(name)


@dataclass(frozen=True, slots=True)
class Release:
    """Whose files are called so, and what their names say."""

    maker: str
    patterns: tuple[str, ...]
    told: Callable[[str], str] = _stem


RELEASES = (
    Release("NodeMCU builder", ("nodemcu-*.bin", "nodemcu_*.bin"), _built),
    Release("Tasmota", ("tasmota.bin", "tasmota-*.bin", "tasmota.bin.gz", "tasmota-*.bin.gz")),
    Release("ESPEasy", ("ESP_Easy*ESP82*.bin", "ESPEasy*ESP82*.bin")),
    Release("ESPHome", ("*-factory.bin",)),
    Release("WLED", ("WLED_*ESP8266*.bin", "WLED_*ESP8266*.bin.gz", "WLED_*ESP01*.bin")),
)


def release_of(name: str) -> Release | None:
    """Whose file that is; None for a name that nobody gives."""
    return next((one for one in RELEASES if any(fnmatchcase(name, pattern) for pattern in one.patterns)), None)


def place(folder: Path, below: str = "") -> Place:
    """Where such files lie: in the folder itself, or in one below it (`bin/`)."""
    return Place("", folder, (), tuple(below + pattern for one in RELEASES for pattern in one.patterns))
