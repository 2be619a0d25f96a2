"""Conversations over a port, written down as conversations: what the board says, and what must be done to it.

    Playbook(moves(0, 1), moves(1, 0), moves(0, 0), board(BANNER), tunes(115200), we(SYNC), board(REPLY))

Steps are met in order. A read gets what the board says next; where the next step is ours, a read is silence and takes
its time on a clock that only the test moves. Anything else than the next step fails with the conversation so far.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from espdoctor.probes.link import Port
from espdoctor.probes.stop import Stop
from fakeclock import FakeClock


@dataclass(frozen=True)
class Step:
    """One turn: who, and what."""

    who: str
    what: Any

    def __str__(self) -> str:
        return f"{self.who} {self.what!r}"


def board(data: bytes) -> Step:
    """The board says this."""
    return Step("board says", data)


def we(data: bytes) -> Step:
    """This must be sent next."""
    return Step("we say", data)


def moves(dtr: int, rts: int) -> Step:
    """The lines must be moved to these levels next."""
    return Step("we move DTR, RTS to", (bool(dtr), bool(rts)))


def tunes(baud: int) -> Step:
    """The speed must be changed next."""
    return Step("we tune to", baud)


def pauses(seconds: float) -> Step:
    """The board says nothing for that long."""
    return Step("time passes", seconds)


def fails(error: Exception) -> Step:
    """The next thing that touches the port gets this."""
    return Step("the port fails with", error)


class Playbook:
    """A pyserial-like port that plays a conversation."""

    def __init__(self, *steps: Step, clock: FakeClock | None = None, baud: int = 74880) -> None:
        self.clock = clock or FakeClock()
        self.timeout: float | None = 0.05
        self.is_open = True
        self._steps = list(steps)
        self._met: list[Step] = []
        self._heard = bytearray()
        self._baud = baud
        self.lines = (False, False)

    # ---------------------------------------------------------------- for the test

    def port(self, stop: Stop | None = None, url: str = "COM3") -> Port:
        """A guarded port over this conversation."""
        port = Port(url, self, self.clock, stop or Stop())
        port.lines = (False, False)
        return port

    def done(self) -> None:
        """All steps must have been met, and all that was said been read."""
        assert not self._steps, f"Not met:\n{self._rest()}\nafter:\n{self._story()}"

    # ---------------------------------------------------------------- for the port

    @property
    def baudrate(self) -> int:
        return self._baud

    @baudrate.setter
    def baudrate(self, baud: int) -> None:
        self._ours("we tune to", baud)
        self._baud = baud

    @property
    def in_waiting(self) -> int:
        self._fail()
        self._listen()
        return len(self._heard)

    def read(self, size: int = 1) -> bytes:
        self._fail()
        self._listen()
        if not self._heard:
            self._pause(self.timeout or 0.0)
            return b""
        taken = bytes(self._heard[:size])
        del self._heard[:size]
        return taken

    def write(self, data: bytes) -> int:
        self._ours("we say", bytes(data))
        return len(data)

    def set_modem_lines(self, *, dtr: bool, rts: bool) -> None:
        self._ours("we move DTR, RTS to", (dtr, rts))
        self.lines = (dtr, rts)

    def close(self) -> None:
        self.is_open = False

    # ---------------------------------------------------------------- inside

    def _ours(self, who: str, what: object) -> None:
        self._fail()
        step = Step(who, what)
        expected = self._steps[0] if self._steps else None
        assert step == expected, f"Expected: {expected}\nbut:      {step}\nafter:\n{self._story()}"
        self._met.append(self._steps.pop(0))

    def _listen(self) -> None:
        if not self._heard and self._steps and self._steps[0].who == "board says":
            step = self._steps.pop(0)
            self._met.append(step)
            self._heard += step.what

    def _pause(self, seconds: float) -> None:
        """Silence; it uses up a pause of the board."""
        self.clock.sleep(seconds)
        if self._steps and self._steps[0].who == "time passes":
            left = self._steps[0].what - seconds
            self._steps[0] = pauses(left)
            if left <= 0:
                self._steps.pop(0)

    def _fail(self) -> None:
        if not self._heard and self._steps and self._steps[0].who == "the port fails with":
            raise self._steps[0].what

    def _story(self) -> str:
        return "\n".join(f"  {step}" for step in self._met[-12:])

    def _rest(self) -> str:
        return "\n".join(f"  {step}" for step in self._steps[:12])
