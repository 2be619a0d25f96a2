"""The pages of a case over its result."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from rich.console import Console
from textual.app import App
from textual.widgets import Static

from espdoctor.engine.facts import Evidence, Fact
from espdoctor.knowledge import rulebook
from espdoctor.probes.result import Result
from espdoctor.tui.page import Page
from espdoctor.tui.screens.details import NOTHING, DetailsScreen
from espdoctor.tui.screens.result import ResultScreen

PAGES = (Page("The first", ("[red]one", "  two")), Page("The second", ("three",), wanted=False))


async def text_of(pages: Sequence[Page]) -> str:
    app: App[None] = App()
    async with app.run_test() as pilot:
        app.push_screen(DetailsScreen(pages))
        await pilot.pause()
        console = Console(width=100)
        with console.capture() as taken:
            console.print(app.screen.query_one(Static).content)
        return taken.get()


async def test_every_page_is_there_wanted_or_not_and_its_words_are_no_markup() -> None:
    shown = await text_of(PAGES)

    assert [word in shown for word in ("The first", "[red]one", "  two", "The second", "three")] == [True] * 5


async def test_no_page_is_said() -> None:
    assert NOTHING in await text_of(())


@pytest.mark.parametrize("key", ["escape", "q", "d"])
async def test_its_keys_close_it(key: str) -> None:
    app: App[None] = App()
    async with app.run_test() as pilot:
        app.push_screen(DetailsScreen(PAGES))
        await pilot.pause()
        await pilot.press(key)
        await pilot.pause()

        assert not isinstance(app.screen, DetailsScreen)


async def test_the_result_has_a_key_for_it() -> None:
    words = Fact("efuse.words", "7dd00000 02005f4c c200b000 00483fda", (Evidence("s", ""),))
    result = Result("", None, "healthy", (), (), "healthy", (words,), (), ())
    app: App[None] = App()
    async with app.run_test() as pilot:
        app.push_screen(ResultScreen(result, rulebook()))
        await pilot.pause()
        await pilot.press("d")
        await pilot.pause()

        assert isinstance(app.screen, DetailsScreen)
