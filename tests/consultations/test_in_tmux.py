"""The program in a real terminal, as a person starts it: by keys, from the question to the proven fix."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from espdoctor.probes import home

TMUX = shutil.which("tmux")

pytestmark = pytest.mark.skipif(TMUX is None, reason="tmux is not installed: a real terminal cannot be played")

MOST_LOOKS = 600
LOOK_EVERY = 0.1
"""Seconds between two looks at the terminal."""

URLS = (
    "sim://nodemcu?fault=gpio2-low&hands=simulated",
    "sim://esp-01?fault=rx-tx-swapped&hands=simulated",
    "sim://nodemcu?fault=port-permission&hands=simulated",
)


class Terminal:
    """One terminal of 80x24 with a program in it, on a tmux server of its own."""

    def __init__(self, name: str, command: str) -> None:
        self._tmux = (TMUX or "tmux", "-L", name, "-f", os.devnull)
        self._do("new-session", "-d", "-x", "80", "-y", "24", command)

    def _do(self, *words: str) -> str:
        return subprocess.run([*self._tmux, *words], capture_output=True, text=True, check=True).stdout

    def text(self) -> str:
        return self._do("capture-pane", "-p")

    def press(self, key: str) -> None:
        self._do("send-keys", key)

    def program(self) -> int:
        """The process that runs in it."""
        return int(self._do("display-message", "-p", "#{pane_pid}"))

    def close(self) -> None:
        subprocess.run([*self._tmux, "kill-server"], capture_output=True, check=False)


@pytest.fixture
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Terminal]:
    environment = f"{home.VARIABLE}={shlex.quote(str(tmp_path))}"
    program = f"{shlex.quote(sys.executable)} -m espdoctor --port {shlex.quote(request.param)}"
    terminal = Terminal(f"espdoctor-{os.getpid()}-{tmp_path.name}", f"env {environment} {program}")
    yield terminal
    terminal.close()


def play(terminal: Terminal) -> str:
    """Give the first answer to whatever is asked, once each; returns the last page."""
    pause, answered, before = threading.Event(), "", ""
    for _ in range(MOST_LOOKS):
        pause.wait(LOOK_EVERY)
        shown = terminal.text()
        if "Fixed, and proven" in shown or "Not fixed" in shown:
            return shown
        # it is answered when it has stood still for a look, and is not what was answered before
        if "[1]" in shown and shown == before and shown != answered:
            terminal.press("1")
            answered = shown
        before = shown
    raise AssertionError(f"no end came; the terminal shows\n{terminal.text()}")


@pytest.mark.parametrize("opened", URLS, indirect=True, ids=["boot-pin", "wires", "computer"])
def test_keys_lead_to_a_proven_fix_in_a_real_terminal(opened: Terminal) -> None:
    assert "Fixed, and proven" in play(opened)


@pytest.mark.parametrize("opened", URLS[:1], indirect=True, ids=["boot-pin"])
def test_a_terminal_that_is_closed_leaves_no_program_behind(opened: Terminal) -> None:
    pause = threading.Event()
    while "[1]" not in opened.text():
        pause.wait(LOOK_EVERY)
    program = opened.program()

    opened.close()

    assert any(not _runs(program) or pause.wait(LOOK_EVERY) for _ in range(MOST_LOOKS))


def _runs(program: int) -> bool:
    try:
        os.kill(program, 0)
    except ProcessLookupError:
        return False
    return True
