"""The full screen: a start page, one consultation at a time, its last page."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import ClassVar

from textual import on
from textual.app import App
from textual.binding import Binding, BindingType

from ..engine.hazard import Hazard
from ..engine.rulebook import Rulebook
from ..probes.consult import Consultation, Settings
from ..probes.link import Doors, doors
from ..probes.record import NoRecord, Record
from .screens.consultation import ConsultationScreen
from .screens.start import StartScreen

Recorder = Callable[[Rulebook, Doors], AbstractContextManager[Record]]
"""Begins a case on disk, and ends it when the context is left."""


def no_recorder(_rulebook: Rulebook, _doors: Doors) -> AbstractContextManager[Record]:
    """Keeps nothing."""
    return nullcontext(NoRecord())


class EspdoctorApp(App[int]):
    """Made with what it shows: the rules, and where cases are recorded."""

    TITLE = "espdoctor"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+q", "quit", "Quit", show=False)]

    def __init__(
        self,
        rulebook: Rulebook,
        recorder: Recorder = no_recorder,
        port: str | None = None,
        faults: tuple[tuple[str, str], ...] = (),
    ) -> None:
        super().__init__()
        self._rulebook = rulebook
        self._recorder = recorder
        self._port = port
        self._faults = faults

    def on_mount(self) -> None:
        """The start page, or at once the port that was named."""
        self.push_screen(StartScreen(self._faults))
        if self._port is not None:
            self.begin(self._port, "")

    @on(StartScreen.Begin)
    def _begin(self, message: StartScreen.Begin) -> None:
        self.begin(message.url, message.said)

    def begin(self, url: str, said: str) -> None:
        """Open a consultation on a port ("" finds one)."""
        try:
            opened = doors(url or None)
        except ValueError as wrong:
            self.notify(str(wrong), severity="error", markup=False)
            return
        settings = Settings(granted=Hazard.LISTEN, can_consent=True, can_ask=True, said=said)
        recording = self._recorder(self._rulebook, opened)
        case = Consultation(opened, self._rulebook, settings, recording.__enter__())
        screen = ConsultationScreen(case, self._rulebook, opened.hands, lambda: recording.__exit__(None, None, None))
        self.push_screen(screen)
