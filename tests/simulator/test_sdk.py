"""What the SDK makes of the flash before the sketch may start."""

from __future__ import annotations

import pytest

from bareboard import BareBoard
from espdoctor.probes.simulator import images, sdk
from espdoctor.probes.simulator.chip import ChipSpec
from espdoctor.probes.simulator.flash import SECTOR, Flash
from espdoctor.probes.simulator.program import Restart


def flash(size: int = 2**20, claims: int = 2**20) -> Flash:
    chip = Flash(size, 0x144020)
    chip.write(0, images.make_sketch("hello", claims))
    return chip


def test_fresh_sectors_are_settled_and_then_fine() -> None:
    chip = flash()
    assert sdk.complaint(chip) is None

    sdk.settle(chip)
    assert chip.read(chip.size - 4 * SECTOR, 1) == b"\x05"
    assert sdk.complaint(chip) is None


def test_settling_changes_nothing_that_is_there() -> None:
    chip = flash()
    sdk.settle(chip)
    before = bytes(chip.data)
    sdk.settle(chip)

    assert chip.data == before


def test_a_header_that_claims_more_than_the_chip_has_is_told() -> None:
    complaint = sdk.complaint(flash(2**20, claims=4 * 2**20))

    assert complaint is not None
    assert "Flash config wrong: real: 1048576, SDK: 4194304" in complaint.text
    assert complaint.restart is Restart.WATCHDOG


def test_a_header_that_claims_less_is_no_trouble() -> None:
    assert sdk.complaint(flash(4 * 2**20, claims=2**20)) is None


@pytest.mark.parametrize(
    ("rf", "wifi", "text"), [(True, False, "rf_cal[0] !=0x05,is 0x7B"), (False, True, "Exception (29):")]
)
def test_what_another_firmware_left_behind_stops_the_start(rf: bool, wifi: bool, text: str) -> None:
    chip = flash()
    sdk.leave_behind(chip, rf=rf, wifi=wifi)
    complaint = sdk.complaint(chip)

    assert complaint is not None
    assert text in complaint.text


def test_stale_sectors_make_it_restart_for_ever_until_they_are_erased() -> None:
    board = BareBoard("hello", spec=ChipSpec(flash_size=2**20, flash_id=0x144020))
    sdk.leave_behind(board.flash, rf=True, wifi=True)
    board.power()
    assert board.wait(5.0).count(b"rf_cal[0]") >= 3

    board.flash.erase(2**20 - 4 * SECTOR, 4 * SECTOR)
    board.press_reset()
    assert b"bench sketch: hello" in board.wait(2.0)


def test_without_an_image_the_size_is_the_chips() -> None:
    assert sdk.claimed(Flash(2**19, 0x134020)) == 2**19


def test_a_chip_that_lies_about_its_size_is_believed() -> None:
    fake = Flash(512 * 1024, 0x164020)
    assert sdk.named(fake) == 4 * 1024 * 1024
    fake.write(0, images.make_sketch("hello", 4 * 1024 * 1024))
    assert sdk.complaint(fake) is None


def test_a_name_without_a_size_leaves_what_is_there() -> None:
    assert sdk.named(Flash(0x20000, 0x000020)) == 0x20000
