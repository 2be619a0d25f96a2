"""From an exception of the system or of pyserial to the `LinkError` that it means.

By number first: errno on POSIX; on Windows the last number of `PermissionError(13, …, None, N)`, for 13 alone would say
permission where 5 means that another program has the port. pyserial puts both into the text only, in places.
"""

from __future__ import annotations

import errno
import re

from .choice import is_far
from .link_errors import (
    DriverError,
    LinkError,
    PortBroken,
    PortBusy,
    PortDenied,
    PortMissing,
    PortVanished,
    RemoteGone,
)

_BY_ERRNO: dict[int, type[LinkError]] = {
    errno.ENOENT: PortMissing,
    errno.ENXIO: PortMissing,
    errno.ENODEV: PortMissing,
    errno.EACCES: PortDenied,
    errno.EPERM: PortDenied,
    errno.EAGAIN: PortBusy,
    errno.EBUSY: PortBusy,
    errno.EIO: DriverError,
    errno.EPROTO: DriverError,
    errno.ETIMEDOUT: DriverError,
}

# Windows' own numbers: file not found, access denied, gen failure, sem timeout, no such device, not connected, …
_BY_WINDOWS: dict[int, type[LinkError]] = {
    2: PortMissing,
    3: PortMissing,
    5: PortBusy,
    31: DriverError,
    32: PortBusy,
    121: DriverError,
    170: PortBusy,
    433: PortMissing,
    1167: PortMissing,
    1: DriverError,
    22: DriverError,
    87: DriverError,
    995: DriverError,
    1117: DriverError,
}

_LAST_NUMBER = re.compile(r"Error\(\d+, .{0,200}?, None, (\d+)\)")
_ERRNO_IN_TEXT = re.compile(r"\[Errno (\d+)\]|\((\d+), ['\"]")
_LOCKED = "exclusively lock"
"""pyserial's word when flock says no: the number for it differs from system to system."""
_STUCK = "Write timeout"
"""pyserial's word for a port that is there and takes no bytes."""


def of(error: BaseException, port: str, used: int | None = None) -> LinkError:
    """What happened to the port. `used` is the number of bytes heard since it was opened, None while opening."""
    detail = " ".join(str(error).split()) or type(error).__name__
    if is_far(port):
        return RemoteGone(port, detail, used)
    if _STUCK in detail:
        return PortBroken(port, detail)
    kind, code = _kind(error, detail)
    if used is not None:
        return PortVanished(port, detail, used)
    return DriverError(port, detail, code) if kind is DriverError else kind(port, detail)


def number(error: BaseException) -> int | None:
    """The errno of an exception, from its field or its text; None where there is none."""
    if isinstance(error, OSError) and error.errno is not None:
        return error.errno
    found = _ERRNO_IN_TEXT.search(str(error))
    return int(found[1] or found[2]) if found else None


def _kind(error: BaseException, detail: str) -> tuple[type[LinkError], int]:
    windows = _LAST_NUMBER.search(detail)
    if windows:
        code = int(windows[1])
        return _BY_WINDOWS.get(code, PortBroken), code
    code = number(error) or 0
    if _LOCKED in detail:
        return PortBusy, code
    return _BY_ERRNO.get(code, PortBroken), code
