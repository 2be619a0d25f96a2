"""The last line: the keys that do something, as many as there is room for."""

from __future__ import annotations

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType

from espdoctor.tui.widgets.keys import Keys, places


def active(key: str, words: str, action: str = "", show: bool = True, enabled: bool = True) -> ActiveBinding:
    return ActiveBinding(App(), Binding(key, action or words, words, show=show), enabled)


MORE = active("ctrl+p", "palette", show=False)


def line(width: int, *found: ActiveBinding) -> list[tuple[int, str]]:
    return [(p.start, f"{p.sign} {p.words}") for p in places(found, MORE, lambda binding: binding.key, width)]


def test_keys_stand_from_the_left_and_the_way_to_all_commands_at_the_right() -> None:
    assert line(40, active("s", "Skip"), active("b", "Back")) == [(0, "s Skip"), (7, "b Back"), (24, "▏ctrl+p palette")]


def test_what_has_no_room_is_left_out_and_what_is_shorter_may_still_fit() -> None:
    assert line(27, active("s", "Skip"), active("h", "Hand over"), active("q", "No")) == [
        (0, "s Skip"),
        (7, "q No"),
        (11, "▏ctrl+p palette"),
    ]


def test_hidden_and_disabled_keys_are_left_out_and_an_action_is_shown_once() -> None:
    escape, q = active("escape", "Back", "leave"), active("q", "Back", "leave")
    hidden, dim = active("1", "One", show=False), active("w", "Why", enabled=False)

    assert line(60, escape, q, hidden, dim)[:-1] == [(0, "escape Back")]


class Page(App[None]):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "skip", "Skip", tooltip="I don't know"),
        Binding("b", "back", "Back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.done: list[str] = []
        self.may_go_back = False

    def compose(self) -> ComposeResult:
        yield Keys()

    def action_skip(self) -> None:
        self.done.append("skip")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self.may_go_back if action == "back" else True


def words(app: Page) -> list[str]:
    return [place.words for place in app.query_one(Keys).places]


async def test_a_click_presses_the_key_and_beside_the_keys_nothing() -> None:
    app = Page()
    async with app.run_test(size=(60, 10)) as pilot:
        await pilot.click(Keys, offset=(30, 0))
        await pilot.click(Keys, offset=(1, 0))
        await pilot.pause()

        assert app.done == ["skip"]


async def test_the_pointer_is_told_what_the_key_under_it_does() -> None:
    app = Page()
    async with app.run_test(size=(60, 10)) as pilot:
        keys = app.query_one(Keys)
        await pilot.hover(Keys, offset=(1, 0))
        assert keys.tooltip == "I don't know"
        await pilot.hover(Keys, offset=(30, 0))
        assert keys.tooltip is None


async def test_the_line_follows_what_can_be_done() -> None:
    app = Page()
    async with app.run_test(size=(60, 10)) as pilot:
        await pilot.pause()
        assert words(app) == ["Skip", "palette"]
        app.may_go_back = True
        app.refresh_bindings()
        await pilot.pause()
        assert words(app) == ["Skip", "Back", "palette"]
        await pilot.resize_terminal(20, 10)
        await pilot.pause()
        assert words(app) == ["Skip", "palette"]
