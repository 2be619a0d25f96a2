"""What crosses from the consultation's thread to the screen: only messages, never calls."""

from __future__ import annotations

from textual.message import Message

from ..probes.events import Event


class Happened(Message):
    """The consultation gave an event."""

    def __init__(self, event: Event) -> None:
        super().__init__()
        self.event = event


class Broke(Message):
    """The consultation's thread ended by an error that nobody expected."""

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self.sentence = sentence
