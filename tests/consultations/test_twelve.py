"""The twelve entries of the two FAQs, started as a newcomer starts them: a sentence, a paste, a line of the list."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from consulting import consult
from espdoctor.engine.facts import Evidence, Fact, Value
from espdoctor.knowledge import rulebook
from espdoctor.probes.triage import triage
from espdoctor.tui import pages
from espdoctor.tui.complaints import COMPLAINTS


@dataclass(frozen=True)
class Entry:
    """One entry: the words of the list, a newcomer's sentence, what lies on the bench, and where it must lead."""

    listed: str
    said: str
    bench: str
    cause: str
    verified: bool | None = True


ENTRIES = (
    Entry("espcomm_sync", "espcomm_sync failed when I try to upload my ESP", "nodemcu?fault=gpio0-not-wired",
          "not-in-download-mode"),
    Entry("espcomm_sync", "espcomm_sync failed, what now", "esp-01?fault=rx-tx-swapped", "no-response"),
    Entry("Programmer menu", "Why is esptool not listed in the Programmer menu? How do I upload?", "nodemcu?",
          "programmer-menu"),
    Entry("crashes", "My ESP crashes running some code", "nodemcu?fault=crash-null", "exception-null-pointer", None),
    Entry("crashes", "my board crashes", "d1-mini?fault=soft-wdt", "soft-wdt", None),
    Entry("library", "This Arduino library doesn't work on ESP", "nodemcu?", "library-not-for-esp8266", None),
    Entry("flash go", "4M flash, maximum code space is about 1M. Where does my flash go?", "nodemcu?files=littlefs",
          "code-space-1mb", None),
    Entry("restart() hangs", "ESP.restart() doesn't work, the board hangs", "nodemcu?fault=restart-hangs",
          "restart-hangs-after-serial-upload"),
    Entry("cannot be found", "I cannot find the port in the COM drop-down menu", "nodemcu?fault=charge-only-cable",
          "port-missing"),
    Entry("cannot be found", "the board's port is not listed", "nodemcu?fault=driver-missing", "driver-missing"),
    Entry("COM FAIL", "I get the COM FAIL error message", "nodemcu?fault=port-busy", "port-busy"),
    Entry("COM FAIL", "COM FAIL", "d1-mini?fault=port-gps", "port-wrong"),
    Entry("COM FAIL", "COM FAIL again", "esp-12e?fault=brltty", "port-stolen"),
    Entry("SYNC", "The Flash Download Tool is stuck at SYNC", "nodemcu?fault=gpio0-not-wired", "not-in-download-mode"),
    Entry("SYNC", "it waits at SYNC in the Flash Download Tool", "nodemcu?fault=esp32-in-place", "wrong-chip-selected",
          None),
    Entry("eFuse", "ESP8266 Chip efuse check error esp_check_mac_and_efuse", "nodemcu?",
          "efuse-wrong-module-selected", None),
    Entry("eFuse", "ESP8266 Chip efuse check error esp_check_mac_and_efuse", "nodemcu?fault=efuse-corrupt",
          "efuse-mac-invalid", None),
    Entry("while it writes", "Errors occur during downloading", "nodemcu?fault=device-on-rx", "serial-lines-shared"),
    Entry("while it writes", "MD5 verification error after downloading", "esp-01?fault=flash-size-mismatch",
          "flash-size-mismatch"),
    Entry("does not run", "The module crashes when powered on again after the firmware was downloaded",
          "d1-mini?fault=flash-mode-wrong", "flash-mode-wrong"),
)  # fmt: skip


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of the kind that people bring: a timer of an Uno behind a nice class."""
    folder = tmp_path_factory.mktemp("libraries") / "Blinker"
    folder.mkdir()
    (folder / "library.properties").write_text("name=Blinker\narchitectures=avr\n", encoding="utf-8")
    (folder / "Blinker.cpp").write_text(
        '#include "Blinker.h"\n#include <avr/interrupt.h>\nvoid Blinker::start() {\n  TCCR1A = 0;\n}\n'
        "ISR(TIMER1_COMPA_vect) { PORTB ^= 1; }\n",
        encoding="utf-8",
    )
    return folder


def held(entry: Entry, library: Path, **start: Any) -> dict[str, Any]:
    answers: dict[str, Value] = dict(start.pop("answers", {}))
    if "library" in entry.cause:
        answers["library.path"] = str(library)
    return consult(f"sim://{entry.bench}&hands=simulated".replace("?&", "?"), answers=answers, **start)


def leads_to_its_end(entry: Entry, said: dict[str, Any]) -> None:
    named = [one["cause"] for one in said["found"]] or [one["id"] for one in said["causes"]]
    assert (named[0], said["verdict"]) == (entry.cause, "diagnosed")
    assert said["verified"] is entry.verified


IDS = [f"{entry.listed}-{entry.cause}" for entry in ENTRIES]


@pytest.mark.parametrize("entry", ENTRIES, ids=IDS)
def test_a_sentence_leads_to_the_answer_or_the_proven_fix(entry: Entry, library: Path) -> None:
    leads_to_its_end(entry, held(entry, library, said=entry.said))


@pytest.mark.parametrize("entry", ENTRIES, ids=IDS)
def test_so_does_the_line_of_the_list_that_is_nearest(entry: Entry, library: Path) -> None:
    (chosen,) = [complaint for complaint in COMPLAINTS if entry.listed in complaint.words]

    leads_to_its_end(entry, held(entry, library, answers=chosen.answers))


def test_every_line_of_the_list_is_held_by_an_entry() -> None:
    held_lines = {one.words for one in COMPLAINTS for entry in ENTRIES if entry.listed in one.words}

    assert [one.words for one in COMPLAINTS[1:] if one.words not in held_lines] == []


PASTES = (
    ("warning: espcomm_sync failed\nerror: espcomm_open failed\nrst cause:2, boot mode:(3,6)", "not-in-download-mode"),
    ("I see no esptool in the programmer menu", "programmer-menu"),
    ("Exception (28):\nepc1=0x402012f4 epc2=0x0 epc3=0x0 excvaddr=0x00000004 depc=0x0", "exception-null-pointer"),
    ("Blinker.cpp:4:3: error: 'TCCR1A' was not declared in this scope", "library-not-for-esp8266"),
    ("Where does my flash go? only 1M of code on 4M", "code-space-1mb"),
    ("ERROR: could not open port COM3: PermissionError(13, 'Access is denied.', None, 5)", "port-busy"),
    ("ESP8266 Chip efuse check error esp_check_mac_and_efuse", "efuse-wrong-module-selected"),
)


@pytest.mark.parametrize(("paste", "cause"), PASTES, ids=[cause for _, cause in PASTES])
def test_a_paste_alone_names_the_cause_first(paste: str, cause: str) -> None:
    assert triage(rulebook(), paste, "paste").findings[0].cause.id == cause


@pytest.mark.parametrize(
    ("entry", "title", "words"),
    [
        ("library", "The library, place by place", "Blinker.cpp line 4"),
        ("flash go", "Your flash, drawn to scale", "LittleFS"),
        ("eFuse", "The chip's burnt-in numbers (eFuse)", "D3 at 0x3ff0005c"),
    ],
)
def test_the_answer_comes_with_its_page(entry: str, title: str, words: str, library: Path) -> None:
    first = next(one for one in ENTRIES if one.listed == entry)
    told = held(first, library, said=first.said)["facts"]
    facts = [Fact(one["name"], one["value"], (Evidence(one["source"], one["excerpt"]),)) for one in told]
    shown = {page.title: page for page in pages.pages(facts, rulebook())}

    assert shown[title].wanted
    assert any(words in line for line in shown[title].lines)


def test_a_program_for_another_chip_is_named_before_anything_is_written() -> None:
    foreign = b"\xe9\x03\x02\x20\x78\x50\x08\x40\xee" + bytes(15) + b"\x20\x00\x40\x3f" + bytes(4096)
    said = consult("sim://nodemcu?hands=simulated", said="no esptool in the Programmer menu", firmware=foreign)

    assert (said["causes"][0]["id"], said["found"]) == ("image-not-for-chip", [])
