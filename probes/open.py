"""The probe `open`: whether the port opens, and if it does not, who or what is in the way."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING

from ..engine.facts import Fact
from ..engine.steps import ProbeInfo
from . import returned
from .choice import is_far, name_of
from .host import Access, Holder, Host
from .link_errors import LinkError, PortMissing
from .probe import Observation, World, fact

if TYPE_CHECKING:
    from .link import Port


class Open:
    """Opens the port and leaves it open for the probes after it. That alone can restart some boards."""

    info = ProbeInfo(
        name="open",
        title="Opening the port (this can restart the board)",
        settles=(
            "port.state",
            "port.holder",
            "port.thief",
            "port.group",
            "port.in_group",
            "port.vanished",
            "port.came_back",
            "port.renamed",
            "port.bridge",
            "host.listing",
            "host.port_opened",
            "port.url",
            "lines.supported",
        ),
        needs=(("port.kind", ("usb", "bluetooth", "onboard", "virtual", "network", "unknown")),),
        seconds=0.3,
    )

    def run(self, world: World) -> Iterator[Observation]:
        """Facts about the opening. A port that does not open is an answer, not an error."""
        if not world.url:
            yield Observation(note="There is no port to open.")
            return
        try:
            port = yield from _opened(world)
        except LinkError as error:
            yield Observation((*error.facts(), *_in_the_way(world, error)), note=str(error))
            return
        opened = ("opening the port", f"{name_of(world.url)} is open")
        yield Observation((fact("port.state", "ok", *opened), fact("host.port_opened", True, *opened)))
        # Somebody else may still read along: Linux lets two programs open one port.
        yield Observation(_holder_facts(_others(world)))
        try:
            port.set_lines(dtr=False, rts=False)
        except LinkError as error:
            yield Observation(error.facts(), note=str(error))
            return
        yield Observation((fact("lines.supported", True, "moving DTR and RTS", "both lines released"),))


def _opened(world: World) -> Generator[Observation, None, Port]:
    """The port, also where the board has come back under another name. Raises LinkError."""
    url = world.url or ""
    try:
        return world.port()
    except PortMissing:
        ports = world.host.ports()
        again = returned.port_now(url, world.known, ports)
        if again is None or again.url == url:
            raise
    yield Observation(returned.facts_of(again, url, ports), note=returned.note_of(again, url))
    return world.port()


def _others(world: World) -> tuple[Holder, ...]:
    """Who surely has the port open besides us; nobody can be asked about a port of another computer."""
    if is_far(world.url):
        return ()
    return tuple(holder for holder in world.host.holders(world.url or "") if holder.sure)


def _in_the_way(world: World, error: LinkError) -> tuple[Fact, ...]:
    state = next((told.value for told in error.facts() if told.name == "port.state"), None)
    if is_far(world.url):
        return ()
    if state == "busy":
        return _holder_facts(world.host.holders(world.url or ""))
    if state == "denied":
        return _access_facts(world.host, world.url or "")
    return ()


def _holder_facts(holders: tuple[Holder, ...]) -> tuple[Fact, ...]:
    if not holders:
        return ()
    excerpt = ", ".join(holder.words for holder in holders)
    first = holders[0]
    facts = [fact("port.holder", first.words, "the list of processes", excerpt)]
    if any(holder.sure and holder.process == "ModemManager" for holder in holders):
        facts.append(fact("port.thief", "modemmanager", "the list of processes", excerpt))
    return tuple(facts)


def _access_facts(host: Host, url: str) -> tuple[Fact, ...]:
    access = host.access(url)
    if access.allowed or access.owner_group is None:
        return ()
    membership = _membership(access)
    owner = f"the group {access.owner_group}; you are in it: {membership}" if access.group_may else "the administrator"
    excerpt = f"{name_of(url)} belongs to {owner}"
    group = fact("port.group", access.owner_group, "the owner of the port", excerpt)
    inside = fact("port.in_group", membership, "the groups of your user", excerpt)
    return (*((group,) if access.group_may else ()), *((inside,) if access.in_group is not None else ()))


def _membership(access: Access) -> str:
    if not access.group_may:
        return "nobody"
    if access.needs_login:
        return "not-yet"
    return "yes" if access.in_group else "no"


probe = Open()
