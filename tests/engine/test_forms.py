"""A form's own words tell nothing of the person's trouble."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espdoctor.engine import forms
from espdoctor.engine.forms import without
from espdoctor.knowledge import rulebook
from espdoctor.probes.triage import triage

FORM = """----------------------------- Delete below -----------------------------
Test it against the current master branch, because it may have been already fixed.
----------------------------- Delete above -----------------------------

### Basic Infos
- [ ] I have tested that the issue is present in current master branch (aka latest git).
- [ ] If there is a stack dump, I have decoded it.
- Hardware:\t\t[ESP-12|ESP-01|ESP-07|ESP8285 device|other]
- Reset Method:\t\t[ck|nodemcu]
- CPU Frequency:\t[80Mhz|160MHz]
### Problem Description
Detailed problem description goes here.
<!-- Does it reboot in a loop? Paste the
whole log here. -->
### Debug Messages
Debug messages go here
"""


@pytest.mark.parametrize(
    "words",
    [
        "already fixed",
        "tested",
        "stack dump",
        "ESP8285",
        "ck|nodemcu",
        "80Mhz",
        "goes here",
        "reboot in a loop",
        "go here",
    ],
)
def test_the_words_of_the_form_are_gone(words: str) -> None:
    assert words in FORM
    assert words not in without(FORM)


@pytest.mark.parametrize("form", [FORM, FORM.replace("\n", "\r\n")])
def test_a_form_that_nobody_filled_in_tells_nothing(form: str) -> None:
    assert triage(rulebook(), form).findings == ()


@pytest.mark.parametrize(
    "text",
    [
        "- [x] I tried another cable",
        "- Reset Method: ck",
        "### It crashes",
        "- Hardware: ESP-12",
        "[14:03:11] esptool.py v2.8",
        "--------------- CUT HERE FOR EXCEPTION DECODER ---------------",
        "load 0x4010f000, len 3584, room 16",
        "Arduino: [see below]",
        "error: expected [ ] here",
        "a -> b --> c <! no",
    ],
)
def test_what_a_person_wrote_stays(text: str) -> None:
    assert without(text) == text


def test_what_was_filled_in_between_is_read() -> None:
    report = triage(rulebook(), FORM.replace("Debug messages go here", "error: cannot access COM1"))

    assert report.findings[0].cause.id == "port-missing"
    assert report.verdict == "diagnosed"


@given(st.text(alphabet="-<!> []x:\nab", max_size=200))
def test_places_and_lines_stay_where_they_were(text: str) -> None:
    shown = without(text)

    assert len(shown) == len(text)
    assert [place for place, one in enumerate(shown) if one == "\n"] == [p for p, one in enumerate(text) if one == "\n"]


@pytest.mark.parametrize("unit", ["<!--", "- [ ] ", "- a: [", "-----Delete below-----\n", "- aaaa: [b|c\n"])
def test_a_hostile_form_takes_no_more_for_each_character(unit: str) -> None:
    assert len(without(unit * 20_000)) == len(unit) * 20_000


def test_a_text_that_is_longer_than_anybody_fills_in_is_no_form(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "MOST_TEXT", len(FORM) - 1)

    assert without(FORM) is FORM
