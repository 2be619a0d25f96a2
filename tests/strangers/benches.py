"""Boards for programs that nobody here wrote: each in a process of its own."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import contextmanager

import second_process
from second_process import NETWORK


@contextmanager
def served(board: str, *options: str, door: Sequence[str] = NETWORK) -> Generator[str, None, None]:
    """A running bench; gives the URL or the path that it prints."""
    with second_process.served(board, *options, *door) as (url, _):
        yield url
