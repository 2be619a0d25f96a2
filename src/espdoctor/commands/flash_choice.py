"""What `espdoctor flash` writes when nothing is named: what the person's tools have built, to choose from."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from .choice import choose
from .guard import MISUSE

if TYPE_CHECKING:
    from ..probes.builds import Build
    from ..probes.host import Host
    from ..probes.image_fit import Part

MOST = 9
"""Builds that are shown."""

_NONE = (
    "No firmware was named, and none was found where Arduino, PlatformIO, ESPHome or the NodeMCU builder leave theirs. "
    "Build your program, or name the file or its folder: espdoctor flash firmware.bin"
)
_NAME_ONE = "Name the one that you mean, for instance: espdoctor flash {path}"


def chosen(host: Host, *, as_json: bool = False) -> tuple[Part, ...]:
    """The parts of the build that the person picks. Ends the command with 2 where there is none, or nobody to ask."""
    from ..probes import builds, firmware_files

    meant = host.firmware()
    if meant is not None:
        from ..probes.image_fit import Part

        return (Part(0, meant, "the firmware of this simulated board"),)
    found = builds.find(host.build_places())[:MOST]
    if not found:
        click.echo(_NONE, err=True)
        raise click.exceptions.Exit(MISUSE)
    lines = [described(build) for build in found]
    paths = [build.path for build in found]
    path = choose("Found on this computer, newest first:", lines, paths, _NAME_ONE, as_json=as_json)
    return firmware_files.of_build(next(build for build in found if build.path == path))


def described(build: Build) -> str:
    """One build as a line: what it is, for which board, when it was made, and by what."""
    from ..tui.harmless import safe

    when = f"{datetime.fromtimestamp(build.changed):%Y-%m-%d %H:%M}"
    return ", ".join(
        one for one in (safe(build.name, 40), build.maker, _board(build), when, _looked_into(build)) if one
    )


def _board(build: Build) -> str:
    """The board's name and its options, of `esp8266:esp8266:nodemcuv2:xtal=80,eesz=4M2M`."""
    from ..tui.harmless import safe

    words = build.options.get("fqbn", "").split(":")
    return safe(" ".join(words[2:]), 60) if len(words) > 2 else ""


def _looked_into(build: Build) -> str:
    from ..engine.errors import EspdoctorError
    from ..probes import firmware_files, image, image_makers
    from ..tui.harmless import safe

    try:
        parts = firmware_files.of_build(build)
    except (EspdoctorError, OSError):
        return "nothing in it that can be written"
    found = image.inspect(parts[0].data)
    size = f"{-(-sum(len(part.data) for part in parts) // 1024)} KB"
    mode = f"flash mode {found.mode}" if found.mode else ""
    return ", ".join(one for one in (size, mode, safe(image_makers.words(parts[0].data), 80)) if one)
