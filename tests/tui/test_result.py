"""The last page: to read, to ask why, and to keep."""

from __future__ import annotations

from pathlib import Path

import pytest

from espdoctor.knowledge import rulebook
from espdoctor.probes.result import Result
from espdoctor.tui.screens.result import FILE, ResultScreen, free_name
from espdoctor.tui.screens.why import WhyScreen
from stage import make_app

RULES = rulebook()
EMPTY = Result("", None, "undetermined", (), (), "undetermined", (), (), ())


def test_no_earlier_page_is_written_over(tmp_path: Path) -> None:
    names = []
    for _ in range(3):
        path = free_name(tmp_path)
        path.write_text("x", encoding="utf-8")
        names.append(path.name)

    assert names == [FILE, "espdoctor-result-2.txt", "espdoctor-result-3.txt"]


async def test_the_page_is_saved_as_it_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    app = make_app()
    async with app.run_test() as pilot:
        app.push_screen(ResultScreen(EMPTY, RULES))
        await pilot.pause()
        await pilot.press("e")
        await pilot.pause()

    assert (tmp_path / FILE).read_text(encoding="utf-8").startswith("It cannot be told yet")


async def test_a_folder_that_takes_no_file_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_path: Path, *_: object, **__: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Path, "write_text", refuse)
    app = make_app()
    async with app.run_test() as pilot:
        app.push_screen(ResultScreen(EMPTY, RULES))
        await pilot.pause()
        await pilot.press("e")
        await pilot.pause()

        assert any("could not be saved" in notice.message for notice in app._notifications)


async def test_without_a_suspect_there_is_nothing_to_explain() -> None:
    app = make_app()
    async with app.run_test() as pilot:
        app.push_screen(ResultScreen(EMPTY, RULES))
        await pilot.pause()
        await pilot.press("w")
        await pilot.pause()

        assert not isinstance(app.screen, WhyScreen)
