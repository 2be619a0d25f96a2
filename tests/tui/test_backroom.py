"""What is loaded behind the start page."""

from __future__ import annotations

import subprocess
import sys

from espdoctor.knowledge import rulebook
from espdoctor.probes.link import doors
from espdoctor.probes.record import NoRecord
from espdoctor.tui.backroom import Backroom

LATE = ("espdoctor.engine.session", "espdoctor.probes.consult", "espdoctor.tui.screens.consultation", "serial", "re2")


def loaded_after(statement: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"{statement}\nimport sys\nprint(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.split())


def test_the_start_page_waits_for_nothing_that_it_does_not_show() -> None:
    assert not loaded_after("import espdoctor.tui.app") & set(LATE)


def test_the_next_page_is_loaded_before_it_is_asked_for() -> None:
    statement = "from espdoctor.tui.backroom import load_screens\nload_screens()"

    assert "espdoctor.tui.screens.consultation" in loaded_after(statement)


def test_without_a_recorder_nothing_is_kept() -> None:
    room = Backroom(rulebook())
    with room.recorder(room.rulebook, doors("sim://nodemcu")) as record:
        assert isinstance(record, NoRecord)
