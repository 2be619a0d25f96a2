"""Anything -> words. Rich at most, never Textual: plain `check` uses it too.

All text from outside passes `safe` on its way to a screen: no control character, no escape sequence
and no markup of it reaches a terminal.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ..engine.belief import Finding
from ..engine.explain import Silence
from ..engine.facts import Fact
from ..engine.hazard import Hazard
from . import harmless
from .fact_words import Kinds, said
from .open_facts import tellers

safe = harmless.safe
"""What every text from outside passes."""

VERDICTS = {
    "diagnosed": "This is what is wrong",
    "likely": "This is probably what is wrong",
    "undetermined": "It cannot be told yet what is wrong",
    "out-of-scope": "No ESP8266 board is to blame for this",
    "healthy": "Nothing is wrong with this board",
}

HAZARDS = {
    Hazard.LISTEN: "It only listens; opening the port can restart the board.",
    Hazard.RESET: "It restarts the board. What is stored on it stays.",
    Hazard.WRITE: "It writes to the board's flash memory. What would be lost is backed up first.",
    Hazard.ERASE: "It erases flash memory of the board. What would be lost is backed up and checked first.",
}

ANSWERED = "This is the answer"
"""In place of a verdict, where a question was asked and nothing need be wrong."""


class Came(NamedTuple):
    """What came of a repair, in words."""

    mark: str
    who: str
    """In front of a line of the case that tells it."""
    words: str


CAME: Mapping[bool | None, Came] = {
    True: Came("✔", "PROOF", "proven"),
    False: Came("✘", "fix", "did not help"),
    None: Came("–", "fix", "not carried out"),
}
"""By what its proof showed; None where it was not tried."""

MOST_ODD = 8
"""Of so many characters one may be none of a keyboard in what a person is shown."""

_HEX = re.compile(r"(?:0x[0-9a-f]+: )?(?:[0-9a-f]{2}\s?)+", re.IGNORECASE)
"""Bytes as a probe writes them down, with or without the address that they were read from."""


def place(url: str | None) -> str:
    """Where the board is, as far as that is known."""
    return safe(url, 60) if url else "no port chosen yet"


def percent(probability: float) -> str:
    """A belief for people. Never 0 % or 100 %: nothing is that sure."""
    return f"{min(99, max(1, round(probability * 100)))}%"


def bar(probability: float, width: int = 20) -> str:
    """A belief as a bar of characters; what is believed at all shows."""
    full = max(1, round(probability * width)) if probability > 0 else 0
    return "█" * full + "░" * (width - full)


def seconds(value: float) -> str:
    """A duration for people."""
    if value < 1:
        return "a moment"
    if value < 100:
        return f"{round(value)} s"
    return f"{round(value / 60)} min"


def about(value: float) -> str:
    """The same where it is only roughly known."""
    return seconds(value) if value < 1 else f"about {seconds(value)}"


def fact_line(fact: Fact) -> str:
    """A fact with the characters that it was read from."""
    first = fact.because[0]
    excerpt = safe(first.excerpt, 100).strip()
    read = f': "{excerpt}"' if excerpt else ""
    return f"{safe(fact.name, 60)} = {safe(str(fact.value), 60)}{_doubt(fact)}  ({safe(first.source, 60)}{read})"


def _doubt(fact: Fact) -> str:
    return ", perhaps misread: the characters around it are spoilt" if fact.doubtful else ""


def seen_line(fact: Fact, kinds: Kinds, with_hex: bool = True) -> str:
    """A fact in plain words, with the characters that it was read from; its name only where there are no words.

    Without `with_hex`, bytes that nobody can read are left out.
    """
    words = (safe(said(fact, kinds), 200) or f"{fact.name} = {safe(str(fact.value), 60)}") + _doubt(fact)
    first = fact.because[0]
    excerpt = safe(first.excerpt, 70).strip() if with_hex or _readable(first.excerpt) else ""
    return f'{words}  ({safe(first.source, 40)}: "{excerpt}")' if excerpt else words


def _readable(excerpt: str) -> bool:
    """Words, and neither bytes in hexadecimal nor those that a chip says to a program."""
    odd = sum(not " " <= character <= "~" and not character.isspace() for character in excerpt)
    return not _HEX.fullmatch(excerpt) and odd * MOST_ODD <= len(excerpt)


def sentences(finding: Finding) -> list[str]:
    """What speaks for a suspect, each sentence once."""
    return list(dict.fromkeys(safe(firing.sentence(), 600) for firing in finding.firings))


def finding_lines(finding: Finding, most: int | None = None, sure: bool = False) -> list[str]:
    """A suspect: title, belief (where it is not `sure`), and the first sentences that speak for it."""
    belief = "" if sure else f" ({percent(finding.probability)})"
    return [finding.cause.title + belief, *(f"  {line}" for line in sentences(finding)[:most])]


def announced(verdict: str, findings: Sequence[Finding]) -> str:
    """The verdict in words. Where a question was asked and nothing need be wrong, an answer is announced."""
    return ANSWERED if is_answer(verdict, findings) else VERDICTS[verdict]


def is_answer(verdict: str, findings: Sequence[Finding]) -> bool:
    """What was found answers a question."""
    return verdict in ("diagnosed", "likely") and bool(findings) and bool(findings[0].cause.answer)


def suspects(verdict: str, findings: Sequence[Finding]) -> list[Finding]:
    """Those that the verdict is about: nobody, the one that is found, or the likeliest three with reasons."""
    most = {"healthy": 0, "out-of-scope": 1, "diagnosed": 1}.get(verdict, 3)
    return [finding for finding in findings if finding.state != "ruled-out" and finding.firings][:most]


def silence_line(silence: Silence, kinds: Kinds) -> str:
    """Why a rule does not count: what decides it, or what would tell what is lacking."""
    name = silence.rule.id.partition("#")[2].replace("-", " ")
    if silence.explained_by:
        return f"{name}: what speaks for it is better explained by {silence.explained_by}"
    if silence.lacking:
        return f"{name}: not known yet: " + "; ".join(tellers((one.fact for one in silence.lacking), kinds))
    return f"{name}: does not hold, because " + "; ".join(seen_line(fact, kinds) for fact in silence.facts)
