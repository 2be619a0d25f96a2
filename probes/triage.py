"""A pasted text to a diagnosis: the same reasoning as a consultation, without a board."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from ..engine import belief, forms, signatures
from ..engine.belief import Finding
from ..engine.facts import Evidence, Fact, Value
from ..engine.lookup import lookup_of
from ..engine.paste import Line
from ..engine.rulebook import Rulebook
from ..engine.session import Session
from ..engine.signatures import MOST_EXCERPT
from . import dumps
from .result import Result, open_facts

Report = Result
"""What `triage` gives; `result.as_json` makes the JSON object of it."""


STANDS_OUT = 2.0
"""Standard deviations above the mean of all causes from which a likeness in words says anything."""

MOST_ALIKE = 3
"""Causes that the words of one text tell of at most."""

ONLY_WORDS = belief.probability("occasional", [("possible", frozenset())])
"""As what a cause counts where causes are put in order, at most, if only a likeness in words speaks for it."""

_PLAIN = re.compile(r"[\t\n\r -~]*")


def triage(rulebook: Rulebook, text: str, source: str = "text", answers: Iterable[tuple[str, Value]] = ()) -> Report:
    """What the text says is wrong, with the lines that each conclusion rests on. Pure: the same text, the same report.
    `answers`: what was said beside it, as facts.

    Time and memory are bounded: of a text longer than `engine.paste.MOST_TEXT` characters the end is read.
    """
    text = forms.without(text)
    session = Session(rulebook)
    session.read(text, source)
    for fact in outvoted(session.facts, text):
        session.retract(fact.id)
    for name, value in answers:
        session.answer(name, value)
    session.learn(*at_wrong_speed(rulebook, text, source), *dumps.pasted(text, source))
    if session.verdict == "undetermined" and not any(_suspected(one) for one in session.findings):
        session.learn(*mentioned(rulebook, text, source))
    lines = signatures.opening(text) if session.verdict in ("likely", "undetermined") else []
    near = _told_like(rulebook, lines)
    session.learn(*alike(session, lines, near, source))
    return Result(
        source=source,
        error=None,
        verdict=session.verdict,
        findings=_best_first(session.findings, near),
        treated=(),
        after=session.verdict,
        facts=session.facts,
        unknown=open_facts(rulebook.vocabulary, _open(session)),
        steps=(),
    )


def mentioned(rulebook: Rulebook, text: str, source: str) -> Iterator[Fact]:
    """What a text that decides nothing speaks of, without saying that it was that."""
    for fact in signatures.spoken_of(rulebook, text, source):
        if fact.name == "said.settled":
            yield replace(fact, name="said.mentioned")


def alike(session: Session, lines: Sequence[Line], near: Mapping[str, float], source: str) -> Iterator[Fact]:
    """The causes that people tell of in such words, but for those of which a rule knows more already."""
    known = {one.cause.id for one in session.findings if one.explained_by or _suspected(one)}
    for cause in list(near)[:MOST_ALIKE]:
        if near[cause] >= STANDS_OUT and cause not in known:
            line = lookup_of(session.rulebook).tales.line_for(cause, lines)
            yield Fact("said.resembles", cause, (signatures.evidence(line, (0, 0), "said", source),))


def outvoted(facts: Iterable[Fact], text: str) -> tuple[Fact, ...]:
    """Exceptions that a text names more seldom than another one: a program that falls over and over falls alike, and a
    digit that was lost on the line names another exception. The same comparison as of a board that is watched."""
    named = tuple(fact for fact in facts if fact.name == "app.exception")
    if len(named) < 2:
        return ()
    from .wire import reports

    heard = reports.reports(text.encode("utf-8", "replace"))
    often = reports.numbers(heard)
    return tuple(fact for fact in named if often and fact.value not in often)


def at_wrong_speed(rulebook: Rulebook, text: str, source: str) -> Iterator[Fact]:
    """What the ROM's boot text says where it was read at another speed than it was sent."""
    if _PLAIN.fullmatch(text):
        return
    from .wire import wrong_speed

    for seen in wrong_speed.find(text):
        number = text.count("\n", 0, seen.span[0]) + 1
        where = f"{source} line {number}, sent at {seen.sent} baud and read at {seen.read}"
        because = (Evidence(where, text[slice(*seen.span)][:MOST_EXCERPT], "paste", at=float(number), span=seen.span),)
        yield Fact("boot.seen.read_at", seen.read, because)
        if seen.mode is not None:
            clear = f"ets Jan  8 2013,rst cause:{seen.cause}, boot mode:({seen.mode},0)"
            yield from (replace(fact, because=because) for fact in signatures.read(rulebook, clear, ""))


def unreadable(source: str, error: str) -> Report:
    """The report on something that could not be read, and why."""
    return Result(source, error, "undetermined", (), (), "undetermined", (), (), ())


def _open(session: Session) -> tuple[str, ...]:
    """What would matter next. Where the text settles it there is nothing to look for."""
    return () if session.verdict in ("diagnosed", "out-of-scope") else session.missing[:8]


def _suspected(finding: Finding) -> bool:
    """A rule speaks for it, and nothing rules it out."""
    return finding.state != "ruled-out" and any(firing.rule.level in belief.FOR for firing in finding.firings)


def _told_like(rulebook: Rulebook, lines: Sequence[Line]) -> Mapping[str, float]:
    """What such words mostly tell of, the likest first; nothing where they tell mostly of other matters."""
    near = lookup_of(rulebook).tales.beside(lines)
    return {} if next(iter(near), "") == "out-of-scope" else near


def _best_first(findings: Iterable[Finding], near: Mapping[str, float]) -> tuple[Finding, ...]:
    """What is suspected. Of what is believed alike, first what a rule names, then what the words tell of most."""
    return tuple(sorted(filter(_suspected, findings), key=lambda one: _place(one, near)))


def _place(finding: Finding, near: Mapping[str, float]) -> tuple[float, bool, float]:
    """Where it stands. How common a cause is moves nothing of which only words like those of others speak."""
    by_words = all(fact.name == "said.resembles" for firing in finding.firings for fact in firing.used)
    believed = min(finding.probability, ONLY_WORDS) if by_words else finding.probability
    return -round(believed, 2), by_words, -near.get(finding.cause.id, 0.0)
