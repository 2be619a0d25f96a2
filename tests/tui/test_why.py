"""Why a suspect is suspected, as a page."""

from __future__ import annotations

import pytest
from textual.app import App
from textual.widgets import Static

from espdoctor.engine.belief import Finding
from espdoctor.engine.chain import Firing
from espdoctor.engine.conditions import Answer
from espdoctor.engine.explain import Lacking, Silence
from espdoctor.engine.facts import Evidence, Fact
from espdoctor.knowledge import rulebook
from espdoctor.tui.screens.why import WhyScreen

RULES = rulebook()
CAUSE = RULES.causes["gpio2-low"]
MODE = Fact("boot.after_run.mode", 2, (Evidence("serial", "boot mode:(2,6)\x1b[2J[b]"),))
FIRING = Firing(CAUSE.rules[0], (MODE,))
SILENCE = Silence(CAUSE.rules[1], Answer.UNKNOWN, (), (Lacking("boot.after_loader.mode", "probe", "lines"),))


async def page_of(screen: WhyScreen) -> str:
    app: App[None] = App()
    async with app.run_test(size=(140, 50)) as pilot:
        app.push_screen(screen)
        await pilot.pause()
        return "".join(str(static.visual) for static in app.screen.query(Static))


async def test_a_reason_is_followed_by_the_very_characters_once() -> None:
    page = await page_of(WhyScreen(Finding(CAUSE, 0.98, "found", (FIRING, FIRING)), RULES.vocabulary.kinds))

    assert f"{CAUSE.title}  98%" in page
    assert page.count("boot.after_run.mode = 2") == 1
    assert "boot mode:(2,6)\\x1b[2J[b]" in page
    assert "What did not hold" not in page


async def test_a_cause_that_nothing_speaks_for_says_so_and_what_would() -> None:
    page = await page_of(WhyScreen(Finding(CAUSE, 0.05, "open", ()), RULES.vocabulary.kinds, (SILENCE,)))

    assert "it is only how often it happens" in page
    assert "not known yet: Trying which kind of restart readies the board" in page


@pytest.mark.parametrize("key", ["escape", "q", "w"])
async def test_its_keys_close_it(key: str) -> None:
    app: App[None] = App()
    async with app.run_test() as pilot:
        app.push_screen(WhyScreen(Finding(CAUSE, 0.05, "open", ()), RULES.vocabulary.kinds))
        await pilot.pause()
        await pilot.press(key)
        await pilot.pause()

        assert not isinstance(app.screen, WhyScreen)
