"""The probe `flash-search`: a program at a wrong address is found, and what merely looks like one is not."""

from __future__ import annotations

import pytest

import firmware
from benchtop import Benchtop
from espdoctor.engine.facts import Value
from espdoctor.probes.flash_search import PLACES, is_program
from espdoctor.probes.simulator.flash import Flash

IMAGE = firmware.plain()


def probed(url: str, at: int | None = None) -> dict[str, Value]:
    bench = Benchtop(url)
    flash: Flash = bench.world._doors.host._bench.device.chip.flash  # type: ignore[attr-defined]
    if at is not None:
        flash.data[at : at + len(IMAGE)] = IMAGE
    return bench.run("lines", "flash-id", "flash-header", "flash-search")


@pytest.mark.parametrize("at", [0x2000, 0x10000, 0x100000])
def test_a_program_at_a_wrong_address_is_found(at: int) -> None:
    assert probed("sim://nodemcu?fault=flash-blank", at) == {"flash.image_at": at}


def test_a_program_whose_loader_is_missing_is_found_behind_its_place() -> None:
    assert probed("sim://d1-mini?fault=image-shifted") == {"flash.image_at": 0x1000}


def test_an_empty_flash_has_none() -> None:
    assert probed("sim://esp-01?fault=flash-blank") == {"flash.image_at": 0}


def test_a_loader_that_does_not_answer_says_nothing() -> None:
    bench = Benchtop("sim://esp-12e?fault=no-power")

    assert bench.run("flash-search") == {}


def test_an_image_for_another_chip_is_no_program() -> None:
    assert is_program(IMAGE)
    assert not is_program(IMAGE[:4] + (0x4008_0000).to_bytes(4, "little"))
    assert not is_program(b"\xff" * 16)


def test_the_places_are_sectors_in_order() -> None:
    assert list(PLACES) == sorted(set(PLACES))
    assert all(at % 0x1000 == 0 for at in PLACES)
