"""What a probe and an action are: given the world, they yield what they observe. They never print."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from ..engine.facts import Evidence, Fact, Value
from ..engine.rulebook import Tables
from ..engine.steps import ProbeInfo

if TYPE_CHECKING:
    from .clock import Clock
    from .host import Host
    from .link import Port, Stop


@dataclass(frozen=True, slots=True)
class Observation:
    """Facts that were learned, or a line about how far it is. Times and attempts are filled in by `consult`."""

    facts: tuple[Fact, ...] = ()
    note: str = ""
    done: int = 0
    """Bytes (or tries) done, of `total`; 0 of 0 when there is nothing to count."""
    total: int = 0


class World(Protocol):
    """What a probe may touch. `port` opens the port when it is first asked for; it may raise a LinkError."""

    @property
    def url(self) -> str | None: ...
    @property
    def host(self) -> Host: ...
    @property
    def clock(self) -> Clock: ...
    @property
    def stop(self) -> Stop: ...
    @property
    def known(self) -> Mapping[str, Value]:
        """Facts with one value that hold now: the reset sequence that works, the user's rate."""
        ...

    @property
    def tables(self) -> Tables:
        """What to look things up in."""
        ...

    def port(self) -> Port: ...
    def firmware(self) -> bytes | None: ...


class Probe(Protocol):
    """Looks and tells. It may raise LinkError (the consultation makes facts of it) and Cancelled."""

    info: ProbeInfo

    def run(self, world: World) -> Iterator[Observation]: ...


def fact(name: str, value: Value, source: str, excerpt: str, span: tuple[int, int] | None = None) -> Fact:
    """A fact with one piece of evidence seen by a probe."""
    return Fact(name, value, (Evidence(source, excerpt, "probe", span=span),))
