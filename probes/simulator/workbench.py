"""The bench: a board, the wires and the bridge, a computer, and the time in which it all happens.

Nothing runs by itself. Whoever looks first lets everything catch up with the clock (`catch_up`), then acts; whoever
waits asks for the next moment at which something can arrive (`pause`).
"""

from __future__ import annotations

import threading
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING, Any

from .address import Address, suggestion
from .agenda import NEVER, Agenda
from .boards import BOARDS, Board, laid
from .clock import BenchClock, FreeClock, LineClock
from .device import Device
from .faults import FAULTS
from .hands import SimHands
from .host import SimHost
from .kernel_log import KernelLog
from .noise import Noise
from .ports import SimPort
from .stock import chip_for, firmware_for
from .supply import SLICE, THROUGH_RX, Supply
from .table import Setting, Table
from .usb import Usb
from .wires import Wires

if TYPE_CHECKING:
    from .protocol_sim import Serial

LINE_CHANGE = 0.001
"""Seconds that the system and USB take to move a modem line."""
TICK = 1e-5
"""Seconds: who waits always gets on."""
_LIST = "espdoctor sim --list names those that there are."
LOOSE_BYTES = 900
"""A loose plug drops after so many bytes."""


class Bench:
    """One bench. Its methods are called with `lock` held, or by one thread alone."""

    def __init__(self, address: Address, url: str, name: str, clock: BenchClock | None = None) -> None:
        self.address: Address = address
        self.url, self.name = url, name
        self.board: Board = BOARDS[address.board]
        self.table: Table = self._laid(address)
        self.clock: BenchClock = clock or (LineClock() if address.pace == "line" else FreeClock())
        self.lock = threading.RLock()
        self.changed = threading.Condition(self.lock)
        self.agenda = Agenda()
        self.rng = Random(address.seed)
        self.log = KernelLog(self)
        self._ran_until = self._last_look = self._silent_until = -1.0
        self._soonest = 0.0
        self._firmware: bytes | None = None
        self.usb = Usb(self)
        self.ports = {"board": self.usb.new_port("board", self.noise())}
        self._add_chosen_port()
        self.wires = Wires(self._draw(), self.noise())
        chip = chip_for(self.board, self.table, self._draw())
        self.device: Device = Device(chip, self.agenda, lambda: self.table)
        self.supply = Supply(self.table.supply_ma)
        self.device.chip.on_load = self.supply.feed
        self._settle_supply()
        self.host = SimHost(self)
        self.hands = SimHands(self) if address.hands else None
        self.ports["board"].present = self.table.plugged
        self.log.booted()
        self.device.power(0.0, usb=self.table.plugged or not self.board.own_usb)
        if self.table.latched:
            self.device.chip.leave_loader(0.0)

    # ---------------------------------------------------------------- time

    def look(self) -> float:
        """`catch_up` for who only reads: nothing needs to be done while all are known to be silent."""
        now = self.clock.now()
        return now if now < self._silent_until else self.catch_up()

    def catch_up(self) -> float:
        """Let everything happen that is due by now; returns the moment, in seconds. Whoever changes anything asks it
        before."""
        self._silent_until = -1.0
        until = self.clock.now()
        if until <= self._ran_until < self.agenda.next:
            return until
        while self.agenda.next <= until:
            at, act = self.agenda.pop()
            self._flow(at)
            act(at)
        self._flow(until)
        self._ran_until = until
        return until

    def pause(self, until: float, enough_at: float = 0.0) -> None:
        """Wait until something can arrive, but not past that moment; `enough_at`: what comes before is too little."""
        if self.clock.now() >= self._silent_until:
            self._soonest, self._silent_until = self.next_moment(), self._silence()
        next_moment = min(until, max(self._soonest, enough_at if self._calm else 0.0))
        if self.clock.may_hurry and self.active():
            self.clock.hurry(next_moment)
        else:
            self.clock.wait(next_moment, self.changed)

    def wake(self) -> None:
        """Something has changed: who waits looks again."""
        with self.changed:
            self.changed.notify_all()

    def spend(self, seconds: float) -> float:
        """Something takes that long; returns the moment after it."""
        self.clock.hurry(self.clock.now() + seconds)
        return self.catch_up()

    def next_moment(self) -> float:
        """When something may arrive next at the computer, as far as is known now: what happens on the wires and in
        the chip is not seen before the bridge has collected it."""
        board = self.ports["board"].bridge
        unseen = self.wires.next_event(self.table, board, self.device.chip)
        if board.sending and self.table.cable == "loose":  # it drops after a number of bytes
            unseen = min(unseen, board.queued[0].start)
        soonest = min(self.agenda.next, unseen + board.collecting, board.next_event())
        for port in self._others:
            soonest = min(soonest, port.bridge.next_event(), port.talker.next_at if port.talker else NEVER)
        return max(self.clock.now() + TICK, soonest)

    def _silence(self) -> float:
        """Until when nothing at all happens, if nothing is under way."""
        chip, board = self.device.chip, self.ports["board"].bridge
        if not self._calm or self._others or board.sending or board.next_event() < NEVER or not chip.silent:
            return -1.0
        return min(self.agenda.next, chip.next_change())

    def active(self) -> bool:
        """Whether something is under way that need not be waited for when time runs free."""
        chip, board = self.device.chip, self.ports["board"].bridge
        under_way = board.sending or (board.next_event() < NEVER and not chip.babbles)
        return self.address.pace == "free" and (chip.busy() or under_way)

    def _flow(self, until: float) -> None:
        """Bytes and chip up to that moment, with nothing switched on the way."""
        if not self.supply.weak:
            self._carry(until)
            return
        at = self._last_look
        while at < until:
            chip, board = self.device.chip, self.ports["board"].bridge
            quiet = not chip.busy() and not board.sending
            at = until if quiet else min(until, max(at + SLICE, chip.next_change(board.queued)))
            self._carry(at)
            if self.supply.take():
                self._sag(at)
        self._last_look = until

    def _carry(self, until: float) -> None:
        board = self.ports["board"].bridge
        self.wires.carry(until, self.table, board, self.device.chip)
        for port in self._others:
            if port.talker:
                port.talker.skip(until)
                port.bridge.hear(port.talker.take(until))
            port.bridge.leave(until)
            port.bridge.deliver(until)
        if self.table.cable == "loose" and board.carried > LOOSE_BYTES and self.ports["board"].present:
            self.agenda.add(until, self.usb.drop)
            board.carried = 0

    def _sag(self, now: float) -> None:
        if self.table.overload == "unplugs":
            self.agenda.add(now, self.usb.drop)
        else:
            self.device.chip.brownout(now, "reset" if self.table.overload == "resets" else "dies")

    # ---------------------------------------------------------------- the serial side

    def send(self, port: SimPort, data: bytes) -> None:
        """Bytes for the board."""
        port.bridge.send(self.catch_up(), data)
        self.clock.grant(CREDIT)
        self.wake()

    def move_lines(self, port: SimPort, dtr: bool, rts: bool) -> None:
        """Both modem lines of a port at one moment."""
        now = self.spend(LINE_CHANGE)
        if port.role == "board":
            self.device.move_lines(now, dtr, rts)
        self.clock.hold(HELD_AFTER_LINES)
        self.clock.grant(CREDIT)
        self.wake()

    # ---------------------------------------------------------------- the plug and the table

    def change(self, **settings: Setting) -> None:
        """Change what lies on the table, from now on."""
        now = self.catch_up()
        self.table = replace(self.table, **settings)  # type: ignore[arg-type]
        self._add_chosen_port()
        self._firmware = None
        self._settle_supply()
        self.wires.noise = self.noise()
        self.ports["board"].bridge.noise = self.noise()
        self.device.settle(now)
        self.wake()

    def unplug(self) -> None:
        """Pull the USB cable."""
        self.usb.pull(self.catch_up())

    def plug_in(self) -> None:
        """Put the cable in."""
        self.usb.insert(self.catch_up())

    def cut_power(self, seconds: float) -> None:
        """Take the board's supply away for that long."""
        for there in (False, True):
            self.device.power(self.catch_up(), usb=there)
            self._settle_supply()
            if not there:
                self.clock.sleep(seconds)

    def _settle_supply(self) -> None:
        """What the chip can draw: of its supply, or of what comes through RX; and whether all goes the same when
        nobody looks for a while: a weak supply sags when it is looked at, a loose plug drops after a number of bytes,
        and strangers talk to those who listen."""
        only_rx = self.device.fed and not self.device.supplied
        self.supply.limit = THROUGH_RX if only_rx else self.table.supply_ma
        strangers = self.table.talker or any(port.talker for port in self._others)
        self._calm = not self.supply.weak and self.table.cable != "loose" and not strangers

    def _add_chosen_port(self) -> None:
        role = self.table.chosen
        if role not in self.ports:
            self.ports[role] = self.usb.new_port(role, self.noise())
        self._others = [port for port in self.ports.values() if port.role != "board"]

    def serial(self, url: str = "", **settings: Any) -> Serial:
        """A pyserial port on this bench, not yet open; "" is the chosen port."""
        from .protocol_sim import Serial

        # asked for alone, as a careful program does
        port = Serial(None, bench=self, **{"exclusive": True, **settings})
        port.port = url or self.url
        return port

    # ---------------------------------------------------------------- making

    def firmware(self) -> bytes:
        """The image that the bench's user meant to upload."""
        if self._firmware is None:
            self._firmware = firmware_for(self.table)
        return self._firmware

    def _laid(self, address: Address) -> Table:
        table = replace(laid(self.board), files=address.files)
        for fault in address.faults:
            table = replace(table, **dict(FAULTS[fault].changes))  # type: ignore[arg-type]
        return table

    def noise(self) -> Noise:
        """What one direction of the wires does to bytes now."""
        table, address = self.table, self.address
        ber = 1.0 - (1.0 - table.bit_errors) * (1.0 - address.ber)
        return Noise(self._draw(), ber, address.loss, (table.fails_from, table.fails_to))

    def _draw(self) -> Random:
        """Chance of its own for each part, so that one part's draws do not shift another's."""
        return Random(self.rng.random())


CREDIT = 15.0
"""Seconds that a served bench may run ahead after the client moved a line or sent something: an erase takes long."""
HELD_AFTER_LINES = 0.06
"""Seconds of a served bench's computer that a line change takes at the client (`clock.ServedClock`)."""


def check(address: Address) -> None:
    """Raise ValueError for a board or a fault that there is not, or not on that system."""
    if address.board not in BOARDS:
        raise ValueError(
            f"There is no simulated board {address.board[:40]!r}{suggestion(address.board, BOARDS)} {_LIST}"
        )
    for fault in address.faults:
        if fault not in FAULTS:
            raise ValueError(f"There is no simulated fault {fault[:40]!r}{suggestion(fault, FAULTS)} {_LIST}")
        if address.system not in FAULTS[fault].systems:
            known = ", ".join(FAULTS[fault].systems)
            raise ValueError(f"Nobody meets the fault {fault!r} with os={address.system}: it is one of {known}.")
