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
from textual.widgets import Footer, Header

from ...engine.rulebook import Rulebook
from ...probes.consult import Consultation
from ...probes.events import (
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
from ..messages import Broke, Happened
from ..runner import Runner
from ..shells import Helper, Silent
from ..widgets.now import Now
from ..widgets.story import Story
from ..widgets.suspects import Suspects
from ..widgets.wire_line import WireLine
from .result import ResultScreen
from .why import WhyScreen

WIDE = 100
"""Columns from which case, now and suspects stand side by side."""


class ConsultationScreen(Screen[None]):
    """One consultation. Decides nothing: it shows events and hands replies back."""

    CSS = """
    ConsultationScreen Horizontal { height: 1fr; }
    ConsultationScreen Story { width: 26; }
    ConsultationScreen Suspects { width: 30; }
    ConsultationScreen Now { width: 1fr; }
    ConsultationScreen.-narrow Horizontal { layout: vertical; }
    ConsultationScreen.-narrow Story { display: none; width: 100%; height: 1fr; }
    ConsultationScreen.-narrow.-story Story { display: block; }
    ConsultationScreen.-narrow.-story Now { display: none; }
    ConsultationScreen.-narrow Now { width: 100%; height: 1fr; }
    ConsultationScreen.-narrow Suspects { width: 100%; height: 5; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Stop"),
        Binding("c", "story", "The case"),
        Binding("w", "why", "Why"),
        Binding("b", "bench", "Let the bench do it"),
        *[Binding(str(n), f"choose({n - 1})", show=False) for n in range(1, 10)],
    ]

    def __init__(
        self, case: Consultation, rulebook: Rulebook, helper: Helper | None, close: Callable[[], object]
    ) -> None:
        """`close` ends the record of the case when the screen goes away."""
        super().__init__()
        self._close = close
        self._case = case
        self._rulebook = rulebook
        self._helper = Silent(helper) if helper else None
        self._runner = Runner(case, self.post_message)
        self._waiting: Event | None = None

    def compose(self) -> ComposeResult:
        """Three panels and the line."""
        yield Header()
        with Horizontal():
            yield Story()
            yield Now()
            yield Suspects()
        yield WireLine()
        yield Footer()

    def on_mount(self) -> None:
        """Begin."""
        self.sub_title = wording.safe(self._case.world.url or "looking for the board", 60)
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

    # ---------------------------------------------------------------- events in

    @on(Happened)
    def _happened(self, message: Happened) -> None:
        event = message.event
        story, now = self.query_one(Story), self.query_one(Now)
        match event:
            case Asked() | HandsOn() | Consent():
                self._waiting = event
                now.show(self._card(event))
            case Started(_, title, _, _):
                story.tell("look", title)
                now.show(cards.started(event))
            case Progress(_, note, done, total):
                now.progress(wording.safe(note, 200), done, total)
            case Observed():
                self._observed(event)
            case Diagnosed(verdict, findings):
                story.tell("found", wording.VERDICTS[verdict])
                self.query_one(Suspects).show(findings)
            case FixBegan(_, fix):
                story.tell("fix", fix.title)
            case Advised(_, text):
                story.tell("note", text)
            case FixEnded(_, _, verified, reason):
                story.tell("proof" if verified else "fix", reason)
            case Ended(result):
                self.app.switch_screen(ResultScreen(result, self._rulebook))

    def _card(self, event: Asked | HandsOn | Consent) -> Card:
        match event:
            case Asked():
                return cards.asked(event)
            case HandsOn():
                return cards.hands_on(event)
            case Consent():
                return cards.consent(event)

    def _observed(self, event: Observed) -> None:
        for fact in event.facts:
            kind = self._rulebook.vocabulary.kinds[fact.name]
            who = fact.name.split(".")[0]
            self.query_one(Story).tell(who, f"{fact.name.split('.', 1)[-1]} {fact.value}" if not kind.private else "…")
        self.query_one(Suspects).show(event.findings)
        self.query_one(WireLine).show(event.facts)

    @on(Broke)
    def _broke(self, message: Broke) -> None:
        self.query_one(Now).show(Card("The consultation stopped", (message.sentence, "Escape goes back.")))

    # ---------------------------------------------------------------- replies out

    @on(Now.Answered)
    def _answered(self, message: Now.Answered) -> None:
        reply: Reply = message.reply
        event = self._waiting
        if isinstance(event, HandsOn) and reply is True and self._helper is not None:
            reply = self._helper(event)
        self._send(reply, message.words)

    def _send(self, reply: Reply, words: str) -> None:
        self._waiting = None
        self.query_one(Story).tell("you", words)
        self._runner.reply(reply)

    @on(Suspects.Chosen)
    def _chosen(self, message: Suspects.Chosen) -> None:
        self.app.push_screen(WhyScreen(message.finding, self._case.session))

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
            self.app.push_screen(WhyScreen(findings[0], self._case.session))

    def action_bench(self) -> None:
        """At a rehearsal the bench's owner can answer and use their hands."""
        if self._helper is None or self._waiting is None or isinstance(self._waiting, Consent):
            return
        reply = self._helper(self._waiting)
        self.query_one(Now).show(Card("The bench's owner does it …"))
        self._send(reply, f"(the bench) {reply}")

    def action_leave(self) -> None:
        """Stop, free the board, go back to the start."""
        self.app.pop_screen()
