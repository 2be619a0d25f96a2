"""The only opener of ports, and the chooser of the doors: a real port and the real computer, or the bench's.

A port opens at the speed of the boot banner and is left at it, so that a banner that comes while nobody reads is
readable.

Levels of the lines: a system raises both when it opens a port. That does nothing to the transistor circuit, while a
direct circuit is held in reset by it. So they stay raised while the port opens and are then let go in one step, which
both circuits take for "run" (table measured in uPyLoader#48; what opening does: pyserial serialposix.py).
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ..engine.errors import Cancelled
from . import link_blame
from .choice import FAR
from .clock import SLICE, Clock, RealClock
from .link_errors import LinesNotSupported, NoPort, PortBusy, PortDenied
from .modem_lines import keep_on_close
from .port import WRITE_PATIENCE, Port, world_errors
from .stop import Stop

if TYPE_CHECKING:
    from .hands import Hands
    from .host import Host

__all__ = ["Doors", "Port", "Stop", "doors"]

RESTING_BAUD = 74880
"""Speed of the boot banner on a 26 MHz crystal."""

_ANY_DRIVERS_BAUD = 115200
"""What a driver takes that takes only the speeds of its table."""

SCHEMES = frozenset({"sim", "rfc2217", "socket", "loop", "spy", "hwgrep"})
"""What can stand before `://`: the bench, and what pyserial opens by itself on any computer."""


@dataclass(frozen=True, slots=True)
class Doors:
    """Everything that a consultation touches of the world."""

    url: str | None
    host: Host
    clock: Clock
    hands: Hands | None
    """The bench's hands, where it has some; a person's are the shell's business."""
    open: Callable[[str, Stop], Port]
    """Raises LinkError."""


def doors(url: str | None) -> Doors:
    """The bench's doors for sim://…, the computer's for all else (also for no port yet). Raises ValueError for a sim
    URL that names what the bench has not, and for what is no address of a port."""
    scheme = _scheme(url or "")
    return _bench_doors(url) if url and scheme == "sim" else _real_doors(url)


def _scheme(url: str) -> str:
    """What stands before `://`, "" for a device. Raises ValueError for what nothing here opens."""
    if "://" not in url:
        return ""
    if not _is_address(url):
        raise ValueError(
            f"{url[:80]!r} is no address of a port. A port is a device such as /dev/ttyUSB0 or COM3, or "
            "rfc2217://HOST:PORT, socket://HOST:PORT, sim://BOARD."
        )
    return urlsplit(url).scheme


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in SCHEMES and (parts.scheme not in FAR or bool(parts.hostname and parts.port))
    except ValueError:  # half an IPv6 address, or a port that is no number
        return False


def _real_doors(url: str | None) -> Doors:
    from .host_real import real_host

    host, clock = real_host(), RealClock()
    return Doors(url, host, clock, None, lambda name, stop: open_port(name, host, clock, stop, _real_serial))


def _bench_doors(url: str) -> Doors:
    from . import simulator

    bench = simulator.bench(url)
    return Doors(
        url,
        bench.host,
        bench.clock,
        bench.hands,
        lambda name, stop: open_port(name, bench.host, bench.clock, stop, bench.serial),
    )


def open_port(url: str, host: Host, clock: Clock, stop: Stop, make: Callable[[str], Any]) -> Port:
    """Open a port; `make` gives the closed pyserial object for a URL. Raises LinkError, Cancelled."""
    if not url:
        raise NoPort("")
    if stop.is_set():
        raise Cancelled("opening the port")
    try:
        serial = make(url)
        _prepare(serial, url)
        _open_quietly(serial)
    except world_errors() as error:
        raise _with_host(link_blame.of(error, url), host) from None
    keep_on_close(serial)
    port = Port(url, serial, clock, stop)
    try:
        port.set_lines(dtr=False, rts=False)
    except LinesNotSupported:
        port.lines = (False, False)
    except BaseException:
        port.close()
        raise
    return port


def _prepare(serial: Any, url: str) -> None:
    serial.baudrate = RESTING_BAUD
    serial.timeout = SLICE
    if "://" not in url:
        serial.exclusive = True
        serial.write_timeout = WRITE_PATIENCE


def _open_quietly(serial: Any) -> None:
    if serial.is_open:
        return
    with warnings.catch_warnings():
        # pyserial 3.5's rfc2217 names its thread by methods that Python has deprecated
        warnings.simplefilter("ignore", DeprecationWarning)
        try:
            serial.open()
        except (ValueError, NotImplementedError):  # pyserial's for a speed that the driver refuses: the port is closed
            serial.baudrate = _ANY_DRIVERS_BAUD
            serial.open()


def _real_serial(url: str) -> Any:
    if url.lower().startswith("rfc2217://"):
        from .far_port import FarSerial

        port = FarSerial()
        port.port = url
        return port
    import serial

    return serial.serial_for_url(url, do_not_open=True)


def _with_host(error: Exception, host: Host) -> Exception:
    """Add what only the computer can tell: who holds the port, which group opens it."""
    if isinstance(error, PortBusy):
        holder = next(iter(host.holders(error.port)), None)
        return PortBusy(error.port, error.detail, holder.words if holder else None)
    if isinstance(error, PortDenied):
        access = host.access(error.port)
        return PortDenied(error.port, error.detail, access.owner_group if access.group_may else None)
    return error
