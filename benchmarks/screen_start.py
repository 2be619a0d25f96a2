"""How soon the first screen is up, beside the emptiest app that Textual can show. Side by side in one run.

Run it from the checkout: `python benchmarks/screen_start.py [--times N]`. Each start is a process of its own in a
terminal of 80x24; the two take turns. Ours is up when its first question can be read, the empty one when its last row
is painted. The figure is the ratio of the medians; the promise is 1.5 at most.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import sys
import termios
import time
from dataclasses import dataclass
from typing import NamedTuple

PROMISED = 1.5
PATIENCE = 20.0
"""Seconds after which a start has failed."""


@dataclass(frozen=True, slots=True)
class Program:
    """What is started, and the bytes by which one sees that its screen is up."""

    name: str
    arguments: tuple[str, ...]
    up: bytes


PROGRAMS = (
    Program("the emptiest app", ("-c", "from textual.app import App; App().run()"), b"\x1b[24;1H"),
    Program("espdoctor", ("-m", "espdoctor"), b"What is wrong?"),
)


class Taken(NamedTuple):
    """What a start took until the screen was up, in seconds."""

    waited: float
    worked: float
    """Of the processor, some milliseconds of ending it included: what is left on a computer that does nothing else."""


def until_up(program: Program) -> Taken:
    """Start it, wait for its screen, end it. Raises TimeoutError."""
    began = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
        os.execv(sys.executable, (sys.executable, *program.arguments))
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    try:
        _wait_for(terminal, program.up, began + PATIENCE)
        waited = time.perf_counter() - began
    finally:
        os.kill(child, signal.SIGKILL)
        used = os.wait4(child, 0)[2]
        os.close(terminal)
    return Taken(waited, used.ru_utime + used.ru_stime)


def _wait_for(terminal: int, sign: bytes, until: float) -> None:
    seen = b""
    while sign not in seen:
        left = until - time.perf_counter()
        if left <= 0 or not select.select([terminal], [], [], left)[0]:
            raise TimeoutError(f"no screen; the last bytes were {seen[-200:]!r}")
        seen += os.read(terminal, 65536)


def main() -> None:
    """Prints a line a program and the ratio; ends with 1 if the promise is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=15)
    times = parser.parse_args().times
    for program in PROGRAMS:
        until_up(program)  # compiled, and in the system's cache
    taken: dict[str, list[Taken]] = {program.name: [] for program in PROGRAMS}
    for _ in range(times):
        for program in PROGRAMS:
            taken[program.name].append(until_up(program))
    ratios = [
        _compared(kind, *([one[n] for one in taken[p.name]] for p in PROGRAMS)) for n, kind in enumerate(Taken._fields)
    ]
    print(f"promised  {PROMISED}")
    sys.exit(ratios[0] > PROMISED)


def _compared(kind: str, empty: list[float], ours: list[float]) -> float:
    """The ratio of the medians, printed with them."""
    medians = statistics.median(empty), statistics.median(ours)
    ratio = medians[1] / medians[0]
    print(f"{kind}    the emptiest app {medians[0]:.3f} s, espdoctor {medians[1]:.3f} s: {ratio:.2f} times as long")
    return ratio


if __name__ == "__main__":
    main()
