"""What keeps the screen quick to answer keys while other threads of the program work hard.

Two settings of the interpreter, for as long as the screen is there. Threads hand over sooner, since a key passes some
ten hand-overs until it is drawn. And the garbage collector does not look through everything by itself, since that
holds up all threads for longer than drawing a page; it does so between two consultations (`tidy`). One setting of
Textual: what has changed waits less long until it is drawn (`draw_soon`).
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Generator
from contextlib import contextmanager

HAND_OVER = 0.0005
"""Seconds that another thread may go on computing while the screen wants to; Python's own default is ten times this."""

NEVER = 1_000_000
"""Collections of what is younger until everything is looked through."""

FRAMES = ("TEXTUAL_FPS", "240")
"""Textual collects changes for so long a part of a second; a new page passes two such waits. Its default is 60."""


def draw_soon() -> None:
    """To be called before Textual is loaded, which reads this once. What the person has set themselves holds."""
    os.environ.setdefault(*FRAMES)


@contextmanager
def brisk() -> Generator[None, None, None]:
    """For as long as the screen is there; afterwards all is as it was."""
    pace, (young, middle, old) = sys.getswitchinterval(), gc.get_threshold()
    sys.setswitchinterval(HAND_OVER)
    gc.set_threshold(young, middle, NEVER)
    try:
        yield
    finally:
        gc.set_threshold(young, middle, old)
        sys.setswitchinterval(pace)


def tidy() -> None:
    """Look through everything now: a tenth of a second in which nobody presses a key."""
    gc.collect()
