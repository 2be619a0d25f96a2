"""What a tool would say is not what it said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espdoctor.engine.supposed import reported, supposed
from espdoctor.knowledge import rulebook
from espdoctor.probes.triage import triage


def at(text: str) -> tuple[str, tuple[int, int]]:
    """A text in which the match stands in brackets."""
    start, end = text.index("["), text.index("]") - 1
    return text.replace("[", "").replace("]", ""), (start, end)


@pytest.mark.parametrize(
    "text",
    [
        "What does [csum err] mean?",
        "what is a [Soft WDT reset]?",
        "the meaning of [csum err]",
        "If you see [espcomm_sync failed], check GPIO0.",
        "[csum err] means that the flash is wrong",
        '"[csum err]" indicates a bad flash',
        "when your board prints [Exception (28)], decode it",
        "in case there is [csum err] try dio",
        'Serial.println("[Exception (28)]:");',
        'if (strstr(line, "[csum err]")) restart();',
        "Was bedeutet [csum err], heißt das Flash kaputt?",
    ],
)
def test_what_is_only_spoken_of_did_not_happen(text: str) -> None:
    assert supposed(*at(text))


@pytest.mark.parametrize(
    "text",
    [
        "[csum err]",
        "When I upload I get [espcomm_sync failed]",
        "if I press reset it prints [csum err]",
        "Why does it print [csum err]?",
        "it says [csum err], what does that mean?",
        "What is wrong? It prints [csum err]",
        "Has anybody seen [espcomm_sync failed] with a D1 mini?",
        "If you want to know. [csum err] is all it says",
        "error: [espcomm_sync failed]",
    ],
)
def test_what_happened_did_even_in_a_question(text: str) -> None:
    assert not supposed(*at(text))


@pytest.mark.parametrize(
    "text",
    [
        "What does csum err mean? Does it mean that the flash is broken?\n",
        "If you see csum err, the flash is wrong. If boot mode is (7,x) then GPIO15 is high.\n",
        'if (err) Serial.println("Soft WDT reset");\n',
    ],
)
def test_nothing_is_sure_by_what_is_only_spoken_of(text: str) -> None:
    assert triage(rulebook(), text).verdict != "diagnosed"


def test_what_was_said_once_in_earnest_counts() -> None:
    text = "What does csum err mean? I get this:\ncsum 0x2d\ncsum err\nWhat does csum err mean?\n"

    assert triage(rulebook(), text).verdict == "diagnosed"


@given(st.text(max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_any_text_is_one_or_the_other(text: str, start: int, end: int) -> None:
    assert supposed(text, (min(start, end), max(start, end))) in (True, False)


SIZES = (
    "Sketch uses 262876 bytes (52%) of program storage space. Maximum is 499696 bytes.",
    "Global variables use 33812 bytes (41%) of dynamic memory, leaving 48108 bytes for local variables.",
    "Globale Variablen verwenden 26784 Bytes (32%) des dynamischen Speichers, 55136 Bytes für lokale Variablen.",
    "Les variables globales utilisent 26784 octets (32%) de mémoire dynamique, ce qui laisse 55136 octets.",
    ". Variables and constants in RAM (global, static), used 28104 / 80192 bytes (35%)",
    "RAM:   [====      ]  36.4% (used 29820 bytes from 81920 bytes)",
)


@pytest.mark.parametrize("line", SIZES)
def test_the_sizes_of_a_build_are_nobodys_words(line: str) -> None:
    assert reported(line)


@pytest.mark.parametrize(
    "line",
    [
        "my local array has 4800 bytes, about 60 % of the stack",
        "Sketch uses 1100000 bytes (107%) of program storage space. Maximum is 1044464 bytes.",
        "RAM:   [==========]  101.4% (used 83029 bytes from 81920 bytes)",
    ],
)
def test_what_a_person_says_of_memory_counts_and_what_does_not_fit_does(line: str) -> None:
    assert not reported(line)


def test_a_build_that_went_well_tells_of_no_trouble() -> None:
    found = triage(rulebook(), "\n".join(SIZES))

    assert (found.verdict, found.findings) == ("undetermined", ())


ORDINARY = """
Arduino: 1.8.19 (Windows 10), Board: "NodeMCU 1.0 (ESP-12E Module), 80 MHz, 4MB (OTA:~1019KB)"
. Code in flash (default, ICACHE_FLASH_ATTR), used 231276 / 1048576 bytes (22%)
║   SEGMENT  BYTES    DESCRIPTION
IROM   : 231500          - code in flash         (default or ICACHE_FLASH_ATTR)
HARDWARE: ESP8266 80MHz, 80KB RAM, 4MB Flash
Retrieving maximum program size .pio/build/nodemcuv2/firmware.elf
Checking size .pio/build/nodemcuv2/firmware.elf
	setting port from COM1 to COM6
	espcomm_send_command: receiving 2 bytes of data
opening bootloader
starting app without reboot
Flash will be erased from 0x00000000 to 0x00062fff...
Verifying written data...
Hash of data verified.
Hard resetting via RTS pin...
INFO Successfully uploaded program.
[18:04:11][C][ota:096]: Over-The-Air Updates:
00:00:00.063 CFG: Loaded from flash at F6, Count 42
	commit: d4ae3c364bd8ae3ded8b77d35745b7f07879f5f9
cannot open init.lua
"""
"""What tools and firmwares print while all is well, of each kind a line in which words of people's complaints stand."""


@pytest.mark.parametrize("line", ORDINARY.strip("\n").splitlines())
def test_what_a_tool_prints_in_its_course_is_nobodys_complaint(line: str) -> None:
    found = triage(rulebook(), line)

    assert not [fact for fact in found.facts if fact.name.startswith("said.s")], line
    assert found.verdict in ("undetermined", "out-of-scope")


def test_what_a_tool_says_of_a_failure_is_not_among_it() -> None:
    for line in (
        "warning: espcomm_sync failed",
        "espcomm_open failed",
        "[18:04:14][E][wifi:485]: failed",
        "Chip sync error",
    ):
        assert not reported(line)
