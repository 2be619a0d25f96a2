"""Which of the listed ports is meant: by its name, or the likeliest where none was named."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from . import bridges
from .host import PortInfo

_BETWEEN = " | "
FAR = frozenset({"rfc2217", "socket"})
"""URL schemes of a port that hangs on another computer: what this one knows of USB is not about it."""


def is_far(url: str | None) -> bool:
    """Whether the port is reached over a network."""
    return url is not None and urlsplit(url).scheme.lower() in FAR


def name_of(url: str) -> str:
    """The port as it is quoted: a simulated board's address without what it says of its faults, which is for the bench
    alone."""
    return url.partition("?")[0] if urlsplit(url).scheme.lower() == "sim" else url


def find(url: str, ports: Sequence[PortInfo]) -> PortInfo | None:
    """The listed port of that name, also by another name of it or in other case (com3)."""
    wanted = url.casefold()
    return next((p for p in ports if wanted in {name.casefold() for name in (p.url, *p.aliases)}), None)


def likeliest(ports: Sequence[PortInfo]) -> PortInfo | None:
    """The USB port whose bridge ESP8266 boards have most often; None where no port is on USB."""
    candidates = [port for port in ports if port.kind == "usb"]
    return min(candidates, key=lambda port: bridges.preference(bridge(port)), default=None)


def bridge(port: PortInfo) -> bridges.Bridge:
    """The bridge behind a port."""
    return bridges.identify(port.vid, port.pid)


def line(port: PortInfo) -> str:
    """One port as the list shows it: the excerpt for evidence."""
    words = [name_of(port.url)]
    if port.vid is not None:
        words.append(bridges.id_text(port.vid, port.pid))
    if port.title and port.title != port.url:
        words.append(port.title)
    return " ".join(words)


def listing(ports: Sequence[PortInfo]) -> str:
    """The USB ports with their marks, to be compared after a replug: `/dev/ttyUSB0#812 | /dev/ttyACM0#91`."""
    return _BETWEEN.join(f"{port.url}#{port.plugged}" for port in _on_usb(ports))


def came(before: str, now: Sequence[PortInfo]) -> tuple[PortInfo, ...]:
    """The USB ports that are new since `listing`, or were plugged in anew where the system marks that."""
    old = _rows(before)
    return tuple(port for port in _on_usb(now) if old.get(port.url) != port.plugged)


def moved(before: str, now: Sequence[PortInfo]) -> tuple[PortInfo, ...] | None:
    """The same; None where that cannot be told: Windows gives no marks, so a port that kept its name tells nothing."""
    found = came(before, now)
    marked = all(_rows(before).values()) and all(port.plugged for port in _on_usb(now))
    return found if found or marked else None


def lists(listed: str, url: str) -> bool:
    """Whether a port of that name was in the `listing`."""
    return url.casefold() in {name.casefold() for name in _rows(listed)}


def _rows(listed: str) -> dict[str, str]:
    rows = (row.rpartition("#") for row in listed.split(_BETWEEN) if row)
    return {url: mark for url, _, mark in rows}


def _on_usb(ports: Sequence[PortInfo]) -> list[PortInfo]:
    return [port for port in ports if port.kind == "usb"]
