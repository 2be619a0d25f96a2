"""Ctrl-C, and the system's word to end: work is asked to stop where it can still say what it leaves behind."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from types import FrameType

SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
"""Ctrl-C, the system that shuts down, a terminal that is closed. The last two would leave a board in reset when they
come in the middle of one."""


class Stopper:
    """What such a signal does: the first asks the work to stop, the second ends it at once (KeyboardInterrupt)."""

    def __init__(self, stop: Callable[[], None]) -> None:
        self._stop = stop
        self._at_once = False

    def __call__(self, _number: int, _frame: FrameType | None) -> None:
        """A signal has come."""
        if self._at_once:
            raise KeyboardInterrupt
        self._at_once = True
        self._stop()

    @contextmanager
    def at_once(self) -> Generator[None]:
        """Also the first one ends what is done here: nothing else could wake who waits for a key."""
        before, self._at_once = self._at_once, True
        try:
            yield
        finally:
            self._at_once = before


@contextmanager
def stopping(stop: Callable[[], None]) -> Generator[Stopper]:
    """While this goes on, a signal calls `stop`. Threads other than the first get no signals, and change nothing."""
    stopper = Stopper(stop)
    if threading.current_thread() is not threading.main_thread():
        yield stopper
        return
    before = {number: signal.signal(number, stopper) for number in SIGNALS}
    try:
        yield stopper
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
