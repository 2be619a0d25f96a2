"""What a crash's dump tells the rules: the addresses to look up, where it wanted to read or write, whether it is whole.

One mechanism for both sides: what a probe hears on the line, and what a person pastes.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..engine.facts import Evidence, Fact, Value

Told = tuple[str, Value, tuple[int, int]]
"""A fact's name, its value, and the bytes that it stands in."""

MOST_TEXT = 1 << 18
"""Characters of a text: the largest dump takes a fifth of that."""
_SIGNS = (b"epc1", b"stack>>>", b"EXCVADDR", b"BT0: ")
"""A long text without any of these has no dump, and need not be searched for one."""


def told(data: bytes) -> Iterator[Told]:
    """What the dumps in these bytes tell, in their order."""
    if not any(sign in data for sign in _SIGNS):
        return
    from .wire import dump

    for one in dump.dumps(data):
        yield "app.dump_state", "whole" if one.whole else "cut", one.span
        address = one.registers.get("excvaddr")
        if address is not None:
            yield "app.excvaddr", address, one.span
        where = one.registers.get("epc1")
        if where:
            yield "app.crash_in", dump.region(where), one.span
        if one.places.crash or one.places.stack:
            yield "app.dump", one.places.text, one.span


def pasted(text: str, source: str) -> tuple[Fact, ...]:
    """The same of a text that a person gave; of a very long one the end is read, where the last crash is."""
    first = max(0, len(text) - MOST_TEXT)
    data = text[first:].encode("ascii", "replace")
    found = [(name, value, (first + start, first + end)) for name, value, (start, end) in told(data)]
    if not found:
        return ()
    from .heard import MOST_EXCERPT

    return tuple(
        Fact(name, value, (Evidence(source, text[slice(*span)][:MOST_EXCERPT], "paste", span=span),))
        for name, value, span in found
    )
