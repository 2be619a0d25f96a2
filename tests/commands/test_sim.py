"""`espdoctor sim`: the list, the one line, and what it says when it cannot."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from click.testing import CliRunner, Result

from espdoctor.commands.sim import sim


def run(*words: str) -> Result:
    return CliRunner().invoke(sim, list(words))


def test_the_list_has_the_promised_keys() -> None:
    listed = json.loads(run("--list", "--json").output)
    assert {"id", "title", "reset", "bridge", "flash"} <= set(listed["boards"][0])
    assert {"id", "title", "cause", "repair", "cases_for"} <= set(listed["faults"][0])
    assert all(fault["cases_for"] for fault in listed["faults"])


def test_the_list_can_be_read_by_people() -> None:
    text = run("--list").output
    assert "esp8285" in text
    assert "gpio15-high" in text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nodemcoo"], "did you mean nodemcu"),
        (["nodemcu", "--fault", "gpio2"], "did you mean gpio2-low"),
        (["--json"], "--json belongs to --list"),
        (["--pty", "--listen", "127.0.0.1:0"], "Choose one of"),
        (["--listen", "here"], "HOST:PORT"),
        (["--listen", "127.0.0.1:99999"], "HOST:PORT"),
    ],
)
def test_misuse_is_a_sentence_and_exit_2(words: list[str], said: str) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert said in result.output


def test_a_place_that_is_taken_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        result = run("--listen", f"127.0.0.1:{taken.getsockname()[1]}")
    assert result.exit_code == 1
    assert "Nothing can listen" in result.output


def test_a_pseudo_terminal_that_cannot_be_opened_is_said() -> None:
    assert "busy" in run("--pty", "--fault", "port-busy").output


# A shell starts what it puts into the background with Ctrl-C ignored, and the tests hand that on to their children.
PROGRAM = """import runpy, signal
signal.signal(signal.SIGINT, signal.default_int_handler)
runpy.run_module("espdoctor", run_name="__main__")"""


@contextmanager
def started(*words: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", PROGRAM, "sim", *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for one process")
def test_it_prints_one_line_at_once_serves_and_ends_with_ctrl_c() -> None:
    with started("esp-01", "--listen", "127.0.0.1:0") as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line.startswith("rfc2217://127.0.0.1:")
        with socket.create_connection(("127.0.0.1", int(line.rpartition(":")[2]))) as client:
            assert client.recv(1) == b"\xff"
        process.send_signal(signal.SIGINT)
        assert process.stdout.read() == ""
        assert process.wait() == 0


@pytest.mark.filterwarnings("ignore:set(Daemon|Name)\\(\\) is deprecated:DeprecationWarning")
def test_esptool_gets_to_know_a_board_in_another_process() -> None:
    with started("d1-mini") as process:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        command = [sys.executable, "-m", "esptool", "--no-stub", "--port", url, "--chip", "esp8266", "read-mac"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "a0:20:a6:11:22:33" in done.stdout, done.stdout + done.stderr
