"""What the person brings and allows: one level at a time, asked once, and a "no" is remembered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..engine.facts import Value
from ..engine.hazard import Hazard


@dataclass(frozen=True, slots=True)
class Settings:
    """What the person allows and brings."""

    granted: Hazard = Hazard.RESET
    can_consent: bool = False
    """Somebody is there to be asked for a higher level than `granted`."""
    can_ask: bool = False
    """Somebody is there to answer questions and to use their hands."""
    said: str = ""
    answers: Mapping[str, Value] = field(default_factory=dict)
    firmware: bytes | None = None
    treat: bool = True
    """False: stop at the diagnosis."""

    @property
    def told(self) -> Mapping[str, Value]:
        """What is known before anything is looked at, by name of a fact."""
        return self.answers if self.can_ask else {**self.answers, "host.alone": True}


class Consents:
    """The ladder of hazards as far as it is granted or refused."""

    def __init__(self, settings: Settings) -> None:
        self._granted = settings.granted
        self._can_consent = settings.can_consent
        self._refused: Hazard | None = None

    @property
    def worth_proposing(self) -> Hazard:
        """The highest level that is granted, or that can still be asked for."""
        if not self._can_consent:
            return self._granted
        return Hazard.ERASE if self._refused is None else Hazard(max(self._granted, self._refused - 1))

    def known(self, hazard: Hazard) -> bool | None:
        """Whether a step of this level may be done; None: somebody has to be asked."""
        if hazard <= self._granted:
            return True
        if not self._can_consent or (self._refused is not None and hazard >= self._refused):
            return False
        return None

    def answer(self, hazard: Hazard, yes: bool) -> None:
        """What the person said for this level."""
        if yes:
            self._granted = hazard
        else:
            self._refused = hazard

    def forget_refusal(self) -> None:
        """Ask again when it matters."""
        self._refused = None
