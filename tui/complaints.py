"""What can be wrong, in people's words, and what each says in facts: the first list of the start page.

The twelve entries of the two documents that people are sent to (esp8266/Arduino doc/faq; Espressif esp-faq, Flash
Download Tool), and one for whoever does not know.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..engine.facts import Value


@dataclass(frozen=True, slots=True)
class Complaint:
    """One line of the list."""

    words: str
    answers: tuple[tuple[str, Value], ...] = ()
    """Facts that it stands for, as if the person had answered the questions for them."""
    board: bool = True
    """It is about the board on the table; what is not begins at once, wherever the board is."""
    asks: bool = False
    """It is a question, and can be answered where there is no board."""


COMPLAINTS = (
    Complaint("I don't know: just look"),
    Complaint("The upload does not connect (espcomm_sync failed, Failed to connect)", (("upload.symptom", "no-sync"),)),
    Complaint("The board's port cannot be found or chosen", (("upload.symptom", "no-port"),)),
    Complaint("The port cannot be opened (COM FAIL, access denied, busy)", (("upload.symptom", "open-failed"),)),
    Complaint(
        "The flash tool waits at SYNC and does not go on",
        (("upload.symptom", "no-sync"), ("upload.tool", "flash-download-tool")),
    ),
    Complaint("It connects, and fails while it writes", (("upload.symptom", "write-failed"),)),
    Complaint("The flash tool says: eFuse check error", (("upload.symptom", "efuse-check"),)),
    Complaint("The upload ends well, but the board does not run", (("upload.symptom", "ok"),)),
    Complaint("My board crashes, or starts over again and again", (("app.complaint", "crashes"),)),
    Complaint("ESP.restart() hangs", (("said.symptom", "stuck-after-restart"),)),
    Complaint("A library does not work on the ESP8266", (("said.about", "library"),), board=False),
    Complaint("Only 1 MB for the program: where does my flash go?", (("said.about", "flash-space"),), asks=True),
    Complaint("esptool is not in the Programmer menu", (("said.symptom", "programmer-menu"),), asks=True),
)
