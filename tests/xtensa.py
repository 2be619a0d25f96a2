"""Programs compiled for the ESP8266's processor, and what GNU addr2line says of their addresses."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

PROGRAMS = Path(__file__).parent / "stack" / "programs"
WIDE = 3
"""Bytes of an instruction that is not of the short kind."""

_TOOL = "xtensa-lx106-elf-"

needs_tools = pytest.mark.skipif(
    shutil.which(_TOOL + "gcc") is None or shutil.which(_TOOL + "addr2line") is None,
    reason="no compiler for the ESP8266 here (Debian: gcc-xtensa-lx106 and binutils-xtensa-lx106)",
)

Answer = tuple[tuple[str, str, int], ...]
"""(function, file, line) of every frame, innermost first; "" and 0 for what is not known."""


def build(folder: Path, *options: str, base: int = 0x40201000) -> Path:
    """The programs compiled and linked with these options, the code at that address."""
    objects = [_compiled(folder, source, options) for source in sorted(PROGRAMS.iterdir())]
    made = folder / "program.elf"
    link = (
        "-nostdlib",
        f"-Wl,-Ttext={base:#x}",
        "-Wl,-e,start",
        "-Wl,--gc-sections",
        "-Wl,-u,asm_fn",
        "-lgcc",
        "-o",
        str(made),
    )
    _run("gcc", *options, *map(str, objects), *link)
    return made


def _compiled(folder: Path, source: Path, options: tuple[str, ...]) -> Path:
    made = folder / f"{source.stem}.o"
    plain = ("-fno-exceptions", "-fno-rtti", "-std=gnu++17") if source.suffix == ".cpp" else ()
    # an assembler file has no debugging data of its own: what only the symbols name must be told too
    extra = () if source.suffix == ".S" else (*options, *plain, "-mlongcalls")
    _run("gcc", *extra, "-c", str(source), "-o", str(made))
    return made


def strip(elf: Path, *options: str) -> Path:
    """A copy without what the options take out."""
    made = elf.with_suffix(".stripped.elf")
    _run("objcopy", *options, str(elf), str(made))
    return made


def addr2line(elf: Path, addresses: list[int]) -> dict[int, Answer]:
    """What GNU addr2line says of each, inlined calls included."""
    asked = "\n".join(hex(address) for address in addresses)
    said = _run("addr2line", "-afi", "-e", str(elf), text=asked).splitlines()
    found: dict[int, Answer] = {}
    lines = iter(said)
    address = 0
    for line in lines:
        if line.startswith("0x"):
            address = int(line, 16)
            found[address] = ()
            continue
        file, _, number = next(lines).split(" (discriminator")[0].rpartition(":")
        frame = (line, "" if file == "??" else file, int(number) if number.isdecimal() else 0)
        found[address] += () if frame == ("??", "", 0) else (frame,)
    return found


def _run(tool: str, *arguments: str, text: str = "") -> str:
    done = subprocess.run([_TOOL + tool, *arguments], input=text, capture_output=True, text=True, check=True)
    return done.stdout


def instructions(elf: Path) -> dict[int, str]:
    """Every instruction's address and name, as objdump tells them."""
    found: dict[int, str] = {}
    for line in _run("objdump", "-d", "--no-show-raw-insn", str(elf)).splitlines():
        address, _, rest = line.partition(":\t")
        if rest and address.strip().startswith("40"):
            found[int(address, 16)] = rest.split()[0]
    return found


def calls(elf: Path) -> list[int]:
    """Where every call returns to."""
    return [address + 3 for address, name in instructions(elf).items() if name in ("call0", "callx0")]
