"""Flash work that is interrupted at any moment: what is in flash afterwards, what is known of it, and the way back.

    python benchmarks/interruptions.py                 300 interruptions, seeded
    python benchmarks/interruptions.py --count 30 --seed 7 --first 12

Each takes a fresh bench and a data folder of its own, starts writing, erasing or saving, and at a random moment pulls
the plug, cancels, or kills the program. A killed program is a process of its own that gets SIGKILL; only the bench's
flash chip is shared with it. In half of them the checksums of what was written last are remembered, rightly or wrongly.
Afterwards by turns the same is done again, or what was saved is put back. Wrong is:

- flash that is neither the old one nor the new one, of which nobody says that it is incomplete;
- a second try, or a restore, that does not lead to the new or the old content;
- a backup that is gone, cannot be read, or holds anything but what was there before.

Prints how many ended which way; exits 1 when anything is wrong.
"""

from __future__ import annotations

import argparse
import contextlib
import mmap
import os
import random
import signal
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest import mock

from endings import Endings
from flash_time import firmware

from espdoctor.probes.simulator.cells import SECTOR, Cells

JOBS = ("write", "erase", "save")
MEANS = ("cut", "cancel", "kill")
LENGTH = 48 * 1024
SETTINGS = 4 * 4096
"""Bytes at the end of the flash, which belong to the SDK: a firmware writes them by itself."""


