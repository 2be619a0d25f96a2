"""A recorded case as two lines of a list: when it was and what came of it; what was wrong, and with which board."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from ..engine.boards import KIND
from ..engine.facts import Value
from ..engine.journal import Answered, Input, Observed, Reading, Said
from ..engine.rulebook import Rulebook
from ..engine.steps import Tried
from .complaints import COMPLAINTS
from .wording import safe

MOST = 60
"""Characters of what was said."""

NOTHING_SAID = "just looked"
UNTREATED = {
    "diagnosed": "found: {}",
    "likely": "probably: {}",
    "undetermined": "not settled",
    "out-of-scope": "no ESP8266 to blame",
    "healthy": "nothing was wrong",
}
"""By the verdict, where no repair was tried."""


def of(name: str, reading: Reading, rulebook: Rulebook) -> tuple[str, str]:
    """The two lines, safe to show."""
    inputs = [event.input for event in reading.events]
    came = "the file is damaged" if reading.problem and not inputs else _outcome(reading, inputs, rulebook)
    return f"{_when(name)}   {came}", f"{_wrong(inputs)} · {_board(dict(_facts(inputs)), rulebook)}"


def _when(name: str) -> str:
    try:
        began = datetime.strptime(name[:17], "%Y-%m-%d-%H%M%S")
    except ValueError:
        return safe(name, MOST)
    return f"{began.day} {began:%b %Y, %H:%M}"


def _wrong(inputs: list[Input]) -> str:
    """In the person's words, or in those of the list that they chose from."""
    for entry in inputs:
        if isinstance(entry, Said) and entry.text.strip():
            return f'"{safe(entry.text.strip().splitlines()[0], MOST)}"'
    answered = {(entry.fact, entry.value) for entry in inputs if isinstance(entry, Answered)}
    chosen = (one.words for one in COMPLAINTS if one.answers and answered.issuperset(one.answers))
    return next((words.partition(" (")[0] for words in chosen), NOTHING_SAID)


def _board(known: dict[str, Value], rulebook: Rulebook) -> str:
    port = str(known.get("port.url", ""))
    titles = {board.id: board.title for board in rulebook.tables.boards}
    title = titles.get(str(known.get(KIND, "")), "a board")
    if port.startswith("sim://"):
        return f"{title}, simulated"
    return f"{title} at {safe(port, MOST)}" if port else "no board"


def _facts(inputs: list[Input]) -> Iterator[tuple[str, Value]]:
    for entry in inputs:
        match entry:
            case Observed(_, facts):
                yield from ((fact.name, fact.value) for fact in facts)
            case Answered(name, value):
                yield name, value
            case _:
                pass


def _outcome(reading: Reading, inputs: list[Input], rulebook: Rulebook) -> str:
    """What the repairs came to; where there was none, what today's rules make of the case."""
    tried = {entry.cause: entry.verified for entry in inputs if isinstance(entry, Tried)}
    titles = {cause: rulebook.causes[cause].title for cause in tried if cause in rulebook.causes}
    mended = [title for cause, title in titles.items() if tried[cause]]
    failed = [title for cause, title in titles.items() if tried[cause] is False]
    if failed or mended:
        return f"not mended yet: {failed[0]}" if failed else f"mended: {', '.join(mended)}"
    from ..engine.replay import replay
    from ..probes import catalog

    session = replay(rulebook, catalog.infos(), reading.events)
    first = next((finding.cause.title for finding in session.findings if finding.state != "ruled-out"), "")
    return UNTREATED[session.verdict].format(first)
