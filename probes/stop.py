"""The stop token: set by the person, from any thread, and looked at wherever something waits."""

from __future__ import annotations

from threading import Event


class Stop:
    """One for a consultation or an action."""

    def __init__(self) -> None:
        self._event = Event()

    def set(self) -> None:
        """Stop at the next look."""
        self._event.set()

    def is_set(self) -> bool:
        """Whether the person wants to stop."""
        return self._event.is_set()
