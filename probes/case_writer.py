"""A case while it is written: one JSON line an input, on its way to the disk before the next one comes."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType

from ..engine.facts import Fact, Value
from ..engine.hazard import Hazard
from ..engine.journal import (
    Acted,
    Answered,
    Chunk,
    Consented,
    Event,
    Header,
    Input,
    Lines,
    Noted,
    Observed,
    Ran,
    Retracted,
    Said,
    Skipped,
    dumps,
)
from ..engine.steps import Tried
from .home import open_private
from .locks import Lock

YOU = "you"
US = "espdoctor"


class CaseWriter:
    """The `Record` of a consultation. A disk that fails never stops the consultation: see `problem`."""

    def __init__(self, path: Path, lock: Lock, written: int) -> None:
        """Append to a file that has so many events already; the lock is held and becomes ours."""
        self.path = path
        self.problem: OSError | None = None
        """Why nothing more is written, None as long as all is well."""
        self._lock = lock
        self._seq = written
        self._file = open(path, "a", encoding="utf-8", newline="\n", opener=open_private)  # noqa: SIM115

    def __enter__(self) -> CaseWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Everything on the disk, and the lock free for others."""
        self.sync()
        try:
            self._file.close()
        except OSError as error:
            self.problem = self.problem or error
        self._lock.release()

    def begin(self, header: Header) -> None:
        """The first line of a new case."""
        self._line(dumps(header))

    def write(self, told: Input, at: float, author: str) -> None:
        """One input; `at` in seconds since the case began."""
        self._seq += 1
        self._line(dumps(Event(self._seq, at, author, told)))

    def sync(self) -> None:
        """On the disk before anything is written to a board."""
        if self._file.closed or self.problem:
            return
        try:
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as error:
            self.problem = error

    def _line(self, line: str) -> None:
        if self.problem:
            return
        try:
            self._file.write(line + "\n")
            self._file.flush()
        except OSError as error:
            self.problem = error

    # ---------------------------------------------------------------- the inputs, as `Record` names them

    def said(self, text: str, at: float) -> None:
        """A text of the person."""
        self.write(Said(text), at, YOU)

    def observed(self, probe: str, facts: Iterable[Fact], at: float) -> None:
        """What a probe or an action saw."""
        self.write(Observed(probe, tuple(facts)), at, US)

    def ran(self, probe: str, at: float) -> None:
        """A probe came to its end."""
        self.write(Ran(probe), at, US)

    def chunk(self, port: str, direction: str, data: bytes, at: float) -> None:
        """Bytes on the wire."""
        self.write(Chunk(port, direction, data), at, US)

    def lines(self, port: str, dtr: bool, rts: bool, at: float) -> None:
        """DTR and RTS were moved."""
        self.write(Lines(port, dtr, rts), at, US)

    def answered(self, fact: str, value: Value, at: float) -> None:
        """An answer of the person."""
        self.write(Answered(fact, value), at, YOU)

    def skipped(self, name: str, at: float) -> None:
        """A question without an answer."""
        self.write(Skipped(name), at, YOU)

    def retracted(self, what: str, at: float) -> None:
        """The person took something back: a fact, or what they had left out."""
        self.write(Retracted(what), at, YOU)

    def consented(self, hazard: Hazard, yes: bool, at: float) -> None:
        """What the person allows."""
        self.write(Consented(hazard, yes), at, YOU)

    def acted(self, what: str, affects: Iterable[str], at: float) -> None:
        """A hands-on step or a fix was carried out."""
        self.write(Acted(what, tuple(affects)), at, US)

    def tried(self, cause: str, fix: str, verified: bool | None, at: float) -> None:
        """A fix ended."""
        self.write(Tried(cause, fix, verified), at, US)

    def noted(self, text: str, at: float) -> None:
        """Words for the reader."""
        self.write(Noted(text), at, US)
