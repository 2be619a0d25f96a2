"""The consultation as plain lines: what is said of each event, and what is made of each answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from espdoctor.engine.facts import Evidence, Fact
from espdoctor.engine.hazard import Hazard
from espdoctor.knowledge import rulebook
from espdoctor.probes.consult import Consultation, Settings
from espdoctor.probes.events import (
    SKIP,
    Advised,
    Asked,
    Consent,
    Diagnosed,
    Ended,
    Event,
    FixBegan,
    FixEnded,
    HandsOn,
    Observed,
    Progress,
    Reply,
    Started,
)
from espdoctor.probes.link import doors
from espdoctor.probes.result import Result, Treated
from espdoctor.tui.plain import Plain
from espdoctor.tui.shells import run
from stage import bench

RULES = rulebook()
CAUSE = RULES.causes["gpio2-low"]
FIX = CAUSE.fixes[0]
NOTHING = Result("", None, "undetermined", (), (), "undetermined", (), (("wiring.powered", "ask"),), ())


class Told:
    """What was said, over answers that are given in their order."""

    def __init__(self, answers: Iterable[str] = (), helper: object = None) -> None:
        self.lines: list[str] = []
        self.prompts: list[str] = []
        self._answers = iter(answers)
        self.shell = Plain(helper, RULES, self.lines.append, self._answer)  # type: ignore[arg-type]

    def _answer(self, prompt: str) -> str:
        self.prompts.append(prompt)
        return next(self._answers)

    def of(self, event: Event) -> Reply:
        return self.shell(event)

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def asked(name: str = "wiring.powered") -> Asked:
    question = RULES.vocabulary.kinds[name].ask
    assert question is not None
    return Asked(name, question, "it matters")


def seen(name: str, value: object, kind: str = "probe", excerpt: str = "") -> Observed:
    return Observed((Fact(name, value, (Evidence("serial", excerpt, kind),)),))  # type: ignore[arg-type]


@pytest.mark.parametrize(("typed", "reply"), [("1", True), (" 2 ", False), ("", SKIP)])
def test_a_question_is_answered_by_its_number_or_left_open(typed: str, reply: Reply) -> None:
    told = Told([typed])

    assert told.of(asked()) == reply
    assert "Why I ask: it matters" in told.text


@pytest.mark.parametrize(("typed", "reply"), [(" ~/x y ", "~/x y"), ("", SKIP)])
def test_a_question_without_choices_takes_what_is_typed(typed: str, reply: Reply) -> None:
    assert Told([typed]).of(asked("library.path")) == reply


def test_what_is_no_choice_is_asked_again() -> None:
    told = Told(["7", "yes", "1"])

    assert told.of(asked()) is True
    assert told.text.count("Please enter a number from 1 to 2") == 2


@pytest.mark.parametrize(("typed", "reply"), [("", True), ("s", SKIP), (" S ", SKIP)])
def test_hands_say_when_they_are_done_or_cannot(typed: str, reply: Reply) -> None:
    told = Told([typed])

    assert told.of(HandsOn(RULES.hands["swap-rx-tx"], (), "they look crossed")) == reply
    assert "1. Join TX of the adapter to RX of the board" in told.text
    assert "╲╱" in told.text


@pytest.mark.parametrize(("typed", "reply"), [("y", True), ("YES", True), ("", False), ("n", False)])
def test_consent_is_only_what_says_so(typed: str, reply: bool) -> None:
    told = Told([typed])

    assert told.of(Consent(Hazard.RESET, "Restarting the board")) is reply
    assert "It restarts the board" in told.text


def test_a_long_step_says_how_long_it_takes_and_a_short_one_does_not() -> None:
    told = Told()
    told.of(Started("a", "Looking", 0.3, "because"))
    told.of(Started("b", "Writing", 40, "because"))

    assert told.lines == ["• Looking", "• Writing (about 40 s)"]


def test_what_was_seen_is_told_in_plain_words_once_and_without_bytes() -> None:
    told = Told()
    told.of(seen("sync.reply", "none", excerpt="c0 01"))
    told.of(seen("sync.reply", "none", excerpt="c0 02"))
    told.of(seen("chip.mac", "5c:cf:7f:0a:1b:2c"))

    assert told.lines == ["    the bootloader does not answer"]


def test_what_the_person_said_is_not_told_back() -> None:
    told = Told()
    told.of(seen("baud.wanted", 115200, "said", "115200"))

    assert told.lines == []


def test_progress_is_told_in_quarters() -> None:
    told = Told()
    for done in range(101):
        told.of(Progress("flash", "Writing", done, 100, 1.0))

    assert told.lines == [f"    Writing ({n} of 100)" for n in (25, 50, 75, 100)]


def test_a_fix_is_told_with_its_advice_and_its_end() -> None:
    told = Told()
    told.of(FixBegan(CAUSE, FIX))
    told.of(Advised(CAUSE, "Buy {chip.family|one}."))
    for verified in (True, False, None):
        told.of(FixEnded(CAUSE, FIX, verified, "Because."))

    assert "The fix: " + FIX.title in told.text
    assert "    Buy one." in told.lines
    assert [word for word in ("✔ Proven.", "✘ Did not help.", "– Not carried out.") if word in told.text] == [
        "✔ Proven.",
        "✘ Did not help.",
        "– Not carried out.",
    ]


def test_a_diagnosis_without_a_suspect_is_said_as_well() -> None:
    told = Told()
    told.of(Diagnosed("undetermined", ()))

    assert told.lines == ["\nIt cannot be told yet what is wrong:"]


def test_an_open_end_names_the_questions_that_are_open() -> None:
    told = Told()
    told.of(Ended(NOTHING))

    assert "Is there power on the board" in told.text
    assert "No rule matched" in told.text


def test_a_fix_that_failed_is_followed_by_where_there_is_help() -> None:
    told = Told()
    told.of(Ended(replace(NOTHING, treated=(Treated("gpio2-low", FIX.title, False),))))

    assert "✘ " + FIX.title in told.text
    assert "espdoctor report" in told.text


def test_a_narrow_terminal_gets_lines_that_fit() -> None:
    lines: list[str] = []
    shell = Plain(None, RULES, lines.append, lambda _prompt: "", width=40)
    shell(asked("wiring.reset_held"))

    assert max(len(line) for text in lines for line in text.split("\n")) <= 40


def test_a_whole_consultation_reads_from_the_first_look_to_the_proof() -> None:
    opened = doors(bench("gpio2-low"))
    told = Told(helper=opened.hands)

    result = run(Consultation(opened, RULES, Settings(can_ask=True)), told.shell)

    order = ["• Looking at the ports", "This is what is wrong:", "The fix:", "> done", "✔ Proven.", "Fixed, and proven"]
    places = [told.text.index(words) for words in order]
    assert places == sorted(places)
    assert result.verified is True
    assert " = " not in told.text
    assert told.prompts == []
