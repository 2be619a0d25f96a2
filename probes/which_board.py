"""A hands-on step on the board that it is done on, asked for only where the step differs from board to board."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING

from ..engine.boards import KIND, UNKNOWN, on_table
from ..engine.causes import Hands
from .events import Event, HandsOn

if TYPE_CHECKING:
    from .consult import Consultation

WHY = "The next step is for your hands, and each board has other names for its pins and buttons."


def step_for(case: Consultation, hands: Hands, why: str) -> Generator[Event, None, HandsOn]:
    """The step with all that is known by then. Raises Rethink where something else was said in place of the board."""
    boards = case.rulebook.tables.boards
    nameless = on_table(boards, case.session.known).id == UNKNOWN and KIND not in case.session.known
    if boards and hands.differs and nameless and not case.session.skipped(KIND):
        yield from case.ask_person(KIND, WHY)
    known = case.session.known
    return HandsOn(hands, tuple(known.items()), why, on_table(boards, known))
