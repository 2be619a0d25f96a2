"""`espdoctor decode`: each crash of a log, in words or as JSON."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner, Result

import xtensa
from espdoctor.commands.decode import decode
from espdoctor.probes.stack.elf import read
from espdoctor.probes.stack.frames import Decoder


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return xtensa.build(tmp_path_factory.mktemp("program"), "-Os", "-g")


def log(*calls: int, end: str = "<<<stack<<<\n") -> str:
    rows = "".join(f"3fffff{16 * n:02x}:  3ffef030 {call:08x} 3fffff00 feefeffe  <\n" for n, call in enumerate(calls))
    return f"\nException (28):\nepc1=0x{calls[0]:08x} excvaddr=0x00000000\n\n>>>stack>>>\n{rows}{end}"


def run(text: str, *options: str) -> Result:
    return CliRunner().invoke(decode, ["-", *options], input=text)


@xtensa.needs_tools
def test_every_address_is_told_with_all_its_frames_as_addr2line_has_them(program: Path) -> None:
    calls = xtensa.calls(program)[:10]

    done = run(log(*calls), "--elf", str(program), "--json")

    (told,) = (json.loads(line) for line in done.stdout.splitlines())
    frames = Decoder(read(program.read_bytes())).frames
    assert done.exit_code == 0
    assert (told["exception"], told["whole"], told["state"]) == (28, True, "fits")
    assert [int(one["address"], 16) for one in told["places"]] == [calls[0], *calls]
    for place in told["places"]:
        wanted = frames(int(place["address"], 16))
        assert [(f["function"], f["file"], f["line"]) for f in place["frames"]] == [
            (f.function, f.file, f.line) for f in wanted
        ]


@xtensa.needs_tools
def test_a_person_reads_the_line_and_the_calls(program: Path) -> None:
    done = run(log(*xtensa.calls(program)[:10]), "--elf", str(program.parent))

    assert done.exit_code == 0
    assert "exception 28, LoadProhibited" in done.stdout
    assert "your line: " in done.stdout
    assert "sensor.cpp, line" in done.stdout


@xtensa.needs_tools
def test_each_crash_of_a_log_is_a_line_of_json(program: Path) -> None:
    calls = xtensa.calls(program)

    done = run(log(*calls[:8]) + log(*calls[8:16]), "--elf", str(program), "--json")

    assert len(done.stdout.splitlines()) == 2


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [("a.bin", b"\xe9\x01", "no .elf"), ("a.elf", b"\x7fELF\x01\x01\x01", "cut off"), ("gone.elf", None, "No .elf")],
)
def test_wrong_input_is_named(name: str, content: bytes | None, words: str, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)

    done = run(log(0x40201234), "--elf", str(tmp_path / name))

    assert done.exit_code == 3
    assert words in done.stdout


def test_a_dump_that_is_cut_is_named() -> None:
    done = run(log(0x40201234, end=""), "--elf", "/nowhere/a.elf")

    assert "The dump is cut off" in done.stdout


def test_a_log_without_a_crash_says_so() -> None:
    done = run("all is well\n")

    assert done.exit_code == 3
    assert "no crash" in done.stderr
    assert "down to <<<stack<<<" in done.stderr


def test_a_file_that_is_not_there_is_a_failed_run(tmp_path: Path) -> None:
    done = CliRunner().invoke(decode, [str(tmp_path / "gone.log")])

    assert done.exit_code == 1


def test_the_name_of_a_text_in_an_archive_does_nothing_to_the_terminal(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "logs.zip", "w") as archive:
        archive.writestr("a\x1b]0;owned\x07.log", log(0x40201234))
        archive.writestr("b\x1b]0;owned\x07.log", "all is well")

    done = CliRunner().invoke(decode, [str(tmp_path / "logs.zip")])

    assert "\x1b" not in done.output
    assert "logs.zip!a\\x1b]0;owned\\x07.log:\n" in done.stdout


def test_on_a_terminal_it_says_what_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("espdoctor.commands.decode.sys", SimpleNamespace(stdin=SimpleNamespace(isatty=lambda: True)))

    done = CliRunner().invoke(decode, [])

    assert done.exit_code == 2
    assert "Give decode a log" in done.stderr