@dataclass
class Trial:
    """One interruption."""

    number: int
    seed: int
    folder: Path
    job: str = ""
    means: str = ""
    at: int = 0
    """The number of the look at the stop token at which it happens."""
    looks: int = 0
    touching: list[int] = field(default_factory=list)
    """Looks while the flash is being changed and proven."""
    told: dict[str, Any] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        from espdoctor.probes import simulator

        self.chance = random.Random(self.seed * 1000 + self.number)
        self.job, self.means = JOBS[self.number % 3], MEANS[self.number // 3 % 3]
        self.image = firmware(LENGTH, self.number)
        self.url = f"sim://esp-01?seed={self.number}&id=trial-{self.seed}-{self.number}"
        self.bench: Any = simulator.bench(self.url)
        self.chip = self.bench.device.chip.flash
        self.chip.data = SharedCells(self.chip.data)
        self.lay(firmware(2 * LENGTH, -1 - self.number), 0)
        self.lay(self.chance.randbytes(3 * 4096), 0x60000)
        self.before = self.content()

    def lay(self, data: bytes, at: int) -> None:
        """Put it into the flash, past the chip."""
        self.chip.data[at : at + len(data)] = data

    def content(self) -> bytes:
        """All but the SDK's own sectors."""
        return bytes(self.chip.data[:-SETTINGS])

    def remember(self) -> None:
        """Half of the boards we have written before, so that their checksums are known; of every second one of those
        another tool has changed the flash since."""
        from espdoctor.probes.flash_plan import Wanted
        from espdoctor.probes.image_fit import Part
        from espdoctor.probes.last_proven import LastProven

        if self.number % 4 < 2:
            return
        known = self.before if self.number % 4 == 2 else firmware(LENGTH, self.number + 1).ljust(LENGTH + 4096, b"\xff")
        mac = bytes.fromhex(self.bench.board.mac).hex(":")
        whole = len(known) // 4096 * 4096
        LastProven(mac, self.url).keep(Wanted((Part(0, known[:whole], "before"),), ((0, whole),)))

    @property
    def wanted(self) -> bytes:
        """What the flash holds when the job is done."""
        if self.job == "save":
            return self.before
        rest = b"\xff" * len(self.before) if self.job == "erase" else self.before
        padded = self.image.ljust(-(-len(self.image) // 4096) * 4096, b"\xff")
        return padded + rest[len(padded) :]

    # ---------------------------------------------------------------- doing it

    def run(self, happens: Callable[[], None] | None = None) -> str | None:
        """The job once, interrupted or not; what the program said at its end if it was no good one."""
        from espdoctor.engine.errors import EspdoctorError
        from espdoctor.probes.actions import catalog
        from espdoctor.probes.image_fit import Part

        options: dict[str, Any] = {"parts": (Part(0, self.image, "new.bin"),), "erase": self.job == "erase"}
        steps = {"save": ("backup", {})}.get(self.job, ("flash", options))
        try:
            self.follow(catalog.get(steps[0]).run, happens, **steps[1])
        except EspdoctorError as error:
            return str(error)
        return None

    def follow(self, action: Callable[..., Iterator[Any]], happens: Callable[[], None] | None, **options: Any) -> None:
        """Carry it out and learn what it tells. Raises what it raises."""
        from espdoctor.probes.link import Doors, Stop, open_port
        from espdoctor.probes.world import OpenWorld

        bench, self.stop, self.looks = self.bench, Stop(), 0

        def opened(name: str, stop: Any) -> Any:
            port = open_port(name, bench.host, bench.clock, stop, bench.serial)
            look = port.check

            def counted() -> None:
                self.looks += 1
                if happens and self.looks == self.at:
                    happens()
                look()

            setattr(port, "check", counted)  # noqa: B010 - an instance's own
            return port

        world = OpenWorld(Doors(self.url, bench.host, bench.clock, None, opened), self.stop, lambda: self.told)
        try:
            for seen in action(world, **options):
                self.told.update({fact.name: fact.value for fact in seen.facts})
                if seen.note.startswith(("Writing", "Erasing", "Proving")):
                    self.touching.append(self.looks)
        finally:
            world.close()

    def measure(self) -> None:
        """How long the job is when nobody interrupts it, on a board of the same kind; then a moment of it, two times in
        three while the flash is being changed."""
        other = Trial(self.number, self.seed + 500, self.folder)
        with home(self.folder / "other"):
            other.remember()
            assert (said := other.run()) is None, said
        anywhere = not other.touching or self.chance.random() < 1 / 3
        first, last = (1, other.looks) if anywhere else (other.touching[0] - 3, other.touching[-1] + 3)
        self.at = self.chance.randint(first, last)

    def interrupted(self) -> str | None:
        """The job, and what happens to it."""
        if self.means == "kill":
            return self.killed()
        return self.run({"cut": self.cut, "cancel": self.cancel}[self.means])

    def cancel(self) -> None:
        """The person has had enough."""
        self.stop.set()

    def cut(self) -> None:
        """The plug is out; the board's own supply goes with it."""
        self.bench.unplug()

    def killed(self) -> str:
        """In a process of its own, which is gone from one moment to the next; only the flash chip stays."""
        child = os.fork()
        if child == 0:
            self.run(lambda: os.kill(os.getpid(), signal.SIGKILL))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        return "" if os.WIFEXITED(status) else "killed"

    # ---------------------------------------------------------------- judging it

    def judge(self) -> str:
        """How it ended; `wrong` has what must not be."""
        said = self.interrupted()
        if self.means == "cut":
            with self.bench.lock:
                self.bench.plug_in()
        self.check_backups()
        state = self.state()
        known = bool(self.told.get("flash.incomplete")) or bool(self.noted())
        if state == "incomplete" and not known:
            self.wrong.append(f"the flash is incomplete and nobody says so ({said})")
        self.go_on(state)
        self.check_backups()
        return f"{state}, {'said' if known else 'nothing to say'}"

    def state(self) -> str:
        """What the flash holds."""
        held = self.content()
        return "old" if held == self.before else "new" if held == self.wanted else "incomplete"

    def noted(self) -> Any:
        """What the next program would find on the disk."""
        from espdoctor.probes.unfinished import UnfinishedWrites

        return next(iter(UnfinishedWrites().all()), None)

    def go_on(self, state: str) -> None:
        """Once more, or back."""
        from espdoctor.probes import backups
        from espdoctor.probes.actions import catalog

        note = self.noted()
        if state == "incomplete" and note and note.backup and self.number % 2:
            self.follow(catalog.get("restore").run, None, backup=backups.load(Path(note.backup)))
            if self.content() != self.before:
                self.wrong.append("putting the backup back did not bring the old content back")
        else:
            said = self.run()
            if said is not None or self.content() != self.wanted:
                self.wrong.append(f"doing it again did not lead to the new content ({said})")
        if self.noted():
            self.wrong.append("the note of the interrupted write is still there")

    def check_backups(self) -> None:
        """Each one reads, and holds what was there before the first touch, also one that a second try made."""
        from espdoctor.engine.errors import EspdoctorError
        from espdoctor.probes.backups import contents_of, load

        for path in sorted((self.folder / "home" / "backups").glob("*.json")):
            try:
                pieces = list(contents_of(load(path)))
            except EspdoctorError as error:
                self.wrong.append(f"a backup cannot be used: {error}")
                continue
            if not all(self.was_there(start, content) for start, content in pieces):
                self.wrong.append(f"the backup {path.name} does not hold what was there")

    def was_there(self, start: int, content: bytes) -> bool:
        """The SDK's own sectors change by themselves."""
        end = min(start + len(content), len(self.before))
        return start >= len(self.before) or content[: end - start] == self.before[start:end]


class SharedCells(Cells):
    """The same bytes in memory that a child process shares, so that they outlive one that is killed."""

    def __init__(self, cells: Cells) -> None:
        self._size = len(cells)
        self._memory = mmap.mmap(-1, self._size)
        self._memory[:] = bytes(cells)

    @property
    def changes(self) -> int:  # type: ignore[override]
        """Another number for another content: a child's changes are counted by nobody."""
        return zlib.crc32(self._memory)

    def put(self, start: int, content: bytes) -> None:
        """Bytes in place of what was there."""
        self._memory[start : start + len(content)] = content

    def _sector(self, number: int) -> bytes:
        return self._memory[number * SECTOR : (number + 1) * SECTOR]


@contextlib.contextmanager
def home(folder: Path) -> Iterator[None]:
    """The program's data lie there."""
    with mock.patch.dict("os.environ", ESPDOCTOR_HOME=str(folder)):
        yield


def trial(number: int, seed: int) -> tuple[Trial, str]:
    """One interruption from beginning to end."""
    with tempfile.TemporaryDirectory() as folder, home(Path(folder) / "home"):
        one = Trial(number, seed, Path(folder))
        one.remember()
        one.measure()
        return one, one.judge()


def main() -> int:
    """Run them all and count."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0)
    args = parser.parse_args()
    endings = Endings()
    for number in range(args.first, args.first + args.count):
        one, end = trial(number, args.seed)
        name = f"{number}: {one.job}, {one.means} at look {one.at}"
        endings.add(name, f"{one.job:5} {one.means:6} {end}", one.wrong)
    return endings.close("interruptions")


if __name__ == "__main__":
    sys.exit(main())
