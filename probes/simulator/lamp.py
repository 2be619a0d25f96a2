"""The one sketch of the bench whose build its owner still has: `builds/Lamp`, the source and the .elf made of it.

It reads through a pointer to nothing. Compiled with gcc 12.2 for the lx106 (-Os -g), together with stand-ins for the
core's `loop_wrapper` and `cont_wrapper`; the paths in it are those of an ordinary installation.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

BUILDS = Path(__file__).parent / "builds"

SKETCH = "crash-null"
"""Its name among the sketches."""

CRASH = 0x40201044
"""The instruction that reads: in `brightness`, which was put into `follow`."""
ADDRESS = 0x00000004
"""What it wants to read: the second member of a structure at nothing."""
CALLERS = (0x4020106A, 0x40201100, 0x4020108C, 0x402010A4)
"""Where its callers go on: `loop`, `loop_wrapper`, `cont_wrapper`, `start`."""

_CODE = slice(0x80, 0x183)
"""Where the code for 0x40201010 lies in the .elf."""


@cache
def code() -> bytes:
    """What the compiler made of the sketch, as it lies in the flash."""
    return (BUILDS / "Lamp" / "Lamp.ino.elf").read_bytes()[_CODE]
