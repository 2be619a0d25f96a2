"""What a case holds for a report, and what a maintainer makes of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from espdoctor.engine.facts import Evidence, Fact
from espdoctor.engine.session import Session
from espdoctor.knowledge import rulebook
from espdoctor.tui.dossier import ASK, Dossier, for_the_maintainer

CRASH = "Board is a NodeMCU\nException (28):\nepc1=0x40203b1e epc2=0x00000000 excvaddr=0x00000000 depc=0x0\n"


def dossier(text: str) -> Dossier:
    session = Session(rulebook())
    session.read(text, "log")
    speaking = tuple(one for one in session.findings if one.firings and one.state != "ruled-out")
    kinds = rulebook().vocabulary.kinds
    return Dossier((text,), "", session.facts, speaking, session.verdict, session.missing, kinds)


def fact(name: str, value: str | bool, kind: str = "probe") -> Fact:
    return Fact(name, value, (Evidence("it", "", "probe" if kind == "probe" else "paste"),))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (CRASH, "Known kind of crash (diagnosed)"),
        ("warning: espcomm_sync failed", "Needs facts first"),
        ("no trouble with v3.0.2, it crashes with v3.1.0", "real bug"),
        ("fatal error: ArduinoJson.h: No such file or directory", "Out of scope"),
        ("Exception (9):\nepc1=0x40202777", "only the decoded stack can tell"),
        ("Exception (9):\nDecoding stack results\n0x40201d5b: init_done() at main.cpp line 184", "Known fix"),
        ("it reboots in a loop\nESP.restart()\n~ld", "Needs facts first"),
    ],
)
def test_the_maintainer_gets_a_verdict(text: str, words: str) -> None:
    assert words in for_the_maintainer(dossier(text))


@pytest.mark.parametrize(("after", "words"), [("healthy", "passed every check"), ("likely", "not in order yet")])
def test_the_verdict_says_how_it_ended(after: str, words: str) -> None:
    case = replace(dossier(CRASH), done=("x: y: proven",), after="healthy" if after == "healthy" else "likely")

    assert words in for_the_maintainer(case)


@pytest.mark.parametrize(
    ("known", "decoded"),
    [
        (fact("app.call", "1 loop()"), True),
        (fact("app.stack_has", "decoded", "paste"), True),
        (fact("app.crash_at", "loop() at blink.ino line 12"), True),
        (fact("app.crash_at", "core_esp8266_main.cpp:137 __yield", "paste"), False),
        (fact("app.stack_has", "interrupt-handler", "paste"), False),
    ],
)
def test_a_crash_is_decoded_when_its_stack_is(known: Fact, decoded: bool) -> None:
    assert replace(dossier("x"), facts=(known,)).decoded is decoded


@pytest.mark.parametrize(
    ("text", "crashed"),
    [
        (CRASH, True),
        (">>>stack>>>", True),
        ("3ffe9d50:  3ffe9f38 00000000 3ffe9f04 3ffe9f0c", True),
        ("no sync", False),
    ],
)
def test_a_crash_shows_itself_by_what_it_leaves(text: str, crashed: bool) -> None:
    assert replace(dossier("x"), said=(text,)).crashed is crashed


def test_a_cause_that_is_known_leaves_nothing_to_ask() -> None:
    assert dossier("error: cannot access COM1").asked == []


def test_where_a_crash_lies_is_asked_although_its_kind_is_known() -> None:
    (question,) = dossier(CRASH).asked

    assert "espdoctor decode" in question


def test_there_is_always_something_to_ask_where_nothing_is_known() -> None:
    assert replace(dossier("hello"), verdict="undetermined", missing=()).asked != []


def test_a_whole_program_is_known_by_its_two_functions() -> None:
    assert replace(dossier("x"), said=("void setup() {}\nvoid loop() {}",)).sketched
    assert not replace(dossier("x"), said=("void setup() in my sketch",)).sketched


def test_a_value_is_told_without_the_help_beside_it() -> None:
    case = replace(dossier("x"), facts=(fact("board.kind", "d1-mini"),))

    assert case.known("board.kind") == "D1 mini"
    assert case.known("port.state") == ASK
