"""The bench in a second process: behind RFC2217 the diagnosis is the same, and a process that dies is a clear end."""

from __future__ import annotations

import subprocess
import threading
from typing import Any

import pytest

from espdoctor.knowledge import rulebook
from espdoctor.probes.consult import Consultation, Settings
from espdoctor.probes.events import SKIP, Event, Reply, Started
from espdoctor.probes.link import doors
from espdoctor.probes.result import Result
from espdoctor.probes.simulator.faults import FAULTS
from espdoctor.tui import shells
from second_process import NETWORK, PTY, served


def hold(url: str, respond: Any = lambda _event: SKIP) -> tuple[Consultation, Result]:
    """A consultation with nobody there, up to the diagnosis."""
    case = Consultation(doors(url), rulebook(), Settings(treat=False))
    return case, shells.run(case, respond)


@pytest.mark.parametrize(("fault", "board"), [("gpio15-high", "nodemcu"), ("flash-blank", "nodemcu")])
def test_the_diagnosis_is_the_same_across_a_network(fault: str, board: str) -> None:
    _, near = hold(f"sim://{board}?fault={fault}")
    with served(board, "--fault", fault, *NETWORK) as (url, _server):
        _, far = hold(url)

    assert (far.verdict, far.findings[0].cause.id) == (near.verdict, near.findings[0].cause.id)
    assert far.verdict == "diagnosed"
    assert far.findings[0].cause.id == FAULTS[fault].cause


@pytest.mark.parametrize(("probe", "seconds", "words"), [("open", 0.0, "Nobody answers"), ("lines", 0.3, "hung up")])
def test_a_server_that_is_killed_is_a_finding_and_a_closed_port(probe: str, seconds: float, words: str) -> None:
    with served("nodemcu", *NETWORK) as (url, server):

        def respond(event: Event) -> Reply:
            if isinstance(event, Started) and event.name == probe:
                end(server, seconds)
            return SKIP

        case, result = hold(url, respond)

    known = {fact.name: fact.value for fact in result.facts}
    assert result.error is None
    assert known["port.state"] == ("vanished" if seconds else "missing")
    assert any(words in step.outcome for step in result.steps)
    assert closed(case)


def test_a_pseudo_terminal_that_closes_is_a_finding_and_a_closed_port() -> None:
    with served("nodemcu", *PTY) as (path, server):

        def respond(event: Event) -> Reply:
            if isinstance(event, Started) and event.name == "sync":
                end(server, 0.2)
            return SKIP

        case, result = hold(path, respond)

    known = {fact.name: fact.value for fact in result.facts}
    assert result.error is None
    assert known["port.vanished"] is True
    assert closed(case)


def closed(case: Consultation) -> bool:
    """Nothing is left open, neither a port nor the thread that reads it."""
    reading = [one.name for one in threading.enumerate() if "RFC 2217" in one.name]
    return case.world._port is None and not reading


def end(server: subprocess.Popen[str], seconds: float) -> None:
    """Kill it: now, or in the middle of what follows."""
    if seconds:
        threading.Timer(seconds, server.kill).start()
    else:
        server.kill()
        server.wait()
