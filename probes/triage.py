"""A pasted text to a diagnosis: the same reasoning as a consultation, without a board."""

from __future__ import annotations

from ..engine import belief
from ..engine.belief import Finding
from ..engine.rulebook import Rulebook
from ..engine.session import Session
from . import dumps
from .result import Result, open_facts

Report = Result
"""What `triage` gives; `result.as_json` makes the JSON object of it."""


def triage(rulebook: Rulebook, text: str, source: str = "text") -> Report:
    """What the text says is wrong, with the lines that each conclusion rests on. Pure: the same text, the same report.

    Time and memory are bounded: of a text longer than `engine.paste.MOST_TEXT` characters the end is read.
    """
    session = Session(rulebook)
    session.read(text, source)
    session.learn(*dumps.pasted(text, source))
    return Result(
        source=source,
        error=None,
        verdict=session.verdict,
        findings=tuple(one for one in session.findings if _suspected(one)),
        treated=(),
        after=session.verdict,
        facts=session.facts,
        unknown=open_facts(rulebook.vocabulary, _open(session)),
        steps=(),
    )


def unreadable(source: str, error: str) -> Report:
    """The report on something that could not be read, and why."""
    return Result(source, error, "undetermined", (), (), "undetermined", (), (), ())


def _open(session: Session) -> tuple[str, ...]:
    """What would matter next. Where the text settles it there is nothing to look for."""
    return () if session.verdict in ("diagnosed", "out-of-scope") else session.missing[:8]


def _suspected(finding: Finding) -> bool:
    """A rule speaks for it, and nothing rules it out."""
    return finding.state != "ruled-out" and any(firing.rule.level in belief.FOR for firing in finding.firings)
