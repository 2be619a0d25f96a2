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


def seconds_until_up(program: Program) -> float:
    """Start it, wait for its screen, end it. Raises TimeoutError."""
    began = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
        os.execv(sys.executable, (sys.executable, *program.arguments))
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    try:
        _wait_for(terminal, program.up, began + PATIENCE)
        return time.perf_counter() - began
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(terminal)


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
        seconds_until_up(program)  # compiled, and in the system's cache
    taken: dict[str, list[float]] = {program.name: [] for program in PROGRAMS}
    for _ in range(times):
        for program in PROGRAMS:
            taken[program.name].append(seconds_until_up(program))
    medians = {name: statistics.median(found) for name, found in taken.items()}
    for name, median in medians.items():
        print(f"{name:20} {median:.3f} s, median of {times}, best {min(taken[name]):.3f} s")
    ratio = medians[PROGRAMS[1].name] / medians[PROGRAMS[0].name]
    print(f"ratio                {ratio:.2f}, promised {PROMISED}")
    sys.exit(ratio > PROMISED)


if __name__ == "__main__":
    main()
