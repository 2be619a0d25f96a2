"""What a person names becomes bytes and addresses, or a sentence that says why not."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest

import firmware
from espdoctor.probes import firmware_files, image
from espdoctor.probes.firmware_files import parts_of
from espdoctor.probes.flash_errors import NoFirmwareThere

PLAIN = firmware.plain()


def put(folder: Path, **files: bytes) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for number, (name, data) in enumerate(files.items()):
        path = folder / name.replace("__", ".")
        path.write_bytes(data)
        os.utime(path, (1000 + number, 1000 + number))
    return folder


def test_a_file_is_itself(tmp_path: Path) -> None:
    put(tmp_path, blink__bin=PLAIN)

    (part,) = parts_of(tmp_path / "blink.bin")

    assert (part.offset, part.data, part.name) == (0, PLAIN, "blink.bin")


def test_an_address_in_the_name_is_where_it_goes(tmp_path: Path) -> None:
    """Espressif's SDK and NodeMCU name their parts so."""
    put(tmp_path / "bin", eagle_0x10000__bin=b"x" * 50, eagle_0x00000__bin=PLAIN)

    parts = parts_of(tmp_path / "bin")

    assert {part.offset: part.data for part in parts} == {0: PLAIN, 0x10000: b"x" * 50}


def test_of_a_build_folder_the_program_is_taken(tmp_path: Path) -> None:
    put(tmp_path / "b", Blink_ino__elf=b"\x7fELF", Blink_ino__bin=PLAIN, littlefs__bin=b"fs", other__bin=b"?")

    (part,) = parts_of(tmp_path / "b")

    assert part.data == PLAIN


def test_of_a_project_the_newest_build_is_taken(tmp_path: Path) -> None:
    put(tmp_path / ".pio/build/old", firmware__bin=b"old")
    put(tmp_path / ".pio/build/new", x__txt=b"", firmware__bin=PLAIN)

    (part,) = parts_of(tmp_path)

    assert part.data == PLAIN


def test_an_elf_stands_for_the_image_beside_it(tmp_path: Path) -> None:
    put(tmp_path, Blink__elf=firmware.elf(), Blink__bin=PLAIN)

    assert parts_of(tmp_path / "Blink.elf")[0].data == PLAIN


@pytest.mark.parametrize(("mapped", "places"), [(0, [0]), (0x40210000, [0, 0x10000])])
def test_an_image_is_made_of_an_elf_that_stands_alone(tmp_path: Path, mapped: int, places: list[int]) -> None:
    put(tmp_path, app__elf=firmware.elf(mapped))

    parts = parts_of(tmp_path / "app.elf")

    assert [part.offset for part in parts] == places
    assert not image.inspect(parts[0].data).problems
    assert all(part.data == b"\x21" * 300 for part in parts[1:])


def test_what_the_arduino_core_starts_cannot_be_made_of_the_elf(tmp_path: Path) -> None:
    put(tmp_path, Blink__elf=firmware.elf(0x40201010))

    with pytest.raises(NoFirmwareThere, match="eboot"):
        parts_of(tmp_path / "Blink.elf")


@pytest.mark.parametrize("data", [b"", b"\x7fELF", b"MZ" * 100, firmware.elf()[:60]])
def test_what_is_no_elf_is_said_to_be_none(tmp_path: Path, data: bytes) -> None:
    put(tmp_path, app__elf=data)

    with pytest.raises(NoFirmwareThere, match=r"no \.elf of a program"):
        parts_of(tmp_path / "app.elf")


def test_a_folder_without_a_build_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoFirmwareThere, match=r"no \.bin and no \.elf"):
        parts_of(put(tmp_path / "empty"))


def test_a_folder_with_other_files_alone_is_no_program(tmp_path: Path) -> None:
    with pytest.raises(NoFirmwareThere, match="none that a board could start"):
        parts_of(put(tmp_path / "b", spiffs__bin=b"fs"))


def test_a_file_that_is_missing_is_the_systems_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        parts_of(tmp_path / "none.bin")


def test_a_packed_file_is_unpacked(tmp_path: Path) -> None:
    (tmp_path / "tasmota.bin.gz").write_bytes(gzip.compress(b"\xe9program"))

    (part,) = firmware_files.parts_of(tmp_path / "tasmota.bin.gz")

    assert (part.offset, part.data, part.name) == (0, b"\xe9program", "tasmota.bin.gz")


@pytest.mark.parametrize("cut", [slice(0, -9), slice(0, 6)])
def test_a_packed_file_that_was_cut_off_is_not_written(tmp_path: Path, cut: slice) -> None:
    (tmp_path / "tasmota.bin.gz").write_bytes(gzip.compress(b"\xe9program" * 99)[cut])

    with pytest.raises(NoFirmwareThere, match="packed"):
        firmware_files.parts_of(tmp_path / "tasmota.bin.gz")


def test_a_packed_file_that_is_damaged_is_not_written(tmp_path: Path) -> None:
    (tmp_path / "tasmota.bin.gz").write_bytes(gzip.compress(b"\xe9program")[:10] + b"\xff" * 20)

    with pytest.raises(NoFirmwareThere, match="damaged"):
        firmware_files.parts_of(tmp_path / "tasmota.bin.gz")


@pytest.mark.parametrize("name", ["x.bin", "x.elf"])
def test_what_is_far_too_large_is_not_even_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(firmware_files, "LARGEST", 10)
    (tmp_path / name).write_bytes(bytes(11))

    with pytest.raises(NoFirmwareThere, match="far larger"):
        firmware_files.parts_of(tmp_path / name)


def test_a_packed_file_that_is_no_firmware_fills_no_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(firmware_files, "LARGEST", 5000)
    (tmp_path / "x.bin.gz").write_bytes(gzip.compress(bytes(100_000)))

    with pytest.raises(NoFirmwareThere, match="far too large"):
        firmware_files.parts_of(tmp_path / "x.bin.gz")
