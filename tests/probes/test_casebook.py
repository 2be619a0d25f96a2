"""Cases on disk: private, one writer, readable after a crash."""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path

import pytest

from espdoctor.engine import journal
from espdoctor.engine.errors import JournalError
from espdoctor.engine.facts import Evidence, Fact
from espdoctor.engine.journal import Header
from espdoctor.probes import home
from espdoctor.probes.casebook import Casebook, CaseInUse, NoSuchCase

HEADER = Header("1.0", "abc", "Ubuntu 24.04")
NOON = datetime(2026, 11, 21, 12, 0, 0)
PORT = Fact("port.url", "/dev/ttyUSB0", (Evidence("the list of ports", "/dev/ttyUSB0"),))


@pytest.fixture
def book(tmp_path: Path) -> Casebook:
    return Casebook(tmp_path / "cases")


def begun(book: Casebook, *said: str, now: datetime = NOON) -> str:
    with book.begin(HEADER, now) as case:
        for text in said:
            case.said(text, 0.0)
        return case.path.stem


def test_the_cases_lie_in_the_users_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(home.VARIABLE, str(tmp_path))
    assert Casebook().folder == tmp_path / "cases"


def test_a_case_is_named_by_its_time_and_never_overwritten(book: Casebook) -> None:
    assert begun(book, "one") == "2026-11-21-120000"
    assert begun(book, "two") == "2026-11-21-120000-2"
    assert [event.input for event in book.read("2026-11-21-120000").events] == [journal.Said("one")]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps private what lies in the user's profile")
def test_nobody_else_can_read_a_case(book: Casebook) -> None:
    name = begun(book, "my password is …")
    assert book.folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in book.folder.glob(f"{name}*")} == {0o600}


def test_the_newest_comes_first_also_the_tenth_of_a_second(book: Casebook) -> None:
    for _ in range(10):
        begun(book)
    older = begun(book, now=datetime(2025, 1, 1))
    names = book.names()
    assert names[:2] == ("2026-11-21-120000-10", "2026-11-21-120000-9")
    assert names[-1] == older


def test_without_a_name_the_newest_is_meant(book: Casebook) -> None:
    begun(book, "old", now=datetime(2025, 1, 1))
    begun(book, "new")
    assert book.read(None).events[0].input == journal.Said("new")


def test_the_beginning_of_a_name_is_enough_if_it_fits_one(book: Casebook) -> None:
    name = begun(book, now=datetime(2025, 1, 1))
    begun(book)
    begun(book)
    assert book.find("2025").stem == name
    assert book.find("2026-11-21-120000").stem == "2026-11-21-120000"
    with pytest.raises(NoSuchCase):
        book.find("2026")


def test_a_file_that_somebody_sent_is_opened_by_its_path(book: Casebook, tmp_path: Path) -> None:
    sent = tmp_path / "from-a-friend.jsonl"
    sent.write_text(journal.dumps(HEADER) + "\n")
    assert book.read(str(sent)).header == HEADER


@pytest.mark.parametrize("wanted", ["../../etc/passwd", "nope", "*", ""])
def test_a_name_reaches_nothing_but_cases(book: Casebook, wanted: str) -> None:
    begun(book)
    begun(book)
    with pytest.raises(NoSuchCase):
        book.find(wanted)


def test_a_mistyped_name_gets_a_hint(book: Casebook) -> None:
    begun(book)
    with pytest.raises(NoSuchCase) as caught:
        book.find("2026-11-21-12000O")
    assert str(caught.value) == "There is no case 2026-11-21-12000O. Did you mean 2026-11-21-120000?"


def test_no_case_at_all_says_how_to_get_one(book: Casebook) -> None:
    assert book.names() == ()
    with pytest.raises(NoSuchCase) as caught:
        book.find(None)
    assert str(caught.value) == "There is no case yet. `espdoctor check` begins one."


