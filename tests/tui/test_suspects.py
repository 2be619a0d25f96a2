"""The suspects and their bars."""

from __future__ import annotations

from textual.app import App, ComposeResult

from espdoctor.engine.belief import Finding, State
from espdoctor.engine.chain import Firing
from espdoctor.knowledge import rulebook
from espdoctor.tui.widgets.suspects import MOST_SHOWN, NOBODY, Suspects

CAUSES = list(rulebook().causes.values())


def finding(number: int, probability: float, state: State = "open", fired: bool = True) -> Finding:
    cause = CAUSES[number]
    return Finding(cause, probability, state, (Firing(cause.rules[0], ()),) if fired else ())


class Page(App[None]):
    asked = ""

    def compose(self) -> ComposeResult:
        yield Suspects()

    def on_suspects_chosen(self, message: Suspects.Chosen) -> None:
        self.asked = message.cause


def shown(app: App[None]) -> list[str]:
    suspects = app.query_one(Suspects)
    return [str(suspects.get_option_at_index(n).prompt) for n in range(suspects.option_count)]


async def test_only_those_are_suspects_for_whom_something_speaks() -> None:
    app = Page()
    async with app.run_test(size=(40, 20)):
        app.query_one(Suspects).show((finding(0, 0.05, fired=False), finding(1, 0.001, "ruled-out")))

        assert shown(app) == [NOBODY]
        assert "1 ruled out" in str(app.query_one(Suspects).border_subtitle)


async def test_the_best_come_first_with_title_bar_and_belief() -> None:
    app = Page()
    async with app.run_test(size=(40, 20)) as pilot:
        app.query_one(Suspects).show((finding(0, 0.9, "found"), finding(1, 0.5)))
        await pilot.pause()
        first, second = shown(app)

        assert first.startswith(CAUSES[0].title)
        assert first.rstrip().endswith("90%")
        assert first.count("█") > second.count("█")


async def test_a_crowd_is_cut_and_the_highlight_stays_within_it() -> None:
    app = Page()
    async with app.run_test(size=(40, 60)) as pilot:
        suspects = app.query_one(Suspects)
        suspects.show(tuple(finding(n, 0.5) for n in range(MOST_SHOWN + 2)))
        suspects.highlighted = MOST_SHOWN - 1
        suspects.show((finding(0, 0.5), finding(1, 0.4)))
        await pilot.pause()

        assert suspects.option_count == 2
        assert suspects.highlighted == 1


async def test_who_was_chosen_is_meant_even_when_the_list_moves_meanwhile() -> None:
    app = Page()
    async with app.run_test(size=(40, 20)) as pilot:
        suspects = app.query_one(Suspects)
        suspects.show((finding(0, 0.5), finding(1, 0.4)))
        suspects.highlighted = 1
        suspects.action_select()
        suspects.show((finding(0, 0.9),))
        await pilot.pause()

        assert app.asked == CAUSES[1].id


async def test_in_a_narrow_terminal_each_is_one_line() -> None:
    app = Page()
    async with app.run_test(size=(40, 20)) as pilot:
        suspects = app.query_one(Suspects)
        app.screen.add_class("-narrow")
        suspects.show((finding(0, 0.9),))
        await pilot.pause()

        assert shown(app) == [f" 90% {CAUSES[0].title}"]
