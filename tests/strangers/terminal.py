"""Opens the bench in pyserial's miniterm, as a person would, and looks for what the sketch prints.

    PYTHONPATH=tests python -m strangers.terminal PYTHON

PYTHON is one of an environment with pyserial; through both doors, each on a board of its own.
"""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress

from second_process import NETWORK, PTY
from strangers.benches import served

LOOKED_FOR = b"tick"
QUIT = b"\x1d"
PATIENCE = 20.0
"""Seconds."""


def shown(python: str, port: str) -> bytes:
    """What miniterm has shown until the text came, or patience was at its end."""
    screen, keyboard = pty.openpty()
    command = [python, "-m", "serial.tools.miniterm", "--raw", port, "115200"]
    with subprocess.Popen(command, stdin=keyboard, stdout=keyboard, stderr=keyboard, close_fds=True) as terminal:
        os.close(keyboard)
        heard, until = b"", time.monotonic() + PATIENCE
        with suppress(OSError):  # it has gone
            while LOOKED_FOR not in heard and time.monotonic() < until:
                heard += os.read(screen, 4096)
            os.write(screen, QUIT)
        terminal.terminate()
    os.close(screen)
    return heard


def main(arguments: Sequence[str]) -> int:
    """Returns the exit code."""
    failed = 0
    for name, door in (("network", NETWORK), ("terminal", PTY)):
        with served("nodemcu", door=door) as port:
            right = LOOKED_FOR in shown(arguments[0], port)
        print(f"{'ok' if right else 'FAILED'}: miniterm, {name}", flush=True)
        failed += not right
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
