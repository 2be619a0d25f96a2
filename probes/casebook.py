"""The cases of a user on disk: a private folder, one file of JSON lines a case, one writer at a time."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ..engine.errors import EspdoctorError
from ..engine.journal import Header, Observed, Reading, Said, read
from .case_writer import CaseWriter
from .home import home, open_private, private_folder
from .locks import Lock

SUFFIX = ".jsonl"


class NoSuchCase(EspdoctorError):
    """There is no case of that name, or none at all."""

    def __init__(self, wanted: str | None, near: str | None = None) -> None:
        self.wanted = wanted
        self.near = near
        super().__init__(wanted, near)

    def __str__(self) -> str:
        if self.wanted is None:
            return "There is no case yet. `espdoctor check` begins one."
        hint = f" Did you mean {self.near}?" if self.near else " `espdoctor case list` names those that there are."
        return f"There is no case {ascii(self.wanted)[1:-1]}.{hint}"


class CaseInUse(EspdoctorError):
    """Another espdoctor is writing this case."""

    def __init__(self, case: str) -> None:
        self.case = case
        super().__init__(case)

    def __str__(self) -> str:
        return f"The case {self.case} is open in another window. Close it there, then try again."


@dataclass(frozen=True, slots=True)
class Summary:
    """One case as a line of a list."""

    case: str
    header: Header | None
    """None where the first line cannot be read."""
    port: str
    """The last port that was used; "" if none was."""
    said: str
    """The first words of the person; "" if there were none."""
    events: int
    broken: str
    """What is wrong with the file; "" if nothing is."""


class Casebook:
    """Cases by name: the time at which they began, `2026-11-21-110348`."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder if folder is not None else home() / "cases"

    # ---------------------------------------------------------------- writing

    def begin(self, header: Header, now: datetime) -> CaseWriter:
        """A new case, open for writing. Raises OSError where the folder cannot be written."""
        private_folder(self.folder)
        path, lock = self._fresh(now)
        writer = CaseWriter(path, lock, 0)
        writer.begin(header)
        return writer

    def resume(self, case: str | None) -> tuple[Reading, CaseWriter]:
        """An old case, to be gone on with. What stands behind a broken line is put aside, not lost.

        Raises NoSuchCase, CaseInUse, JournalError where not even the first line can be read, OSError.
        """
        path = self.find(case)
        lock = _lock_of(path)
        if not lock.acquire():
            raise CaseInUse(path.stem)
        try:
            begun(read_file(path))
            reading = mend(path)
        except BaseException:
            lock.release()
            raise
        return reading, CaseWriter(path, lock, len(reading.events))

    def _fresh(self, now: datetime) -> tuple[Path, Lock]:
        """A name that nobody has, with its lock; two cases may begin within one second."""
        stem = now.strftime("%Y-%m-%d-%H%M%S")
        number = 1
        while True:
            path = self.folder / f"{stem}{'' if number == 1 else f'-{number}'}{SUFFIX}"
            lock = _lock_of(path)
            if not path.exists() and lock.acquire():
                return path, lock
            number += 1

    # ---------------------------------------------------------------- reading

    def names(self) -> tuple[str, ...]:
        """All cases, the newest first."""
        found = [path.stem for path in self.folder.glob(f"*{SUFFIX}")]  # a folder that is not there gives none
        return tuple(sorted(found, key=_age, reverse=True))

    def find(self, case: str | None) -> Path:
        """The file of a case: by name, by the beginning of one, by its own path; the newest for None.

        Raises NoSuchCase.
        """
        names = self.names()
        if case is None:
            if not names:
                raise NoSuchCase(None)
            return self.folder / f"{names[0]}{SUFFIX}"
        if case.endswith(SUFFIX) and Path(case).is_file():
            return Path(case)
        fitting = [name for name in names if name == case] or [name for name in names if name.startswith(case)]
        if len(fitting) != 1:
            near = difflib.get_close_matches(case, names, n=1)
            raise NoSuchCase(case, near[0] if near else None)
        return self.folder / f"{fitting[0]}{SUFFIX}"

    def read(self, case: str | None) -> Reading:
        """What can be read of a case. Raises NoSuchCase, OSError."""
        return read_file(self.find(case))

    def summaries(self) -> Iterator[Summary]:
        """All cases as lines of a list, the newest first; a broken one is listed too."""
        return (self._summary(name) for name in self.names())

    def _summary(self, name: str) -> Summary:
        try:
            return summary(name, read_file(self.folder / f"{name}{SUFFIX}"))
        except OSError as error:
            return Summary(name, None, "", "", 0, error.strerror or "it cannot be read")


def read_file(path: Path) -> Reading:
    """The events of a file. Bytes that are no text break their line only. Raises OSError."""
    lines = path.read_bytes().split(b"\n")
    if not lines[-1]:
        lines.pop()  # every line ends in a line end: behind the last there is nothing
    return read(line.decode("utf-8", "replace") for line in lines)


def begun(reading: Reading) -> Reading:
    """The same, when at least its first line is good. Raises JournalError for a case that tells nothing."""
    if reading.header is None and reading.problem is not None:
        raise reading.problem
    return reading


def mend(path: Path) -> Reading:
    """Cut a file off before its first broken line; the whole is kept beside it as `….broken`, behind what lies there
    from an earlier time. Raises OSError."""
    whole = path.read_bytes()
    reading = read_file(path)
    if reading.problem is not None:
        with open(path.with_suffix(".broken"), "ab", opener=open_private) as aside:
            aside.write(whole)
        good = whole.split(b"\n")[: reading.problem.line - 1]
        os.truncate(path, sum(len(line) + 1 for line in good))
    elif not whole.endswith(b"\n"):
        with path.open("ab") as file:
            file.write(b"\n")
    return reading


def _lock_of(path: Path) -> Lock:
    return Lock(path.with_suffix(".lock"))


def _age(name: str) -> tuple[str, int]:
    """Sorts `…-110348-10` behind `…-110348-9`."""
    stem, dash, number = name[:17], name[17:18], name[18:]
    return (stem, int(number)) if dash and number.isdigit() else (name, 0)


def summary(name: str, reading: Reading) -> Summary:
    """A case in short."""
    inputs = [event.input for event in reading.events]
    facts = [fact for told in inputs if isinstance(told, Observed) for fact in told.facts]
    ports = [str(fact.value) for fact in facts if fact.name == "port.url"]
    texts = [told.text for told in inputs if isinstance(told, Said)]
    return Summary(
        case=name,
        header=reading.header,
        port=ports[-1] if ports else "",
        said=texts[0] if texts else "",
        events=len(inputs),
        broken=str(reading.problem) if reading.problem else "",
    )
