"""The end of a case as a page that one would like to send to somebody."""

from __future__ import annotations

from collections.abc import Iterable

from ..engine.belief import Finding
from ..engine.rulebook import Rulebook
from ..probes.result import Result, StepTaken
from .advice import advice
from .fact_words import Kinds, said
from .wording import announced, finding_lines, safe, seen_line


def last_page(result: Result, rulebook: Rulebook) -> list[str]:
    """The end of a case as a page to read or to send: verdict, reasons, what was done, proof, what is open."""
    if result.error and not result.facts:
        return [safe(result.error)]
    kinds = rulebook.vocabulary.kinds
    suspects = [finding for finding in result.findings if finding.state != "ruled-out" and finding.firings]
    ended = ending(result)
    acted = bool(result.error) or result.verified is not None
    page = [ended, ""] if acted else []
    page.append(_headline(result))
    page += _answer(result)
    if result.verdict not in ("healthy", "out-of-scope"):
        for finding in suspects[: 1 if result.verdict == "diagnosed" else 3]:
            page += ["", *finding_lines(finding), *_read_from(finding, kinds)]
    if result.treated:
        page += ["", "What was done", *(f"  {_mark(t.verified)} {t.fix}" for t in result.treated)]
        page += ["  " + effort(result.steps)]
    page += _proof(result, kinds)
    if result.verified is not True and result.verdict in ("diagnosed", "likely") and suspects:
        page += ["", "What to do now", *advice(result, rulebook)]
    if result.verdict in ("likely", "undetermined") and result.unknown:
        page += [
            "",
            "What would help to find out more",
            *(f"  {open_line(name, kinds)}" for name, _ in result.unknown[:8]),
        ]
    return page if acted else [*page, "", ended]


def _headline(result: Result) -> str:
    if result.verified and result.verdict in ("diagnosed", "likely"):
        return "This is what was wrong:"
    return announced(result.verdict, result.findings) + ("." if result.verdict == "healthy" else ":")


def _answer(result: Result) -> list[str]:
    """What there is to know of the thing that was asked for."""
    first = result.findings[0].cause if result.findings else None
    answered = first is not None and first.answer and result.verdict in ("diagnosed", "likely")
    return ["  " + first.about] if first is not None and answered else []


def ending(result: Result) -> str:
    """The case in one sentence: what was found, what was done, what was proven."""
    if result.error:
        return safe(result.error) + " This is how far it came."
    if result.verified is True:
        return "Fixed, and proven: what failed before works now, and the board is healthy."
    if result.verified is False and all(one.verified is not False for one in result.treated):
        return "What was tried worked, but the board is not healthy yet: more may be wrong with it."
    if result.verified is False:
        return "Not fixed yet: what was tried did not make the board healthy."
    if result.verdict == "healthy":
        return "Everything that could be looked at is as it should be."
    if result.verdict in ("diagnosed", "likely"):
        return "Nothing was changed on the board."
    if any(finding.firings for finding in result.findings):
        return "This does not settle it yet. What is listed as still open would."
    return "No rule matched. What is listed as still open would help to find out more."


def open_line(name: str, kinds: Kinds) -> str:
    """A fact that is not known yet, as the question that it is, or by what it says."""
    kind = kinds[name]
    return kind.ask.question if kind.ask else kind.about.rstrip(".")


def effort(steps: Iterable[StepTaken]) -> str:
    """What it took: looks by the program, questions and hands-on steps of the person."""
    kinds = [step.kind for step in steps]
    counted = ((kinds.count("probe"), "look"), (kinds.count("ask"), "question"), (kinds.count("hands"), "step by hand"))
    return "It took " + ", ".join(_count(number, word) for number, word in counted if number) + "."


def _count(number: int, word: str) -> str:
    plural = "steps by hand" if word == "step by hand" else word + "s"
    return f"{number} {word if number == 1 else plural}"


def _proof(result: Result, kinds: Kinds) -> list[str]:
    """Before and after: what the reasons rested on, beside what the same facts say now."""
    if result.verified is not True:
        return []
    now = {fact.name: fact for fact in result.facts}
    used = [fact for finding in result.findings if finding.state == "found" for f in finding.firings for fact in f.used]
    changed = [fact for fact in used if fact.name in now and now[fact.name].value != fact.value]
    before = {fact.name: fact for fact in changed if all(said(one, kinds) for one in (fact, now[fact.name]))}
    lines = ["", "The proof"] if before else []
    for name, fact in before.items():
        lines += [f"  before  {seen_line(fact, kinds, with_hex=False)}"]
        lines += [f"  now     {seen_line(now[name], kinds, with_hex=False)}"]
    return lines


def _read_from(finding: Finding, kinds: Kinds) -> list[str]:
    """What the reasons rest on, where it can be said in words; "why" has the rest."""
    facts = [fact for firing in finding.firings for fact in firing.used if said(fact, kinds)]
    lines = dict.fromkeys(seen_line(fact, kinds, with_hex=False) for fact in facts)
    return ["  Seen:", *(f"    {line}" for line in lines)] if lines else []


def _mark(verified: bool | None) -> str:
    return {True: "✔ proven:", False: "✘ did not help:", None: "– not carried out:"}[verified]
