"""A letter to the chip's maker about an eFuse that is not in order: the data they ask for, ready to be sent.

Espressif's FAQ (Flash Download Tool, question 4) asks to be sent what was read from the eFuse. The MAC address is part
of that and stays in; what the person wrote or pasted is left out.
"""

from __future__ import annotations

from ..engine.redact import Redacted
from . import page_efuse
from .dossier import ASK, Dossier
from .page import Known
from .wording import safe

_FACTS = (
    ("Chip", ("chip.family", "chip.is_8285")),
    ("Crystal (MHz)", ("chip.crystal",)),
    ("Flash id", ("flash.jedec_id",)),
    ("Module chosen in the tool", ("setup.board",)),
    ("Tool", ("upload.tool",)),
    ("What feeds it", ("power.source",)),
)
UNREAD = "The eFuse was not read yet: run espdoctor check with the board plugged in, then write this letter again."


def maker(case: Dossier) -> Redacted:
    """The letter. Without the four words it says how to get them."""
    page = page_efuse.of(Known.of(case.facts))
    lines = ["The eFuse check of an ESP8266 fails. What was read from the chip:", ""]
    lines += page.lines if page else [UNREAD]
    lines += ["", *(f"{title}: {case.known(*names)}" for title, names in _FACTS)]
    lines += [f"Printed on the module: {ASK}", f"Where it was bought, and how many are like it: {ASK}", ""]
    lines += [f"Read by espdoctor {safe(case.version, 20)}. The MAC address is in it: send it to the maker alone."]
    return Redacted("\n".join(lines), ())
