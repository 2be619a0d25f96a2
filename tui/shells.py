"""The shells without a screen: plain lines for terminals and screen readers, and silence for JSON."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from ..engine.belief import Finding
from ..engine.facts import Value
from ..engine.hazard import Hazard
from ..engine.rulebook import Rulebook
from ..probes.consult import Consultation
from ..probes.events import (
    SKIP,
    Advised,
    Asked,
    Consent,
    Diagnosed,
    Ended,
    Event,
    FixBegan,
    FixEnded,
    HandsOn,
    Observed,
    Progress,
    Reply,
    Started,
)
from ..probes.result import Result
from . import wording


class Helper(Protocol):
    """Somebody who acts and answers in the person's place: the bench's simulated hands."""

    def do(self, hands_id: str) -> bool: ...
    def answer(self, fact_name: str) -> Value | None: ...


def run(case: Consultation, respond: Callable[[Event], Reply]) -> Result:
    """Drive a consultation to its end; `respond` sees every event and answers those that want it."""
    for event in case:
        if isinstance(event, Ended):
            respond(event)
            return event.result
        case.reply(respond(event))
    raise AssertionError("a consultation ends with Ended")


class Silent:
    """Says nothing; questions and hands go to the helper, if there is one."""

    def __init__(self, helper: Helper | None) -> None:
        self._helper = helper

    def __call__(self, event: Event) -> Reply:
        """The helper's reply, or SKIP; consent is never given here: `--allow` did that before."""
        if self._helper is None:
            return SKIP
        match event:
            case Asked(fact):
                answer = self._helper.answer(fact)
                return SKIP if answer is None else answer
            case HandsOn(hands):
                return self._helper.do(hands.id) or SKIP
            case _:
                return None


class Plain:
    """One event after the other as lines; asks on the terminal where nobody else answers."""

    def __init__(
        self, helper: Helper | None, rulebook: Rulebook, say: Callable[[str], None], ask: Callable[[str], str]
    ) -> None:
        self._silent = Silent(helper)
        self._helped = helper is not None
        self._hands = rulebook.hands
        self._say = say
        self._ask = ask
        self._fixing = False

    def __call__(self, event: Event) -> Reply:
        """Say the event; return the reply that it wants."""
        match event:
            case Asked():
                return self._asked(event)
            case HandsOn():
                return self._hands_on(event)
            case Consent(hazard, what):
                return self._consent(hazard, what)
            case FixBegan() | Advised() | FixEnded():
                self._tell_fix(event)
            case _:
                self._tell(event)
        return None

    def _tell(self, event: Event) -> None:
        match event:
            case Started(_, title, seconds, why):
                self._say(f"• {title} (about {wording.seconds(seconds)})")
                self._say(f"    {why}") if why and not self._fixing else None
            case Progress(_, note, done, total):
                self._progress(note, done, total)
            case Observed(facts):
                for fact in facts:
                    self._say("    " + wording.fact_line(fact))
            case Diagnosed(verdict, findings):
                self._diagnosis(verdict, [f for f in findings if f.state != "ruled-out"][:1])
            case Ended(result):
                self._end(result)
            case _:
                pass

    def _tell_fix(self, event: FixBegan | Advised | FixEnded) -> None:
        match event:
            case FixBegan(_, fix):
                self._fixing = True
                self._say(f"\nFix: {fix.title}")
            case Advised(_, text):
                self._say("    " + text)
            case FixEnded(_, _, verified, reason):
                self._fixing = False
                word = {True: "✔ Proven.", False: "✘ Not fixed.", None: "– Not carried out."}[verified]
                self._say(f"{word} {reason}")

    def _progress(self, note: str, done: int, total: int) -> None:
        if total and done not in (0, total) and done * 10 // total == max(0, done - 1) * 10 // total:
            return
        self._say(f"    {wording.safe(note)}" + (f" {done * 100 // total}%" if total else ""))

    def _asked(self, event: Asked) -> Reply:
        question = event.question
        self._say(f"\n? {question.question}")
        if question.help:
            self._say(f"  {question.help}")
        self._say(f"  Why: {event.why}")
        if self._helped:
            answer = self._silent(event)
            self._say(f"  > {wording.safe(str(answer))}")
            return answer
        for number, (_, words) in enumerate(question.choices, 1):
            self._say(f"  {number}  {words}")
        self._say("  Enter alone: I don't know")
        return self._chosen(event)

    def _chosen(self, event: Asked) -> Reply:
        choices = event.question.choices
        while True:
            text = self._ask("> ").strip()
            if not text:
                return SKIP
            if text.isdecimal() and 1 <= int(text) <= len(choices):
                return choices[int(text) - 1][0]
            self._say(f"  Please enter a number from 1 to {len(choices)}, or nothing.")

    def _hands_on(self, event: HandsOn) -> Reply:
        self._say("")
        for line in wording.hands_lines(event.hands, event.known):
            self._say("  " + line)
        self._say(f"  Why: {event.why}")
        if self._helped:
            done = self._silent(event)
            self._say("  > done" if done is True else "  > cannot be done here")
            return done
        return self._ask("  Press Enter when it is done, or type s to skip: ").strip().lower() != "s" or SKIP

    def _consent(self, hazard: Hazard, what: str) -> Reply:
        self._say(f"\nNext: {what}. {wording.HAZARDS[hazard]}")
        return self._ask("  May I? [y/N] ").strip().lower() in ("y", "yes")

    def _diagnosis(self, verdict: str, findings: list[Finding]) -> None:
        self._say(f"\n{wording.VERDICTS[verdict]}:")
        for finding in findings:
            for line in wording.finding_lines(finding):
                self._say("  " + line)

    def _end(self, result: Result) -> None:
        if result.error:
            self._say(wording.safe(result.error))
            return
        if not result.treated or all(one.verified is None for one in result.treated):
            self._summary(result)
        for treated in result.treated:
            if treated.verified is not None:
                self._say(f"{'✔' if treated.verified else '✘'} {treated.cause}: {treated.fix}")
        self._say("\n" + wording.ending(result))

    def _summary(self, result: Result) -> None:
        known = {fact.name: fact.value for fact in result.facts}
        open_ones = [f for f in result.findings if f.state != "ruled-out"]
        if not result.treated:
            self._diagnosis(result.verdict, open_ones[:1] if result.verdict == "diagnosed" else open_ones[:3])
        for finding in open_ones[:1]:
            for fix in finding.cause.fixes:
                for line in wording.fix_lines(fix, self._hands, known):
                    self._say("  " + line)
        for name, how in result.unknown[:5]:
            self._say(f"  still open: {name} ({how})")
