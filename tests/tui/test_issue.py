"""A case as an issue or a forum post: filled where it is known, asked where it is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from espdoctor.engine.facts import Evidence, Fact, Value
from espdoctor.engine.session import Session
from espdoctor.knowledge import rulebook
from espdoctor.tui.dossier import ASK, Dossier
from espdoctor.tui.issue import TEMPLATES, forum, github

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
    "text",
    [
        ">>>stack>>>\nctx: cont\n3fffff60:  3ffe8694 3ffee5f4 3ffe8694 40201a5b\n<<<stack<<<",
        "Panic core_esp8266_main.cpp:137 __yield\n>>>stack>>>\n",
        "it crashes, this is my handler:\nvoid ICACHE_RAM_ATTR button_isr(void) {\n",
        "Soft WDT reset",
        "epc1=0x40203b1e epc2=0x00000000",
    ],
)
def test_the_box_of_the_dump_stays_empty_where_a_crash_is_not_decoded(text: str) -> None:
    assert "- [ ] If there is a stack dump, it is decoded." in github(dossier(text)).text


def test_a_dump_that_was_pasted_decoded_ticks_its_box() -> None:
    text = f"{CRASH}Decoding stack results\n0x40203b1e: setup() at blink.ino line 12\n"

    assert "- [x] If there is a stack dump, it is decoded." in github(dossier(text)).text


FILLED = """
- Hardware: ESP-12E
- Core Version: 2.7.4
- Development Env: Arduino IDE
- Operating System: Windows
- Module: Nodemcu
- Flash Mode: dio
- Flash Size: 4MB
- lwip Variant: v2 Lower Memory
- Reset Method: nodemcu
- Flash Frequency: 40Mhz
- CPU Frequency: 80Mhz
- Upload Using: SERIAL
- Upload Speed: 115200
"""
SKETCH = "void setup() {\n}\nvoid loop() {\n}\n"


@pytest.mark.parametrize(("text", "box"), [(FILLED + SKETCH, "x"), (FILLED, " "), (SKETCH, " ")])
def test_all_is_filled_only_when_the_sketch_is_there_too(text: str, box: str) -> None:
    assert f"- [{box}] All fields below are filled." in github(dossier(text)).text


def test_the_system_that_the_log_names_is_the_one_that_counts() -> None:
    assert "- Operating System: Windows 10" in github(dossier(IDE)).text
    assert "Windows 10" in forum(dossier(IDE)).text


def test_what_was_read_from_the_flash_is_said_to_be_no_setting() -> None:
    facts = (Fact("flash.jedec_size", 4 << 20, (Evidence("the chip", "", "probe"),)),)

    assert "- Flash Size: 4 MB (read from the flash)" in github(replace(dossier("x"), facts=facts)).text


def test_that_no_sequence_of_the_lines_works_is_no_setting_of_the_tool() -> None:
    facts = (Fact("lines.reaches_loader", "none", (Evidence("the lines", "", "probe"),)),)

    assert f"- Reset Method: {ASK}" in github(replace(dossier("x"), facts=facts)).text


def test_what_was_done_is_told() -> None:
    text = github(replace(dossier("x"), done=("GPIO15 is high: Pull it down: proven",), after="healthy")).text

    assert "What was done:\n\n- GPIO15 is high: Pull it down: proven" in text
    assert "passed every check" in text


def test_a_long_log_does_not_push_out_what_was_pasted() -> None:
    case = replace(dossier("warning: espcomm_sync failed"), heard="tick\n" * 20_000)

    assert "warning: espcomm_sync failed" in github(case).text.split("### Debug Messages")[1]


def test_a_secret_at_the_place_where_a_line_is_cut_off_is_taken_out() -> None:
    text = github(dossier("x" * 480 + ' password = "geheim!Wort9" and more')).text

    assert "geheim" not in text


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
