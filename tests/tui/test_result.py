"""The last page: to read, to ask why, and to keep."""

from __future__ import annotations

from pathlib import Path

import pytest

from espdoctor.knowledge import rulebook
from espdoctor.probes.result import Result
from espdoctor.tui import exports
from espdoctor.tui.screens.result import ResultScreen
from espdoctor.tui.screens.why import WhyScreen
from stage import make_app

RULES = rulebook()
EMPTY = Result("", None, "undetermined", (), (), "undetermined", (), (), ())


async def saved(*keys: str, case: Path | None = None) -> list[str]:
    """What was said after these keys on the last page."""
    app = make_app()
    async with app.run_test() as pilot:
        app.push_screen(ResultScreen(EMPTY, RULES, case))
        await pilot.pause()
        for key in ("e", *keys):
            await pilot.press(key)
            await pilot.pause()
        return [notice.message for notice in app._notifications]


@pytest.mark.parametrize(("key", "suffix"), [("enter", ".txt"), ("1", ".txt"), ("2", ".md"), ("3", ".svg")])
async def test_the_page_is_saved_in_the_form_that_is_chosen(
    key: str, suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (notice,) = await saved(key)

    assert notice == f"Saved as {tmp_path / exports.NAME}{suffix}"
    assert "cannot" in (tmp_path / f"{exports.NAME}{suffix}").read_text(encoding="utf-8")


async def test_the_case_itself_is_saved_where_there_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    case = tmp_path / "2026.jsonl"
    case.write_text("{}\n", encoding="utf-8")
    await saved("4", case=case)

    assert (tmp_path / f"{exports.NAME}{exports.CASE_SUFFIX}").read_text(encoding="utf-8") == "{}\n"


async def test_a_folder_that_takes_no_file_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_path: Path, *_: object, **__: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Path, "open", refuse)

    assert await saved("1") == ["It could not be saved: Permission denied."]


async def test_leaving_the_question_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    assert await saved("escape") == []
    assert list(tmp_path.iterdir()) == []


async def test_without_a_suspect_there_is_nothing_to_explain() -> None:
    app = make_app()
    async with app.run_test() as pilot:
        app.push_screen(ResultScreen(EMPTY, RULES))
        await pilot.pause()
        await pilot.press("w")
        await pilot.pause()

        assert not isinstance(app.screen, WhyScreen)
