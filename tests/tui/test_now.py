"""The panel with the one thing to do."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import OptionList, ProgressBar, Static

from espdoctor.tui.cards import Card, Choice
from espdoctor.tui.widgets.now import MORE, Now

CARD = Card("Cross RX and TX", ("1. Join them",), "they look straight", (Choice("Done", True), Choice("No", "skip")))


class Page(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.answers: list[Choice] = []

    def compose(self) -> ComposeResult:
        yield Now()

    def on_now_answered(self, message: Now.Answered) -> None:
        self.answers.append(message.choice)


async def test_a_card_is_shown_and_its_first_choice_is_under_enter() -> None:
    app = Page()
    async with app.run_test() as pilot:
        app.query_one(Now).show(CARD)
        await pilot.press("enter")
        await pilot.pause()

        assert app.answers == [CARD.choices[0]]
        assert str(app.query_one("#why", Static).visual) == "Why: they look straight"


async def test_a_card_is_answered_once_and_only_with_what_it_offers() -> None:
    app = Page()
    async with app.run_test() as pilot:
        now = app.query_one(Now)
        now.show(CARD)
        now.choose(5)
        now.choose(1)
        now.choose(0)
        await pilot.pause()

        assert app.answers == [CARD.choices[1]]


async def test_a_card_without_choices_shows_none_and_no_empty_rows() -> None:
    app = Page()
    async with app.run_test():
        app.query_one(Now).show(Card("Listening …"))

        assert not app.query_one(OptionList).display
        assert [static.id for static in app.query("Now #card > Static") if static.display] == ["title"]


async def test_counted_work_has_a_bar_and_the_rest_a_note() -> None:
    app = Page()
    async with app.run_test():
        now, bar = app.query_one(Now), app.query_one(ProgressBar)
        now.show(Card("Writing …"))
        now.progress("Starting", 0, 0)
        assert not bar.display
        now.progress("", 1024, 4096)

        assert bar.display
        assert bar.percentage == 0.25
        assert str(app.query_one("#body", Static).visual) == "Starting"


async def test_an_answer_can_be_typed_and_an_empty_line_is_none() -> None:
    app = Page()
    async with app.run_test() as pilot:
        app.query_one(Now).show(Card("Where is it?", choices=(Choice("I don't know", "skip"),), types=True))
        await pilot.press("enter", *"~/x", "enter")
        await pilot.pause()

        assert app.answers == [Choice("~/x", "~/x")]
        assert not app.query_one("#typed").display


async def test_a_question_to_be_typed_can_be_left_open() -> None:
    app = Page()
    async with app.run_test() as pilot:
        app.query_one(Now).show(Card("Where is it?", choices=(Choice("I don't know", "skip"),), types=True))
        await pilot.press("tab", "enter")
        await pilot.pause()

        assert [choice.reply for choice in app.answers] == ["skip"]


async def test_a_card_of_choices_has_nothing_to_type() -> None:
    app = Page()
    async with app.run_test():
        app.query_one(Now).show(CARD)

        assert not app.query_one("#typed").display


async def test_what_is_long_scrolls_and_the_answers_stay_in_sight() -> None:
    app = Page()
    async with app.run_test(size=(60, 14)) as pilot:
        app.query_one(Now).show(Card("Long", tuple(f"{n}. line" for n in range(40)), "", CARD.choices, "picture"))
        await pilot.pause()
        await pilot.pause()
        card, choices = app.query_one("#card"), app.query_one(OptionList)
        assert choices.region.bottom <= 14
        assert choices.region.height == 2
        await pilot.press("pagedown")
        await pilot.pause()

        assert card.scroll_offset.y > 0


async def test_a_drawing_is_cut_off_and_never_broken_into_lines() -> None:
    app = Page()
    async with app.run_test(size=(30, 20)) as pilot:
        app.query_one(Now).show(Card("Narrow", picture="─" * 50 + "\n" + "═" * 50))
        await pilot.pause()

        assert app.query_one("#picture").size.height == 2


async def test_what_came_of_the_last_repair_stays_in_sight_while_the_next_card_is_up() -> None:
    app = Page()
    async with app.run_test():
        now = app.query_one(Now)
        now.tell("✔ it helped: Cross RX and TX [both]")
        now.show(CARD)

        assert "it helped: Cross RX and TX" in str(now.border_title)


async def test_a_card_that_is_longer_than_the_panel_says_how_to_see_the_rest() -> None:
    app = Page()
    async with app.run_test(size=(40, 12)) as pilot:
        now = app.query_one(Now)
        now.show(Card("Long", tuple(f"line {n}" for n in range(20)), "", CARD.choices))
        await pilot.pause()
        await pilot.pause()
        assert now.border_subtitle == MORE
        now.show(CARD)
        await pilot.pause()
        await pilot.pause()
        assert not now.border_subtitle
