"""The board is looked at as it stands: no line is moved, and what it does by itself is caught."""

from __future__ import annotations

from benchtop import Benchtop
from espdoctor.engine.facts import Value
from espdoctor.probes import catalog


def probed(url: str, wait: float = 0.0) -> dict[str, Value]:
    top = Benchtop(url)
    top.world.port()
    top.doors.clock.sleep(wait)
    return top.run("as-found")


def test_the_restart_of_the_program_itself_is_seen_to_land_in_the_loader() -> None:
    found = probed("sim://nodemcu?fault=restart-hangs")

    assert (found["app.found_in"], found["app.restart_mode"]) == ("program", 1)


def test_a_board_that_hangs_already_is_found_in_its_loader() -> None:
    found = probed("sim://nodemcu?fault=restart-hangs", wait=40.0)

    assert found == {"app.found_in": "loader"}


def test_a_program_that_never_restarts_is_waited_for_and_left_alone() -> None:
    assert probed("sim://nodemcu") == {"app.found_in": "program"}


def test_a_silent_line_is_told_as_such() -> None:
    assert probed("sim://esp-12e?fault=rx-tx-open") == {"app.found_in": "silent"}


def test_it_comes_before_every_reset_or_not_at_all() -> None:
    info = catalog.info("as-found")

    assert info.at_once
    assert ("boot.after_run.banner", ()) in info.unless
    assert info.hazard == 0
