"""The full screen: a start page, one consultation at a time, its last page."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import ClassVar

from textual import on
from textual.app import App
from textual.binding import Binding, BindingType
from textual.events import Print

from ..engine.facts import Value
from ..engine.hazard import Hazard
from ..engine.rulebook import Rulebook
from ..probes.consult import Consultation, Settings
from ..probes.host import PortInfo
from ..probes.link import Doors, doors
from ..probes.record import NoRecord, Record
from . import wording
from .rehearsals import Rehearsal
from .screens.consultation import ConsultationScreen
from .screens.rehearse import RehearseScreen
from .screens.start import StartScreen

Recorder = Callable[[Rulebook, Doors], AbstractContextManager[Record]]
"""Begins a case on disk, and ends it when the context is left."""

BREATH = 0.35
"""Seconds that a step on the bench stays in sight: its time flies, eyes do not."""


def no_recorder(_rulebook: Rulebook, _doors: Doors) -> AbstractContextManager[Record]:
    """Keeps nothing."""
    return nullcontext(NoRecord())


def computer_ports() -> tuple[PortInfo, ...]:
    """What this computer lists now. Can take a tenth of a second on some systems."""
    from ..probes.host_real import real_host

    return real_host().ports()


class EspdoctorApp(App[int]):
    """Made with what it shows: the rules, where cases are recorded, and what can be practised."""

    TITLE = "espdoctor"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Quit", show=False),
        Binding("f1", "keys", "Keys"),
    ]

    def __init__(
        self,
        rulebook: Rulebook,
        recorder: Recorder = no_recorder,
        port: str | None = None,
        rehearsals: tuple[Rehearsal, ...] = (),
        look: Callable[[], tuple[PortInfo, ...]] = computer_ports,
        breath: float = BREATH,
    ) -> None:
        super().__init__()
        self._rulebook = rulebook
        self._recorder = recorder
        self._port = port
        self._rehearsals = rehearsals
        self._look_at_ports = look
        self._breath = breath

    def on_mount(self) -> None:
        """The start page, or at once the port that was named."""
        self.begin_capture_print(self, stdout=False)
        self.push_screen(StartScreen(self._look_at_ports, bool(self._rehearsals)))
        if self._port is not None:
            self.begin(self._port)

    def on_print(self, event: Print) -> None:
        """What a part of the program says on standard error would be lost behind the screen."""
        if event.text.strip():
            self.notify(wording.safe(event.text.strip(), 300), severity="warning", markup=False)

    def action_keys(self) -> None:
        """Show or hide the keys of what has the focus."""
        if self.screen.query("HelpPanel"):
            self.action_hide_help_panel()
        else:
            self.action_show_help_panel()

    @on(StartScreen.Begin)
    def _begin(self, message: StartScreen.Begin) -> None:
        self.begin(message.url, message.said, message.answers)

    @on(StartScreen.Practise)
    def _practise(self, message: StartScreen.Practise) -> None:
        self.push_screen(RehearseScreen(self._rehearsals), self._rehearse)

    def _rehearse(self, url: str | None) -> None:
        if url:
            self.begin(url)

    def begin(self, url: str, said: str = "", answers: tuple[tuple[str, Value], ...] = ()) -> None:
        """Open a consultation on a port ("" finds one)."""
        try:
            opened = doors(url or None)
        except ValueError as wrong:
            self.notify(str(wrong), severity="error", markup=False)
            return
        settings = Settings(granted=Hazard.LISTEN, can_consent=True, can_ask=True, said=said, answers=dict(answers))
        recording = self._recorder(self._rulebook, opened)
        case = Consultation(opened, self._rulebook, settings, recording.__enter__())
        breath = self._breath if opened.hands else 0.0
        self.push_screen(
            ConsultationScreen(case, opened.hands, lambda: recording.__exit__(None, None, None), breath=breath)
        )
