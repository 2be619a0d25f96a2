"""While the screen is there threads hand over sooner; afterwards the interpreter is as it was."""

from __future__ import annotations

import gc
import os
import sys
import weakref

import pytest

from espdoctor.tui.brisk import FRAMES, HAND_OVER, NEVER, brisk, draw_soon, tidy
from stage import make_app


class Node:
    def __init__(self) -> None:
        self.itself = self


def settings() -> tuple[float, tuple[int, int, int]]:
    return sys.getswitchinterval(), gc.get_threshold()


def test_it_is_brisk_inside_and_as_it_was_afterwards_also_after_an_error() -> None:
    before = settings()
    with brisk():
        assert sys.getswitchinterval() == pytest.approx(HAND_OVER)
        assert gc.get_threshold()[2] == NEVER
    assert settings() == before
    with pytest.raises(ZeroDivisionError), brisk():
        _ = 1 / 0
    assert settings() == before


def test_what_hangs_together_is_let_go_when_it_is_tidied() -> None:
    gone = weakref.ref(Node())
    tidy()
    assert gone() is None


async def test_the_screen_is_brisk_and_leaves_nothing_behind() -> None:
    before = settings()
    app = make_app()
    async with app.run_test():
        assert gc.get_threshold()[2] == NEVER

    assert settings() == before


def test_changes_are_drawn_soon_unless_the_person_has_set_it(monkeypatch: pytest.MonkeyPatch) -> None:
    name, value = FRAMES
    monkeypatch.setenv(name, "30")
    draw_soon()
    assert os.environ[name] == "30"
    monkeypatch.delenv(name)
    draw_soon()
    assert os.environ[name] == value
