"""Every address of compiled programs: the same functions, files and lines that GNU addr2line names."""

from __future__ import annotations

from pathlib import Path

import pytest

import xtensa
from espdoctor.probes.stack import elf
from espdoctor.probes.stack.frames import Decoder, Frame

OPTIONS = (
    ("-O0", "-gdwarf-4"),
    ("-O0", "-gdwarf-5"),
    ("-Og", "-gdwarf-3"),
    ("-O2", "-gdwarf-2"),
    ("-O2", "-gdwarf-4", "-ffunction-sections", "-fdata-sections"),
    ("-O2", "-gdwarf-5"),
    ("-Os", "-gdwarf-4", "-ffunction-sections", "-fdata-sections"),
    ("-Os", "-gdwarf-5", "-ffunction-sections"),
)


def everywhere(opened: elf.Elf) -> list[int]:
    """Every address that the chip could run, and some before and behind."""
    code = [region for region in opened.regions if region.code]
    inside = [address for one in code for address in range(one.address, one.address + len(one.data))]
    return [0x40000000, min(inside) - 1, *inside, max(inside) + 1, 0x402FFFFF]


def differences(path: Path) -> list[tuple[str, tuple[Frame, ...], xtensa.Answer]]:
    """The addresses that are named otherwise.

    In one point addr2line is not followed: of an inlined C++ call without a linker's name it may tell the name of the
    function around it, depending on what it was asked before.
    """
    decoder = Decoder(elf.read(path.read_bytes()))
    said = xtensa.addr2line(path, everywhere(decoder.elf))
    return [(hex(a), decoder.frames(a), want) for a, want in said.items() if not same(decoder.frames(a), want)]


def same(got: tuple[Frame, ...], want: xtensa.Answer) -> bool:
    """Frame by frame."""
    around = {frame.symbol for frame in got}
    return len(got) == len(want) and all(
        (frame.file, frame.line) == (file, line)
        and (frame.symbol == function or (frame.inlined and function in around))
        for frame, (function, file, line) in zip(got, want, strict=True)
    )


@xtensa.needs_tools
@pytest.mark.parametrize("options", OPTIONS, ids=" ".join)
def test_every_address_is_named_as_addr2line_names_it(options: tuple[str, ...], tmp_path: Path) -> None:
    made = xtensa.build(tmp_path, *options)

    assert differences(made) == []


@xtensa.needs_tools
def test_without_the_lists_of_addresses_the_units_tell_theirs(tmp_path: Path) -> None:
    made = xtensa.build(tmp_path, "-O2", "-g")
    bare = xtensa.strip(made, "--remove-section=.debug_aranges")
    decoders = [Decoder(elf.read(path.read_bytes())) for path in (made, bare)]

    for address in everywhere(decoders[0].elf):
        assert decoders[0].frames(address) == decoders[1].frames(address)


@xtensa.needs_tools
def test_inlined_calls_carry_the_names_of_the_source(tmp_path: Path) -> None:
    decoder = Decoder(elf.read(xtensa.build(tmp_path, "-O2", "-g").read_bytes()))
    chains = {tuple(one.function for one in decoder.frames(address)) for address in everywhere(decoder.elf)}

    assert ("level3", "level2", "level1", "crash") in chains
    assert ("Sensor::read",) in {chain[-1:] for chain in chains}
    assert ("hidden", "pins::shown", "pins::v2::deep") in chains


@xtensa.needs_tools
def test_an_inlined_call_never_has_the_name_of_the_function_around_it(tmp_path: Path) -> None:
    decoder = Decoder(elf.read(xtensa.build(tmp_path, "-O2", "-g").read_bytes()))
    chains = [decoder.frames(address) for address in everywhere(decoder.elf)]

    assert [
        one for one in chains if len({frame.function for frame in one}) < len(one) and one[-1].function != "rec"
    ] == []


@xtensa.needs_tools
@pytest.mark.parametrize("section", [".debug_info", ".debug_line", ".debug_abbrev", ".debug_rnglists", ".debug_str"])
def test_damaged_debugging_data_costs_the_line_and_never_more(section: str, tmp_path: Path) -> None:
    opened = elf.read(xtensa.build(tmp_path, "-O2", "-g").read_bytes())
    sections = {name: opened.section(name) for name in opened.names}
    addresses = everywhere(opened)[::97]
    for seed in range(1, 40):
        whole = bytearray(sections[section])
        for at in range(seed, len(whole), 61 + seed):
            whole[at] = (whole[at] * 7 + seed * 31) & 0xFF
        decoder = Decoder(elf.Elf({**sections, section: bytes(whole)}, opened.regions))
        for address in addresses:
            assert all(isinstance(frame, Frame) for frame in decoder.frames(address))
