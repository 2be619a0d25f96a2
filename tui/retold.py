"""A recorded case in plain words, for the person whose case it was: what was said, done and seen, as it was told then.

Names of facts and bytes stay out; `espdoctor case show` has them.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..engine import journal
from ..engine.rulebook import Rulebook
from ..engine.steps import Tried
from .fact_words import News
from .wording import CAME, safe


def retold(reading: journal.Reading, rulebook: Rulebook) -> Iterator[str]:
    """A line an event that tells a person something, in the order in which they happened."""
    news = News(rulebook.vocabulary.kinds)
    for event in reading.events:
        for who, what in _told(event.input, rulebook, news):
            yield f"{who:<7}{safe(what, 300)}"
    if reading.problem is not None:
        yield "The rest of the file is damaged and cannot be read."


def _told(entry: journal.Input, rulebook: Rulebook, news: News) -> Iterator[tuple[str, str]]:
    match entry:
        case journal.Said(text):
            yield "you", f'"{text.strip()}"'
        case journal.Answered(name, value):
            yield from _answered(rulebook, name, value)
        case journal.Observed(_, facts):
            yield from news.of(rulebook.vocabulary.allowed(facts))
        case journal.Acted(what) if what in rulebook.hands:
            yield "you", rulebook.hands[what].title
        case Tried(cause, fix, verified):
            yield CAME[verified].who, f"{_fix(rulebook, cause, fix)}: {CAME[verified].words}"
        case journal.Noted(text):
            yield "note", text
        case _:
            pass


def _answered(rulebook: Rulebook, name: str, value: object) -> Iterator[tuple[str, str]]:
    kind = rulebook.vocabulary.kinds.get(name)
    if kind is None or kind.ask is None:
        return
    words = next((words for one, words in kind.ask.choices if one == value), str(value))
    yield "ask", kind.ask.question
    yield "you", words


def _fix(rulebook: Rulebook, cause: str, fix: str) -> str:
    known = rulebook.causes.get(cause)
    return next((one.title for one in known.fixes if one.id == fix), fix) if known else fix
