"""A case as JSON lines: a header, then only inputs. What was known and believed is recomputed (`replay.py`).

One line an event: `{"seq": 3, "at": 1.25, "author": "you", "event": "answered", "fact": "…", "value": true}`.
Pure text in and out; files, locks and syncing are the casebook's.
"""

from __future__ import annotations

import base64
import json
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any, NamedTuple

from .errors import JournalError
from .facts import TRUST, Evidence, Fact, Value
from .hazard import Hazard
from .steps import Tried

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Header:
    """The first line: what wrote the case, with which rules, on which system."""

    espdoctor: str
    rules: str
    """SHA-256 of the rule files."""
    os: str
    format: int = FORMAT


@dataclass(frozen=True, slots=True)
class Said:
    """A text that a person pasted or wrote."""

    text: str


@dataclass(frozen=True, slots=True)
class Chunk:
    """Bytes on the wire; direction is "in" (from the board) or "out"."""

    port: str
    direction: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Lines:
    """The levels that DTR and RTS were set to; True is asserted."""

    port: str
    dtr: bool
    rts: bool


@dataclass(frozen=True, slots=True)
class Observed:
    """What a probe or an action saw, of the host or on the wire."""

    probe: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Ran:
    """A probe came to its end."""

    probe: str


@dataclass(frozen=True, slots=True)
class Answered:
    """What a person answered."""

    fact: str
    value: Value


@dataclass(frozen=True, slots=True)
class Skipped:
    """A question that the person could not answer, or a probe that could not be run."""

    name: str


@dataclass(frozen=True, slots=True)
class Consented:
    """Whether the person allowed a level."""

    hazard: Hazard
    yes: bool


@dataclass(frozen=True, slots=True)
class Acted:
    """Something that changed the world: a hands-on step or a fix, and the patterns of facts that it outdates."""

    what: str
    affects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Retracted:
    """What was taken back: a fact by its id, or what was left out by its name (`Session.retract`)."""

    fact_id: str


@dataclass(frozen=True, slots=True)
class Noted:
    """Words for the reader of the case."""

    text: str


Input = Said | Chunk | Lines | Observed | Ran | Answered | Skipped | Consented | Acted | Tried | Retracted | Noted

KINDS: Mapping[str, type[Input]] = {
    kind.__name__.lower(): kind
    for kind in (Said, Chunk, Lines, Observed, Ran, Answered, Skipped, Consented, Acted, Tried, Retracted, Noted)
}
"""The word in `event` -> what stands in the line."""


@dataclass(frozen=True, slots=True)
class Event:
    """An input with its number (from 1), its time in seconds since the case began, and who it is from."""

    seq: int
    at: float
    author: str
    input: Input


class Reading(NamedTuple):
    """What could be read of a case; `problem` says where and why it stopped."""

    header: Header | None
    events: tuple[Event, ...]
    problem: JournalError | None


# -------------------------------------------------------------------- writing


def dumps(line: Header | Event) -> str:
    """One line, without its line end. Raises ValueError for a number that JSON does not have."""
    if isinstance(line, Header):
        content = {"format": line.format, "espdoctor": line.espdoctor, "rules": line.rules, "os": line.os}
    else:
        content = {"seq": line.seq, "at": line.at, "author": line.author, **_encoded(line.input)}
    return json.dumps(content, allow_nan=False)


def _encoded(value: Input) -> dict[str, Any]:
    content = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return {"event": type(value).__name__.lower(), **content}


def _plain(value: object) -> object:
    match value:
        case bytes():
            return base64.b64encode(value).decode("ascii")
        case Hazard():
            return str(value)
        case tuple():
            return [_plain(one) for one in value]
        case Fact() | Evidence():
            return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        case _:
            return value


# -------------------------------------------------------------------- reading


def read(lines: Iterable[str]) -> Reading:
    """The case up to the first line that is broken, missing or out of order."""
    header: Header | None = None
    events: list[Event] = []
    for number, line in enumerate(lines, start=1):
        match _line(line, None if header is None else len(events) + 1):
            case Header() as first:
                header = first
            case Event() as event:
                events.append(event)
            case reason:
                return Reading(header, tuple(events), JournalError(number, reason))
    return Reading(header, tuple(events), None if header else JournalError(1, "the file is empty"))


def _line(line: str, expected: int | None) -> Header | Event | str:
    """The header (where no number is expected), the event of that number, or what is wrong with the line."""
    try:
        content = _object(line)
        return _header(content) if expected is None else _event(content, expected)
    except json.JSONDecodeError:
        return "the line is cut off or damaged"
    except RecursionError:
        return "the line is nested too deeply"
    except KeyError as error:
        return f"{error.args[0]} is missing or not known"
    except (TypeError, ValueError, OverflowError) as error:
        return str(error)


def _object(line: str) -> dict[str, Any]:
    content = json.loads(line, parse_constant=_no_such_number)
    if not isinstance(content, dict):
        raise TypeError("the line is no object")
    return content


def _header(content: dict[str, Any]) -> Header:
    if content["format"] != FORMAT:
        raise ValueError("it was written by a newer espdoctor")
    return Header(_text(content["espdoctor"]), _text(content["rules"]), _text(content["os"]))


def _event(content: dict[str, Any], expected: int) -> Event:
    if content["seq"] != expected:
        raise ValueError("lines before it are missing")
    kind = KINDS[content["event"]]
    values = {field.name: DECODERS[str(field.type)](content[field.name]) for field in fields(kind)}
    return Event(expected, _number(content["at"]), _text(content["author"]), kind(**values))


def _no_such_number(word: str) -> None:
    raise ValueError(f"{word} is no number")


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("a word is no text")
    return value


def _number(value: Any) -> float:
    number = float(value)
    if not math.isfinite(number):
        raise ValueError("a number is too large")
    return number


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError("a truth value is neither true nor false")
    return value


def _scalar(value: object) -> Value:
    if not isinstance(value, (bool, int, float, str)):
        raise TypeError("a value is no scalar")
    return value


def _evidence(content: dict[str, Any]) -> Evidence:
    if content["kind"] not in TRUST:
        raise ValueError("evidence of an unknown kind")
    start, end = content["span"] or (0, 0)
    return Evidence(
        source=_text(content["source"]),
        excerpt=_text(content["excerpt"]),
        kind=content["kind"],
        attempt=int(content["attempt"]),
        at=_number(content["at"]),
        span=None if content["span"] is None else (int(start), int(end)),
        doubtful=_truth(content.get("doubtful", False)),
    )


def _fact(content: dict[str, Any]) -> Fact:
    because = tuple(_evidence(one) for one in content["because"])
    if not because:
        raise ValueError("a fact has no evidence")
    return Fact(_text(content["name"]), _scalar(content["value"]), because)


DECODERS: Mapping[str, Callable[[Any], Any]] = {
    "str": _text,
    "bool": _truth,
    "bool | None": lambda value: None if value is None else _truth(value),
    "bytes": lambda value: base64.b64decode(_text(value), validate=True),
    "Value": _scalar,
    "Hazard": lambda value: Hazard.of(_text(value)),
    "tuple[str, ...]": lambda value: tuple(_text(one) for one in value),
    "tuple[Fact, ...]": lambda value: tuple(_fact(one) for one in value),
}
"""The type of a field, as it is written above -> how it is read back. Raises what `read` catches."""
