"""What must be known before the probes of the board make sense."""

from __future__ import annotations

from ..engine.facts import Value

Needs = tuple[tuple[str, tuple[Value, ...]], ...]

NEEDS_PORT: Needs = (("port.state", ("ok",)),)
"""The port could be opened."""

NEEDS_LOADER: Needs = (*NEEDS_PORT, ("sync.reply", ("ok", "late")))
"""The loader has answered."""
