"""Which unit an address belongs to, and what its entries cover."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

import xtensa
from espdoctor.probes.stack import elf
from espdoctor.probes.stack.forms import BadDwarf
from espdoctor.probes.stack.units import NAME, Unit, Units

ABBREVIATIONS = bytes([1, 0x11, 0, 0x03, 0x08, 0x11, 0x01, 0x55, 0x17, 0, 0, 0])
"""One shape: a unit with its name, its first address and a list of ranges."""


def unit(version: int, name: bytes, low: int, ranges: int) -> bytes:
    """One compilation unit."""
    values = b"\x01" + name + b"\x00" + struct.pack("<II", low, ranges)
    head = struct.pack("<HBBI", version, 1, 4, 0) if version >= 5 else struct.pack("<HIB", version, 0, 4)
    return struct.pack("<I", len(head + values)) + head + values


def units(info: bytes, **more: bytes) -> Units:
    sections = {".debug_info": info, ".debug_abbrev": ABBREVIATIONS}
    return Units(elf.Elf({**sections, **{f".debug_{name}": data for name, data in more.items()}}, ()))


def name_of(found: Unit | None) -> str | None:
    return found.text(found.root, NAME) if found else None


def test_a_list_of_ranges_counts_from_the_unit_or_from_a_base_of_its_own() -> None:
    pairs = [(0, 8), (0x20, 0x20), (0xFFFFFFFF, 0x40100000), (4, 8), (0, 0)]
    listed = b"".join(struct.pack("<II", *pair) for pair in pairs)
    found = units(unit(4, b"a.c", 0x40201000, 0), ranges=listed)

    asked = (0x40201007, 0x40201008, 0x40100004, 0x40100008)

    assert [name_of(found.at(address)) for address in asked] == ["a.c", None, "a.c", None]


def test_the_newer_list_has_pairs_bases_ends_and_lengths() -> None:
    listed = bytes([4, 0x10, 0x20, 5]) + struct.pack("<I", 0x40100000) + bytes([4, 0, 4])
    listed += bytes([6]) + struct.pack("<II", 0x40202000, 0x40202002)
    listed += bytes([7]) + struct.pack("<I", 0x40203000) + bytes([3, 0])
    found = units(unit(5, b"a.c", 0x40201000, 0), rnglists=listed)
    opened = found.at(0x40100003)
    assert opened is not None

    covered = opened.ranges(opened.root)

    assert covered == [
        (0x40201010, 0x40201020),
        (0x40100000, 0x40100004),
        (0x40202000, 0x40202002),
        (0x40203000, 0x40203003),
    ]


def test_a_list_that_is_named_by_its_number_is_found() -> None:
    shape = bytes([1, 0x11, 0, 0x11, 0x01, 0x55, 0x23, 0x74, 0x17, 0, 0, 0])
    values = b"\x01" + struct.pack("<I", 0x40201000) + b"\x01" + struct.pack("<I", 4)
    head = struct.pack("<HBBI", 5, 1, 4, 0)
    lists = bytes(4) + struct.pack("<II", 8, 12) + bytes([4, 0, 1, 0]) + bytes([4, 0x10, 0x20, 0])
    sections = {".debug_info": struct.pack("<I", len(head + values)) + head + values, ".debug_abbrev": shape}
    opened = Units(elf.Elf({**sections, ".debug_rnglists": lists}, ())).at(0x40201018)
    assert opened is not None

    assert opened.ranges(opened.root) == [(0x40201010, 0x40201020)]


def test_a_unit_of_types_alone_covers_nothing() -> None:
    types = bytearray(unit(5, b"a.c", 0x40201000, 0))
    types[6] = 2

    assert units(bytes(types)).at(0x40201000) is None


def test_a_range_of_an_unknown_kind_is_damage() -> None:
    with pytest.raises(BadDwarf):
        units(unit(5, b"a.c", 0, 0), rnglists=b"\x63").at(1)


def test_a_unit_of_an_unknown_version_is_damage() -> None:
    with pytest.raises(BadDwarf):
        units(unit(9, b"a.c", 0, 0)).at(1)


def test_the_compilers_own_list_leads_to_the_unit() -> None:
    first, second = unit(4, b"a.c", 0, 0), unit(4, b"b.c", 0, 0)
    pairs = struct.pack("<IIII", 0x40201000, 0x10, 0, 0)
    listed = struct.pack("<IHIBB", 12 + len(pairs), 2, len(first), 4, 0) + bytes(4) + pairs

    found = units(first + second, aranges=listed, ranges=bytes(8))

    assert name_of(found.at(0x40201008)) == "b.c"
    assert found.at(0x40201010) is None


@xtensa.needs_tools
@pytest.mark.parametrize("version", ["-gdwarf-2", "-gdwarf-4", "-gdwarf-5"])
def test_each_source_file_has_its_unit(version: str, tmp_path: Path) -> None:
    opened = elf.read(xtensa.build(tmp_path, "-Os", version, "-ffunction-sections").read_bytes())
    found = Units(opened)
    code = [region for region in opened.regions if region.code]

    names = {name_of(found.at(address)) for one in code for address in range(one.address, one.address + len(one.data))}

    assert {Path(name).name for name in names if name} >= {"sensor.cpp", "parts.c"}
