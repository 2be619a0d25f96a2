"""The chip is reached by the sequence that works, at the rate that holds; and left running."""

from __future__ import annotations

from collections.abc import Callable, Generator
from pathlib import Path

import pytest

from espdoctor.probes.actions.boarding import board, leave
from espdoctor.probes.actions.ladder import Entry
from espdoctor.probes.esptool_door import Loader
from espdoctor.probes.flash_errors import NotInLoader, TransferBroken
from espdoctor.probes.grips import LOADER_BAUD, Grip, Grips
from espdoctor.probes.probe import Observation
from workplace import Workplace

Put = Callable[..., Workplace]


def end(steps: Generator[Observation, None, Loader]) -> Loader:
    """Where it leads to."""

    def followed() -> Generator[Observation, None, None]:
        found.append((yield from steps))

    found: list[Loader] = []
    for _ in followed():
        pass
    return found[0]


@pytest.mark.parametrize(
    ("known", "rate"),
    [
        ({}, 921600),
        ({"baud.best": 460800}, 460800),
        ({"baud.best": 57600}, 57600),
        ({"link.errors": "many"}, LOADER_BAUD),
    ],
)
def test_the_rate_follows_what_is_known(place: Put, known: dict[str, int | str], rate: int) -> None:
    table = place()
    table.known |= known

    loader = end(board(table.world, Entry()))

    assert loader.baud == rate


def test_the_rate_that_was_asked_for_is_used_alone(place: Put) -> None:
    table = place("sim://d1-mini?fault=baud-gap")

    with pytest.raises(TransferBroken, match="no rate held"):
        end(board(table.world, Entry(baud=921600)))


def test_the_sequence_that_is_known_to_work_is_the_only_one_tried(place: Put) -> None:
    table = place("sim://esp-01?fault=gpio0-not-wired")
    table.known["lines.reaches_loader"] = "ck"

    with pytest.raises(NotInLoader) as failed:
        end(board(table.world, Entry()))

    assert failed.value.tried == ("ck",)


def test_when_it_is_not_reached_the_firmware_runs_again(place: Put) -> None:
    table = place("sim://esp-01?fault=gpio0-not-wired")

    with pytest.raises(NotInLoader):
        end(board(table.world, Entry()))
    table.bench.clock.sleep(0.5)
    with table.bench.lock:
        table.bench.catch_up()

    assert table.bench.device.chip.running == "sketch"


def test_by_hand_nobody_risks_a_rate_that_may_not_hold(place: Put) -> None:
    table = place("sim://esp-01?hands=simulated")
    assert table.bench.hands is not None
    table.world.port()
    table.bench.hands.do("hold-flash-press-reset")

    loader = end(board(table.world, Entry(manual=True)))

    assert loader.baud == LOADER_BAUD


def test_leaving_a_port_that_is_gone_is_no_news(place: Put) -> None:
    table = place()
    table.world.port()
    table.pull()

    leave(table.world, Entry())

    assert table.known == {}


@pytest.mark.parametrize("seed", [1, 5])
def test_a_line_that_spoils_each_large_block_is_served_in_small_steps(place: Put, seed: int) -> None:
    """One bit in 10000 flips: none of esptool's own blocks arrives."""
    table = place(f"sim://esp-12e?ber=1e-4&seed={seed}")

    loader = end(board(table.world, Entry()))

    assert loader.grip.patient
    assert not loader.bare


def test_a_board_that_was_met_before_is_held_as_it_was(place: Put) -> None:
    table = place("sim://esp-12e?fault=lines-swapped")
    first = end(board(table.world, Entry()))
    assert table.world.url is not None
    Grips().keep(first.mac(), table.world.url, first.grip)

    notes = [seen.note for seen in board(table.world, Entry())]

    assert "No answer after the reset sequence nodemcu" not in notes
    assert "Speaking at 921600 baud, as last time" in notes


def test_a_board_that_was_met_on_another_port_is_held_as_it_was_there(place: Put, home: Path) -> None:
    table = place("sim://esp-12e")
    assert table.world.url is not None
    Grips().keep("60:01:94:44:55:66", table.world.url, Grip(230400))
    (note,) = (home / "boards").glob("*.grip")
    note.write_text(note.read_text().replace(table.world.url, "COM9"))

    assert end(board(table.world, Entry())).baud == 230400


def test_a_rate_that_greets_and_spoils_what_follows_is_given_up(place: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Loader, "holds", lambda loader: loader.baud < 921600)

    assert end(board(place().world, Entry())).baud == 460800


def test_who_answers_at_no_rate_is_not_said_to_have_a_bad_one(place: Put) -> None:
    table = place("sim://esp-01?fault=gpio0-not-wired")

    with pytest.raises(NotInLoader):
        end(board(table.world, Entry(baud=460800)))


def test_a_memory_that_does_not_hold_any_more_is_only_a_first_try(place: Put) -> None:
    table = place("sim://esp-12e?fault=baud-too-high")
    assert table.world.url is not None
    Grips().keep("60:01:94:44:55:66", table.world.url, Grip(921600))

    assert end(board(table.world, Entry())).baud == 230400
