"""What crosses from another thread to the screen: only messages, never calls."""

from __future__ import annotations

from textual.message import Message

from ..engine.belief import Finding
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


class Believed(Message):
    """Facts came or went, and this is what is believed now, best first."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__()
        self.findings = findings

    def can_replace(self, message: Message) -> bool:
        """Only the newest belief need be drawn."""
        return isinstance(message, Believed)


class Broke(Message):
    """The consultation's thread ended by an error that nobody expected."""

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self.sentence = sentence
