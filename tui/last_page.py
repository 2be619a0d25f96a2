"""The end of a case as a page that one would like to send to somebody."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from ..engine.belief import Finding
from ..engine.conditions import facts_of
from ..engine.facts import Fact
from ..engine.rulebook import Rulebook
from ..probes.result import Result, StepTaken
from . import pages
from .advice import advice
from .fact_words import Kinds, said
from .open_facts import tellers
from .wording import CAME, announced, finding_lines, is_answer, safe, seen_line, sentences, suspects

MOST_OPEN = 8
"""Things that would help, on one page."""

BOARD = ("board.kind", "chip.family", "flash.jedec_size", "port.bridge")
"""Facts that say which board it was."""


def last_page(result: Result, rulebook: Rulebook) -> list[str]:
    """The end of a case as a page to read or to send: verdict, reasons, what was done, proof, what is open."""
    if result.error and not result.facts:
        return [safe(result.error)]
    kinds = rulebook.vocabulary.kinds
    details = pages.pages(result.facts, rulebook)
    pairs = _before_and_now(result, kinds)
    ended = ending(result)
    acted = bool(result.error) or result.verified is not None
    parts = (
        [ended, ""] if acted else [],
        [_headline(result), *_answer(result)],
        pages.lines(details, first=True),
        _named(result),
        _done(result),
        _proof(result, kinds, pairs),
        _to_do(result, rulebook),
        _open(result, kinds),
        pages.lines(details),
        _known_by(result, kinds, {before.name for before, _ in pairs}),
        _board(result, kinds),
        [] if acted else ["", ended],
    )
    return [line for part in parts for line in part]


def _headline(result: Result) -> str:
    if result.verified and result.verdict in ("diagnosed", "likely"):
        return "This is what was wrong:"
    return announced(result.verdict, result.findings) + ("." if result.verdict == "healthy" else ":")


def _answer(result: Result) -> list[str]:
    """What there is to know of the thing that was asked for."""
    return ["  " + result.findings[0].cause.about] if is_answer(result.verdict, result.findings) else []


def _named(result: Result) -> list[str]:
    """Each suspect with the first of its reasons; the others come below what is to be done."""
    sure = result.verified is True
    parts = (["", *finding_lines(finding, 1, sure)] for finding in suspects(result.verdict, result.findings))
    return [line for part in parts for line in part]


def _known_by(result: Result, kinds: Kinds, shown: Collection[str]) -> list[str]:
    """The rest of the reasons, and what they rest on but the facts that are shown already."""
    about = suspects(result.verdict, result.findings)
    lines: list[str] = []
    for finding in about:
        named = [finding.cause.title] if len(about) > 1 else []
        reasons = [f"• {line}" for line in sentences(finding)[1:]]
        told = [*reasons, *(f"seen: {line}" for line in _read_from(finding, kinds, shown))]
        lines += [f"  {line}" for line in [*named, *told]] if told else []
    return ["", "How this is known", *lines] if lines else []


def _done(result: Result) -> list[str]:
    if not result.treated:
        return []
    came = [(CAME[treated.verified], treated.fix) for treated in result.treated]
    lines = [f"  {how.mark} {how.words}: {fix}" for how, fix in came]
    return ["", "What was done", *lines, "  " + effort(result.steps)]


def _to_do(result: Result, rulebook: Rulebook) -> list[str]:
    if result.verified or result.verdict == "undetermined" or not suspects(result.verdict, result.findings):
        return []
    return ["", "What to do now", *advice(result, rulebook)]


def _open(result: Result, kinds: Kinds) -> list[str]:
    if result.verdict not in ("likely", "undetermined") or not result.unknown:
        return []
    told = tellers((name for name, _ in result.unknown), kinds)[:MOST_OPEN]
    return ["", "What would help to find out more", *(f"  {one}" for one in told)]


def _board(result: Result, kinds: Kinds) -> list[str]:
    """Which board it was, for whoever gets the page; a text alone is about no board that was looked at."""
    known = {fact.name: fact for fact in result.facts}
    told = [words for name in BOARD if name in known and (words := said(known[name], kinds))] if result.steps else []
    return ["", "The board", *(f"  {safe(words, 100)}" for words in told)] if told else []


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
    if result.verdict in ("diagnosed", "likely", "out-of-scope"):
        return "Nothing was changed on the board."
    if any(finding.firings for finding in result.findings):
        return "This does not settle it yet. What is listed as still open would."
    return "No rule matched. What is listed as still open would help to find out more."


def effort(steps: Iterable[StepTaken]) -> str:
    """What it took: looks by the program, questions and hands-on steps of the person."""
    kinds = [step.kind for step in steps]
    counted = ((kinds.count("probe"), "look"), (kinds.count("ask"), "question"), (kinds.count("hands"), "step by hand"))
    return "It took " + ", ".join(_count(number, word) for number, word in counted if number) + "."


def _count(number: int, word: str) -> str:
    plural = "steps by hand" if word == "step by hand" else word + "s"
    return f"{number} {word if number == 1 else plural}"


def _proof(result: Result, kinds: Kinds, pairs: Sequence[tuple[Fact, Fact]]) -> list[str]:
    """Before and after: what the reasons rested on, beside what the same facts say now."""
    lines = []
    for before, now in pairs:
        lines += [f"  before  {seen_line(before, kinds, with_hex=False)}"]
        lines += [f"  now     {seen_line(now, kinds, with_hex=False)}"]
    wanted = _expected(result) - {before.name for before, _ in pairs}
    expected = [fact for fact in result.facts if fact.name in wanted and said(fact, kinds)]
    lines += [f"  now     {seen_line(fact, kinds, with_hex=False)}" for fact in expected]
    return ["", "The proof", *lines] if lines else []


def _expected(result: Result) -> set[str]:
    """Facts by which the repairs were proven."""
    proven = {(one.cause, one.fix) for one in result.treated if one.verified} if result.verified else set()
    fixes = [fix for one in result.findings for fix in one.cause.fixes if (one.cause.id, fix.title) in proven]
    return {name for fix in fixes if fix.verify for name in facts_of(fix.verify.expect)}


def _before_and_now(result: Result, kinds: Kinds) -> list[tuple[Fact, Fact]]:
    """Facts that spoke for what was mended and say something else now, each with what it says."""
    if result.verified is not True:
        return []
    now = {fact.name: fact for fact in result.facts}
    used = [fact for finding in result.findings if finding.state == "found" for f in finding.firings for fact in f.used]
    changed = {fact.name: fact for fact in used if fact.name in now and now[fact.name].value != fact.value}
    pairs = [(fact, now[name]) for name, fact in changed.items()]
    return [pair for pair in pairs if all(said(fact, kinds) for fact in pair)]


def _read_from(finding: Finding, kinds: Kinds, shown: Collection[str]) -> list[str]:
    """What the reasons rest on, where it can be said in words and is not shown already; "why" has the rest."""
    used = (fact for firing in finding.firings for fact in firing.used)
    facts = [fact for fact in used if said(fact, kinds) and fact.name not in shown]
    return list(dict.fromkeys(seen_line(fact, kinds, with_hex=False) for fact in facts))
