"""`espdoctor flash`: consent, refusals, words, JSON and exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import firmware
from espdoctor.commands.flash import flash
from espdoctor.engine.errors import EspdoctorError
from espdoctor.probes import simulator
from espdoctor.probes.flash_errors import ImageRefused, NothingSaved
from espdoctor.probes.link_errors import LinkError
from workplace import Workplace

_benches: list[Workplace] = []


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ESPDOCTOR_HOME", str(tmp_path / "home"))
    _benches.clear()
    return tmp_path


@pytest.fixture
def image(tmp_path: Path) -> str:
    path = tmp_path / "blink.bin"
    path.write_bytes(firmware.plain(size=1 << 20))
    return str(path)


def url(board: str = "esp-01") -> str:
    """A bench on the table, for as long as the test goes on."""
    _benches.append(Workplace(f"sim://{board}"))
    return _benches[-1].url


def run(*words: str) -> Result:
    return CliRunner().invoke(flash, words)


def test_an_image_is_written_and_the_end_says_so(image: str) -> None:
    port = url()

    done = run(image, "--port", port, "--yes")

    assert done.exit_code == 0, done.output
    assert "checksum of what it holds is that of the file" in done.output
    assert "espdoctor restore" in done.output
    assert "The board started" in done.output
    written = firmware.plain(size=1 << 20)
    assert simulator.bench(port).device.chip.flash.data[: len(written)] == written


def test_json_is_one_object_on_one_line(image: str) -> None:
    done = run(image, "--port", url(), "--yes", "--json")

    (line,) = done.output.splitlines()
    told = json.loads(line)
    assert (told["schema"], told["error"], told["verified"], told["incomplete"]) == (1, None, True, False)
    assert told["proof"] == "checksum"
    assert Path(told["backup"]).exists()
    assert told["started"] == "image-silent"


def test_without_consent_and_without_a_terminal_nothing_is_written(image: str) -> None:
    port = url()
    before = bytes(simulator.bench(port).device.chip.flash.data)

    done = run(image, "--port", port)

    assert done.exit_code == 2
    assert "--yes" in done.output
    assert simulator.bench(port).device.chip.flash.data == before


def test_a_file_that_does_not_fit_is_refused_before_anybody_is_asked(tmp_path: Path) -> None:
    path = tmp_path / "page.bin"
    path.write_bytes(b"<!doctype html>")

    done = run(str(path), "--port", url())

    assert isinstance(done.exception, ImageRefused)
    assert "web page" in str(done.exception)


def test_a_refusal_in_json_is_an_error_in_the_line(tmp_path: Path) -> None:
    path = tmp_path / "page.bin"
    path.write_bytes(b"<!doctype html>")

    done = run(str(path), "--port", url(), "--yes", "--json")

    assert done.exit_code == 1
    told = json.loads(done.output)
    assert "web page" in told["error"]
    assert told["verified"] is False


def test_the_real_size_can_be_put_in(tmp_path: Path) -> None:
    path = tmp_path / "big.bin"
    path.write_bytes(firmware.plain(size=4 << 20))
    port = url()

    refused = run(str(path), "--port", port, "--yes")
    done = run(str(path), "--port", port, "--yes", "--size", "real", "--mode", "dout")

    assert isinstance(refused.exception, ImageRefused)
    assert done.exit_code == 0
    assert bytes(simulator.bench(port).device.chip.flash.data[2:4]) == b"\x03\x20"


def test_offsets_stand_before_their_images(image: str, tmp_path: Path) -> None:
    files = tmp_path / "files.bin"
    files.write_bytes(bytes(range(256)) * 16)
    port = url()

    done = run("0x0", image, "0x80000", str(files), "--port", port, "--yes", "--no-backup")

    assert done.exit_code == 0, done.output
    assert simulator.bench(port).device.chip.flash.data[0x80000:0x81000] == files.read_bytes()
    assert "restore" not in done.output


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "Name the one that you mean"),
        (["0x1000"], "the name of a file is missing"),
        (["x.bin", "--size", "large"], "in bytes"),
        (["x.bin", "--size", "12345"], "no flash size"),
        (["x.bin", "--port", "sim://toaster"], "toaster"),
    ],
)
def test_misuse_is_said_and_exits_2(
    words: list[str], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.bin").write_bytes(firmware.plain())

    done = run(*words)

    assert done.exit_code == 2
    assert told in done.output


def test_a_file_that_is_not_there_is_said() -> None:
    done = run("nowhere.bin", "--port", url(), "--yes")

    assert done.exit_code == 1
    assert "cannot be read" in done.output


def test_a_port_that_is_not_there_is_said(image: str) -> None:
    done = run(image, "--port", "/dev/no-such-port", "--yes")

    assert isinstance(done.exception, LinkError)
    assert "no-such-port" in str(done.exception)


def test_a_chip_out_of_reach_ends_in_our_own_error(image: str) -> None:
    done = run(image, "--port", url("esp-01?fault=gpio0-not-wired"), "--yes")

    assert isinstance(done.exception, EspdoctorError)
    assert "Hold the FLASH button" in str(done.exception)


def test_without_the_helper_a_backup_must_be_declined_in_so_many_words(image: str) -> None:
    port = url()
    before = bytes(simulator.bench(port).device.chip.flash.data)

    done = run(image, "--port", port, "--yes", "--no-stub")

    assert isinstance(done.exception, NothingSaved)
    assert simulator.bench(port).device.chip.flash.data == before


def test_without_the_helper_the_proof_is_said_to_be_a_sample(image: str) -> None:
    done = run(image, "--port", url(), "--yes", "--no-stub", "--no-backup")

    assert done.exit_code == 0, done.output
    assert "That is a sample and not all of it" in done.output


def test_a_folder_stands_for_the_build_in_it(image: str) -> None:
    port = url()

    done = run(str(Path(image).parent), "--port", port, "--yes")

    assert done.exit_code == 0, done.output
    assert simulator.bench(port).device.chip.flash.data[:64] == firmware.plain(size=1 << 20)[:64]
