"""Consultations that are cut off at a chosen moment, and what must hold of each afterwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from espdoctor.engine.hazard import Hazard
from espdoctor.engine.session import Session
from espdoctor.knowledge import rulebook
from espdoctor.probes import simulator
from espdoctor.probes.consult import Consultation, Settings
from espdoctor.probes.link import Doors, Port, Stop, open_port
from espdoctor.probes.record import Record
from espdoctor.probes.result import Result
from espdoctor.probes.simulator.workbench import Bench
from espdoctor.tui import shells


@dataclass
class Interrupted:
    """One consultation on a bench, and what happens at the n-th thing that is done with the port."""

    url: str
    at: int = 0
    """0: nothing happens."""
    happens: Callable[[Interrupted], None] | None = None
    done: int = 0
    ports: list[Port] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.bench: Bench = simulator.bench(self.url)

    def doors(self) -> Doors:
        """The bench's, with ports that count."""
        bench = self.bench
        return Doors(self.url, bench.host, bench.clock, bench.hands, self.open)

    def hold(self, record: Record | None = None, *, hands: bool = True) -> Result:
        """From the first look to the end, whichever it is; without hands nobody puts a plug back."""
        settings = Settings(granted=Hazard.ERASE, can_ask=hands)
        self.case = Consultation(self.doors(), rulebook(), settings, record)
        return shells.run(self.case, shells.Silent(self.bench.hands))

    def open(self, name: str, stop: Stop) -> Port:
        """A port whose every look at the stop token is counted: there is one in all that waits, sends or hears."""
        port = open_port(name, self.bench.host, self.bench.clock, stop, self.bench.serial)
        look = port.check

        def counted() -> None:
            self.done += 1
            if self.done == self.at and self.happens:
                self.happens(self)
            look()

        setattr(port, "check", counted)  # noqa: B010 - an instance's own
        self.ports.append(port)
        return port

    @property
    def closed(self) -> bool:
        """Whether every port was let go."""
        return all(port.closed and not port.serial.is_open for port in self.ports)

    @property
    def held(self) -> bool:
        """Whether anything keeps the chip from running when all is over."""
        self.bench.clock.sleep(0.5)
        self.bench.catch_up()
        return not self.bench.device.chip.pins.runs


def stop(case: Interrupted) -> None:
    """The person has had enough."""
    case.case.cancel()


def pull(case: Interrupted) -> None:
    """The plug comes out and stays out."""
    case.bench.unplug()


def told(session: Session) -> dict[str, Any]:
    """All that a page would show of a session."""
    return {
        "facts": [(fact.name, fact.value, fact.because) for fact in session.facts],
        "findings": [(one.cause.id, round(one.probability, 6), one.state) for one in session.findings],
    }
