"""The board is restarted by its reset line, and its start is watched."""

from __future__ import annotations

from collections.abc import Callable

from workplace import Workplace


def test_a_restart_tells_how_it_started_and_changes_nothing(place: Callable[..., Workplace]) -> None:
    board = place()
    before = board.program

    board.do("restart")

    assert board.known["boot.after_run.banner"] == "seen"
    assert board.known["boot.after_run.result"] in ("firmware", "image-silent")
    assert board.program == before
