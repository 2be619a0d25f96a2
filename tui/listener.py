"""Listening in a thread of its own: what comes goes to an `Overheard`, how it goes is a line for the screen."""

from __future__ import annotations

import threading

from ..engine.errors import EspdoctorError
from ..probes.ear import Ear, after
from ..probes.link import Doors, Stop
from .harmless import safe
from .overheard import Overheard

BREATH = 0.03
"""Seconds between two looks at a bench whose time runs ahead: it would fill the page in a blink."""


class Listener:
    """Opens a port, listens until it is stopped, and leaves the board running."""

    def __init__(self, doors: Doors, url: str, overheard: Overheard) -> None:
        self.state = "opening the port …"
        """What is going on, for people."""
        self._doors = doors
        self._url = url
        self._overheard = overheard
        self._stop = Stop()
        self._ear: Ear | None = None
        self._gone = threading.Event()
        self._thread = threading.Thread(target=self._run, name="listener", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self, wait: float = 2.0) -> None:
        """Close the port; waits so many seconds for it."""
        self._stop.set()
        self._gone.set()
        if self._thread.is_alive():
            self._thread.join(wait)

    def speed(self, by: int) -> None:
        """The next speed of the list, or with 0: search for it."""
        if self._ear is not None:
            self._ear.wish(after(self._ear.baud) if by else 0)

    def restart(self) -> None:
        """Press the board's reset."""
        if self._ear is not None:
            self._ear.restart()

    def _run(self) -> None:
        try:
            ear = Ear(self._doors, self._url, self._stop)
        except EspdoctorError as error:
            self.state = safe(str(error), 200)
            return
        try:
            self._listen(ear)
        except EspdoctorError as error:
            self.state = safe(str(error), 200)
        finally:
            ear.close()

    def _listen(self, ear: Ear) -> None:
        for piece in ear.port.transcript.pieces():
            self._overheard.add(piece)
        ear.port.transcript.watcher = self._overheard.add
        self._ear = ear
        while not self._gone.is_set():
            self.state = f"{safe(self._url, 60)} at {ear.baud} baud"
            ear.listen()
            if self._doors.hands is not None:
                self._gone.wait(BREATH)
