"""`espdoctor flash`: write firmware, looked at before, backed up, proven after."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..engine.hazard import Hazard
from . import flash_choice, named_firmware, options
from .board_work import Work, consented, report

if TYPE_CHECKING:
    from ..probes.image_fit import Part

_EXAMPLE = "espdoctor flash firmware.bin, or espdoctor flash 0x0 program.bin 0x300000 files.bin"


@click.command()
@click.argument("images", nargs=-1, metavar="[[OFFSET] IMAGE]...")
@options.port
@options.baud
@click.option("--mode", type=click.Choice(["dout", "dio", "qout", "qio"]), help="Put this flash mode into the image.")
@click.option("--size", metavar="BYTES|real", help="Put this flash size into the image; real: that of the chip.")
@click.option("--erase", is_flag=True, help="Erase all of the flash first.")
@click.option("--no-backup", is_flag=True, help="Do not save what will be lost.")
@click.option("--no-stub", is_flag=True, help="Without esptool's helper program: slow, and nothing can be saved.")
@options.manual
@options.yes
@options.as_json
def flash(
    images: tuple[str, ...],
    port: str | None,
    baud: int | None,
    mode: str | None,
    size: str | None,
    erase: bool,
    no_backup: bool,
    no_stub: bool,
    manual: bool,
    yes: bool,
    as_json: bool,
) -> None:
    """Write firmware to the board: looked at before, backed up, proven after.

    IMAGE is a .bin or .elf file, or the folder of a build; OFFSET is where it goes in flash, 0x0 if it is left out.
    Without any, what your tools have built is listed to choose from.
    """
    named = _parts(images)
    _check_settings(mode, _size(size))
    hazard = Hazard.ERASE if erase else Hazard.WRITE
    settings: dict[str, Any] = {"baud": baud, "mode": mode, "size": _size(size), "erase": erase, "manual": manual}
    settings |= {"backup": not no_backup, "helper": not no_stub}

    def job(work: Work) -> None:
        from ..probes.actions import catalog

        # Looked at before anybody is asked: a file that cannot be written needs no consent.
        from ..probes.actions.flash import refuse
        from ..probes.image_fit import Target

        parts = named or flash_choice.chosen(work.world.host, as_json=as_json)
        refuse(parts, Target())
        consented(yes, hazard, _what(parts, erase, no_backup))
        work.do(catalog.get("flash").run(work.world, parts=parts, **settings))

    report(as_json, port, job)


def _what(parts: tuple[Part, ...], erase: bool, no_backup: bool) -> str:
    from ..tui.harmless import safe

    names = ", ".join(f"{safe(part.name, 60)} to 0x{part.offset:x}" for part in parts)
    erasing = "Erasing all of the flash and writing" if erase else "Writing"
    return f"{erasing} {names}" + (" WITHOUT a backup of what will be lost" if no_backup else "")


def _parts(words: tuple[str, ...]) -> tuple[Part, ...]:
    """OFFSET and IMAGE by turns; an image without an offset goes where its name says, or to 0x0. Raises UsageError."""
    from ..probes.image_fit import Part

    parts: list[Part] = []
    offset: int | None = None
    for word in words:
        number = _number(word)
        if offset is None and number is not None and not Path(word).exists():
            offset = number
            continue
        read = named_firmware.parts_of(Path(word))
        parts += read if offset is None else (Part(offset, one.data, one.name) for one in read)
        offset = None
    if offset is not None:
        raise click.UsageError(f"After the address {words[-1]} the name of a file is missing, as in: {_EXAMPLE}")
    return tuple(parts)


def _number(word: str) -> int | None:
    try:
        return int(word, 0)
    except ValueError:
        return None


def _size(word: str | None) -> int | str | None:
    if word is None or word in ("real", "detect", "keep"):
        return word
    number = _number(word)
    if number is None:
        raise click.UsageError(f"--size {word}: give it in bytes (0x100000 is 1 MB), or real for that of the chip.")
    return number


def _check_settings(mode: str | None, size: int | str | None) -> None:
    from ..probes.actions.settings import Settings

    try:
        Settings.of(mode, size)
    except ValueError as wrong:
        raise click.UsageError(f"--size {size}: {wrong}.") from None
