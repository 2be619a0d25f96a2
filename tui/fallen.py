"""Where a program fell, for the serial page: its dump is caught as it comes, and looked up in a thread of its own.

The same look-up as of the probe `decode`. A program that falls over and over at one place is looked up once.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from .harmless import safe

if TYPE_CHECKING:
    from ..engine.facts import Fact
    from ..probes.host import Host
    from ..probes.wire.dump import Places

END = b"<<<stack<<<"
"""The last line of a dump (esp8266/Arduino core_esp8266_postmortem.cpp)."""

KEPT = 32 * 1024
"""Bytes before it that can belong to the dump: four times what the largest stack takes in hex."""

MOST_WORDS = 120
"""Characters of a line."""

Files = Callable[[], Iterable[Path]]
"""The .elf files that there are, newest first; called in the thread."""


class Fallen:
    """`hear` and `quiet` by the one who keeps the log; `lines` gives what was found since."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self._heard = bytearray()
        self._places: Places | None = None
        self._found: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    def hear(self, data: bytes) -> None:
        """Bytes from the board, in any pieces."""
        looked = max(0, len(self._heard) - len(END))
        self._heard += data
        if (at := self._heard.find(END, looked)) >= 0:
            whole = bytes(self._heard[: at + len(END)])
            del self._heard[: len(whole)]
            self._look_up(whole)
        if len(self._heard) > 2 * KEPT:
            del self._heard[:-KEPT]

    def quiet(self) -> None:
        """Nothing has come for a while: a dump whose end was lost is as whole as it gets."""
        if self._heard:
            self._look_up(bytes(self._heard[-KEPT:]))
            self._heard.clear()

    def lines(self) -> list[str]:
        """What was found since the last time, harmless."""
        return [self._found.get() for _ in range(self._found.qsize())]

    def wait(self) -> None:
        """Until what is looked up now is found."""
        if self._thread is not None:
            self._thread.join()

    def _look_up(self, text: bytes) -> None:
        """One at a time: of a board that falls faster than files are read, the next but one is as good."""
        places = _last_places(text)
        if places is None or places == self._places or (self._thread is not None and self._thread.is_alive()):
            return
        self._places = places
        self._thread = threading.Thread(target=self._run, args=(places,), name="look-up", daemon=True)
        self._thread.start()

    def _run(self, places: Places) -> None:
        from ..probes import decode, decoding

        facts = decoding.facts(decoding.look_up(places, self._files()))
        for line in (decode.told(facts).note, *_story(facts)):
            self._found.put(safe(line, MOST_WORDS))


def built(host: Host) -> Files:
    """What the tools on that computer have built."""

    def files() -> Iterable[Path]:
        from ..probes import builds, decoding

        return decoding.candidates(builds.find(host.build_places()))

    return files


def _last_places(text: bytes) -> Places | None:
    from ..probes import dumps
    from ..probes.wire.dump import Places

    found = [str(value) for name, value, _ in dumps.told(text) if name == "app.dump"]
    return Places.of(found[-1]) if found else None


def _story(facts: Iterable[Fact]) -> list[str]:
    """The line of the source, then who called whom."""
    told = [(fact.name, str(fact.value)) for fact in facts]
    source = [f"that line is: {value}" for name, value in told if name == "app.crash_line"]
    return source + [value for name, value in told if name == "app.call"]
