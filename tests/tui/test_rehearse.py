"""Choosing what to practise."""

from __future__ import annotations

from textual.widgets import OptionList

from espdoctor.commands.screen import rehearsals
from espdoctor.knowledge import rulebook
from espdoctor.tui.rehearsals import TYPICAL
from espdoctor.tui.screens.rehearse import MORE, SURPRISE, RehearseScreen
from stage import make_app

ALL = rehearsals(rulebook())


async def chosen(*keys: str) -> list[str | None]:
    """What the page was dismissed with after these keys."""
    got: list[str | None] = []
    app = make_app()
    async with app.run_test() as pilot:
        app.push_screen(RehearseScreen(ALL), got.append)
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()
    return got


async def test_the_first_typical_case_is_one_key_away() -> None:
    assert await chosen("enter") == [next(one.url for one in ALL if one.id == TYPICAL[0])]


async def test_escape_chooses_nothing() -> None:
    assert await chosen("escape") == [None]


async def test_a_surprise_is_one_of_all() -> None:
    (url,) = await chosen("end", "up", "enter")

    assert url in [one.url for one in ALL]


async def test_more_shows_every_case_under_headings() -> None:
    app = make_app()
    async with app.run_test() as pilot:
        app.push_screen(RehearseScreen(ALL))
        await pilot.pause()
        cases = app.screen.query_one(OptionList)
        assert cases.option_count == len(TYPICAL) + len([SURPRISE, MORE])
        await pilot.press("end", "enter")
        await pilot.pause()
        options = [cases.get_option_at_index(n) for n in range(cases.option_count)]

        assert {one.id for one in options if not one.disabled} == {one.url for one in ALL}
        assert any(one.disabled for one in options)
        assert cases.highlighted_option is not None
        assert cases.highlighted_option.id


async def test_typing_finds_a_case_and_enter_takes_it() -> None:
    (url,) = await chosen("end", "enter", *"pointer reads", "enter")

    assert url == next(one.url for one in ALL if one.id == "crash-null")


async def test_words_that_find_nothing_choose_nothing_and_can_be_mended() -> None:
    assert await chosen("end", "enter", *"zz", "enter") == []
    (url,) = await chosen("end", "enter", *"zz", "backspace", "backspace", *"gpio15", "down", "enter")

    assert url == next(one.url for one in ALL if one.id == "gpio15-high")


async def test_the_list_begins_with_what_fits_the_complaint() -> None:
    app = make_app()
    async with app.run_test() as pilot:
        app.push_screen(RehearseScreen(ALL, (("said.symptom", "stuck-after-restart"),)))
        await pilot.pause()
        highlighted = app.screen.query_one(OptionList).highlighted_option

        assert highlighted is not None
        assert highlighted.id == next(one.url for one in ALL if one.id == "restart-hangs")
