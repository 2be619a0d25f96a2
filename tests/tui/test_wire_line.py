"""The serial line at the bottom."""

from __future__ import annotations

from textual.app import App, ComposeResult

from espdoctor.engine.facts import Evidence, Fact, Value
from espdoctor.tui.serial_log import SerialLog
from espdoctor.tui.widgets.wire_line import WireLine


class Page(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.serial = SerialLog()

    def compose(self) -> ComposeResult:
        yield WireLine(self.serial, lambda: True)


def read(name: str, value: Value, excerpt: str, source: str = "serial 74880 baud") -> Fact:
    return Fact(name, value, (Evidence(source, excerpt),))


async def line_after(*observed: tuple[Fact, ...]) -> str:
    app = Page()
    async with app.run_test(size=(140, 3)):
        for facts in observed:
            app.query_one(WireLine).show(facts)
        return str(app.query_one(WireLine).visual)


async def test_before_anything_was_read_it_says_so() -> None:
    assert await line_after(()) == "serial  nothing was read yet"


async def test_a_banner_is_shown_with_the_levels_of_the_boot_pins() -> None:
    banner = "rst cause:2, boot mode:(1,6)"
    line = await line_after((read("boot.after_run.mode", 1, banner),), (read("boot.after_run.cause", 2, banner),))

    assert line == f"serial 74880 baud  GPIO15 low, GPIO0 low, GPIO2 HIGH  {banner}"


async def test_levels_go_with_the_banner_that_told_them() -> None:
    line = await line_after(
        (read("boot.after_run.mode", 1, "boot mode:(1,6)"),), (read("app.output", "text", "hello"),)
    )

    assert line == "serial 74880 baud  hello"


async def test_what_was_not_read_from_the_line_is_not_shown() -> None:
    assert "eth0" not in await line_after((read("host.os", "linux", "eth0", "the system"),))


async def test_the_newest_line_of_the_board_is_followed_and_not_what_we_say() -> None:
    app = Page()
    async with app.run_test(size=(140, 3)):
        app.serial.hear(1.0, b"hello \x1b[2J\n")
        app.serial.tell(1.1, "sent", "to the board: greeting")
        app.query_one(WireLine).follow()

        assert str(app.query_one(WireLine).visual) == "serial  hello \\x1b[2J"
