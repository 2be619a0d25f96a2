"""The probe looks in the folders that tools build in."""

from __future__ import annotations

from pathlib import Path

import pytest

import xtensa
from computer import Computer, Room
from espdoctor.engine.facts import Value
from espdoctor.probes import catalog
from espdoctor.probes.host import Place
from espdoctor.probes.wire.dump import Places


def run(name: str, folder: Path, dump: str) -> tuple[dict[str, Value], str]:
    """What the probe teaches on a computer with builds in that folder, and its note."""
    desk = Room(Computer(builds=(Place("Arduino", folder, ("*",)),)), known={"app.dump": dump})
    (seen,) = catalog.get(name).run(desk)
    return {fact.name: fact.value for fact in seen.facts}, seen.note


def crash(made: Path) -> str:
    return Places((), tuple(xtensa.calls(made)[:12])).text


@pytest.fixture
def program(tmp_path: Path) -> Path:
    folder = tmp_path / "arduino_build_1"
    folder.mkdir()
    return xtensa.build(folder, "-Os", "-g")


@xtensa.needs_tools
def test_the_build_is_found_by_itself_and_the_line_is_said(program: Path, tmp_path: Path) -> None:
    found, note = run("decode", tmp_path, dump=crash(program))

    assert found["app.elf_state"] == "fits"
    assert note == f"It crashed in {found['app.crash_at']}"


def test_no_build_is_no_error(tmp_path: Path) -> None:
    found, note = run("decode", tmp_path, dump="40201234 / ")

    assert found == {"app.elf_state": "missing"}
    assert note == "No .elf file of this sketch was found"


def test_a_build_of_something_else_is_named(tmp_path: Path) -> None:
    (tmp_path / "arduino_build_1").mkdir()
    (tmp_path / "arduino_build_1" / "Lamp.ino.elf").write_bytes(b"\xe9 an image")

    assert run("decode", tmp_path, dump="40201234 / ")[0] == {"app.elf_state": "not-elf"}


def test_it_needs_a_dump_and_does_not_wait_for_its_turn() -> None:
    info = catalog.info("decode")

    assert info.needs == (("app.dump", ()),)
    assert info.at_once
