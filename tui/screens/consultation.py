"""The consultation on the screen: case, now, suspects, serial line."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.screen import Screen

from ...engine.hazard import Hazard
from ...probes.actions.catalog import ACTIONS
from ...probes.consult import Consultation
from ...probes.events import (
    Advised,
    Asked,
    Consent,
    Diagnosed,
    Ended,
    Event,
    FixEnded,
    HandsOn,
    Observed,
    Progress,
    Started,
)
from .. import cards, story_lines, wording
from ..brisk import tidy
from ..cards import Card
from ..exchange import Exchange, Waits
from ..fact_words import News
from ..fallen import Fallen, built
from ..messages import Believed, Broke, Happened
from ..overheard import Overheard
from ..runner import Runner
from ..serial_log import SerialLog
from ..shells import Helper
from ..widgets.keys import Keys
from ..widgets.now import Now
from ..widgets.story import Story
from ..widgets.suspects import Suspects
from ..widgets.top import Top
from ..widgets.wire_line import WireLine
from .result import ResultScreen
from .serial import SerialScreen
from .stop import StopScreen
from .what_if import WhatIfScreen
from .why import WhyScreen

WIDE = 110
"""Columns from which case, now and suspects stand side by side."""

HIGH = 20
"""Lines from which there is room for more than the first suspect below what to do now."""


class ConsultationScreen(Screen[None]):
    """One consultation. Decides nothing: it shows events and hands replies back."""

    CSS = """
    ConsultationScreen Horizontal { height: 1fr; }
    ConsultationScreen Story { width: 24%; min-width: 26; max-width: 50; }
    ConsultationScreen Suspects { width: 24%; min-width: 26; max-width: 44; height: 100%; }
    ConsultationScreen Now { width: 1fr; }
    ConsultationScreen.-narrow Horizontal { layout: vertical; }
    ConsultationScreen.-narrow Story { display: none; width: 100%; max-width: 100%; height: 1fr; }
    ConsultationScreen.-narrow.-story Story { display: block; }
    ConsultationScreen.-narrow.-story Now { display: none; }
    ConsultationScreen.-narrow Now { width: 100%; height: 1fr; }
    ConsultationScreen.-narrow Suspects { width: 100%; max-width: 100%; height: 5; }
    ConsultationScreen.-narrow.-low Suspects { height: 1; border: none; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Stop", tooltip="Let the board go, and show what was found so far"),
        Binding("b", "back", "Back", tooltip="Take the last answer back"),
        Binding("s", "skip", "Skip", tooltip="I don't know, or I can't: go on without it"),
        Binding("w", "why", "Why", tooltip="Why the first suspect is the first, and why not the others"),
        Binding("f", "what_if", "What if", tooltip="What each answer would change"),
        Binding("c", "story", "Case", tooltip="What was said, asked and seen so far"),
        Binding("l", "serial", "Serial", tooltip="What went over the serial line, live"),
        *[Binding(str(n), f"choose({n - 1})", show=False) for n in range(1, 10)],
    ]

    def __init__(
        self, case: Consultation, helper: Helper | None, close: Callable[[], object], breath: float = 0.0
    ) -> None:
        """`close` ends the record of the case when the screen goes away; `breath` as of `Runner`."""
        super().__init__()
        self._close = close
        self._case = case
        self._runner = Runner(case, self.post_message, breath)
        self._exchange = Exchange(self._runner.reply, helper)
        self._step = ""
        self._news = News(case.rulebook.vocabulary.kinds)
        self._over = False
        self._serial = SerialLog(Fallen(built(case.world.host)))
        self.overheard = Overheard()
        self._serial_page = SerialScreen(self._serial, self._pour)
        case.wire.also = self.overheard.add

    def compose(self) -> ComposeResult:
        """Three panels and the line; narrow from the first moment on."""
        self._fold()
        yield Top()
        with Horizontal():
            yield Story()
            yield Now()
            yield Suspects()
        yield WireLine(self._serial, self._pour)
        yield Keys()

    def on_mount(self) -> None:
        """Begin."""
        self.sub_title = (
            "practising on a simulated board" if self._exchange.rehearses else wording.place(self._case.world.url)
        )
        # kept while it is out of sight: made anew each time, it would be the one page that keys wait for
        self.app.install_screen(self._serial_page, f"serial-{id(self)}")
        self.call_after_refresh(self._runner.start)

    def _pour(self) -> bool:
        """What went over the wire since the last look becomes lines; returns whether there were any."""
        return self.overheard.pour(self._serial)

    async def on_unmount(self) -> None:
        """However the screen goes away, the board is freed; the next page need not wait for that."""
        await asyncio.to_thread(self._runner.stop)
        self._close()
        if self.app.is_running:
            self._serial_page.leave()
            tidy()

    def on_resize(self) -> None:
        """Fold or unfold."""
        self._fold()

    def on_screen_resume(self) -> None:
        """The terminal may have another size since a page lay over this one."""
        self._fold()

    def _fold(self) -> None:
        width, height = self.app.size
        self.set_class(width < WIDE, "-narrow")
        self.set_class(height < HIGH, "-low")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A key is there only where it does something."""
        match action:
            case "what_if":
                return isinstance(self.waiting, Asked)
            case "skip":
                return self._exchange.can_skip
            case "back":
                return self._exchange.takes_words and bool(self._case.trail)
            case "story":
                return self.size.width < WIDE
            case _:
                return True

    @property
    def waiting(self) -> Event | None:
        """The event that waits for an answer."""
        return self._exchange.waiting

    # ---------------------------------------------------------------- events in

    @on(Happened)
    def _happened(self, message: Happened) -> None:
        event = message.event
        if line := story_lines.of(event):
            self.query_one(Story).tell(*line)
        match event:
            case Asked() | HandsOn() | Consent() | Advised():
                self._asked(event)
            case Progress(_, note, done, total, elapsed):
                self.query_one(Now).progress(note, done, total, elapsed)
            case Observed():
                self._observed(event)
            case Started(name, _, _, _):
                self._step = name
                self.query_one(Now).show(cards.started(event))
            case Diagnosed():
                self.query_one(Suspects).show(event.findings)
            case FixEnded():
                self.query_one(Now).tell(cards.outcome(event))
            case Ended(result):
                self._over = True
                while self.app.screen is not self:  # else the last page would take the place of what lies above
                    self.app.pop_screen()
                self.app.switch_screen(ResultScreen(result, self._case.rulebook, self._case.record.path))
            case _:
                pass

    def _asked(self, event: Waits) -> None:
        card = self._exchange.ask(event)
        if card is not None:
            self.query_one(Now).show(card)
            self.refresh_bindings()

    def _observed(self, event: Observed) -> None:
        for topic, words in self._news.of(event.facts):
            self.query_one(Story).tell(topic, words)
        self.query_one(WireLine).show(event.facts)

    @on(Believed)
    def _believed(self, message: Believed) -> None:
        self.query_one(Suspects).show(message.findings)

    @on(Broke)
    def _broke(self, message: Broke) -> None:
        self._over = True
        self.query_one(Now).show(Card("The consultation stopped", (message.sentence, "Escape goes back.")))

    # ---------------------------------------------------------------- replies out

    @on(Now.Answered)
    def _answered(self, message: Now.Answered) -> None:
        self._replied(self._exchange.answer(message.card, message.choice))

    def _replied(self, words: str | None) -> None:
        """Something was answered, or nothing; the words go into the case."""
        self.refresh_bindings()
        if words:
            self.query_one(Story).tell("you", words)

    @on(Suspects.Chosen)
    def _chosen(self, message: Suspects.Chosen) -> None:
        self._explain(message.cause)

    def _explain(self, cause: str) -> None:
        case = self._case
        finding = next((one for one in case.session.findings if one.cause.id == cause), None)
        if finding is not None:
            self.app.push_screen(WhyScreen(finding, case.rulebook.vocabulary.kinds, case.session.why_not(cause)))

    # ---------------------------------------------------------------- keys

    def action_choose(self, index: int) -> None:
        """A number gives the answer with that number."""
        self.query_one(Now).choose(index)

    def action_story(self) -> None:
        """On a narrow screen: the case in place of what to do now, and back."""
        self.toggle_class("-story")

    def action_why(self) -> None:
        """Why the first suspect is the first."""
        findings = self._case.session.findings
        if findings:
            self._explain(findings[0].cause.id)

    def action_what_if(self) -> None:
        """What each answer to the question would change."""
        if isinstance(self.waiting, Asked):
            outlooks = self._case.session.what_if(self.waiting.fact)
            self.app.push_screen(WhatIfScreen(self.waiting.question, outlooks))

    def action_back(self) -> None:
        """Take the last answer back: it is asked again."""
        self._replied("I take my last answer back" if self._exchange.back() else None)

    def action_skip(self) -> None:
        """The answer that is always there."""
        self._replied("I skip this" if self._exchange.skip() else None)

    def action_serial(self) -> None:
        """What went over the wire; a marked part of it can be handed to the case."""
        self.app.push_screen(self._serial_page, self._hand_over)

    def _hand_over(self, marked: str | None) -> None:
        """At once where something waits for an answer, else at the next question."""
        if marked and not self._over:
            self._exchange.tell(marked)
            self._replied("this matters: " + marked)

    def action_leave(self) -> None:
        """Stop, free the board, show what is known; where it is over already, go back."""
        if self._over:
            self.dismiss()
        else:
            self.app.push_screen(StopScreen(self._is_writing()), self._leave)

    def _is_writing(self) -> bool:
        """Whether something is under way that must not be cut off lightly."""
        action = ACTIONS.get(self._step)
        return self.waiting is None and action is not None and action.hazard >= Hazard.WRITE

    def _leave(self, stop: bool | None) -> None:
        if stop and not self._over:
            self.query_one(Now).show(Card("Stopping …", ("The board is being let go.",)))
            self._exchange.end()
            self._runner.cancel()
