"""From what a person names (a .bin, an .elf, a build folder) to the bytes to write and where they go.

Tools name the parts of an image by their addresses (`0x00000.bin`, `0x10000.bin`: Espressif's SDK, NodeMCU); whatever
has no address in its name begins at 0x0. Sources: esptool docs (elf2image), NodeMCU docs (flash), builds.py.
"""

from __future__ import annotations

import re
import zlib
from pathlib import Path

from . import builds
from .builds import Build
from .erasing import SECTOR
from .flash_errors import NoFirmwareThere
from .image_fit import Part

LARGEST = 64 << 20
"""Bytes; an .elf with all its debugging data is the largest of these files."""

_ADDRESS = re.compile(r"(?:^|[-_])0x([0-9a-f]{5,6})\.bin$", re.IGNORECASE)
_PACKED = b"\x1f\x8b"
_NO_PROGRAM = ("littlefs", "spiffs", "bootloader", "partitions", "eboot", "boot_", "blank", "esp_init_data")
"""Beginnings of names of .bin files that lie beside a program and are none."""


def parts_of(named: Path) -> tuple[Part, ...]:
    """What to write for it. Raises NoFirmwareThere, OSError."""
    if named.is_dir():
        found = builds.look_in(named)
        if not found:
            raise NoFirmwareThere(named, "There is no .bin and no .elf in that folder, nor where tools build below it.")
        return of_build(found[0])
    if named.suffix.lower() == ".elf":
        beside = named.with_suffix(".bin")
        return (_part(beside),) if beside.is_file() else _from_elf(named)
    return (_part(named),)


def of_build(build: Build) -> tuple[Part, ...]:
    """The program of one build: its parts where their names say addresses, else its one image, else its .elf."""
    addressed = tuple(_part(path) for path in build.images if _ADDRESS.search(path.name))
    if addressed:
        return addressed
    programs = [path for path in build.images if not path.name.startswith(_NO_PROGRAM)]
    if programs:
        return (_part(_likeliest(programs, build.elf)),)
    if build.elf:
        return _from_elf(build.elf)
    raise NoFirmwareThere(build.folder, "The .bin files in that folder are none that a board could start.")


def _likeliest(programs: list[Path], elf: Path | None) -> Path:
    """The one that is named as the .elf is; else the newest."""
    named = [path for path in programs if elf and path.stem == elf.stem]
    return (named or sorted(programs, key=lambda path: path.stat().st_mtime))[-1]


def _part(path: Path) -> Part:
    if path.stat().st_size > LARGEST:
        raise NoFirmwareThere(path, "It is far larger than the flash of any board.")
    address = _ADDRESS.search(path.name)
    data = path.read_bytes()
    return Part(int(address.group(1), 16) if address else 0, _unpacked(path, data), path.name)


def _unpacked(path: Path, data: bytes) -> bytes:
    """Tasmota and others pack their files for updates over the air; a board is written what is in them."""
    if not data.startswith(_PACKED):
        return data
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        plain = unpacker.decompress(data, LARGEST)
    except zlib.error:
        raise NoFirmwareThere(path, "It is packed (gzip), and damaged. Download it once more.") from None
    if not unpacker.eof:
        raise NoFirmwareThere(path, "It is packed (gzip), and what is in it is far too large, or cut off.")
    return plain


def _from_elf(path: Path) -> tuple[Part, ...]:
    """An image made of the .elf: one for RAM at 0x0, and what runs from flash where the .elf says."""
    from .esptool_door import image_of_elf

    if path.stat().st_size > LARGEST:
        raise NoFirmwareThere(path, "It is far larger than any program for this chip.")
    made = image_of_elf(path.read_bytes())
    if made is None:
        raise NoFirmwareThere(path, "It is no .elf of a program for the ESP8266, or it is damaged.")
    image, mapped_at, mapped = made
    if not mapped:
        return (Part(0, image, path.name),)
    if mapped_at % SECTOR:
        raise NoFirmwareThere(
            path,
            "It was made by the Arduino core, whose programs start through a small loader (eboot) that is not in the "
            ".elf. The .bin that the tool makes beside it has both. In the Arduino IDE: Sketch, Export Compiled "
            "Binary.",
        )
    return Part(0, image, f"{path.name} (RAM)"), Part(mapped_at, mapped, f"{path.name} (flash)")
