"""The first line of every page: the program's name and where one is; a click opens the commands."""

from __future__ import annotations

from rich.text import Text
from textual.widgets import Static

from ..harmless import safe


class Top(Static):
    """Shows the sub-title of its screen."""

    DEFAULT_CSS = """
    Top { dock: top; height: 1; background: $panel; color: $foreground; padding: 0 1; }
    """

    def on_mount(self) -> None:
        """Follow the screen."""
        self.watch(self.screen, "sub_title", self._show)

    def _show(self, sub_title: str | None) -> None:
        line = Text("espdoctor", style="bold", no_wrap=True, overflow="ellipsis")
        self.update(line.append(f"   {safe(sub_title or '', 100)}", style="not bold"))

    async def on_click(self) -> None:
        """Everything that can be done here, as a list."""
        await self.run_action("app.command_palette")
