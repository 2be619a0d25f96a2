"""Simulated hands: they carry out hands-on steps on the bench, and eyes that answer questions truthfully.

A step does what its words say, whether it helps or not: what it puts right is the fields of the table that it touches.
The ids are those of rules/hands.yaml and the facts those of rules/facts.yaml; tests hold the lists together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from . import answers
from .boards import laid
from .stock import settle_chip
from .table import Setting

if TYPE_CHECKING:
    from .workbench import Bench

MENDS: Mapping[str, tuple[str, ...]] = {
    "replug": ("plugged",),
    "other-cable": ("cable", "plugged"),
    "other-usb-port": ("plugged",),
    "close-holder": ("holder", "holder_locks"),
    "join-group": ("permitted", "in_group"),
    "log-in-anew": ("permitted",),
    "remove-thief": ("thief",),
    "install-driver": ("driver",),
    "change-driver": ("driver",),
    "choose-port": ("chosen",),
    "swap-rx-tx": ("rx_tx",),
    "fix-wiring": ("rx_tx", "to_board", "from_board", "ground", "strays", "powered", "feeds_rx", "ear", "enable_open"),
    "fix-tx-wire": ("to_board", "talker"),
    "power-on": ("powered", "feeds_rx"),
    "join-grounds": ("ground", "strays"),
    "better-supply": ("powered", "feeds_rx", "supply_ma", "overload", "power_source"),
    "shorten-wires": ("ber", "fails_from", "fails_to"),
    "free-serial-pins": ("talker",),
    "free-gpio0": ("gpio0_low",),
    "free-gpio2": ("gpio2_low",),
    "gpio15-to-ground": ("gpio15_high",),
    "wire-gpio0": ("gpio0_wire",),
    "release-reset": ("rst_low", "enable_open"),
    "close-monitor": ("holder", "holder_locks", "monitor_pulls"),
    "part-rx-tx": ("joined",),
    "other-bridge": (),
    "set-reset-method": (),
    "set-baud": ("upload_baud",),
    "set-board": ("menu_board", "menu_size", "menu_mode"),
    "set-crystal": ("menu_board", "menu_crystal"),
    "set-chip": ("menu_chip",),
    "free-flash-pins": ("flash_pins",),
    "hold-flash-press-reset": (),
    "press-reset": ("latched",),
    "wire-wake": ("wake_wire",),
    "join-rx-tx": (),
}
"""Step -> fields of the table that are as they should be afterwards."""

_REPLUGGED = frozenset({"replug", "other-cable", "other-usb-port", "remove-thief", "install-driver", "change-driver"})
"""Steps that end with the plug being put in anew."""
_RESTARTED = frozenset({"free-gpio0", "free-gpio2", "gpio15-to-ground", "wire-wake"})
"""Steps that end with a press of RST."""
_REPOWERED = frozenset({"power-on", "better-supply"})
_NO_SPARE = frozenset({"other-bridge"})
"""What takes a part that is not on this bench."""
_NOT_WITH_OWN_USB = frozenset({"join-rx-tx", "part-rx-tx", "swap-rx-tx", "join-grounds"})
"""What nobody can do on a board whose bridge is soldered on."""

PRESS = 0.2
"""Seconds that a finger stays on a button."""
OUT = 3.0
"""Seconds that the plug stays out."""


class SimHands:
    """Somebody at the bench who does what is asked and does not know what is wrong."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self.done: list[str] = []
        """The steps carried out so far, in order."""

    def do(self, hands_id: str) -> bool:
        """Carry out a step; False if it cannot be done on this board or nobody knows it."""
        bench = self._bench
        if hands_id not in MENDS or hands_id in _NO_SPARE:
            return False
        if hands_id in _NOT_WITH_OWN_USB and bench.board.own_usb:
            return False
        with bench.lock:
            self._act(hands_id)
        self.done.append(hands_id)
        return True

    def answer(self, fact_name: str) -> Setting | None:
        """What is true of the bench right now; None for what a person could not tell."""
        tell = answers.ANSWERS.get(fact_name)
        if tell is None:
            return None
        with self._bench.lock:
            return tell(self._bench)

    def _act(self, hands_id: str) -> None:
        bench = self._bench
        if hands_id in _REPLUGGED:
            bench.unplug()
            bench.clock.sleep(OUT)
            bench.catch_up()
        self._mend(hands_id)
        if hands_id in _REPLUGGED and bench.table.plugged:
            bench.plug_in()
        if hands_id in _REPOWERED:
            bench.cut_power(OUT)
        if hands_id in _RESTARTED:
            self.press()
        special = _SPECIAL.get(hands_id)
        if special:
            special(self)

    def _mend(self, hands_id: str) -> None:
        bench = self._bench
        sound = laid(bench.board)
        bench.change(**{field: getattr(sound, field) for field in MENDS[hands_id]})
        settle_chip(bench.device.chip, bench.table)

    def press(self, *, flash: bool = False) -> None:
        """Press RST and let it go, with FLASH held or not."""
        bench = self._bench
        for held, reset in ((flash, False), (flash, True), (flash, False), (False, False)):
            bench.device.hold(bench.catch_up(), flash=held, reset=reset)
            bench.clock.sleep(PRESS)
        bench.catch_up()
        bench.wake()

    def join(self) -> None:
        """Join RX and TX."""
        self._bench.change(joined=True)

    def set_method(self) -> None:
        """Choose the reset method that works on this board."""
        self._bench.change(reset_method=answers.method_that_works(self._bench))


_SPECIAL: Mapping[str, Callable[[SimHands], None]] = {
    "hold-flash-press-reset": lambda hands: hands.press(flash=True),
    "press-reset": lambda hands: hands.press(),
    "join-rx-tx": SimHands.join,
    "set-reset-method": SimHands.set_method,
}
