"""The .elf that fits is found among others, and what it tells becomes facts."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

import xtensa
from espdoctor.engine.facts import Value
from espdoctor.probes import decoding
from espdoctor.probes.decoding import Looked
from espdoctor.probes.stack.elf import read
from espdoctor.probes.stack.frames import Decoder, Frame
from espdoctor.probes.stack.trace import Place, Trace
from espdoctor.probes.wire.dump import Places


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return xtensa.build(tmp_path_factory.mktemp("program"), "-O2", "-g")


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return xtensa.build(tmp_path_factory.mktemp("other"), "-O0", "-g")


def crash(made: Path) -> Places:
    """A crash in `level3` with its callers."""
    opened = Decoder(read(made.read_bytes()))
    place = next(a for a in range(0x40201000, 0x40203000) if [f.function for f in opened.frames(a)[:1]] == ["level3"])
    return Places((place,), tuple(xtensa.calls(made)[:12]))


def told(looked: decoding.Looked | None) -> dict[str, Value]:
    return {fact.name: fact.value for fact in decoding.facts(looked)}


@xtensa.needs_tools
def test_the_line_its_text_and_the_calls_are_told(program: Path) -> None:
    found = told(decoding.look_up(crash(program), [program]))

    assert found["app.elf_state"] == "fits"
    assert str(found["app.crash_at"]).startswith("level3 in sensor.cpp, line ")
    assert "*p = 3" in str(found["app.crash_line"])


@xtensa.needs_tools
def test_the_calls_keep_their_order(program: Path) -> None:
    looked = decoding.look_up(crash(program), [program])
    calls = [str(fact.value) for fact in decoding.facts(looked) if fact.name == "app.call"]

    assert calls == sorted(calls)
    assert calls[0].startswith("01 level3 in sensor.cpp")
    assert calls[0].endswith(", inlined")
    assert calls[1].startswith("02 level2 in sensor.cpp")
    assert len(calls) <= decoding.MOST_CALLS


@xtensa.needs_tools
def test_of_several_the_one_that_fits_is_taken(program: Path, other: Path, tmp_path: Path) -> None:
    notes = tmp_path / "notes.elf"
    notes.write_text("no program")

    looked = decoding.look_up(crash(program), [notes, other, tmp_path / "gone.elf", program])

    assert looked is not None
    assert looked.path == program


@xtensa.needs_tools
def test_where_none_fits_the_newest_ones_trouble_is_told_and_no_line(program: Path, other: Path) -> None:
    found = told(decoding.look_up(crash(program), [other]))

    assert (found.pop("app.elf_state"), list(found)) == ("other-build", ["app.elf_file"])


@xtensa.needs_tools
def test_a_stripped_one_is_told_as_such(program: Path, tmp_path: Path) -> None:
    copied = Path(shutil.copy(program, tmp_path))

    assert told(decoding.look_up(crash(program), [xtensa.strip(copied, "--strip-debug")])) == {
        "app.elf_state": "stripped"
    }


def test_no_file_at_all_is_a_state_too(tmp_path: Path) -> None:
    places = Places((0x40201234,), ())

    assert told(decoding.look_up(places, [])) == {"app.elf_state": "missing"}
    assert told(decoding.look_up(places, [tmp_path / "gone.elf"])) == {"app.elf_state": "missing"}
    assert told(decoding.look_up(places, [Path(__file__)])) == {"app.elf_state": "not-elf"}


def test_functions_of_the_core_say_what_was_going_on() -> None:
    out_of_memory = Frame("__throw_bad_alloc", "_ZSt17__throw_bad_allocv", "/x/cores/esp8266/abi.cpp", 9)
    story = Trace((Place(0x40201000, "crash", (out_of_memory,), (out_of_memory,)),), "fits")

    assert told(Looked(Path("x.elf"), "fits", story))["app.stack_has"] == "out-of-memory"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "blink.elf")

    assert told(decoding.look_up(Places((0x40201234,), ()), [tmp_path / "blink.elf"])) == {"app.elf_state": "missing"}


@pytest.mark.parametrize(
    ("frame", "words"),
    [
        (Frame("setup", "_Z5setupv", "C:\\me\\Lamp\\Lamp.ino", 12), "setup in Lamp.ino, line 12"),
        (Frame("f", "f", "/x/cores/esp8266/Print.cpp", 4), "f in Print.cpp, line 4 (the core)"),
        (Frame("f", "f", "/x/libraries/A/A.cpp", 0), "f in A.cpp"),
        (Frame("ppProcess", "ppProcess", "", 0), "ppProcess, line not known"),
    ],
)
def test_a_frame_in_words(frame: Frame, words: str) -> None:
    assert decoding.words(frame) == words


@xtensa.needs_tools
def test_a_program_whose_sketch_has_no_lines_is_told_as_such(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("espdoctor.probes.stack.trace.ENTRIES", ("asm_fn",))

    found = told(decoding.look_up(crash(program), [program]))

    assert found["app.elf_state"] == "no-lines"
