"""Pages are made whole, or not at all; then nothing stays open."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from espdoctor.engine.errors import EspdoctorError
from espdoctor.engine.facts import Evidence, Fact
from espdoctor.engine.journal import Header
from espdoctor.knowledge import rulebook
from espdoctor.probes.casebook import Casebook
from espdoctor.tui import opening
from espdoctor.tui.backroom import Backroom

BREATH = 0.5


def room(tmp_path: Path) -> Backroom:
    return Backroom(rulebook(), casebook=Casebook(tmp_path))


def recorded(book: Casebook, port: str) -> str:
    """A case on that port, and nothing more; returns its name."""
    with book.begin(Header("1.0", rulebook().sha256, "Ubuntu"), datetime(2026, 11, 21, 12, 0)) as writer:
        writer.observed("ports", [Fact("port.url", port, (Evidence("computer", "x"),))], 0.1)
    return book.names()[0]


def test_only_where_hands_are_simulated_steps_stay_in_sight(tmp_path: Path) -> None:
    plain = opening.consultation(room(tmp_path), "sim://nodemcu", "", (), BREATH)
    rehearsal = opening.consultation(room(tmp_path), "sim://nodemcu?hands=simulated", "", (), BREATH)

    assert (plain._runner._breath, rehearsal._runner._breath) == (0.0, BREATH)


def test_a_port_that_names_nothing_is_no_page(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no-such-board"):
        opening.consultation(room(tmp_path), "sim://no-such-board", "", (), BREATH)


def test_a_case_whose_board_cannot_be_made_again_is_no_page_and_is_let_go(tmp_path: Path) -> None:
    book = Casebook(tmp_path)
    name = recorded(book, "sim://no-such-board")
    with pytest.raises(ValueError, match="no-such-board"):
        opening.gone_on_with(Backroom(rulebook(), casebook=book), name, BREATH)

    book.resume(name)[1].close()  # nobody holds it


def test_a_case_is_held_further_with_what_was_said(tmp_path: Path) -> None:
    book = Casebook(tmp_path)
    page = opening.gone_on_with(
        Backroom(rulebook(), casebook=book), recorded(book, "sim://nodemcu?hands=simulated"), BREATH
    )

    assert page._runner._breath == BREATH
    page._close()
    book.resume(None)[1].close()  # nobody holds it any more


def test_a_case_that_is_not_there_is_no_page(tmp_path: Path) -> None:
    with pytest.raises((EspdoctorError, OSError)):
        opening.gone_on_with(room(tmp_path), "20990101-000000", BREATH)


def test_the_page_of_a_port_listens_to_it() -> None:
    page = opening.listening("sim://nodemcu")

    assert page._listener is not None
    assert page._listener.state.startswith("opening")
