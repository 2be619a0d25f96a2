"""What crosses from another thread to the screen: only messages, never calls."""

from __future__ import annotations

from textual.message import Message

from ..probes.events import Event, Progress


class Happened(Message):
    """The consultation gave an event."""

    def __init__(self, event: Event) -> None:
        super().__init__()
        self.event = event

    def can_replace(self, message: Message) -> bool:
        """Of several lines of progress of one step only the newest need be drawn."""
        return (
            isinstance(message, Happened)
            and isinstance(self.event, Progress)
            and isinstance(message.event, Progress)
            and self.event.name == message.event.name
        )


class Broke(Message):
    """The consultation's thread ended by an error that nobody expected."""

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self.sentence = sentence
