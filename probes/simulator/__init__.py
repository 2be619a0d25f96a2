"""The simulated bench: a board, its wires and a computer, with every fault that the rules know. It knows nothing of
the doctor: of our own it imports only the two doors' forms, `probes.host` and `probes.clock`.
"""

from __future__ import annotations

import weakref
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .workbench import Bench

_named: dict[str, Bench] = {}
_fresh: weakref.WeakValueDictionary[str, Bench] = weakref.WeakValueDictionary()
_numbers = count(1)


def bench(url: str) -> Bench:
    """The bench of that URL: the one with its `id`, or a fresh one. Raises ValueError with a sentence."""
    from .address import parse
    from .workbench import Bench, check

    address = parse(url)
    check(address)
    if not address.id:
        name = f"bench-{next(_numbers)}"
        made = Bench(address, url, name)
        _fresh[name] = made
        return made
    known = _fresh.get(address.id) or _named.get(address.id)
    if known is None:
        known = _named[address.id] = Bench(address, url, address.id)
    elif known.board.id != address.board:
        raise ValueError(f"On the bench {address.id!r} lies a {known.board.id}, not a {address.board}.")
    return known


def forget() -> None:
    """Let go of all benches that have a name: who asks for one again gets a fresh one."""
    _named.clear()


def served(url: str) -> Bench:
    """A fresh bench for clients on a socket, in time of the computer (`clock.ServedClock`). Raises ValueError."""
    from .address import parse
    from .clock import ServedClock
    from .workbench import Bench, check

    address = parse(url)
    check(address)
    return Bench(address, url, f"bench-{next(_numbers)}", ServedClock(skips=address.pace == "free"))
