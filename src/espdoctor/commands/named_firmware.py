"""The firmware that a person names on the command line: a .bin, an .elf or the folder of a build."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..tui.harmless import safe
from .guard import FAILED

if TYPE_CHECKING:
    from ..probes.image_fit import Part

_NOT_ONE = (
    "The firmware {path} is not one image that begins at 0x0, which is what is looked into and written here. "
    "To write several parts, or one to another place: espdoctor flash."
)


def parts_of(path: Path) -> tuple[Part, ...]:
    """What it holds, and where that goes. Raises NoFirmwareThere; ends the command with 1 where it cannot be read."""
    from ..probes import firmware_files

    try:
        return firmware_files.parts_of(path)
    except OSError as error:
        click.echo(
            f"The firmware {safe(str(path), 200)} cannot be read: {error.strerror}. Check the name and try again.",
            err=True,
        )
        raise click.exceptions.Exit(FAILED) from None


def image_of(path: Path | None) -> bytes | None:
    """The one image that begins at 0x0; None where nothing was named. Raises UsageError where it is not one."""
    if path is None:
        return None
    parts = parts_of(path)
    if len(parts) != 1 or parts[0].offset != 0:
        raise click.UsageError(_NOT_ONE.format(path=safe(str(path), 200)))
    return parts[0].data
