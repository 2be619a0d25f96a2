"""Lines that somebody spoilt, as they may have been."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espdoctor.engine import mending
from espdoctor.engine.mending import BROKEN_FROM, Speller, loosened, parted, seams
from espdoctor.engine.paste import clean

SPELLER = Speller(["warning: espcomm_sync failed", "Failed to connect to ESP8266: Timed out waiting for packet header"])


def test_a_boot_text_in_one_line_is_parted_where_lines_always_begin() -> None:
    text = "ets Jan  8 2013,rst cause:2, boot mode:(3,6) load 0x4010f000, len 1384, room 16 csum 0x2d csum err"

    found = parted(clean(text))

    assert [line.text for line in found] == [
        "ets Jan  8 2013,rst cause:2, boot mode:(3,6)",
        "load 0x4010f000, len 1384, room 16",
        "csum 0x2d",
        "csum err",
    ]
    assert [(line.number, line.piece) for line in found] == [(1, 0), (1, 1), (1, 2), (1, 3)]


def test_a_line_that_is_one_stays_one() -> None:
    lines = clean("A fatal error occurred: Failed to connect to ESP8266: Timed out waiting for packet header")

    assert parted(lines) == lines


def test_a_line_break_too_many_is_mended_with_and_without_a_space() -> None:
    first = "A fatal error occurred: Failed to connect to ESP8266: Timed out waiting for pack"

    found = [(line.text, line.number, place) for line, place in seams(clean(f"{first}\net header"))]

    assert found == [(f"{first} et header", 1, len(first)), (f"{first}et header", 1, len(first))]


@pytest.mark.parametrize("first", ["too short to be broken", "x" * BROKEN_FROM + " ends here."])
def test_lines_that_end_by_themselves_are_left(first: str) -> None:
    assert list(seams(clean(f"{first}\nnext"))) == []


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("faild to conect", "failed to connect"),
        ("Timed out wiating for paccket haeder", "Timed out waiting for packet header"),
        ("espcomm_sync failed", "espcomm_sync failed"),
        ("nothing of that", "nothing of that"),
        ("pecket", "packet"),
    ],
)
def test_a_slip_of_one_letter_is_put_right(written: str, meant: str) -> None:
    assert SPELLER.righted(written) == meant


def test_what_could_be_two_words_is_left() -> None:
    assert Speller(["packet pocket"]).righted("pcket") == "pcket"


def test_the_first_letter_is_no_slip() -> None:
    assert Speller(["dimmer header"]).righted("immer leader") == "immer leader"


@given(st.text(max_size=80))
def test_any_text_can_be_mended(text: str) -> None:
    lines = clean(text)

    assert "".join(line.text for line in parted(lines)).split() == "".join(line.text for line in lines).split()
    assert isinstance(SPELLER.righted(text), str)
    assert all(0 < place <= len(line.text) for line, place in seams(lines))


def test_no_more_words_are_remembered_than_some(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mending, "MOST_MET", 2)
    speller = Speller(["failed to connect"])

    meant = [speller.meant(word) for word in ("faild", "conect", "nothing", "faild")]

    assert meant == ["failed", "connect", None, "failed"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Failed  to\tconnect", "Failed to connect"),
        ("warning: espcomm\\_sync failed", "warning: espcomm_sync failed"),
        ("Exception \\(28\\):", "Exception (28):"),
        (r"C:\Users\x", r"C:\Users\x"),
        ("as it was", "as it was"),
    ],
)
def test_spaces_and_an_editors_backslashes_are_loosened(written: str, meant: str) -> None:
    assert loosened(written) == meant
