"""Errors carry fields; their sentences are made from them."""

from __future__ import annotations

import pickle

import pytest

from espdoctor.engine.causes import Place
from espdoctor.engine.errors import (
    Cancelled,
    EspdoctorError,
    JournalError,
    Mistake,
    Refused,
    RulebookError,
    did_you_mean,
)
from espdoctor.engine.hazard import Hazard

SENTENCES = {
    Refused(Hazard.WRITE): "This step needs your consent: it can write to the board's flash (--allow write).",
    Refused(Hazard.ERASE, "Starting afresh"): (
        "Starting afresh needs your consent: it can erase what is on the board (--allow erase)."
    ),
    Cancelled(): "Stopped.",
    Cancelled("writing the flash"): "Stopped while writing the flash.",
    JournalError(
        3, "it is cut off"
    ): "Line 3 of the recorded case cannot be read: it is cut off. All before it is good.",
    JournalError(1, "the file is empty"): "Line 1 of the recorded case cannot be read: the file is empty.",
    RulebookError([]): "",
}


@pytest.mark.parametrize("error", SENTENCES, ids=lambda error: type(error).__name__)
def test_an_error_says_what_happened(error: EspdoctorError) -> None:
    assert str(error) == SENTENCES[error]


@pytest.mark.parametrize("error", SENTENCES, ids=lambda error: type(error).__name__)
def test_an_error_crosses_processes_with_its_fields(error: EspdoctorError) -> None:
    copy = pickle.loads(pickle.dumps(error))

    assert (type(copy), str(copy), vars(copy)) == (type(error), str(error), vars(error))


@pytest.mark.parametrize("hazard", Hazard)
def test_every_hazard_is_said_in_words(hazard: Hazard) -> None:
    assert str(hazard) in str(Refused(hazard))


def test_a_mistake_says_its_place_the_message_and_the_way_out() -> None:
    place = Place("upload/x.yaml", 3, 7)

    assert str(Mistake(place, "there is no fact prot.state")) == "upload/x.yaml:3:7: there is no fact prot.state"
    assert str(Mistake(place, "no", "did you mean yes?")) == "upload/x.yaml:3:7: no; did you mean yes?"


def test_mistakes_are_told_one_a_line_in_the_order_of_their_places() -> None:
    places = [Place("b.yaml", 1), Place("a.yaml", 10), Place("a.yaml", 9, 5), Place("a.yaml", 9, 2)]

    error = RulebookError(Mistake(place, "wrong") for place in places)

    assert str(error).splitlines() == [
        "a.yaml:9:2: wrong",
        "a.yaml:9:5: wrong",
        "a.yaml:10:1: wrong",
        "b.yaml:1:1: wrong",
    ]


def test_only_near_words_are_meant() -> None:
    assert did_you_mean("prot.state", ["port.state", "boot.mode"]) == "did you mean port.state?"
    assert did_you_mean("xyz", ["port.state"]) == ""
