"""Programs of the system, asked for what they know: no shell, a time limit, and silence where there is no answer."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Sequence

Ask = Callable[[Sequence[str]], str]
"""Command line -> what it printed; "" where it is absent, failed or took too long."""

PATIENCE = 15.0
"""Seconds: PowerShell needs some on a slow computer, and nobody waits longer for a list of devices."""

MOST_OUTPUT = 4_000_000
"""Characters of an answer that are looked at."""


def ask(command: Sequence[str]) -> str:
    """Run a program that only tells something, and return its standard output."""
    try:
        done = subprocess.run(
            list(command),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
            env={**os.environ, "LC_ALL": "C"},  # the same words whatever language the person reads
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.decode("utf-8", "replace")[:MOST_OUTPUT]
