"""Compare, save, write, prove: against a chip that is a bytearray and can be made to fail."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from espdoctor.probes.actions.transfer import Transfer
from espdoctor.probes.backups import Store, contents_of
from espdoctor.probes.flash_errors import BackupUnsound, NotTheSame, TransferBroken
from espdoctor.probes.flash_plan import Wanted
from espdoctor.probes.grips import Grip
from espdoctor.probes.image_fit import Part
from fakeclock import FakeClock

MB = 1 << 20
NEW = bytes(range(256)) * 300
"""Five sectors less than two blocks."""


class Chip:
    """What `Loader` gives, over bytes. It counts what is read and written."""

    def __init__(self, flash: bytes = b"\xff" * MB) -> None:
        self.flash = bytearray(flash)
        self.grip = Grip(115200)
        self.clock = FakeClock()
        self.read_bytes = 0
        self.touched: list[tuple[int, int]] = []
        self.keeps, self.lies = True, False
        self.breaks_at: int | None = None
        self.strays_to: int | None = None

    def mac(self) -> str:
        return "5c:cf:7f:00:00:01"

    def flash_id(self) -> int:
        return 0x1440EF

    def md5(self, address: int, size: int) -> str:
        return hashlib.md5(self.flash[address : address + size]).hexdigest()

    def read(self, address: int, size: int) -> bytes:
        self.read_bytes += size
        return bytes(size) if self.lies else bytes(self.flash[address : address + size])

    def write(self, address: int, data: bytes) -> Iterator[int]:
        self.touched.append((address, len(data)))
        if self.strays_to is not None:
            self.flash[self.strays_to : self.strays_to + 0x1000] = b"\xff" * 0x1000
            self.strays_to = None
        for at in range(0, len(data), 0x1000):
            if self.breaks_at is not None and address + at >= self.breaks_at:
                self.breaks_at = None
                raise TransferBroken("writing", address + at, "cut")
            if self.keeps:
                self.flash[address + at : address + at + 0x1000] = data[at : at + 0x1000]
            yield min(at + 0x1000, len(data))

    def erase(self, address: int, size: int) -> Iterator[int]:
        self.touched.append((address, size))
        self.flash[address : address + size] = b"\xff" * size
        yield size


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path)


def transfer(store: Store | None, *erase: tuple[int, int]) -> Transfer:
    return Transfer(Wanted.of([Part(0, NEW)], MB, erase), store, MB)


def run(job: Transfer, chip: Any) -> list[str]:
    return [seen.note for seen in job.run(chip)]


def test_blank_flash_is_written_and_not_read(store: Store) -> None:
    chip = Chip()

    run(transfer(store), chip)

    assert chip.flash[: len(NEW)] == NEW
    assert chip.read_bytes == 0


def test_old_content_is_saved_before_the_first_touch(store: Store) -> None:
    chip = Chip(b"old!" * (MB // 4))
    job = transfer(store)

    steps = job.run(chip)  # type: ignore[arg-type]
    for seen in steps:
        if seen.note.startswith("Writing"):
            assert job.backup is not None
            break

    assert b"".join(data for _, data in contents_of(store.list()[0])) == b"old!" * (0x13000 // 4)


def test_one_changed_sector_costs_one_sector(store: Store) -> None:
    chip = Chip(NEW.ljust(MB, b"\xff"))
    chip.flash[0x5003] ^= 1

    run(transfer(store), chip)

    assert chip.touched == [(0x5000, 0x1000)]
    assert chip.read_bytes == 0x1000, "that sector, for the backup"


def test_what_is_right_already_is_left_alone(store: Store) -> None:
    chip = Chip(NEW.ljust(MB, b"\xff"))

    run(transfer(store), chip)

    assert chip.touched == []
    assert store.list() == ()


def test_erasing_the_rest_does_not_write_it(store: Store) -> None:
    chip = Chip(NEW.ljust(0x13000, b"\xff").ljust(MB, b"\x00"))

    run(transfer(store, (0, MB)), chip)

    assert chip.touched == [(0x13000, MB - 0x13000)]
    assert chip.flash == NEW.ljust(MB, b"\xff")


def test_an_earlier_backup_of_the_chip_saves_the_reading(store: Store) -> None:
    run(transfer(store), Chip(b"old!" * (MB // 4)))
    again = Chip(b"old!" * (MB // 4))

    run(transfer(store), again)

    assert again.read_bytes == 0
    assert len(store.list()) == 2


def test_what_does_not_stick_is_never_called_written(store: Store) -> None:
    chip = Chip()
    chip.keeps = False

    with pytest.raises(NotTheSame) as failed:
        run(transfer(store), chip)

    assert failed.value.blank
    assert failed.value.ranges[0][0] == 0


def test_after_a_break_the_same_job_goes_on_and_saves_no_half_content(store: Store) -> None:
    chip = Chip(b"old!" * (MB // 4))
    chip.breaks_at = 0x8000
    job = transfer(store)
    with pytest.raises(TransferBroken):
        run(job, chip)
    assert job.touched

    run(job, chip)

    assert chip.flash[: len(NEW)] == NEW
    assert chip.touched[-1][0] >= 0x8000, "what was right is not written again"
    assert not job.touched
    assert len(store.list()) == 1


def test_a_read_that_is_not_what_the_chip_holds_stops_it_before_the_first_touch(store: Store) -> None:
    chip = Chip(b"old!" * (MB // 4))
    chip.lies = True

    with pytest.raises(BackupUnsound, match="not what the chip holds"):
        run(transfer(store), chip)

    assert chip.touched == []


def test_a_declined_backup_reads_nothing() -> None:
    chip = Chip(b"old!" * (MB // 4))

    run(transfer(None), chip)

    assert chip.flash[: len(NEW)] == NEW
    assert chip.read_bytes == 0


def test_over_a_bad_line_a_write_that_goes_astray_is_found_and_made_good(store: Store) -> None:
    """One flipped bit in an address, and another sector is erased."""
    chip = Chip(b"old!" * (MB // 4))
    chip.grip = Grip(115200, patient=True)
    chip.strays_to = 0x80000

    run(transfer(store), chip)

    assert chip.flash == NEW.ljust(0x13000, b"\xff") + b"old!" * ((MB - 0x13000) // 4)


def test_over_a_bad_line_flash_that_never_gets_right_is_not_called_written(store: Store) -> None:
    class Straying(Chip):
        def write(self, address: int, data: bytes) -> Iterator[int]:
            self.strays_to = 0x80000 if address < 0x80000 else 0x40000
            return super().write(address, data)

    chip = Straying(b"old!" * (MB // 4))
    chip.grip = Grip(115200, patient=True)

    with pytest.raises(NotTheSame):
        run(transfer(store), chip)


# ------------------------------------------------------------ what the flash held last


def guessing(store: Store | None, *ranges: tuple[int, int]) -> Transfer:
    """A change of which somebody says: these ranges are likely to differ."""
    job = transfer(store)
    job.likely = lambda _wanted: ranges
    return job


def test_what_is_likely_to_differ_is_written_without_a_look_and_proven_by_one_sum(store: Store) -> None:
    chip = Chip(NEW.ljust(MB, b"\xff"))
    chip.flash[0x5003] ^= 1

    notes = run(guessing(store, (0x5000, 0x6000)), chip)

    assert chip.flash[: len(NEW)] == NEW
    assert chip.touched == [(0x5000, 0x1000)]
    assert not [note for note in notes if note.startswith("Comparing")]
    assert store.list()[0].length == 0x1000


@pytest.mark.parametrize("guessed", [(), ((0x9000, 0xA000),)])
def test_a_wrong_guess_costs_time_and_loses_nothing(store: Store, guessed: tuple[tuple[int, int], ...]) -> None:
    chip = Chip(NEW.ljust(MB, b"\xff"))
    chip.flash[0x5003] ^= 1
    before = bytes(chip.flash)
    told: list[Any] = []
    job = guessing(store, *guessed)
    job.before_touch = told.append

    run(job, chip)

    assert chip.flash[: len(NEW)] == NEW
    assert job.touched is False
    assert job.backup is not None
    saved = dict(contents_of(job.backup))
    assert saved[0x5000][:0x1000] == before[0x5000:0x6000]
    assert all(content == before[at : at + len(content)] for at, content in saved.items())
    assert told == [((0x5000, 0x6000),)], "of a sector that is right already nothing is written"


def test_after_a_break_in_what_was_likely_everything_is_compared(store: Store) -> None:
    chip = Chip(b"old!" * (MB // 4))
    chip.breaks_at = 0x6000
    job = guessing(store, (0, 0x13000))
    with pytest.raises(TransferBroken):
        run(job, chip)

    run(job, chip)

    assert chip.flash[: len(NEW)] == NEW
    assert b"".join(data for _, data in contents_of(store.list()[-1])) == b"old!" * (0x13000 // 4)


# ------------------------------------------------------------ a line that is known to spoil what is sent


def test_over_a_line_that_spoils_what_a_stray_request_destroyed_is_put_back(store: Store) -> None:
    chip = Chip(b"old!" * (MB // 8) + b"\xff" * (MB // 2))
    chip.grip = Grip(115200, wary=True)
    before = bytes(chip.flash)
    chip.strays_to = 0x60000
    job = transfer(store)

    run(job, chip)

    assert chip.flash == NEW.ljust(0x13000, b"\xff") + before[0x13000:]
    assert job.touched is False


def test_where_nothing_differs_the_rest_is_not_looked_at_either(store: Store) -> None:
    chip = Chip(NEW.ljust(0x13000, b"\xff").ljust(MB, b"x"))
    chip.grip = Grip(115200, wary=True)

    run(transfer(store), chip)

    assert (chip.read_bytes, chip.touched) == (0, [])


def test_of_the_rest_what_is_erased_is_known_by_one_sum(store: Store) -> None:
    chip = Chip()
    chip.grip = Grip(115200, wary=True)

    run(transfer(store), chip)

    assert chip.read_bytes == 0
