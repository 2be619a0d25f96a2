"""The bench in a process of its own, as a person would start it, so that it can be killed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager

NETWORK = ("--listen", "127.0.0.1:0")
PTY = ("--pty",)


@contextmanager
def served(*arguments: str) -> Generator[tuple[str, subprocess.Popen[str]], None, None]:
    """`espdoctor sim` with these arguments: the URL or the path that it prints first, and the process."""
    command = [sys.executable, "-m", "espdoctor", "sim", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        try:
            yield server.stdout.readline().strip(), server
        finally:
            server.kill()
