"""Writing firmware: refused or saved, written, proven, and survived when it is cut off."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import firmware
from computer import Computer, Room
from espdoctor.engine.errors import Cancelled, EspdoctorError
from espdoctor.probes.actions.flash import firmware_of
from espdoctor.probes.backups import Store, contents_of
from espdoctor.probes.flash_errors import (
    ActionFailed,
    ChipRefused,
    ImageRefused,
    NoFirmwareThere,
    NothingToWrite,
    NotInLoader,
)
from espdoctor.probes.image_fit import Part
from espdoctor.probes.link import Port
from espdoctor.probes.link_errors import PortVanished
from workplace import Workplace

Put = Callable[..., Workplace]

SMALL = firmware.plain(bytes((at * 7919 ^ at >> 3) & 0xFF for at in range(20000)), size=4 << 20)
"""Starts, says nothing, and takes two blocks to write."""


def test_the_persons_firmware_is_written_proven_and_seen_to_start(place: Put) -> None:
    board = place()
    image = board.bench.firmware()

    board.do("flash")

    assert board.flash[: len(image)] == image
    assert board.known["flash.written"] == "ok"
    assert board.known["flash.incomplete"] is False
    assert board.known["image.kind"] == "arduino"
    assert board.known["boot.after_run.result"] in ("firmware", "image-silent")


def test_what_was_lost_is_in_a_backup_first(place: Put) -> None:
    board = place(firmware=SMALL)
    before = board.program

    board.do("flash")

    saved = Store().list()[0]
    pieces = list(contents_of(saved))
    assert str(saved.path) == board.known["flash.backup"]
    assert all(before[start : start + len(data)] == data for start, data in pieces)
    sectors = range(0, len(before), 0x1000)
    changed = [at for at in sectors if board.flash[at : at + 0x1000] != before[at : at + 0x1000]]
    assert changed
    assert all(any(start <= at < start + len(data) for start, data in pieces) for at in changed)


def test_nothing_but_the_images_sectors_is_touched(place: Put) -> None:
    board = place(firmware=SMALL)
    before = board.program
    end = -(-len(SMALL) // 0x1000) * 0x1000

    board.do("flash")

    assert board.program[end:] == before[end:]


def test_the_same_again_writes_nothing_and_saves_nothing(place: Put) -> None:
    board = place(firmware=SMALL)
    board.do("flash")
    backups = Store().list()
    board.notes.clear()

    board.do("flash")

    assert not [note for note in board.notes if note.startswith(("Writing", "Erasing"))]
    assert Store().list() == backups
    assert board.known["flash.written"] == "ok"


def test_erase_leaves_nothing_old_behind(place: Put) -> None:
    board = place("sim://esp-01")
    image = board.bench.firmware()
    board.flash[0x80000:0x80010] = b"old file system."

    board.do("flash", erase=True)

    assert board.flash[: len(image)] == image
    assert not board.program[len(image) :].strip(b"\xff")
    assert any(start <= 0x80000 < start + len(data) for start, data in contents_of(Store().list()[0]))


def test_several_parts_go_to_their_places(place: Put) -> None:
    board = place(firmware=SMALL)
    files = bytes(range(256)) * 40

    board.do("flash", parts=[Part(0, SMALL), Part(0x200000, files)])

    assert board.flash[0x200000 : 0x200000 + len(files)] == files


def test_bytes_that_do_not_pack_are_written_too(place: Put) -> None:
    board = place()
    noise = bytes((at * 7919 ^ at >> 3) & 0xFF for at in range(5001))

    board.do("flash", parts=[Part(0x200000, noise)])

    assert board.flash[0x200000 : 0x200000 + len(noise)] == noise


def test_a_backup_can_be_declined(place: Put) -> None:
    board = place(firmware=SMALL)

    board.do("flash", backup=False)

    assert board.known["flash.written"] == "ok"
    assert Store().list() == ()


def test_settings_are_put_into_the_image(place: Put) -> None:
    board = place(firmware=firmware.arduino(mode="qio", size=16 << 20))

    board.do("flash", mode="dout", size="detect")

    assert (board.flash[2], board.flash[3] >> 4) == (3, 4)


def test_a_mode_that_was_seen_to_boot_is_used_unasked(place: Put) -> None:
    board = place(firmware=firmware.arduino(mode="qio"))
    board.known["flash.mode_that_boots"] = "dout"

    board.do("flash")

    assert board.flash[2] == 3


@pytest.mark.parametrize(
    ("url", "image", "why"),
    [
        ("sim://nodemcu", b"PK\x03\x04" + bytes(50), "kind"),
        ("sim://nodemcu", firmware.plain()[:100], "damaged"),
        ("sim://esp-01", firmware.plain(b"\x01\x02\x03\x04" * 0x48000), "too-large"),
        ("sim://esp-01", firmware.plain(size=4 << 20), "size"),
        ("sim://esp8285", firmware.plain(mode="qio"), "mode"),
    ],
)
def test_what_does_not_fit_is_refused_before_a_byte_is_written(place: Put, url: str, image: bytes, why: str) -> None:
    board = place(url, image)
    before = board.program

    with pytest.raises(ImageRefused) as refused:
        board.do("flash")

    assert [refusal.why for refusal in refused.value.refusals] == [why]
    assert board.program == before
    assert "flash.written" not in board.known


def test_after_a_refusal_the_board_runs_its_firmware_again(place: Put) -> None:
    board = place("sim://esp-01", firmware.plain(size=4 << 20))

    with pytest.raises(ImageRefused):
        board.do("flash")
    board.bench.clock.sleep(0.5)
    board.bench.catch_up()

    assert board.bench.device.chip.running == "sketch"


def test_without_an_image_there_is_nothing_to_write(place: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    board = place()
    monkeypatch.setattr(type(board.bench.host), "firmware", lambda _host: None)

    with pytest.raises(NothingToWrite):
        board.do("flash")


def test_a_chip_that_is_not_reached_is_said_with_what_was_tried(place: Put) -> None:
    board = place("sim://esp-01?fault=gpio0-not-wired")

    with pytest.raises(NotInLoader) as failed:
        board.do("flash")

    assert failed.value.tried == ("nodemcu", "ck", "dtr-only", "swapped")


def test_by_hand_no_line_is_moved(place: Put) -> None:
    board = place("sim://esp-01?fault=gpio0-not-wired&hands=simulated", SMALL)
    assert board.bench.hands is not None
    board.world.port()
    board.bench.hands.do("hold-flash-press-reset")
    before = board.world.port().lines

    board.do("flash", manual=True, size="detect")

    assert board.known["flash.written"] == "ok"
    assert board.world.port().lines == before
    assert "Press RST" in board.notes[-1]


def test_a_flash_that_cannot_be_written_is_said_to_be_incomplete(place: Put) -> None:
    board = place("sim://esp-12e", SMALL)
    board.bench.device.chip.flash.locked = True

    with pytest.raises(ChipRefused):
        board.do("flash")

    assert board.known["flash.incomplete"] is True
    assert board.known["flash.written"] == "failed"


# ---------------------------------------------------------------- cut off at any moment

MOMENTS = [0.001, 0.3, 0.6, 0.8, 0.95]
"""Of all looks at the port that a whole run takes: greeting, stub, comparing, saving, erasing and writing, proving."""


@pytest.fixture(scope="module")
def whole_run(tmp_path_factory: pytest.TempPathFactory) -> int:
    """How often a run that nobody disturbs looks at the port before the proof is done."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ESPDOCTOR_HOME", str(tmp_path_factory.mktemp("home")))
        looks = after(patch, None, lambda: None)
        board = Workplace("sim://nodemcu", SMALL)
        for seen in board.steps("flash"):
            if any(fact.name == "flash.written" for fact in seen.facts):
                return looks[0]
    raise AssertionError("nothing was written")


