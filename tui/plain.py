"""The consultation as plain lines, for terminals, screen readers and logs: one event after the other.

What is looked at, what was seen (only what matters and only what is new), what it means, questions, the fix, the
proof, the end. Bytes and names of facts stay out: `espdoctor case show` and the screen's "why" have them.
"""

from __future__ import annotations

from collections.abc import Callable

from ..engine.belief import Finding
from ..engine.hazard import Hazard
from ..engine.rulebook import Rulebook
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
from ..probes.pace import Pace
from ..probes.result import Result
from . import pages, progress, wording
from .advice import after_failure, filled, hands_lines
from .fact_words import News
from .hanging import wrapped
from .last_page import effort, ending, last_page
from .shells import Helper, Silent

WORTH_SAYING = 4.0
"""Seconds from which a step says how long it takes."""


class Plain:
    """Says every event by `say`; asks by `ask`, which shows a prompt and returns a line, where nobody else answers."""

    def __init__(
        self,
        helper: Helper | None,
        rulebook: Rulebook,
        say: Callable[[str], None],
        ask: Callable[[str], str],
        width: int | None = None,
    ) -> None:
        """`width`: columns from which lines are wrapped between words; None leaves them whole."""
        self._silent = Silent(helper)
        self._helped = helper is not None
        self._rulebook = rulebook
        self._write = say
        self._width = width
        self._ask = ask
        self._news = News(rulebook.vocabulary.kinds)
        self._fix = ""
        self._pace, self._quarter = Pace(), 0

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

    # ---------------------------------------------------------------- telling

    def _say(self, text: str) -> None:
        self._write(wrapped(text, self._width) if self._width else text)

    def _tell(self, event: Event) -> None:
        match event:
            case Started(_, title, seconds, _):
                lasts = f" (about {wording.seconds(seconds)})" if seconds >= WORTH_SAYING else ""
                self._say(f"• {title}{lasts}")
            case Progress(_, note, done, total, elapsed):
                self._progress(note, done, total, elapsed)
            case Observed(facts):
                for topic, words in self._news.of(facts):
                    if topic != "you":
                        self._say("    " + wording.safe(words, 300))
            case Diagnosed(verdict, findings):
                self._diagnosis(verdict, findings)
            case Ended(result):
                self._end(result)
            case _:
                pass

    def _tell_fix(self, event: FixBegan | Advised | FixEnded) -> None:
        match event:
            case FixBegan(_, fix):
                self._fix = fix.title
                self._say(f"\nThe fix: {fix.title}")
            case Advised(_, text, known):
                self._say("    " + filled(text, dict(known)))
            case FixEnded(_, _, verified, reason):
                came = wording.CAME[verified]
                self._say(f"{came.mark} {came.words.capitalize()}. {wording.safe(reason, 300)}")

    def _progress(self, note: str, done: int, total: int, elapsed: float) -> None:
        """Counted work in steps of a quarter; the rest would only scroll what matters away."""
        quarter = self._quarter
        self._quarter = done * 4 // total if total else 0
        pace = self._pace.at(done, total, elapsed)
        if total and self._quarter != quarter and self._quarter:
            self._say(f"    {progress.line(note, done, total, pace)}")

    def _diagnosis(self, verdict: str, findings: tuple[Finding, ...]) -> None:
        suspects = [finding for finding in findings if finding.state != "ruled-out"][:1]
        self._say(f"\n{wording.announced(verdict, suspects)}:")
        for finding in suspects:
            for line in wording.finding_lines(finding):
                self._say("  " + line)

    def _end(self, result: Result) -> None:
        self._say("")
        if result.verified is None:
            for line in last_page(result, self._rulebook):
                self._say(line)
            return
        for treated in result.treated:
            if treated.verified is not None:
                self._say(f"{wording.CAME[treated.verified].mark} {treated.fix}")
        self._say(ending(result) + " " + effort(result.steps))
        if not result.verified:
            for line in ["", *after_failure(result, self._rulebook)]:
                self._say(line)
        details = pages.pages(result.facts, self._rulebook)
        for line in [*pages.lines(details, first=True), *pages.lines(details)]:
            self._say(line)

    # ---------------------------------------------------------------- asking

    def _asked(self, event: Asked) -> Reply:
        question = event.question
        self._say(f"\n? {question.question}")
        if question.help:
            self._say(f"  {question.help}")
        if self._helped:
            return self._helper_answers(event)
        self._say(f"  Why I ask: {event.why}")
        for number, (_, words) in enumerate(question.choices, 1):
            self._say(f"  {number}  {words}")
        self._say("  Enter alone: I don't know")
        return self._chosen(event)

    def _helper_answers(self, event: Asked) -> Reply:
        answer = self._silent(event)
        words = dict(event.question.choices).get(answer, str(answer)) if answer not in (None, SKIP) else "I don't know"
        self._say(f"  > {wording.safe(words, 200)}")
        return answer

    def _chosen(self, event: Asked) -> Reply:
        """A number of the list; where there is none, what was typed."""
        choices = event.question.choices
        if not choices:
            return self._ask("> ").strip() or SKIP
        while True:
            text = self._ask("> ").strip()
            if not text:
                return SKIP
            if text.isdecimal() and 1 <= int(text) <= len(choices):
                return choices[int(text) - 1][0]
            self._say(f"  Please enter a number from 1 to {len(choices)}, or nothing.")

    def _hands_on(self, event: HandsOn) -> Reply:
        title, *lines = hands_lines(event.hands, dict(event.known), event.board)
        if title != self._fix:
            self._say(f"\n  {title}")
        for line in lines:
            self._say("  " + line)
        if self._helped:
            done = self._silent(event)
            self._say("  > done" if done is True else "  > cannot be done here")
            return done
        self._say(f"  Why: {wording.safe(event.why, 300)}")
        return self._ask("  Press Enter when it is done, or type s to skip: ").strip().lower() != "s" or SKIP

    def _consent(self, hazard: Hazard, what: str) -> Reply:
        self._say(f"\nNext: {what}. {wording.HAZARDS[hazard]}")
        return self._ask("  May I? [y/N] ").strip().lower() in ("y", "yes")
