"""A triage answer as Markdown for a comment: nothing of the text that was read can act as markup in it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ..engine.belief import Finding
from ..engine.facts import Fact, by_name
from ..engine.redact import redact
from ..engine.repair import applicable
from ..engine.vocabulary import Vocabulary
from ..probes.result import Result
from . import wording
from .open_facts import tellers

MOST_OPEN = 5
LEAST = 0.15
"""Belief in a suspect that is told in public: one weak word in a text gives less."""
MOST_LINES = 6
"""Lines of the text that are quoted for one suspect."""
MOST_TEXT = 200_000
"""Characters of the text, its end, in which it is looked for names that give themselves away."""


def comment(result: Result, vocabulary: Vocabulary, text: str) -> str:
    """The whole comment on this text, redacted: what is wrong, on which lines it rests, what to do, what is missing."""
    names = redact(text[-MOST_TEXT:]).names
    if result.error is not None:
        return f"**This text could not be read.** {escaped(redact(result.error, names).text)}\n"
    told = [one for one in wording.suspects(result.verdict, result.findings) if one.probability >= LEAST]
    lines = [f"**{wording.announced(result.verdict, result.findings)}{':' if told and _known(result) else '.'}**", ""]
    if result.verdict == "undetermined":
        lines += ["The text alone does not tell the cause. That is an answer too; what is listed below would help.", ""]
        lines += [*_possible(told), ""] if told else []
    else:
        lines += [line for finding in told for line in _suspect(finding, result.facts, names)]
    if result.unknown:
        lines += ["What would help to find out more:", ""]
        asked = tellers((name for name, _ in result.unknown), vocabulary.kinds)
        lines += [f"- [ ] {one}" for one in asked[:MOST_OPEN]]
        lines.append("")
    return redact("\n".join(lines), names).text


def escaped(text: str, most: int = 400) -> str:
    """The text with nothing in it that Markdown, HTML or a mention would react to."""
    shown = wording.safe(" ".join(text.split()), most)
    shown = re.sub(r"([\\`*_{}\[\]()#+!|~>-])", r"\\\1", shown)
    for sign, harmless in _LIVE.items():
        shown = shown.replace(sign, harmless)
    return shown


_LIVE = {"&": "&amp;", "<": "&lt;", "@": "@\u200b", "\\#": "\\#\u200b", "://": ":\u200b//", "www.": "www\u200b."}
"""What becomes markup, a mention or a link without any sign before it, on GitHub also behind a backslash."""


def fenced(text: str) -> str:
    """A code block that the text cannot end."""
    ticks = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, ticks + 1)
    return f"{fence}text\n{text}\n{fence}"


def quoted(fact: Fact) -> str:
    """The line that a fact was read from, and where it stands."""
    first = fact.because[0]
    return f"{wording.safe(first.source, 60)}: {wording.safe(first.excerpt.strip(), 200)}"


def facts_of(finding: Finding) -> tuple[Fact, ...]:
    """The facts that speak about the suspect, each once."""
    return tuple(dict.fromkeys(fact for firing in finding.firings for fact in firing.used))


def _known(result: Result) -> bool:
    return result.verdict != "undetermined"


def _possible(findings: Sequence[Finding]) -> list[str]:
    """Suspects that nothing is to be done about yet: that would be at a venture."""
    lines = ["What it could be:", ""]
    for finding in findings:
        read = "; ".join(dict.fromkeys(quoted(fact) for fact in facts_of(finding)[:2]))
        lines.append(
            f"- {finding.cause.title} (`{finding.cause.id}`, {wording.percent(finding.probability)}): {code(read)}"
        )
    return lines


def code(text: str) -> str:
    """Code within a line that the text cannot end."""
    ticks = "`" * (1 + max((len(run) for run in re.findall(r"`+", text)), default=0))
    return f"{ticks} {text} {ticks}"


def _suspect(finding: Finding, facts: tuple[Fact, ...], names: Mapping[str, str]) -> list[str]:
    lines = [f"### {finding.cause.title} (`{finding.cause.id}`, {wording.percent(finding.probability)})", ""]
    # Before it is escaped: a name with a backslash in it is not found any more.
    lines += [f"- {escaped(redact(firing.sentence(), names).text, 600)}" for firing in finding.firings[:4]]
    read = "\n".join(dict.fromkeys(quoted(fact) for fact in facts_of(finding)[:MOST_LINES]))
    lines += ["", "Read from:", "", fenced(read), ""] if read else [""]
    for fix in applicable(finding.cause.fixes, by_name(facts))[:1]:
        lines += [f"**What to do:** {fix.title}", ""]
        lines += [f"{step.advice}\n" for step in fix.steps if step.advice]
    return lines
