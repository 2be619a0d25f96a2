"""A case as an issue or a forum post: filled where it is known, asked where it is not."""

from __future__ import annotations

import pytest

from espdoctor.engine.session import Session
from espdoctor.knowledge import rulebook
from espdoctor.tui.issue import ASK, TEMPLATES, Dossier, for_the_maintainer, forum, github

CRASH = "Board is a NodeMCU\nException (28):\nepc1=0x40203b1e epc2=0x00000000 excvaddr=0x00000000 depc=0x0\n"


def dossier(text: str) -> Dossier:
    session = Session(rulebook())
    session.read(text, "log")
    asks = {kind.name: kind.ask.question for kind in rulebook().vocabulary.kinds.values() if kind.ask}
    speaking = tuple(one for one in session.findings if one.firings and one.state != "ruled-out")
    return Dossier((text,), "", session.facts, speaking, session.verdict, session.missing, asks, "Linux 6.1", "1.0")


def test_the_issue_has_the_fields_of_the_template() -> None:
    text = github(dossier(CRASH)).text

    for field in ("Basic Infos", "Platform", "Settings in IDE", "Problem Description", "MCVE Sketch", "Debug Messages"):
        assert f"### {field}" in text
    assert "Operating System: Linux 6.1" in text
    assert "Exception (28):" in text


def test_what_is_not_known_is_asked_and_no_box_is_ticked_for_it() -> None:
    text = github(dossier(CRASH)).text

    assert f"- Core Version: {ASK}" in text
    assert "- [ ] If there is a stack dump, it is decoded." in text
    assert "- [ ] All fields below are filled." in text


def test_settings_that_the_text_shows_are_filled_in() -> None:
    text = github(dossier("esptool.py --baud 460800 --chip esp8266 write_flash -fm dio 0x0 a.bin\n")).text

    assert "- Flash Mode: dio" in text
    assert "- Upload Speed: 460800" in text


def test_the_forum_post_asks_for_board_and_supply() -> None:
    text = forum(dossier("warning: espcomm_sync failed")).text

    assert f"What feeds it: {ASK}" in text
    assert "- [ ] " in text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (CRASH, "Known cause (diagnosed)"),
        ("warning: espcomm_sync failed", "Needs facts first"),
        ("no trouble with v3.0.2, it crashes with v3.1.0", "real bug"),
        ("fatal error: ArduinoJson.h: No such file or directory", "Out of scope"),
    ],
)
def test_the_maintainer_gets_a_verdict(text: str, words: str) -> None:
    assert words in for_the_maintainer(dossier(text))


@pytest.mark.parametrize("template", TEMPLATES)
def test_nothing_private_is_in_it(template: str) -> None:
    written = TEMPLATES[template](dossier(f'{CRASH}WiFi.begin("HomeNet", "s3cret");\nMAC: 2c:3a:e8:4d:5e:6f\n'))

    assert "s3cret" not in written.text
    assert "HomeNet" not in written.text
    assert "2c:3a:e8:xx:xx:xx" in written.text
    assert {one.was for one in written.taken} >= {"s3cret", "HomeNet"}
