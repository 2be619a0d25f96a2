"""The question before a consultation is left."""

from __future__ import annotations

import pytest
from textual.app import App

from espdoctor.tui.screens.stop import StopScreen


async def answered(writing: bool, *keys: str) -> list[bool | None]:
    """What the question was answered with by these keys."""
    got: list[bool | None] = []
    app: App[None] = App()
    async with app.run_test() as pilot:
        app.push_screen(StopScreen(writing), got.append)
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()
    return got


@pytest.mark.parametrize(
    ("writing", "keys", "stop"),
    [
        (False, ["enter"], True),
        (True, ["enter"], False),
        (True, ["up", "enter"], True),
        (True, ["1"], True),
        (False, ["2"], False),
        (False, ["escape"], False),
    ],
)
async def test_enter_does_what_is_safe_and_every_answer_has_its_key(writing: bool, keys: list[str], stop: bool) -> None:
    assert await answered(writing, *keys) == [stop]
