"""Anything -> words. Rich at most, never Textual: plain `check` uses it too.

All text from outside passes `safe` on its way to a screen: no control character, no escape sequence
and no markup of it reaches a terminal.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from ..engine.belief import Finding
from ..engine.causes import Fix, Hands
from ..engine.conditions import Answer, evaluate
from ..engine.explain import Lacking, Silence
from ..engine.facts import Fact, Value
from ..engine.hazard import Hazard
from ..probes.result import Result, StepTaken
from . import harmless
from .fact_words import Kinds, said

safe = harmless.safe
"""What every text from outside passes."""

VERDICTS = {
    "diagnosed": "This is what is wrong",
    "likely": "This is probably what is wrong",
    "undetermined": "It cannot be told yet what is wrong",
    "out-of-scope": "This is not about an ESP8266",
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

STATES = {"found": "found", "open": "possible", "ruled-out": "ruled out"}

_HEX = re.compile(r"(?:0x[0-9a-f]+: )?(?:[0-9a-f]{2}\s?)+", re.IGNORECASE)
"""Bytes as a probe writes them down, with or without the address that they were read from."""


def place(url: str | None) -> str:
    """Where the board is, as far as that is known."""
    return safe(url, 60) if url else "looking for the board"


def percent(probability: float) -> str:
    """A belief for people. Never 0 % or 100 %: nothing is that sure."""
    return f"{min(99, max(1, round(probability * 100)))}%"


def bar(probability: float, width: int = 20) -> str:
    """A belief as a bar of characters; what is believed at all shows."""
    full = max(1, round(probability * width)) if probability > 0 else 0
    return "█" * full + "░" * (width - full)


def filled(template: str, known: Mapping[str, Value]) -> str:
    """A line of a hands-on step with its {facts} put in; one that is not known stays a blank to fill."""
    for name, value in known.items():
        template = template.replace("{" + name + "}", safe(str(value), 80))
    while "{" in template and "}" in template[template.index("{") :]:
        start = template.index("{")
        template = template[:start] + "…" + template[template.index("}", start) + 1 :]
    return template


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
    return f"{fact.name} = {safe(str(fact.value), 60)}{_doubt(fact)}  ({safe(first.source, 60)}{read})"


def _doubt(fact: Fact) -> str:
    return ", perhaps misread: the characters around it are spoilt" if fact.doubtful else ""


def seen_line(fact: Fact, kinds: Kinds, with_hex: bool = True) -> str:
    """A fact in plain words, with the characters that it was read from; its name only where there are no words.

    Without `with_hex`, bytes that nobody can read are left out.
    """
    words = (safe(said(fact, kinds), 200) or f"{fact.name} = {safe(str(fact.value), 60)}") + _doubt(fact)
    first = fact.because[0]
    excerpt = safe(first.excerpt, 70).strip() if with_hex or not _HEX.fullmatch(first.excerpt) else ""
    return f'{words}  ({safe(first.source, 40)}: "{excerpt}")' if excerpt else words


def finding_lines(finding: Finding) -> list[str]:
    """A suspect: title, belief, and every sentence that speaks for it."""
    lines = [f"{finding.cause.title} ({percent(finding.probability)})"]
    lines += [f"  {safe(firing.sentence(), 600)}" for firing in finding.firings]
    return lines


def hands_lines(hands: Hands, known: Iterable[tuple[str, Value]]) -> list[str]:
    """A hands-on step: its title, its lines numbered, its picture."""
    values = dict(known)
    lines = [hands.title]
    lines += [f"  {number}. {filled(step, values)}" for number, step in enumerate(hands.steps, 1)]
    return lines + ["    " + line for line in filled(hands.picture, values).splitlines()]


def fix_lines(fix: Fix, hands: Mapping[str, Hands], known: Mapping[str, Value]) -> list[str]:
    """What a fix would do, for somebody who does it without us."""
    lines = [fix.title]
    for step in fix.steps:
        if step.hands:
            lines += ["  " + line for line in hands_lines(hands[step.hands], known.items())]
        elif step.advice:
            lines.append("  " + filled(step.advice, known))
        elif step.action:
            lines.append(f"  espdoctor can do this for you ({step.action}).")
    return lines


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


def last_page(result: Result, hands: Mapping[str, Hands], kinds: Kinds) -> list[str]:
    """The end of a case as a page to read or to send: verdict, reasons, what was done, proof, what is open."""
    if result.error and not result.facts:
        return [safe(result.error)]
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
        page += ["", "What to do now", *advice(result, hands)]
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


def announced(verdict: str, findings: Sequence[Finding]) -> str:
    """The verdict in words. Where a question was asked and nothing need be wrong, an answer is announced."""
    answered = bool(findings) and bool(findings[0].cause.answer) and verdict in ("diagnosed", "likely")
    return ANSWERED if answered else VERDICTS[verdict]


def advice(result: Result, hands: Mapping[str, Hands], without: Collection[str] = ()) -> list[str]:
    """Every fix of the first suspect, for somebody who carries it out without us, but those of these titles."""
    known = {fact.name: fact.value for fact in result.facts}
    first = next((finding for finding in result.findings if finding.state != "ruled-out"), None)
    fixes = _applicable(first.cause.fixes, result) if first else ()
    return ["  " + line for fix in fixes if fix.title not in without for line in fix_lines(fix, hands, known)]


def after_failure(result: Result, hands: Mapping[str, Hands]) -> list[str]:
    """What is left when a fix was in vain: the other fixes, or the same steps once more; then others may know."""
    vain = {treated.fix for treated in result.treated if treated.verified is False}
    others = advice(result, hands, without=vain)
    heading = "What else can be done" if others else "Go through these steps once more, then start espdoctor again"
    left = others or advice(result, hands)
    asked = "If it still fails: espdoctor report writes this case as a post, so that others can help."
    return [heading, *left, "", asked] if left else [asked]


def _applicable(fixes: tuple[Fix, ...], result: Result) -> tuple[Fix, ...]:
    """Those that are known to apply; where none is, those that may."""
    view: dict[str, tuple[Fact, ...]] = {}
    for fact in result.facts:
        view[fact.name] = (*view.get(fact.name, ()), fact)
    answers = [evaluate(fix.when, view).answer if fix.when else Answer.YES for fix in fixes]
    wanted = Answer.YES if Answer.YES in answers else Answer.UNKNOWN
    return tuple(fix for fix, answer in zip(fixes, answers, strict=True) if answer is wanted)


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


def silence_line(silence: Silence, kinds: Kinds) -> str:
    """Why a rule does not count: what decides it, or what is lacking and who could tell."""
    name = silence.rule.id.partition("#")[2].replace("-", " ")
    if silence.explained_by:
        return f"{name}: what speaks for it is better explained by {silence.explained_by}"
    if silence.lacking:
        return f"{name}: not known yet: " + ", ".join(_lacking(one) for one in silence.lacking)
    return f"{name}: does not hold, because " + "; ".join(seen_line(fact, kinds) for fact in silence.facts)


def _lacking(one: Lacking) -> str:
    who = {"probe": f"the probe {one.by} can tell", "ask": "you can tell", "text": "a log can tell"}
    return f"{one.fact} ({who.get(one.how, 'nobody can tell yet')})"
