"""A consultation that is cut off at any moment, by the person or by the plug, ends as a consultation does."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from espdoctor.engine.hazard import Hazard
from espdoctor.engine.journal import Header
from espdoctor.engine.replay import replay
from espdoctor.knowledge import rulebook
from espdoctor.probes import catalog
from espdoctor.probes.casebook import Casebook
from espdoctor.probes.consult import Consultation, Settings
from espdoctor.probes.events import Event, Reply, Started
from espdoctor.probes.link import doors
from espdoctor.tui import shells
from interrupted import Interrupted, pull, stop, told

HEALTHY = "sim://nodemcu?hands=simulated"
FLASHING = "sim://nodemcu?fault=flash-blank&hands=simulated"
MOMENTS = 6
"""How many moments of each consultation are tried, evenly spread over all that is done with the port."""


@pytest.fixture(scope="module")
def lengths() -> dict[str, int]:
    """How much each consultation does with its port when nobody interrupts it."""
    found = {}
    for url in (HEALTHY, FLASHING):
        whole = Interrupted(url)
        assert whole.hold().error is None
        found[url] = whole.done
    return found


MOMENTS_OF = [pytest.param(url, k, id=f"{name}-{k}") for name, url in
              (("healthy", HEALTHY), ("flashing", FLASHING)) for k in range(MOMENTS)]  # fmt: skip


def moment(length: int, k: int) -> int:
    """The number of the thing at which it happens; the last one falls near the end."""
    return max(1, length * (2 * k + 1) // (2 * MOMENTS))


@pytest.mark.parametrize(("url", "k"), MOMENTS_OF)
def test_who_stops_gets_a_sentence_a_closed_port_and_a_free_board(url: str, k: int, lengths: dict[str, int]) -> None:
    run = Interrupted(url, moment(lengths[url], k), stop)

    result = run.hold()

    assert result.error is not None
    assert result.error.startswith("Stopped while ")
    assert "The port is closed and the board is out of reset." in result.error
    assert result.exit_code == 1
    assert run.done <= run.at + 2, "nothing more is done with the port than to let it go"
    assert run.closed
    assert not run.held


@pytest.mark.parametrize(("url", "k"), MOMENTS_OF)
def test_a_plug_that_is_pulled_is_a_finding_and_no_failure(url: str, k: int, lengths: dict[str, int]) -> None:
    run = Interrupted(url, moment(lengths[url], k), pull)

    result = run.hold(hands=False)

    assert result.error is None
    known = {fact.name: fact.value for fact in result.facts}
    assert (known["port.vanished"], known["port.state"]) == (True, "vanished")
    assert [step.outcome for step in result.steps if "went away in the middle" in step.outcome], "its step says so"
    assert run.closed


def test_a_plug_that_is_put_back_lets_the_consultation_go_on(lengths: dict[str, int]) -> None:
    run = Interrupted(HEALTHY, moment(lengths[HEALTHY], 3), pull)

    result = run.hold()

    assert (result.error, result.after) == (None, "healthy")


@pytest.mark.parametrize("part", [0.2, 0.6, 0.85])
def test_a_case_that_was_cut_off_opens_again_with_what_was_known(
    part: float, lengths: dict[str, int], tmp_path: Path
) -> None:
    book = Casebook(tmp_path)
    run = Interrupted(FLASHING, int(lengths[FLASHING] * part), stop)
    with book.begin(Header("1.0", "0" * 64, "bench"), datetime(2026, 11, 21)) as record:
        result = run.hold(record)
    reading, writer = book.resume(None)
    writer.close()

    assert reading.problem is None
    again = replay(rulebook(), catalog.infos(), reading.events)
    assert told(again) == told(run.case.session)
    assert again.verdict == result.after


@pytest.mark.parametrize("url", [HEALTHY, FLASHING])
def test_a_recorded_consultation_replays_to_the_same_findings(url: str, tmp_path: Path) -> None:
    book = Casebook(tmp_path)
    run = Interrupted(url)
    with book.begin(Header("1.0", "0" * 64, "bench"), datetime(2026, 11, 21)) as record:
        result = run.hold(record)

    again = replay(rulebook(), catalog.infos(), book.read(None).events)

    assert told(again) == told(run.case.session)
    assert (again.verdict, again.missing) == (result.after, run.case.session.missing)


def test_what_a_person_tells_is_kept_with_the_very_moment_at_which_it_was_taken_in(tmp_path: Path) -> None:
    """On a clock that goes on by itself, as the computer's does."""
    book = Casebook(tmp_path)
    settings = Settings(said="espcomm_sync failed", answers={"upload.works_by_hand": False})
    with book.begin(Header("1.0", "0" * 64, "bench"), datetime(2026, 11, 21)) as record:
        case = Consultation(doors("sim://nodemcu?pace=line"), rulebook(), settings, record)

        def respond(event: Event) -> Reply:
            if isinstance(event, Started):
                case.cancel()
            return None

        shells.run(case, respond)

    assert told(replay(rulebook(), catalog.infos(), book.read(None).events)) == told(case.session)


def test_a_write_that_was_cut_off_is_not_kept_quiet() -> None:
    run = Interrupted(FLASHING)
    written = None
    case = Consultation(run.doors(), rulebook(), Settings(granted=Hazard.ERASE, can_ask=True))

    def respond(event: Any) -> Any:
        nonlocal written
        if getattr(event, "note", "").startswith("Writing at") and written is None:
            written = event.note
            case.cancel()
        return shells.Silent(run.bench.hands)(event)

    result = shells.run(case, respond)

    assert written is not None
    assert result.error is not None
    assert "The flash is incomplete" in result.error
    assert not run.held
