"""A recorded case becomes a session again: a fold over its inputs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .journal import Acted, Answered, Event, Input, Observed, Ran, Retracted, Said, Skipped
from .rulebook import Rulebook
from .session import Session
from .steps import ProbeInfo, Tried

TOLD = "what you told"
"""The source of what a person pasted or wrote."""


def replay(rulebook: Rulebook, probes: Sequence[ProbeInfo], events: Iterable[Event]) -> Session:
    """The session that these inputs lead to. Facts that these rules no longer know are left out."""
    session = Session(rulebook, probes)
    for event in events:
        _tell(session, event.input, event.at)
        _do(session, event.input)
    return session


def _tell(session: Session, told: Input, at: float) -> None:
    """Inputs that bring facts."""
    vocabulary = session.rulebook.vocabulary
    match told:
        case Said(text):
            session.read(text, TOLD, at)
        case Observed(_, facts):
            session.learn(*vocabulary.allowed(facts))
        case Answered(name, value) if not vocabulary.problem(name, value):
            session.answer(name, value, at)
        case Retracted(fact_id):
            session.retract(fact_id)
        case _:
            pass


def _do(session: Session, done: Input) -> None:
    """Inputs that close or open something. From bytes, lines, consent and notes nothing follows here."""
    match done:
        case Observed(probe) if any(info.name == probe for info in session.probes):
            session.ran(probe)
        case Ran(probe):
            session.ran(probe)
        case Skipped(name):
            session.skip(name)
        case Acted(_, affects):
            session.acted(affects)
        case Tried(cause, fix, verified):
            session.tried(cause, fix, verified)
        case _:
            pass