def test_a_hostile_name_is_written_out() -> None:
    assert "\x1b" not in str(NoSuchCase("\x1b[2J"))


# -------------------------------------------------------------------- going on


def test_a_case_is_gone_on_with_where_it_ended(book: Casebook) -> None:
    name = begun(book, "one")
    reading, writer = book.resume(name)
    with writer:
        assert len(reading.events) == 1
        writer.said("two", 5.0)
    again = book.read(name)
    assert again.problem is None
    assert [event.seq for event in again.events] == [1, 2]


def test_a_case_that_is_being_written_is_not_opened_twice(book: Casebook) -> None:
    with book.begin(HEADER, NOON) as case:
        with pytest.raises(CaseInUse) as caught:
            book.resume(case.path.stem)
        assert str(caught.value).startswith("The case 2026-11-21-120000 is open in another window.")
        assert book.read(None).header == HEADER, "reading is always possible"


@pytest.mark.parametrize("torn", ['{"seq": 2, "at": 1.0, "auth', "\xff\xfe", '{"seq": 7, "at": 0, "author": "you"}\n'])
def test_a_line_that_a_crash_tore_is_put_aside_not_lost(book: Casebook, torn: str) -> None:
    name = begun(book, "one")
    path = book.find(name)
    with path.open("ab") as file:
        file.write(torn.encode("latin-1"))
    whole = path.read_bytes()
    assert book.read(name).problem is not None
    reading, writer = book.resume(name)
    with writer:
        writer.said("two", 2.0)
    assert len(reading.events) == 1
    assert path.with_suffix(".broken").read_bytes() == whole
    assert [event.input for event in book.read(name).events] == [journal.Said("one"), journal.Said("two")]


def test_what_was_put_aside_stays_when_it_happens_again(book: Casebook) -> None:
    name = begun(book, "one")
    aside = book.find(name).with_suffix(".broken")
    for torn in (b"first", b"second"):
        with book.find(name).open("ab") as file:
            file.write(torn)
        book.resume(name)[1].close()
    assert b"first" in aside.read_bytes()
    assert b"second" in aside.read_bytes()


def test_a_last_line_without_its_end_is_whole(book: Casebook) -> None:
    name = begun(book, "one")
    path = book.find(name)
    os.truncate(path, path.stat().st_size - 1)
    _, writer = book.resume(name)
    with writer:
        writer.said("two", 2.0)
    assert len(book.read(name).events) == 2


@pytest.mark.parametrize("first", ["", "{torn", '{"format": 99, "espdoctor": "9", "rules": "", "os": ""}\n'])
def test_a_case_without_its_first_line_is_left_as_it_is(book: Casebook, first: str) -> None:
    path = book.find(begun(book, "one"))
    path.write_text(first, encoding="utf-8")

    for _ in range(2):  # the lock was let go
        with pytest.raises(JournalError) as caught:
            book.resume(path.stem)

    assert caught.value.line == 1
    assert path.read_text(encoding="utf-8") == first
    assert not path.with_suffix(".broken").exists()


# -------------------------------------------------------------------- the list


def test_a_case_in_short(book: Casebook) -> None:
    with book.begin(HEADER, NOON) as case:
        case.said("espcomm_sync failed", 0.0)
        case.observed("ports", [PORT], 1.0)
    (one,) = book.summaries()
    assert (one.case, one.port, one.said, one.events, one.broken) == (
        "2026-11-21-120000",
        "/dev/ttyUSB0",
        "espcomm_sync failed",
        2,
        "",
    )
    assert one.header == HEADER


def test_broken_cases_are_listed_as_such(book: Casebook) -> None:
    name = begun(book, "one")
    with book.find(name).open("a") as file:
        file.write("{torn")
    (book.folder / "empty.jsonl").write_text("")
    (book.folder / "folder.jsonl").mkdir()
    told = {one.case: one for one in book.summaries()}
    assert told[name].events == 1
    assert all(one.broken for one in told.values())
    assert told["empty"].header is None
