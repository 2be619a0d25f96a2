"""The consultation in a thread of its own: events become messages, replies go back by a queue."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable

from textual.message import Message

from ..engine.errors import EspdoctorError
from ..probes.consult import Consultation
from ..probes.events import Advised, Asked, Consent, Event, HandsOn, Observed, Progress, Reply, Started
from . import wording
from .exchange import Later
from .messages import Believed, Broke, Happened

PROGRESS_EVERY = 0.1
"""Seconds between two lines of progress that reach the screen."""

WANTS_REPLY = (Advised, Asked, Consent, HandsOn)
"""What the person has to read or answer before it goes on; the reply to words alone says nothing."""


class Runner:
    """Drives one consultation. `post` must be safe to call from another thread (`post_message` is)."""

    def __init__(self, case: Consultation, post: Callable[[Message], object], breath: float = 0.0) -> None:
        """`breath`: seconds that every step stays in sight, for a bench whose time flies."""
        self._case = case
        self._post = post
        self._breath = breath
        self._told = 0.0
        self._stopped = threading.Event()
        self._replies: queue.Queue[Reply | Later] = queue.Queue()
        self._thread = threading.Thread(target=self._run, name="consultation", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def reply(self, value: Reply | Later) -> None:
        """Answer the event that waits; what has to be found out first is found out in the consultation's thread."""
        self._replies.put(value)

    def cancel(self) -> None:
        """Ask it to stop; it ends with an event as always, within a moment."""
        self._stopped.set()
        self._case.cancel()
        self._replies.put(None)

    def stop(self, wait: float = 2.0) -> None:
        """Cancel, and give the thread so many seconds to close the port and free the board."""
        self.cancel()
        if self._thread.is_alive() and self._thread is not threading.current_thread():
            self._thread.join(wait)

    def _is_too_soon(self, event: Event) -> bool:
        """Progress that comes faster than anybody sees would only keep the screen from answering keys."""
        if not isinstance(event, Progress) or event.done >= event.total > 0:
            return False
        now = time.monotonic()
        if now - self._told < PROGRESS_EVERY:
            return True
        self._told = now
        return False

    def _run(self) -> None:
        try:
            for event in self._case:
                if not self._is_too_soon(event):
                    self._post(Happened(event))
                if isinstance(event, WANTS_REPLY):
                    reply = self._replies.get()
                    self._case.reply(reply() if callable(reply) else reply)
                elif isinstance(event, Observed):
                    self._post(Believed(self._case.session.findings))
                elif isinstance(event, Started):
                    self._stopped.wait(self._breath)
        except EspdoctorError as error:
            self._post(Broke(wording.safe(str(error))))
        except Exception as error:
            self._post(Broke(wording.safe(f"espdoctor itself failed ({type(error).__name__}: {error}).", 300)))
