"""A device that went away and is back: which port it is now, perhaps under another name, and the facts that say so.

Linux gives a device that comes back another name where a program still holds the old one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..engine.facts import Fact, Value
from . import choice
from .host import PortInfo
from .probe import fact

_SOURCE = "the list of ports"


def port_now(url: str, known: Mapping[str, Value], ports: Sequence[PortInfo]) -> PortInfo | None:
    """The port of that name; else the only one on USB that came since the ports were last listed, with the name among
    them; else the only one with the same bridge that came. None where none is, or nobody can tell which: a second board
    of the same kind, which was there all the time, is not this one."""
    if (port := choice.find(url, ports)) is not None:
        return port
    before, bridge = str(known.get("host.listing", "")), known.get("port.bridge")
    came = choice.came(before, ports)
    instead = came if choice.lists(before, url) else ()
    alike = tuple(one for one in came if choice.bridge(one).name == bridge)
    return next((found[0] for found in (instead, alike) if len(found) == 1), None)


def facts_of(port: PortInfo, url: str, ports: Sequence[PortInfo]) -> tuple[Fact, ...]:
    """That it came back, and where the name is another, what is needed to find it the next time."""
    words = choice.line(port)
    told: list[tuple[str, Value]] = [("port.came_back", True)]
    if port.url != url:
        told += [("port.renamed", True), ("port.url", port.url), ("port.bridge", choice.bridge(port).name)]
        told += [("host.listing", choice.listing(ports))]
    return tuple(fact(name, value, _SOURCE, words) for name, value in told)


def note_of(port: PortInfo, url: str) -> str:
    """The same for a person."""
    now, before = choice.name_of(port.url), choice.name_of(url)
    return f"The board came back as {now}; {before} is gone. Going on with {now}."
