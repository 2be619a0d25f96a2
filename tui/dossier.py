"""What a report is made of: what was said, heard, found and done in one case, and what a maintainer makes of that."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..engine.belief import Finding, Verdict
from ..engine.facts import Fact, by_name
from ..engine.repair import applicable
from . import wording
from .fact_words import Kinds, answered, said

ASK = "_not known yet, please add_"
_DUMP = re.compile(r">>>stack>>>|^\W*[34][0-9a-f]{7}:(?: {1,3}[0-9a-f]{8}){4}|\bepc1=0x", re.MULTILINE)
"""What a crash leaves in a log: its registers, or words of its stack."""
MOST_ASKED = 6
"""Questions of one report."""
_DECODE = "Which lines of the program do the addresses of the crash stand for? `espdoctor decode` tells, with the .elf."
_PASTE = "What does the tool or the board say? Please paste all of it, from its start."
_CRASHED = ("app.crash", "app.exception", "app.watchdog_line", "app.restart_loop", "app.complaint", "app.dump")
_SKETCH = re.compile(r"\bvoid\s+setup\s*\([\s\S]{1,20000}?\bvoid\s+loop\s*\(")


@dataclass(frozen=True, slots=True)
class Dossier:
    """What a case holds that a report is made of."""

    said: tuple[str, ...]
    """The texts that the person wrote or pasted."""
    heard: str
    """What the board said on the wire."""
    facts: tuple[Fact, ...]
    findings: tuple[Finding, ...]
    verdict: Verdict
    missing: tuple[str, ...]
    """Names of facts that would matter, best first."""
    kinds: Kinds
    """What facts there are, how they are said and asked for."""
    os: str = ""
    version: str = ""
    done: tuple[str, ...] = ()
    """What was mended, and whether it was proven, a line each. What is found is how it stood before the first."""
    after: Verdict | None = None
    """How it stood in the end, where something was done."""

    def known(self, *names: str) -> str:
        """The values of these facts for people, or the sentence that asks for them."""
        return self._listed(names, lambda fact: answered(fact, self.kinds).split(": ")[0])

    def told(self, *names: str) -> str:
        """The same, as a sentence where the vocabulary has one for each value that tells something."""
        return self._listed(names, lambda fact: (said if self._spelled(fact) else answered)(fact, self.kinds))

    def _spelled(self, fact: Fact) -> bool:
        kind = self.kinds[fact.name]
        return kind.ask is None and not isinstance(kind.said, str)

    def _listed(self, names: Sequence[str], words: Callable[[Fact], str]) -> str:
        found = [wording.safe(words(fact), 80) for name in names for fact in self.facts if fact.name == name]
        return ", ".join(dict.fromkeys(filter(None, found))) or ASK

    def has(self, name: str) -> bool:
        """Whether the fact is known."""
        return any(fact.name == name for fact in self.facts)

    @property
    def asked(self) -> list[str]:
        """What has to be known yet, as questions; nothing more where the cause is known, but where a crash lies."""
        settled = self.verdict in ("diagnosed", "out-of-scope", "healthy")
        names = () if settled else self.missing
        asked = [ask.question for name in names if (ask := self.kinds[name].ask)][:MOST_ASKED]
        if self.crashed and not self.decoded and self.verdict != "out-of-scope":
            asked.append(
                "What do the addresses of the crash stand for? Please decode it: espdoctor decode, with the .elf."
            )
        return asked or (
            [] if settled else ["What does the tool or the board say? Please paste all of it, from its start."]
        )

    @property
    def text(self) -> str:
        """All that was written and heard."""
        return "\n".join([*self.said, self.heard])

    @property
    def crashed(self) -> bool:
        """Whether anything tells of a crash."""
        return any(self.has(name) for name in _CRASHED) or bool(_DUMP.search(self.text))

    @property
    def decoded(self) -> bool:
        """Whether the case names the functions on the stack of its crash. A line that the core names is no stack."""
        return any(
            fact.name == "app.call"
            or (fact.name == "app.stack_has" and fact.value == "decoded")
            or (fact.name == "app.crash_at" and fact.because[0].kind == "probe")
            for fact in self.facts
        )

    @property
    def sketched(self) -> bool:
        """Whether a whole program was pasted."""
        return bool(_SKETCH.search(self.text))


def for_the_maintainer(case: Dossier) -> str:
    """One sentence: a known cause with its fix, facts that are needed first, or what looks like a real bug."""
    if case.done:
        return f"{_verdict(case)} {_AFTER[case.after == 'healthy']}"
    return _verdict(case)


_AFTER = {
    True: "What was done is told below; afterwards the board passed every check.",
    False: "What was done is told below; it is not in order yet.",
}


def _verdict(case: Dossier) -> str:
    first = case.findings[0] if case.findings else None
    if case.verdict == "healthy":
        return "Nothing is wrong with the board as far as it could be looked at."
    if case.verdict == "out-of-scope":
        return "Out of scope: not a trouble of uploading, booting or crashing an ESP8266."
    if first is None or case.verdict not in ("diagnosed", "likely"):
        return "Needs facts first; they are asked for below."
    if first.cause.id == "core-version-bug":
        return "Looks like a real bug of a version: another version works."
    if case.has("app.exception") and first.cause.topic == "crash" and not case.decoded:
        return f"Known kind of crash ({case.verdict}): {first.cause.title}. Where, only the decoded stack can tell."
    fixes = applicable(first.cause.fixes, by_name(case.facts))
    fix = f" Known fix: {fixes[0].title}." if fixes else ""
    return f"Known cause ({case.verdict}): {first.cause.title}.{fix}"
