"""A recorded case as its person lived it."""

from __future__ import annotations

from espdoctor.engine.errors import JournalError
from espdoctor.engine.facts import Evidence, Fact
from espdoctor.engine.journal import Acted, Answered, Event, Input, Noted, Observed, Ran, Reading, Said
from espdoctor.engine.steps import Tried
from espdoctor.knowledge import rulebook
from espdoctor.tui.retold import retold

RULES = rulebook()
SILENT = Fact("sync.reply", "none", (Evidence("serial", "", "probe"),))
FIX = RULES.causes["port-busy"].fixes[0]


def lines(*inputs: Input) -> list[str]:
    events = tuple(Event(number, 0.0, "you", entry) for number, entry in enumerate(inputs, 1))
    return list(retold(Reading(None, events, None), RULES))


def test_what_happened_is_told_in_words_and_without_names_of_facts() -> None:
    told = lines(
        Said("COM FAIL \x1b[2J"),
        Answered("wiring.powered", True),
        Observed("sync", (SILENT,)),
        Observed("sync", (SILENT,)),
        Ran("sync"),
        Acted("replug", ("port.*",)),
        Tried("port-busy", FIX.id, True),
        Noted("Stopped."),
    )

    assert told == [
        'you    "COM FAIL \\x1b[2J"',
        "ask    Is there power on the board - is a LED lit, or do you measure 3.3 V between VCC and GND?",
        "you    yes",
        "line   the bootloader does not answer",
        "you    Plug the board out and in again",
        f"PROOF  {FIX.title}: proven",
        "note   Stopped.",
    ]


def test_what_today_s_rules_no_longer_know_is_told_by_its_name_or_left_out() -> None:
    other = Fact("boot.after_run.mode", "three", (Evidence("serial", "", "probe"),))

    assert lines(Tried("no-such", "mend-it", False), Answered("no.such", 1), Observed("banner", (other,))) == [
        "fix    mend-it: did not help"
    ]


def test_a_damaged_file_says_so_at_its_end() -> None:
    assert list(retold(Reading(None, (), JournalError(3, "torn")), RULES))[-1].startswith("The rest of the file")
