"""The stop token: set by the person (from any thread) or by a deadline, looked at wherever something waits."""

from __future__ import annotations

from threading import Event


class Stop:
    """One for a consultation or an action."""

    def __init__(self) -> None:
        self._event = Event()
        self.deadline: float | None = None
        """Seconds of the doors' clock after which whatever runs has failed; None for no limit."""

    def set(self) -> None:
        """Stop at the next look."""
        self._event.set()

    def is_set(self) -> bool:
        """Whether the person wants to stop."""
        return self._event.is_set()

    def is_late(self, now: float) -> bool:
        """Whether the deadline has passed."""
        return self.deadline is not None and now >= self.deadline
