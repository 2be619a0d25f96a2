"""Builds are found where the tools leave them, the newest first."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import NoReturn

import pytest

from espdoctor.probes import builds
from espdoctor.probes.host import Place, SystemName


def make(folder: Path, *names: str, at: float = 1000.0, options: dict[str, str] | None = None) -> Path:
    """A build folder with these files, all of that age."""
    folder.mkdir(parents=True)
    for name in names:
        (folder / name).write_bytes(b"\xe9")
        os.utime(folder / name, (at, at))
    if options is not None:
        (folder / "build.options.json").write_text(json.dumps(options))
    return folder


def found(tmp_path: Path, system: SystemName = "linux") -> tuple[builds.Build, ...]:
    """What is found in a home, a temporary folder and a project of their own."""
    for name in ("home", "temp", "project"):
        (tmp_path / name).mkdir(exist_ok=True)
    return builds.find(builds.places(system, tmp_path / "home", tmp_path / "temp", tmp_path / "project"))


@pytest.mark.parametrize(
    ("system", "folder", "maker"),
    [
        ("linux", "temp/arduino_build_123456", "Arduino"),
        ("windows", "home/AppData/Local/Temp/arduino_build_123456", "Arduino"),
        ("linux", "temp/arduino/sketches/ABC", "Arduino"),
        ("linux", "temp/arduino-sketch-ABC", "Arduino"),
        ("linux", "home/.cache/arduino/sketches/ABC", "Arduino"),
        ("macos", "home/Library/Caches/arduino/sketches/ABC", "Arduino"),
        ("windows", "home/AppData/Local/arduino/sketches/ABC", "Arduino"),
        ("linux", "home/Arduino/Blink/build/esp8266.esp8266.nodemcuv2", "Arduino"),
        ("linux", "project/build/esp8266.esp8266.nodemcuv2", "Arduino"),
        ("linux", "project/.pio/build/d1_mini", "PlatformIO"),
        ("windows", "home/Documents/PlatformIO/Projects/lamp/.pio/build/d1_mini", "PlatformIO"),
        ("linux", "project/.esphome/build/lamp/.pioenvs/lamp", "ESPHome"),
    ],
)
def test_each_tool_is_found_where_it_builds(tmp_path: Path, system: SystemName, folder: str, maker: str) -> None:
    made = make(tmp_path / folder, "Blink.ino.bin", "Blink.ino.elf")

    (build,) = found(tmp_path, system)

    assert (build.folder, build.maker, build.elf) == (made, maker, made / "Blink.ino.elf")
    assert build.images == (made / "Blink.ino.bin",)


def test_the_newest_comes_first(tmp_path: Path) -> None:
    make(tmp_path / "temp/arduino_build_1", "old.ino.elf", at=1000)
    make(tmp_path / "temp/arduino_build_2", "new.ino.elf", at=2000)

    assert [build.name for build in found(tmp_path)] == ["new.ino", "old.ino"]


def test_the_sketch_and_its_board_are_told_where_the_tool_wrote_them_down(tmp_path: Path) -> None:
    told = {"fqbn": "esp8266:esp8266:d1_mini", "sketchLocation": "/home/me/Lamp/Lamp.ino"}
    make(tmp_path / "temp/arduino_build_1", "Lamp.ino.bin", options=told)

    (build,) = found(tmp_path)

    assert (build.name, build.options["fqbn"], build.elf) == ("Lamp.ino", "esp8266:esp8266:d1_mini", None)


def test_an_environment_is_named_by_its_folder(tmp_path: Path) -> None:
    make(tmp_path / "project/.pio/build/d1_mini", "firmware.bin", "firmware.elf")

    assert found(tmp_path)[0].name == "d1_mini"


@pytest.mark.parametrize("text", ["[1, 2]", "{", '{"a": ' * 5000, "\udcff"])
def test_options_that_are_none_change_nothing(tmp_path: Path, text: str) -> None:
    folder = make(tmp_path / "temp/arduino_build_1", "Lamp.ino.bin")
    (folder / "build.options.json").write_bytes(text.encode("utf-8", "surrogateescape"))

    assert found(tmp_path)[0].options == {}


def test_a_folder_without_a_build_is_none(tmp_path: Path) -> None:
    make(tmp_path / "temp/arduino_build_1", "notes.txt")

    assert found(tmp_path) == ()


def test_a_disk_that_fails_gives_no_builds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = make(tmp_path / "temp/arduino_build_1", "Blink.ino.bin")

    def fails(*_: object) -> NoReturn:
        raise OSError("I/O error")

    monkeypatch.setattr("os.scandir", fails)
    assert builds.find([Place("Arduino", folder, (".",))]) == ()
    monkeypatch.setattr(Path, "glob", fails)
    assert builds.find([Place("Arduino", folder, ("*",), ("*.bin",))]) == ()


def test_a_path_that_a_person_names_is_looked_into(tmp_path: Path) -> None:
    project = tmp_path / "lamp"
    made = make(project / ".pio/build/d1_mini", "firmware.elf")

    for path in (project, made, made / "firmware.elf"):
        assert [build.elf for build in builds.look_in(path)] == [made / "firmware.elf"]
    assert builds.look_in(tmp_path / "nowhere" / "x.elf") == ()


@pytest.mark.parametrize(
    ("file", "maker", "name"),
    [
        (
            "home/Downloads/nodemcu-release-10-modules-2024-01-02-03-04-05-float.bin",
            "NodeMCU builder",
            "release, 10 modules, float, 2024-01-02",
        ),
        (
            "project/bin/nodemcu_float_release_20240102.bin",
            "NodeMCU builder",
            "nodemcu_float_release_20240102",
        ),
        ("home/Downloads/tasmota.bin", "Tasmota", "tasmota"),
        ("home/Downloads/tasmota-lite.bin.gz", "Tasmota", "tasmota-lite"),
        (
            "project/ESP_Easy_mega_20230623_normal_ESP8266_1M.bin",
            "ESPEasy",
            "ESP_Easy_mega_20230623_normal_ESP8266_1M",
        ),
        ("home/Desktop/lamp-factory.bin", "ESPHome", "lamp-factory"),
    ],
)
def test_firmware_that_comes_as_one_file_is_found_with_who_made_it(
    tmp_path: Path, file: str, maker: str, name: str
) -> None:
    path = tmp_path / file
    make(path.parent, path.name)
    (path.parent / "holidays.bin").write_bytes(b"none of that")

    (build,) = [one for one in found(tmp_path) if one.single]

    assert (build.maker, build.name, build.images, build.path) == (maker, name, (path,), path)


def test_files_of_two_makers_in_one_folder_are_told_apart(tmp_path: Path) -> None:
    make(tmp_path / "home/Downloads", "tasmota.bin", "nodemcu-dev-8-modules-2024-01-02-03-04-05-integer.bin")

    assert {build.maker for build in found(tmp_path)} == {"Tasmota", "NodeMCU builder"}


def test_a_download_beside_a_sketch_is_not_taken_for_its_program(tmp_path: Path) -> None:
    folder = make(tmp_path / "project", "Blink.ino.bin", "tasmota.bin")

    programs = {build.path: build.images for build in found(tmp_path)}
    assert programs == {folder: (folder / "Blink.ino.bin",), folder / "tasmota.bin": (folder / "tasmota.bin",)}
