"""The case so far, line by line."""

from __future__ import annotations

from textual.app import App, ComposeResult

from espdoctor.tui.widgets.story import MOST_LINES, Story


class Page(App[None]):
    def compose(self) -> ComposeResult:
        yield Story()


def lines(app: App[None]) -> str:
    return "\n".join(strip.text.rstrip() for strip in app.query_one(Story).lines)


async def test_lines_are_wrapped_beside_the_word_in_front() -> None:
    app = Page()
    async with app.run_test(size=(30, 10)) as pilot:
        app.query_one(Story).tell("boot", "the firmware says something readable")
        await pilot.pause()

        assert lines(app).splitlines() == ["boot  the firmware says", "      something readable"]


async def test_lines_are_wrapped_anew_when_the_width_changes() -> None:
    app = Page()
    async with app.run_test(size=(30, 10)) as pilot:
        app.query_one(Story).tell("boot", "the firmware says something readable")
        await pilot.resize_terminal(70, 10)
        await pilot.pause()

        assert lines(app) == "boot  the firmware says something readable"


async def test_a_long_case_keeps_its_newest_lines_and_hostile_words_are_harmless() -> None:
    app = Page()
    async with app.run_test(size=(60, 10)) as pilot:
        for number in range(MOST_LINES + 5):
            app.query_one(Story).tell("look", f"number {number} \x1b[2J[b]")
        await pilot.pause()

        assert "\\x1b[2J[b]" in lines(app)
        assert f"number {MOST_LINES + 4} " in lines(app)
        assert "number 2 " not in lines(app)
