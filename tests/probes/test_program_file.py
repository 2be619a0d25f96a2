"""The probe `program-file`: what lies where the person says that their program is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from computer import Computer, Room, facts_of
from espdoctor.engine.facts import Value
from espdoctor.probes.program_file import probe
from espdoctor.probes.simulator.images import make_sketch


def look(path: Path) -> dict[str, Value]:
    return facts_of(probe.run(Room(Computer(), known={"image.path": f"'{path}'", "image.given": False})))


def test_a_program_is_named_for_what_it_is(tmp_path: Path) -> None:
    (tmp_path / "a b.bin").write_bytes(make_sketch("hello", length=0x1000))

    learned = look(tmp_path / "a b.bin")

    assert (learned["image.state"], learned["image.kind"]) == ("read", "arduino")


def test_a_folder_in_which_it_was_built_will_do(tmp_path: Path) -> None:
    (tmp_path / "blink.ino.bin").write_bytes(make_sketch("hello", length=0x1000))

    assert look(tmp_path)["image.kind"] == "arduino"


@pytest.mark.parametrize(("data", "kind"), [(b"PK\x03\x04" + b"\0" * 60, "zip"), (b"", "empty"), (b"<html>", "html")])
def test_what_is_no_program_is_named_too(tmp_path: Path, data: bytes, kind: str) -> None:
    (tmp_path / "a.bin").write_bytes(data)

    assert look(tmp_path / "a.bin")["image.kind"] == kind


def test_an_empty_place_is_an_answer(tmp_path: Path) -> None:
    assert look(tmp_path / "a.bin") == {"image.state": "absent"}
    assert look(tmp_path) == {"image.state": "no-program"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.bin")

    assert look(tmp_path / "a.bin") == {"image.state": "no-program"}
