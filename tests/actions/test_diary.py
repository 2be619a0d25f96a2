"""A write that was cut off is known to the next one, which goes on with it and keeps the true old content."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import firmware
from espdoctor.engine.errors import Cancelled
from espdoctor.probes import backups
from espdoctor.probes.image_fit import Part
from espdoctor.probes.unfinished import UnfinishedWrites
from workplace import Workplace

Put = Callable[..., Workplace]
SMALL = firmware.plain(bytes((at * 7919 ^ at >> 3) & 0xFF for at in range(20000)), size=4 << 20)


@pytest.fixture
def cut_off(place: Put) -> Workplace:
    """A board whose write was cancelled in the middle, and a new program in front of it."""
    table = place(firmware=SMALL)
    with pytest.raises(Cancelled):
        table.do_until("Writing", "flash")
    table.world.close()
    table.again()
    table.known.clear()
    return table


def noted() -> bool:
    return bool(UnfinishedWrites().all())


def test_a_write_that_ends_well_leaves_no_note(place: Put) -> None:
    table = place(firmware=SMALL)

    table.do("flash")

    assert not noted()


def test_a_backup_that_is_gone_keeps_nobody_from_going_on(cut_off: Workplace, home: Path) -> None:
    for saved in (home / "backups").iterdir():
        saved.unlink()

    cut_off.do("flash")

    assert cut_off.known["flash.written"] == "ok"
    assert not noted()


def test_the_next_write_says_so_first_and_goes_on(cut_off: Workplace) -> None:
    assert noted()

    steps = cut_off.steps("flash")
    told = next(fact for seen in steps for fact in seen.facts if fact.name == "flash.incomplete")
    list(steps)

    assert told.value is True
    assert "was cut off" in told.because[0].excerpt
    assert cut_off.known["flash.incomplete"] is False
    assert not noted()


def test_the_backup_named_at_the_end_holds_what_was_there_before_the_first_write(place: Put) -> None:
    table = place(firmware=SMALL)
    before = table.program
    with pytest.raises(Cancelled):
        table.do_until("Writing", "flash")
    table.world.close()
    table.again()

    table.do("flash")
    saved = backups.load(Path(str(table.known["flash.backup"])))
    table.do("restore", backup=saved)

    assert table.program[: len(before)] == before


def test_writing_something_else_beside_it_does_not_make_it_good(cut_off: Workplace) -> None:
    cut_off.do("flash", parts=[Part(0x200000, b"files" * 99)])

    assert noted()


def test_putting_the_backup_back_makes_it_good(cut_off: Workplace) -> None:
    write = UnfinishedWrites().all()[0]
    assert write.backup

    cut_off.do("restore", backup=backups.load(Path(write.backup)))

    assert not noted()


def test_what_was_proven_is_written_over_without_a_look_the_next_time(place: Put) -> None:
    table = place(firmware=SMALL)
    table.do("flash")
    changed = firmware.plain(bytes((at * 7919 ^ at >> 3 ^ (at == 9000)) & 0xFF for at in range(20000)), size=4 << 20)
    table.notes.clear()

    table.do("flash", parts=[Part(0, changed)])

    assert table.program[: len(changed)] == changed
    assert not [note for note in table.notes if note.startswith("Comparing")]


def test_what_the_board_wrote_by_itself_since_is_found_all_the_same(place: Put) -> None:
    table = place(firmware=SMALL)
    table.do("flash")
    table.flash[0x2000] ^= 0xFF

    table.do("flash")

    assert table.program[: len(SMALL)] == SMALL
