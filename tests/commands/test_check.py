"""`espdoctor check`: words, JSON, misuse and exit codes."""

from __future__ import annotations

import json
import signal
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from espdoctor.commands.check import _ask, check
from espdoctor.commands.stopping import Stopper
from espdoctor.probes.events import Event, Started
from espdoctor.tui.shells import Silent


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ESPDOCTOR_HOME", str(tmp_path / "home"))
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(check, words)


def test_json_is_one_object_on_one_line_and_nothing_else() -> None:
    done = run("--port", "sim://nodemcu?fault=gpio15-high&hands=simulated", "--allow", "erase", "--json")

    assert done.exit_code == 0
    assert len(done.output.splitlines()) == 1
    assert json.loads(done.output)["found"][0]["cause"] == "gpio15-high"


def test_plain_lines_say_the_cause_the_fix_and_the_proof() -> None:
    done = run("--port", "sim://nodemcu?fault=gpio15-high&hands=simulated", "--allow", "erase")

    assert done.exit_code == 0
    assert "GPIO15" in done.output
    assert "Fixed, and proven" in done.output


def test_nothing_certain_exits_with_3() -> None:
    done = run("--port", "sim://esp-01?fault=no-power", "--json")

    assert (done.exit_code, json.loads(done.output)["verdict"]) in {(3, "likely"), (3, "undetermined")}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--answer", "wiring.powered"), "FACT=VALUE"),
        (("--answer", "wiring.powred=true"), "did you mean wiring.powered"),
        (("--answer", "boot.seen.mode=9"), "from 0 to 7"),
        (("--port", "gopher://x"), "no address of a port"),
        (("--port", "sim://nodemcuu"), "did you mean nodemcu"),
        (("--port", "sim://nodemcu?fault=gpio15-hihg"), "did you mean gpio15-high"),
        (("--allow", "everything"), "everything"),
    ],
)
def test_misuse_exits_with_2_and_says_what_to_do(words: tuple[str, ...], says: str) -> None:
    done = run(*words)

    assert done.exit_code == 2
    assert says in done.output


def test_a_firmware_that_cannot_be_read_is_said_in_one_sentence(tmp_path: Path) -> None:
    done = run("--port", "sim://nodemcu", "--firmware", str(tmp_path / "none.bin"))

    assert done.exit_code == 1
    assert "cannot be read" in done.output


def test_ctrl_c_ends_with_a_whole_answer_that_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    listened = Silent.__call__

    def interrupt(silent: Silent, event: Event) -> object:
        if isinstance(event, Started) and event.name == "banner":
            signal.raise_signal(signal.SIGINT)
        return listened(silent, event)

    monkeypatch.setattr(Silent, "__call__", interrupt)

    done = run("--port", "sim://nodemcu?hands=simulated", "--json")

    said = json.loads(done.output)
    assert (done.exit_code, said["verified"]) == (1, None)
    assert "The port is closed and the board is out of reset." in said["error"]
    assert {"ports", "open"} <= {step["id"] for step in said["steps"]}


@pytest.mark.parametrize("leaves", [click.Abort, KeyboardInterrupt])
def test_ctrl_c_at_a_question_stops_as_well(leaves: type[BaseException], monkeypatch: pytest.MonkeyPatch) -> None:
    def prompt(*_words: object, **_how: object) -> str:
        raise leaves

    monkeypatch.setattr(click, "prompt", prompt)
    stopped: list[bool] = []

    assert _ask(Stopper(lambda: None), lambda: stopped.append(True), "> ") == ""
    assert stopped == [True]


def test_the_case_is_recorded(home: Path) -> None:
    run("--port", "sim://nodemcu", "--json")

    assert list((home / "home").rglob("*.jsonl"))


def test_an_answer_given_beforehand_counts() -> None:
    done = run("--port", "sim://esp-01?fault=rx-tx-swapped", "--answer", "wiring.rx_tx=straight", "--json")

    assert json.loads(done.output)["causes"][0]["id"] == "no-response"
