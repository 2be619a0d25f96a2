"""The consultation on the screen: case, now, suspects, serial line."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.events import Resize
from textual.screen import Screen
from textual.widgets import Footer

from ...engine.hazard import Hazard
from ...probes.actions.catalog import ACTIONS
from ...probes.consult import Consultation
from ...probes.events import (
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
from .. import cards, wording
from ..cards import Card
from ..fact_words import News
from ..messages import Broke, Happened
from ..runner import Runner
from ..shells import Helper, Silent
from ..widgets.now import Now
from ..widgets.story import Story
from ..widgets.suspects import Suspects
from ..widgets.top import Top
from ..widgets.wire_line import WireLine
from .result import ResultScreen
from .stop import StopScreen
from .what_if import WhatIfScreen
from .why import WhyScreen

WIDE = 100
"""Columns from which case, now and suspects stand side by side."""


class ConsultationScreen(Screen[None]):
    """One consultation. Decides nothing: it shows events and hands replies back."""

    CSS = """
    ConsultationScreen Horizontal { height: 1fr; }
    ConsultationScreen Story { width: 30%; min-width: 30; max-width: 50; }
    ConsultationScreen Suspects { width: 26%; min-width: 30; max-width: 44; height: 100%; }
    ConsultationScreen Now { width: 1fr; }
    ConsultationScreen.-narrow Horizontal { layout: vertical; }
    ConsultationScreen.-narrow Story { display: none; width: 100%; max-width: 100%; height: 1fr; }
    ConsultationScreen.-narrow.-story Story { display: block; }
    ConsultationScreen.-narrow.-story Now { display: none; }
    ConsultationScreen.-narrow Now { width: 100%; height: 1fr; }
    ConsultationScreen.-narrow Suspects { width: 100%; max-width: 100%; height: 5; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Stop"),
        Binding("w", "why", "Why"),
        Binding("f", "what_if", "What if"),
        Binding("c", "story", "The case"),
        *[Binding(str(n), f"choose({n - 1})", show=False) for n in range(1, 10)],
    ]

    def __init__(
        self, case: Consultation, helper: Helper | None, close: Callable[[], object], breath: float = 0.0
    ) -> None:
        """`close` ends the record of the case when the screen goes away; `breath` as of `Runner`."""
        super().__init__()
        self._close = close
        self._case = case
        self._helper = Silent(helper) if helper else None
        self._runner = Runner(case, self.post_message, breath)
        self._waiting: Event | None = None
        self._step = ""
        self._news = News()
        self._over = False

    def compose(self) -> ComposeResult:
        """Three panels and the line."""
        yield Top()
        with Horizontal():
            yield Story()
            yield Now()
            yield Suspects()
        yield WireLine()
        yield Footer()

    def on_mount(self) -> None:
        """Begin."""
        self.sub_title = "practising on a simulated board" if self._helper else _place(self._case.world.url)
        self._fold(self.size.width)
        self._runner.start()

    def on_unmount(self) -> None:
        """However the screen goes away, the board is freed."""
        self._runner.stop()
        self._close()

    def on_resize(self, event: Resize) -> None:
        """Fold or unfold."""
        self._fold(event.size.width)

    def _fold(self, width: int) -> None:
        self.set_class(width < WIDE, "-narrow")
        self.query_one(Suspects).set_class(width < WIDE, "-compact")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The key that unfolds the case is there only where it is folded; "what if" only at a question."""
        if action == "what_if":
            return isinstance(self._waiting, Asked)
        return self.size.width < WIDE if action == "story" else True

    @property
    def waiting(self) -> Event | None:
        """The event that waits for an answer."""
        return self._waiting

    # ---------------------------------------------------------------- events in

    @on(Happened)
    def _happened(self, message: Happened) -> None:
        event = message.event
        match event:
            case Asked() | HandsOn() | Consent():
                self._waiting = event
                self.refresh_bindings()
                if isinstance(event, Asked):
                    self.query_one(Story).tell("ask", event.question.question, dim=True)
                self.query_one(Now).show(cards.of(event, self._helper is not None))
            case Progress(_, note, done, total):
                self.query_one(Now).progress(wording.safe(note, 200), done, total)
            case Observed():
                self._observed(event)
            case Ended(result):
                self._over = True
                self.app.switch_screen(ResultScreen(result, self._case.rulebook))
            case _:
                self._told(event)

    def _told(self, event: Event) -> None:
        story = self.query_one(Story)
        match event:
            case Started(name, title, _, _):
                self._step = name
                story.tell("look", title, dim=True)
                self.query_one(Now).show(cards.started(event))
            case Diagnosed(verdict, findings):
                first = findings[0].cause.title if findings else ""
                story.tell("FOUND", f"{first} ({wording.VERDICTS[verdict].lower()})")
                self.query_one(Suspects).show(findings)
            case FixBegan(_, fix):
                story.tell("FIX", fix.title)
            case Advised(_, text):
                story.tell("note", text)
            case FixEnded(_, _, verified, reason):
                story.tell({True: "PROOF", False: "fix", None: "fix"}[verified], reason)
            case _:
                pass

    def _observed(self, event: Observed) -> None:
        for topic, words in self._news.of(event.facts):
            self.query_one(Story).tell(topic, words)
        self.query_one(Suspects).show(event.findings)
        self.query_one(WireLine).show(event.facts)

    @on(Broke)
    def _broke(self, message: Broke) -> None:
        self._over = True
        self.query_one(Now).show(Card("The consultation stopped", (message.sentence, "Escape goes back.")))

    # ---------------------------------------------------------------- replies out

    @on(Now.Answered)
    def _answered(self, message: Now.Answered) -> None:
        choice, event = message.choice, self._waiting
        if event is None:
            return
        reply: Reply = choice.reply
        if choice.helped and self._helper is not None:
            reply = self._helper(event)
        self._waiting = None
        self.refresh_bindings()
        if not isinstance(event, Asked) or reply == SKIP:
            self.query_one(Story).tell("you", choice.words)
        self._runner.reply(reply)

    @on(Suspects.Chosen)
    def _chosen(self, message: Suspects.Chosen) -> None:
        self._explain(message.cause)

    def _explain(self, cause: str) -> None:
        finding = next((one for one in self._case.session.findings if one.cause.id == cause), None)
        if finding is not None:
            self.app.push_screen(WhyScreen(finding, self._case.session.why_not(cause)))

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
        if isinstance(self._waiting, Asked):
            outlooks = self._case.session.what_if(self._waiting.fact)
            self.app.push_screen(WhatIfScreen(self._waiting.question, outlooks))

    def action_leave(self) -> None:
        """Stop, free the board, show what is known; where it is over already, go back."""
        if self._over:
            self.dismiss()
        else:
            self.app.push_screen(StopScreen(self._is_writing()), self._leave)

    def _is_writing(self) -> bool:
        """Whether something is under way that must not be cut off lightly."""
        action = ACTIONS.get(self._step)
        return self._waiting is None and action is not None and action.hazard >= Hazard.WRITE

    def _leave(self, stop: bool | None) -> None:
        if stop and not self._over:
            self.query_one(Now).show(Card("Stopping …", ("The board is being let go.",)))
            self._waiting = None
            self._runner.cancel()


def _place(url: str | None) -> str:
    return wording.safe(url, 60) if url else "looking for the board"
