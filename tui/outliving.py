"""A terminal that is closed while it is written to: what was for it is lost, and nobody waits for it."""

from __future__ import annotations

from contextlib import suppress
from typing import IO, Any

from textual.driver import Driver


class Lossy:
    """A file to write to, whose end goes unnoticed. Textual's thread that writes would die of it, and the program then
    waits for that thread for ever."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def write(self, text: str) -> int:
        """All of it counts as written."""
        with suppress(OSError):
            self._file.write(text)
        return len(text)

    def flush(self) -> None:
        """As far as it goes."""
        with suppress(OSError):
            self._file.flush()


def outliving(kind: type[Driver]) -> type[Driver]:
    """The driver, which outlives its terminal."""

    def begin(self: Any, *arguments: Any, **named: Any) -> None:
        kind.__init__(self, *arguments, **named)
        if hasattr(self, "_file"):
            self._file = Lossy(self._file)

    return type(kind.__name__, (kind,), {"__init__": begin})
