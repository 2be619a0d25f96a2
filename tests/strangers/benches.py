"""Boards for programs that nobody here wrote: each in a process of its own, as a person would start it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

NETWORK = ("--listen", "127.0.0.1:0")
PTY = ("--pty",)


@contextmanager
def served(board: str, *options: str, door: Sequence[str] = NETWORK) -> Iterator[str]:
    """A running bench; gives the URL or the path that it prints."""
    command = [sys.executable, "-m", "espdoctor", "sim", board, *options, *door]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as bench:
        assert bench.stdout is not None
        try:
            yield bench.stdout.readline().strip()
        finally:
            bench.terminate()
