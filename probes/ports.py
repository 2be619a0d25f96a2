"""The probe `ports`: which serial ports there are, which one is meant, and which bridge is behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..engine.facts import Fact, Value
from ..engine.steps import ProbeInfo
from . import choice, returned
from .host import Host, PortInfo
from .host_ports import kind_of
from .probe import Observation, World, fact

_SOURCE = "the list of ports"
_INSIDE = ("WSL", "container", "snap", "flatpak")


class Ports:
    """Reads lists of the computer; touches no port."""

    info = ProbeInfo(
        name="ports",
        title="Looking at the ports of this computer",
        settles=(
            "port.count",
            "port.kind",
            "port.bridge",
            "port.other_bridge",
            "port.url",
            "port.came_back",
            "port.renamed",
            "port.state",
            "host.os",
            "host.inside",
            "host.listing",
            "board.kind",
        ),
        seconds=0.3,
    )

    def run(self, world: World) -> Iterator[Observation]:
        """What is listed; for a port on another computer only that it is one."""
        if choice.is_far(world.url):
            url = world.url or ""
            yield Observation((fact("port.kind", "network", "the port's name", url), fact("port.url", url, "you", url)))
            return
        yield Observation(_computer(world.host))
        ports = world.host.ports()
        known = dict(world.known)
        yield Observation(_listed(ports))
        yield Observation(_named(world.url, ports, known) if world.url else _chosen(ports))


def _computer(host: Host) -> tuple[Fact, ...]:
    release = host.release()
    inside = next((word for word in _INSIDE if word in release), None)
    return (
        fact("host.os", host.system(), "the system", release),
        fact("host.inside", (inside or "nothing").lower(), "the system", release),
    )


def _listed(ports: Sequence[PortInfo]) -> tuple[Fact, ...]:
    could_be = [port for port in ports if port.kind in ("usb", "unknown")]
    lines = "; ".join(map(choice.line, ports)) or "no port at all"
    return (
        fact("port.count", len(could_be), _SOURCE, lines),
        fact("host.listing", choice.listing(ports), _SOURCE, lines),
    )


def _named(url: str, ports: Sequence[PortInfo], known: Mapping[str, Value]) -> tuple[Fact, ...]:
    """The port that the person named, or that was chosen before; it need not be listed, or have another name now."""
    port = returned.port_now(url, known, ports)
    if port is None:
        name = choice.name_of(url)
        told = (fact("port.kind", kind_of(url, None), "the port's name", name), fact("port.url", url, "you", name))
        return (*told, _other(url, ports))
    renamed = returned.facts_of(port, url, ports) if choice.find(url, ports) is None else ()
    return (*renamed, *_about(port, ports))


def _chosen(ports: Sequence[PortInfo]) -> tuple[Fact, ...]:
    """The likeliest port where none was named. Ports that are not on USB are never chosen by us."""
    port = choice.likeliest(ports)
    if port is None:
        state, words = ("none-chosen", "; ".join(map(choice.line, ports))) if ports else ("missing", "no port at all")
        return (fact("port.state", state, _SOURCE, words), fact("port.kind", "unknown", _SOURCE, words))
    return _about(port, ports)


def _about(port: PortInfo, ports: Sequence[PortInfo]) -> tuple[Fact, ...]:
    excerpt = choice.line(port)
    board = (fact("board.kind", port.board, _SOURCE, excerpt),) if port.board else ()
    return (
        *board,
        fact("port.url", port.url, _SOURCE, excerpt),
        fact("port.kind", port.kind, _SOURCE, excerpt),
        fact("port.bridge", choice.bridge(port).name, _SOURCE, excerpt),
        _other(port.url, ports),
    )


def _other(url: str, ports: Sequence[PortInfo]) -> Fact:
    others = [port for port in ports if port.url != url and choice.bridge(port).usual]
    excerpt = choice.line(others[0]) if others else "; ".join(map(choice.line, ports)) or "no port at all"
    return fact("port.other_bridge", bool(others), _SOURCE, excerpt)


probe = Ports()
