"""What can be wrong, in people's words, and what each says in facts: the first list of the start page."""

from __future__ import annotations

from dataclasses import dataclass

from ..engine.facts import Value


@dataclass(frozen=True, slots=True)
class Complaint:
    """One line of the list."""

    words: str
    answers: tuple[tuple[str, Value], ...] = ()
    """Facts that it stands for, as if the person had answered the questions for them."""


COMPLAINTS = (
    Complaint("I don't know: just look"),
    Complaint("The upload does not connect (espcomm_sync failed, Failed to connect)", (("upload.symptom", "no-sync"),)),
    Complaint("The board's port cannot be found or chosen", (("upload.symptom", "no-port"),)),
    Complaint("The port cannot be opened (COM FAIL, access denied, busy)", (("upload.symptom", "open-failed"),)),
    Complaint("It connects, and fails while it writes", (("upload.symptom", "write-failed"),)),
    Complaint("The upload ends well, but the board does not run", (("upload.symptom", "ok"),)),
    Complaint("The board starts over again and again", (("app.restart_loop", True),)),
)
