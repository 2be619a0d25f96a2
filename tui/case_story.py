"""A recorded case as words: what happened in its order, and what today's rules make of it. No Textual here."""

from __future__ import annotations

from collections.abc import Iterator

from ..engine import journal
from ..engine.rulebook import Rulebook
from ..engine.steps import Tried
from ..probes.casebook import Summary
from .wording import CAME, VERDICTS, fact_line, finding_lines, safe, suspects


def summary_line(one: Summary) -> str:
    """A case as a line of a list."""
    words = [one.case, safe(one.port, 60) or "no port", f"{one.events} entries"]
    if one.said:
        words.append(f'"{safe(one.said.strip(), 40)}"')
    if one.broken:
        words.append(f"broken: {safe(one.broken, 80)}")
    return "  ".join(words)


# -------------------------------------------------------------------- the story


def story(reading: journal.Reading) -> Iterator[str]:
    """One line or a few an event, in the order in which they happened."""
    if reading.header is not None:
        yield f"espdoctor {safe(reading.header.espdoctor, 20)} on {safe(reading.header.os, 60)}"
    for event in reading.events:
        for line in told(event.input):
            yield f"{event.at:9.1f} s  {line}"
    if reading.problem is not None:
        yield f"The rest cannot be read: {safe(str(reading.problem), 120)}"


def told(entry: journal.Input) -> Iterator[str]:
    """An input as words."""
    yield from _by_the_person(entry)
    yield from _by_us(entry)


def _by_the_person(entry: journal.Input) -> Iterator[str]:
    match entry:
        case journal.Said(text):
            yield f'you said "{safe(text.strip(), 200)}"'
        case journal.Answered(fact, value):
            yield f"you answered {safe(fact, 60)} = {safe(str(value), 60)}"
        case journal.Skipped(name):
            yield f"not known or not possible: {safe(name, 60)}"
        case journal.Consented(hazard, yes):
            yield f"you {'allowed' if yes else 'did not allow'} {hazard}"
        case journal.Retracted(fact_id):
            yield f"taken back: {safe(fact_id, 20)}"
        case _:
            pass


def _by_us(entry: journal.Input) -> Iterator[str]:
    match entry:
        case journal.Observed(probe, facts):
            yield f"{safe(probe, 40)} saw"
            yield from (f"  {fact_line(fact)}" for fact in facts)
        case journal.Ran(probe):
            yield f"{safe(probe, 40)} ended"
        case journal.Acted(what):
            yield f"done: {safe(what, 60)}"
        case Tried(cause, fix, verified):
            yield f"fix {safe(fix, 60)} for {safe(cause, 60)}: {CAME[verified].words}"
        case journal.Noted(text):
            yield safe(text, 200)
        case journal.Chunk(port, direction, data):
            yield f"{len(data)} bytes {safe(direction, 10)} on {safe(port, 60)}"
        case journal.Lines(port, dtr, rts):
            yield f"DTR {_level(dtr)}, RTS {_level(rts)} on {safe(port, 60)}"
        case _:
            pass


def _level(asserted: bool) -> str:
    return "asserted" if asserted else "released"


def outcome(reading: journal.Reading, rules: Rulebook) -> Iterator[str]:
    """What these rules make of the recorded inputs."""
    from ..engine.replay import replay
    from ..probes import catalog

    session = replay(rules, catalog.infos(), reading.events)
    yield ""
    if reading.header is not None and reading.header.rules != rules.sha256:
        yield "The rules have changed since; with today's rules:"
    named = suspects(session.verdict, session.findings)
    yield VERDICTS[session.verdict] + (":" if named else ".")
    yield from (line for finding in named for line in finding_lines(finding))
