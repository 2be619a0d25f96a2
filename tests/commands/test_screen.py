"""The full screen's command: where it may start."""

from __future__ import annotations

import pytest

from espdoctor.commands.screen import run_screen


def test_without_a_terminal_it_says_what_to_use_instead(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_screen(None) == 2

    assert "espdoctor check" in capsys.readouterr().err
