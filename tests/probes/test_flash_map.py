"""The probe `flash-map` on the bench: what lies where."""

from __future__ import annotations

import pytest

from benchtop import Benchtop
from espdoctor.engine.facts import Value
from espdoctor.probes import simulator

KNOWN = {"sync__reply": "ok", "flash__reachable": "yes"}


def look(url: str, size: int = 4 << 20) -> dict[str, Value]:
    table = Benchtop(url, **KNOWN, flash__jedec_size=size)
    return {name: value for name, value in table.run("flash-map").items() if name.startswith("flash.")}


def test_a_program_and_a_littlefs_are_found_with_their_sizes() -> None:
    found = look("sim://nodemcu?files=littlefs")

    assert 0x8000 < int(found.pop("flash.sketch.size")) < 0x20000
    assert found == {
        "flash.fs.kind": "littlefs",
        "flash.fs.start": 0x200000,
        "flash.fs.size": 0x1FA000,
        "flash.eeprom": "erased",
    }


def test_a_spiffs_has_the_size_of_the_layout_that_begins_there() -> None:
    found = look("sim://esp-01?files=spiffs", 1 << 20)

    assert (found["flash.fs.kind"], found["flash.fs.start"], found["flash.fs.size"]) == ("spiffs", 0xEB000, 0x10000)


def test_no_file_system_is_an_answer() -> None:
    found = look("sim://nodemcu")

    assert found["flash.fs.kind"] == "none"
    assert "flash.fs.start" not in found


def test_no_program_is_one_too() -> None:
    assert look("sim://nodemcu?fault=flash-blank")["flash.sketch.size"] == 0


def test_what_only_begins_like_a_program_is_none() -> None:
    url = "sim://nodemcu?id=flash-map-half"
    flash = simulator.bench(url).device.chip.flash.data
    flash[0x1000:0x1002] = flash[0:2] = b"\xe9\x01"
    flash[0x100C:0x1010] = flash[0xC:0x10] = b"\xff\xff\xff\x7f"

    assert look(url)["flash.sketch.size"] == 0


@pytest.mark.parametrize("size", [3 << 20, 0])
def test_of_a_flash_that_no_layout_knows_only_the_program_is_told(size: int) -> None:
    assert set(look("sim://nodemcu", size)) == {"flash.sketch.size", "flash.fs.kind"}


def test_the_program_s_size_is_that_of_its_image() -> None:
    table = Benchtop("sim://nodemcu?id=flash-map-test", **KNOWN, flash__jedec_size=4 << 20)
    data = simulator.bench("sim://nodemcu?id=flash-map-test").device.chip.flash.data
    image = bytes(data[:0x40000]).rstrip(b"\xff")

    assert table.run("flash-map")["flash.sketch.size"] == len(image)
