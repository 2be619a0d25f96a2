"""A terminal that is closed while it is written to."""

from __future__ import annotations

import io
from typing import Any

from textual.driver import Driver

from espdoctor.tui.outliving import Lossy, outliving


class Gone(io.StringIO):
    """A terminal that was closed."""

    def write(self, text: str) -> int:
        raise OSError(5, "Input/output error")

    def flush(self) -> None:
        raise OSError(5, "Input/output error")


def test_what_is_written_to_a_terminal_that_is_gone_is_lost_without_a_word() -> None:
    file = Lossy(Gone())

    assert file.write("hello") == 5
    file.flush()
    assert file.closed is False


def test_what_is_written_to_one_that_is_there_arrives() -> None:
    there = io.StringIO()
    Lossy(there).write("hello")

    assert there.getvalue() == "hello"


class Plain(Driver):
    """A driver with the file that Textual's have."""

    def __init__(self, *_arguments: Any) -> None:
        self._file = Gone()

    def write(self, data: str) -> None:
        """To the file."""
        self._file.write(data)

    def start_application_mode(self) -> None:
        """Nothing to start."""

    def disable_input(self) -> None:
        """Nothing to disable."""

    def stop_application_mode(self) -> None:
        """Nothing to stop."""


def test_a_driver_outlives_its_terminal() -> None:
    driver: Any = outliving(Plain)

    driver("app").write("hello")