def after(patch: pytest.MonkeyPatch, looks: int | None, happening: Callable[[], None]) -> list[int]:
    """Let something happen after so many looks at the port; gives the count."""
    plain_check = Port.check
    count = [0]

    def check(port: Port) -> None:
        count[0] += 1
        if count[0] == looks:
            happening()
        plain_check(port)

    patch.setattr(Port, "check", check)
    return count


def judge(board: Workplace, before: bytes, error: EspdoctorError) -> None:
    """The flash is the old one, the new one, or said to be incomplete; no backup is broken."""
    whole = board.program == before or board.flash[: len(SMALL)] == SMALL
    assert whole or board.known.get("flash.incomplete") is True, error
    for backup in Store().list():
        assert all(before[start : start + len(data)] == data for start, data in contents_of(backup))


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_cancel_at_any_moment_is_survived_and_the_same_again_ends_well(
    place: Put, monkeypatch: pytest.MonkeyPatch, whole_run: int, moment: float
) -> None:
    board = place(firmware=SMALL)
    before = board.program
    after(monkeypatch, 1 + int(whole_run * moment), board.stop.set)

    with pytest.raises(Cancelled) as stopped:
        board.do("flash")

    judge(board, before, stopped.value)
    board.world.close()
    board.again()
    board.do("flash")
    assert board.known["flash.written"] == "ok"
    assert board.known["flash.incomplete"] is False


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_pulled_plug_at_any_moment_is_survived_and_the_same_again_ends_well(
    place: Put, monkeypatch: pytest.MonkeyPatch, whole_run: int, moment: float
) -> None:
    board = place(firmware=SMALL)
    before = board.program
    after(monkeypatch, 1 + int(whole_run * moment), board.pull)

    with pytest.raises(PortVanished) as gone:
        board.do("flash")

    judge(board, before, gone.value)
    board.world.close()
    board.plug()
    board.again()
    board.do("flash")
    assert board.known["flash.written"] == "ok"


