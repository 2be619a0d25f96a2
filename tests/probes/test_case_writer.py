"""A case on its way to the disk."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from espdoctor.engine import journal
from espdoctor.engine.facts import Evidence, Fact
from espdoctor.engine.hazard import Hazard
from espdoctor.engine.journal import Header
from espdoctor.engine.steps import Tried
from espdoctor.probes.case_writer import CaseWriter
from espdoctor.probes.locks import Lock
from espdoctor.probes.record import Record

FACT = Fact("port.state", "ok", (Evidence("opening the port", "open \x1b[2J", "probe", 0, 1.5),))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "case.jsonl"


def writer(path: Path) -> CaseWriter:
    lock = Lock(path.with_suffix(".lock"))
    assert lock.acquire()
    made = CaseWriter(path, lock, 0)
    made.begin(Header("1.0", "abc", "Ubuntu 24.04"))
    return made


def read(path: Path) -> journal.Reading:
    return journal.read(path.read_text("utf-8").splitlines())


def test_everything_a_consultation_tells_is_read_again(path: Path) -> None:
    with writer(path) as case:
        record: Record = case
        record.said("upload fails", 0.1)
        record.observed("open", iter([FACT]), 0.2)
        record.answered("wiring.powered", True, 0.3)
        record.skipped("wiring.rx_tx", 0.4)
        record.consented(Hazard.WRITE, True, 0.5)
        record.acted("replug", ["port.*"], 0.6)
        record.tried("port-busy", "close-it", None, 0.7)
        record.noted("the end", 0.8)
    reading = read(path)
    assert reading.problem is None
    assert reading.header == Header("1.0", "abc", "Ubuntu 24.04")
    assert [event.input for event in reading.events] == [
        journal.Said("upload fails"),
        journal.Observed("open", (FACT,)),
        journal.Answered("wiring.powered", True),
        journal.Skipped("wiring.rx_tx"),
        journal.Consented(Hazard.WRITE, True),
        journal.Acted("replug", ("port.*",)),
        Tried("port-busy", "close-it", None),
        journal.Noted("the end"),
    ]
    assert [event.at for event in reading.events] == [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8]
    assert [event.author for event in reading.events][:2] == ["you", "espdoctor"]


def test_each_event_is_in_the_file_before_the_next_one_comes(path: Path) -> None:
    case = writer(path)
    case.said("first", 0.0)
    assert [event.input for event in read(path).events] == [journal.Said("first")]
    case.said("second", 0.0)
    assert len(read(path).events) == 2
    case.close()


def test_sync_asks_the_disk(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[int] = []
    case = writer(path)
    monkeypatch.setattr(os, "fsync", synced.append)
    case.said("before a write", 0.0)
    assert synced == []
    case.sync()
    assert len(synced) == 1
    case.close()


def test_a_full_disk_does_not_stop_the_consultation(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    case = writer(path)

    def full(_number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    case.sync()
    case.said("this is not kept", 1.0)
    case.sync()
    case.close()
    assert case.problem is not None
    assert case.problem.errno == 28
    assert read(path).events == ()


def test_a_disk_that_fails_in_the_middle_is_remembered(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    case = writer(path)

    class Broken:
        closed = False

        def write(self, _text: str) -> int:
            raise OSError(5, "Input/output error")

        def close(self) -> None:
            raise OSError(5, "Input/output error")

    case._file.close()
    monkeypatch.setattr(case, "_file", Broken())
    case.said("lost", 0.0)
    case.said("lost too", 0.0)
    case.close()
    assert case.problem is not None
    assert case.problem.errno == 5


def test_closing_lets_the_next_writer_in(path: Path) -> None:
    writer(path).close()
    again = Lock(path.with_suffix(".lock"))
    assert again.acquire()
    again.release()
