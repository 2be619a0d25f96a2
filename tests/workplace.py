"""A simulated board on the table, and actions carried out on it the way a consultation does it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from espdoctor.engine.facts import Fact, Value
from espdoctor.probes import simulator
from espdoctor.probes.actions import catalog
from espdoctor.probes.link import Stop, doors
from espdoctor.probes.probe import Observation
from espdoctor.probes.simulator.cells import Cells
from espdoctor.probes.world import OpenWorld


class Workplace:
    """One bench, one world over it, and what was learned. `known` grows as in a consultation."""

    def __init__(self, url: str, firmware: bytes | None = None) -> None:
        self.bench = simulator.bench(url)
        # A fresh bench is found by its own name for as long as somebody holds it, and gone with the test.
        self.url = f"{url}{'&' if '?' in url else '?'}id={self.bench.name}"
        self.known: dict[str, Value] = {}
        self.facts: list[Fact] = []
        self.notes: list[str] = []
        self.firmware = firmware
        self.again()

    def again(self) -> None:
        """A new program on the same board, as after a cancel: another port, another stop token."""
        self.stop = Stop()
        self.world = OpenWorld(doors(self.url), self.stop, lambda: self.known, self.firmware)

    def pull(self) -> None:
        """Pull the USB cable."""
        with self.bench.lock:
            self.bench.unplug()

    def plug(self) -> None:
        """Put it in again."""
        with self.bench.lock:
            self.bench.plug_in()

    @property
    def flash(self) -> Cells:
        """What the flash chip holds."""
        return self.bench.device.chip.flash.data

    @property
    def program(self) -> bytes:
        """The same without the last four sectors: a firmware that starts writes those by itself."""
        return self.flash[:-0x4000]

    def steps(self, action: str, **options: Any) -> Iterator[Observation]:
        """Carry it out step by step; what is observed is learned before the next one."""
        for seen in catalog.get(action).run(self.world, **options):
            self.facts += seen.facts
            self.known.update({fact.name: fact.value for fact in seen.facts})
            self.notes.append(seen.note)
            yield seen

    def do(self, action: str, **options: Any) -> None:
        """Carry it out to its end."""
        for _ in self.steps(action, **options):
            pass

    def do_until(self, note: str, action: str, **options: Any) -> None:
        """Carry it out, and cancel it when something of that name has begun. Raises what that raises."""
        for seen in self.steps(action, **options):
            if seen.note.startswith(note):
                self.stop.set()
