"""A recorded case, or a text that somebody pasted, as the dossier that a report is made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from ..engine import journal
from ..engine.belief import Finding
from ..engine.journal import Event, Reading
from ..engine.replay import replay
from ..engine.rulebook import Rulebook
from ..engine.session import Session
from ..engine.steps import Tried
from ..probes.triage import triage
from . import heard
from .dossier import Dossier
from .wording import CAME

Kind = TypeVar("Kind")


def of_case(rules: Rulebook, reading: Reading, version: str) -> Dossier:
    """What the case holds, with today's rules: as it stood before the first fix, or in the end if none was tried."""
    tried = _inputs(reading.events, Tried)
    end = replay(rules, (), reading.events)
    before = _before(rules, reading.events, tried[0]) if tried else end
    known = {fact.name for fact in before.facts}
    return Dossier(
        said=tuple(one.text for one in _inputs(reading.events, journal.Said)),
        heard="\n".join(heard.lines(b"".join(_from_the_board(reading.events)))),
        facts=(*before.facts, *(fact for fact in end.facts if fact.name not in known)),
        findings=_speaking(before.findings),
        verdict=before.verdict,
        missing=before.missing,
        kinds=rules.vocabulary.kinds,
        os=reading.header.os if reading.header else "",
        version=version,
        done=tuple(_done(rules, one) for one in tried),
        after=end.verdict if tried else None,
    )


def _before(rules: Rulebook, events: Sequence[Event], tried: Tried) -> Session:
    """How it stood when the fix began: a case notes its end, and what was done for it before that changed the facts."""
    end = next(place for place, event in enumerate(events) if event.input == tried)
    for place in (place for place in range(end, -1, -1) if isinstance(events[place].input, journal.Acted)):
        session = replay(rules, (), events[:place])
        if session.verdict in ("diagnosed", "likely") and session.findings[0].cause.id == tried.cause:
            return session
    return replay(rules, (), events[:end])


def of_text(rules: Rulebook, text: str, source: str, version: str) -> Dossier:
    """What the text alone tells: the same reasoning as `triage`."""
    result = triage(rules, text, source)
    return Dossier(
        said=(text,),
        heard="",
        facts=tuple(result.facts),
        findings=tuple(result.findings),
        verdict=result.verdict,
        missing=tuple(name for name, _ in result.unknown),
        kinds=rules.vocabulary.kinds,
        version=version,
    )


def _inputs(events: Iterable[Event], kind: type[Kind]) -> list[Kind]:
    return [event.input for event in events if isinstance(event.input, kind)]


def _from_the_board(events: Iterable[Event]) -> list[bytes]:
    return [one.data for one in _inputs(events, journal.Chunk) if one.direction == "in"]


def _speaking(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(one for one in findings if one.state != "ruled-out" and one.firings)


def _done(rules: Rulebook, tried: Tried) -> str:
    cause = rules.causes.get(tried.cause)
    fix = next((one.title for one in cause.fixes if one.id == tried.fix), tried.fix) if cause else tried.fix
    return f"{cause.title if cause else tried.cause}: {fix}: {CAME[tried.verified].words}"
