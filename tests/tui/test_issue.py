"""A case as an issue or a forum post: filled where it is known, asked where it is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from espdoctor.engine.facts import Evidence, Fact, Value
from espdoctor.engine.session import Session
from espdoctor.knowledge import rulebook
from espdoctor.tui.issue import ASK, TEMPLATES, Dossier, for_the_maintainer, forum, github

CRASH = "Board is a NodeMCU\nException (28):\nepc1=0x40203b1e epc2=0x00000000 excvaddr=0x00000000 depc=0x0\n"
KINDS = rulebook().vocabulary.kinds


def dossier(text: str) -> Dossier:
    session = Session(rulebook())
    session.read(text, "log")
    speaking = tuple(one for one in session.findings if one.firings and one.state != "ruled-out")
    return Dossier((text,), "", session.facts, speaking, session.verdict, session.missing, KINDS, "Linux 6.1", "1.0")


def test_the_issue_has_the_fields_of_the_template() -> None:
    text = github(dossier(CRASH)).text

    for field in ("Basic Infos", "Platform", "Settings in IDE", "Problem Description", "MCVE Sketch", "Debug Messages"):
        assert f"## {field}" in text
    assert "Operating System: Linux 6.1" in text
    assert "Exception (28):" in text


def test_what_is_not_known_is_asked_and_no_box_is_ticked_for_it() -> None:
    text = github(dossier(CRASH)).text

    assert f"- Core Version: {ASK}" in text
    assert "- [ ] If there is a stack dump, it is decoded." in text
    assert "- [ ] All fields below are filled." in text


def test_settings_that_the_text_shows_are_filled_in() -> None:
    text = github(dossier("esptool.py --baud 460800 --chip esp8266 write_flash -fm dio 0x0 a.bin\n")).text

    assert "- Flash Mode: DIO" in text
    assert "- Upload Speed: 460800" in text


IDE = (
    'Arduino: 1.8.13 (Windows 10), Board: "Generic ESP8266 Module, 80 MHz, 40MHz, DIO, 115200, 1M (64K SPIFFS), ck"\n'
    "packages/esp8266/hardware/esp8266/2.6.3/tools/upload.py\nwarning: espcomm_sync failed\n"
)


@pytest.mark.parametrize(
    "line",
    [
        "Core Version: 2.6.3",
        "Development Env: Arduino: 1.8.13",
        "Module: Generic ESP8266 Module",
        "Flash Size: 1M (64K SPIFFS)",
        "Flash Frequency: 40MHz",
        "CPU Frequency: 80",
        "Reset Method: ck",
        "Upload Using: SERIAL",
        "Upload Speed: 115200",
    ],
)
def test_what_the_arduino_ide_says_of_itself_is_filled_in(line: str) -> None:
    assert f"- {line}" in github(dossier(IDE)).text


def test_a_decoded_stack_is_put_in_and_its_box_ticked() -> None:
    case = dossier(CRASH)
    known: list[tuple[str, Value]] = [("app.dump", 1), ("app.crash_at", "loop() at blink.ino line 12")]
    facts = tuple(Fact(name, value, (Evidence("decoder", "", "probe"),)) for name, value in known)

    text = github(replace(case, facts=(*case.facts, *facts))).text

    assert "- [x] If there is a stack dump, it is decoded." in text
    assert "blink.ino line 12" in text


def test_boxes_that_only_a_person_can_tick_stay_empty() -> None:
    text = github(dossier("warning: espcomm_sync failed")).text
    boxes = [line[:5] for line in text.splitlines() if line.startswith("- [")]

    assert boxes[:6] == ["- [ ]"] * 4 + ["- [x]", "- [ ]"], "without a dump none has to be decoded"


def test_the_forum_post_goes_through_the_list_of_the_faq() -> None:
    text = forum(dossier("warning: espcomm_sync failed")).text

    assert f"Reset method: {ASK}" in text
    assert f"Loop-back test of the USB to serial converter: {ASK}" in text
    assert "How the upload ends: it does not connect" in text
    assert "- [ ] " in text


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


@pytest.mark.parametrize("template", TEMPLATES)
def test_nothing_private_is_in_it(template: str) -> None:
    written = TEMPLATES[template](dossier(f'{CRASH}WiFi.begin("HomeNet", "s3cret");\nMAC: 2c:3a:e8:4d:5e:6f\n'))

    assert "s3cret" not in written.text
    assert "HomeNet" not in written.text
    assert "2c:3a:e8:xx:xx:xx" in written.text
    assert {one.was for one in written.taken} >= {"s3cret", "HomeNet"}


def test_values_are_told_in_words_and_with_their_unit() -> None:
    known: list[tuple[str, Value]] = [
        ("flash.jedec_size", 4 << 20),
        ("port.state", "ok"),
        ("baud.works_at_115200", True),
    ]
    facts = tuple(Fact(name, value, (Evidence("the chip", "", "probe"),)) for name, value in known)
    case = replace(dossier("it fails"), facts=facts)

    assert "- Flash Size: 4 MB" in github(case).text
    assert "visible in the IDE: the port opens" in forum(case).text
    assert f"speeds that were tried: {ASK}" in forum(case).text
