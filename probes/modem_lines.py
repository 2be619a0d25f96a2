"""Moving DTR and RTS: both in one step where the port can, else the one that is to be asserted first, then DTR.

Between two single steps the circuit sees a state that nobody meant. Asserting first is the order in which GPIO0 is low
before RST is let go, whichever line pulls which; letting both go DTR first ends with the firmware running, on
transistors and direct wires.
"""

from __future__ import annotations

import errno
import struct
from typing import Any

NO_LINES = frozenset({errno.ENOTTY, errno.EINVAL, errno.ENOTSUP, errno.ENOSYS})
"""What systems say where there are no lines: a pseudo-terminal, a socket."""


def move(serial: Any, dtr: bool, rts: bool, *, hurry: bool = False) -> None:
    """Set both lines, True = asserted. `hurry`: the next move follows at once, so do not wait until a far computer has
    confirmed this one. Raises OSError; its errno is in NO_LINES where there are none."""
    if hasattr(serial, "request_modem_lines"):
        serial.request_modem_lines(dtr=dtr, rts=rts)
        if not hurry:
            serial.await_modem_lines()
    elif hasattr(serial, "set_modem_lines"):
        serial.set_modem_lines(dtr=dtr, rts=rts)
    elif not _by_ioctl(serial, dtr, rts):
        for name, level in one_by_one(dtr, rts):
            setattr(serial, name, level)


def one_by_one(dtr: bool, rts: bool) -> tuple[tuple[str, bool], tuple[str, bool]]:
    """The two single moves, in the order that harms least."""
    steps = ("dtr", dtr), ("rts", rts)
    return (steps[1], steps[0]) if rts and not dtr else steps


def keep_on_close(serial: Any) -> None:
    """Let the system leave the lines alone when the port is closed, where it can be told so."""
    descriptor = file_behind(serial)
    if descriptor is None:
        return
    import termios

    try:
        settings = termios.tcgetattr(descriptor)
        settings[2] &= ~termios.HUPCL
        termios.tcsetattr(descriptor, termios.TCSANOW, settings)
    except termios.error:
        return  # a port without these settings has no lines to leave alone


def _by_ioctl(serial: Any, dtr: bool, rts: bool) -> bool:
    """One TIOCMSET; False where the port has no such thing."""
    descriptor = file_behind(serial)
    if descriptor is None:
        return False
    import fcntl
    import termios

    wanted = {termios.TIOCM_DTR: dtr, termios.TIOCM_RTS: rts}
    state = struct.unpack("I", fcntl.ioctl(descriptor, termios.TIOCMGET, struct.pack("I", 0)))[0]
    for bit, on in wanted.items():
        state = state | bit if on else state & ~bit
    fcntl.ioctl(descriptor, termios.TIOCMSET, struct.pack("I", state))
    return True


def file_behind(serial: Any) -> int | None:
    """The file behind the port on POSIX; None for network ports and on Windows."""
    try:
        import termios  # noqa: F401  # pyright: ignore[reportUnusedImport] - absent on Windows

        found = serial.fileno()
    except (ImportError, AttributeError, OSError):
        return None
    return found if isinstance(found, int) and found >= 0 else None