def test_a_cancelled_write_leaves_the_board_in_its_loader(place: Put) -> None:
    board = place(firmware=SMALL)

    with pytest.raises(Cancelled):
        board.do_until("Writing", "flash")
    board.world.close()

    assert board.bench.device.chip.running == "stub"
    assert board.known["flash.incomplete"] is True
    assert Path(str(board.known["flash.backup"])).exists()


def test_a_restore_after_a_cut_brings_the_old_firmware_back(place: Put) -> None:
    from espdoctor.probes import backups

    board = place(firmware=SMALL)
    before = board.program
    with pytest.raises(Cancelled):
        board.do_until("Writing", "flash")
    board.world.close()
    board.again()

    board.do("restore", backup=backups.load(Path(str(board.known["flash.backup"]))))

    assert board.program == before


# ---------------------------------------------------------------- lines that are not good


def test_a_rate_that_does_not_hold_is_left_for_a_lower_one(place: Put) -> None:
    board = place("sim://nodemcu?fault=baud-too-high", SMALL)

    board.do("flash")

    assert board.known["flash.written"] == "ok"
    assert [note.split()[0] for note in board.notes if "does not hold" in note] == ["921600", "460800"]


def test_a_line_that_is_far_away_only_takes_longer(place: Put) -> None:
    board = place("sim://nodemcu?latency=100ms", SMALL)

    board.do("flash")

    assert board.known["flash.written"] == "ok"


def test_the_best_rate_that_a_probe_found_is_used(place: Put) -> None:
    board = place(firmware=SMALL)
    board.known["baud.best"] = 921600

    board.do("flash")

    assert "Speaking at 921600 baud" in board.notes


def test_a_line_that_is_known_to_be_noisy_is_not_driven_fast(place: Put) -> None:
    board = place(firmware=SMALL)
    board.known["link.errors"] = "some"

    board.do("flash")

    assert "Speaking at 115200 baud" in board.notes


def test_a_supply_that_breaks_down_ends_in_a_sentence_and_not_in_a_traceback(place: Put) -> None:
    board = place("sim://esp-12e?fault=weak-supply", SMALL)
    before = board.program

    with pytest.raises(ActionFailed) as failed:
        board.do("flash")

    assert not isinstance(failed.value, NotInLoader)
    judge(board, before, failed.value)


def test_the_program_that_the_person_named_is_written(tmp_path: Path) -> None:
    (tmp_path / "blink.ino.bin").write_bytes(firmware.arduino())
    room = Room(Computer(), known={"image.path": f"'{tmp_path}'"})

    (part,) = firmware_of(room)
    assert (part.offset, part.data, part.name) == (0, firmware.arduino(), "blink.ino.bin")


def test_a_place_that_went_away_since_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(NoFirmwareThere, match="cannot be read"):
        firmware_of(Room(Computer(), known={"image.path": str(tmp_path / "gone.bin")}))
