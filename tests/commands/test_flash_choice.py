"""Without a name: what was built is listed, newest first, and the person picks."""

from __future__ import annotations

import json
import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import click
import pytest

import firmware
from espdoctor.commands import choice
from espdoctor.commands.flash_choice import chosen
from espdoctor.probes.host import Place

PLAIN = firmware.plain(b"\0\x002.2.2-dev(38a443e)\0" + bytes(41))


def host(*folders: Path, meant: bytes | None = None) -> Any:
    places = tuple(Place("Arduino", folder, (".",)) for folder in folders)
    return SimpleNamespace(firmware=lambda: meant, build_places=lambda: places)


def build(folder: Path, data: bytes, age: int, **options: str) -> Path:
    folder.mkdir()
    (folder / "Blink.ino.bin").write_bytes(data)
    (folder / "build.options.json").write_text(json.dumps(options))
    os.utime(folder / "Blink.ino.bin", (2_000_000_000 - age, 2_000_000_000 - age))
    return folder


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    end = SimpleNamespace(isatty=lambda: True)
    monkeypatch.setattr(choice, "sys", SimpleNamespace(stdin=end, stdout=end))


@pytest.mark.usefixtures("terminal")
def test_the_person_picks_from_the_newest_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    old = build(tmp_path / "a", firmware.plain(), 5000)
    new = build(tmp_path / "b", PLAIN, 0, fqbn="esp8266:esp8266:nodemcuv2:xtal=80,eesz=4M2M", sketchLocation="/x/Lamp")
    monkeypatch.setattr(click, "prompt", lambda *_a, **_k: 2)

    parts = chosen(host(old, new))

    lines = capsys.readouterr().out.splitlines()
    assert parts[0].data == firmware.plain()
    assert lines[1].startswith("  1  Lamp, Arduino, nodemcuv2 xtal=80,eesz=4M2M, 2033-05-")
    assert lines[1].endswith("flash mode dio, SDK 2.2.2-dev(38a443e)")
    assert lines[2].startswith("  2  Blink.ino, Arduino, 2033-05-")


def test_without_a_terminal_they_are_listed_and_one_must_be_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(click.exceptions.Exit) as ended:
        chosen(host(build(tmp_path / "my sketch", PLAIN, 0)))

    said = capsys.readouterr()
    assert ended.value.exit_code == 2
    assert "  1  Blink.ino" in said.out
    assert f'espdoctor flash "{tmp_path / "my sketch"}"' in said.err


def test_without_a_build_it_is_said_where_they_were_looked_for(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(click.exceptions.Exit) as ended:
        chosen(host())

    assert ended.value.exit_code == 2
    assert "PlatformIO" in capsys.readouterr().err


def test_a_simulated_board_knows_what_its_owner_meant() -> None:
    (part,) = chosen(host(meant=b"image"))

    assert part.data == b"image"


@pytest.mark.usefixtures("terminal")
def test_names_from_outside_are_shown_harmlessly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(click, "prompt", lambda *_a, **_k: 1)

    chosen(host(build(tmp_path / "c", b"<html>", 0, fqbn="a:b:\x1b[31mred", sketchLocation="/x/\x1b]0;evil\x07")))

    assert "\x1b" not in capsys.readouterr().out


def test_a_build_with_nothing_to_write_is_listed_as_such(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = build(tmp_path / "a", PLAIN, 0)
    (folder / "Blink.ino.bin").rename(folder / "Blink.ino.elf")
    with pytest.raises(click.exceptions.Exit):
        chosen(host(folder))

    assert "nothing in it that can be written" in capsys.readouterr().out
