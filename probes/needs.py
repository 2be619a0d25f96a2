"""What must be known before the probes of the board make sense."""

from __future__ import annotations

from ..engine.facts import Value

Needs = tuple[tuple[str, tuple[Value, ...]], ...]

NEEDS_PORT: Needs = (("port.state", ("ok",)),)
"""The port could be opened."""

NEEDS_LOADER: Needs = (*NEEDS_PORT, ("sync.reply", ("ok", "late")))
"""The loader has answered."""

NEEDS_LINES_TRIED: Needs = (*NEEDS_PORT, ("lines.tried", (True,)))
"""It is known which lines reset the chip. A loader draws little, while firmware that starts draws most: so a plug that
loses contact is told from a supply that sags only where the loader was asked first."""

WITHOUT_LINES: Needs = (("lines.supported", (False,)),)
"""Where only hands can reset the board."""
