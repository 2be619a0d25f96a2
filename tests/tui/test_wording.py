"""Words for people: harmless whatever comes from outside, and true to the result."""

from __future__ import annotations

import unicodedata
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espdoctor.engine.belief import Finding
from espdoctor.engine.chain import Firing
from espdoctor.engine.conditions import Answer
from espdoctor.engine.explain import Lacking, Silence
from espdoctor.knowledge import rulebook
from espdoctor.tui import wording
from told import BEFORE, NOW, RULE, fact

KINDS = rulebook().vocabulary.kinds
HOSTILE = "\x1b]0;owned\x07\x1b[2J[bold]x[/bold]\r\n\u202eevil\x00"


@given(st.text(max_size=300))
def test_no_text_acts_on_a_terminal(text: str) -> None:
    shown = wording.safe(text)

    assert not [c for c in shown if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp")]


def test_what_is_invisible_is_written_out_and_what_is_long_is_cut() -> None:
    assert wording.safe(HOSTILE) == "\\x1b]0;owned\\x07\\x1b[2J[bold]x[/bold]  \\u202eevil\\x00"
    assert wording.safe("abcdef", 3) == "abc…"


@pytest.mark.parametrize(
    ("probability", "words"), [(0.0, "1%"), (0.005, "1%"), (0.5, "50%"), (0.98, "98%"), (1.0, "99%")]
)
def test_a_belief_is_never_nothing_and_never_all(probability: float, words: str) -> None:
    assert wording.percent(probability) == words


@pytest.mark.parametrize(("probability", "full"), [(0.0, 0), (0.01, 1), (0.5, 5), (1.0, 10)])
def test_a_bar_shows_whatever_is_believed_at_all(probability: float, full: int) -> None:
    assert wording.bar(probability, 10) == "█" * full + "░" * (10 - full)


@pytest.mark.parametrize(("value", "words"), [(0.2, "a moment"), (4.4, "4 s"), (90, "90 s"), (180, "3 min")])
def test_durations_are_told_for_people(value: float, words: str) -> None:
    assert wording.seconds(value) == words


def test_a_fact_is_seen_in_words_with_its_characters() -> None:
    assert wording.seen_line(BEFORE, KINDS) == (
        'normal start: GPIO15 low, GPIO0 HIGH, GPIO2 low  (serial 74880 baud: "boot mode:(2,6)")'
    )
    assert wording.seen_line(fact("host.listing", "a#1", ""), KINDS) == "host.listing = a#1"
    assert "\x1b" not in wording.seen_line(fact("link.foreign_text", HOSTILE, HOSTILE), KINDS)


def test_a_doubtful_fact_is_said_to_be_one() -> None:
    for line in (partial(wording.seen_line, kinds=KINDS), wording.fact_line):
        assert "perhaps misread" in line(BEFORE.doubted())
        assert "perhaps misread" not in line(BEFORE)


def test_bytes_that_nobody_can_read_stay_out_of_the_page() -> None:
    mode = fact("flash.header.mode", "qio", "0x000000: e9 01 00 40")

    assert "e9 01" in wording.seen_line(mode, KINDS)
    assert wording.seen_line(mode, KINDS, with_hex=False) == "the firmware reads the flash in mode qio"
    frames = fact("sync.reply", "ok", "\xc0\x01\x08\x02\x00\x07\x07\x12 \x00\x00\xc0")
    assert "\\x08" in wording.seen_line(frames, KINDS)
    assert wording.seen_line(frames, KINDS, with_hex=False) == "the bootloader answers"


def test_a_silent_rule_says_what_it_lacks_or_what_decides_it() -> None:
    unknown = Silence(
        RULE, Answer.UNKNOWN, (), (Lacking("boot.after_run.mode", "probe", "banner"), Lacking("wiring.powered", "ask"))
    )
    decided = Silence(RULE, Answer.NO, (NOW,), ())
    taken = Silence(RULE, Answer.YES, (), (), "gpio15-high")

    assert "not known yet: Restarting the board" in wording.silence_line(unknown, KINDS)
    assert "; Is there power on the board" in wording.silence_line(unknown, KINDS)
    assert "does not hold, because normal start" in wording.silence_line(decided, KINDS)
    assert "better explained by gpio15-high" in wording.silence_line(taken, KINDS)


@pytest.mark.parametrize(
    ("cause", "verdict", "words"),
    [
        ("programmer-menu", "likely", wording.ANSWERED),
        ("programmer-menu", "undetermined", wording.VERDICTS["undetermined"]),
        ("gpio2-low", "diagnosed", wording.VERDICTS["diagnosed"]),
    ],
)
def test_where_a_question_was_asked_an_answer_is_announced(cause: str, verdict: str, words: str) -> None:
    finding = Finding(rulebook().causes[cause], 0.6, "open", ())

    assert wording.announced(verdict, (finding,)) == words


def test_without_a_finding_the_verdict_is_announced() -> None:
    assert wording.announced("healthy", ()) == wording.VERDICTS["healthy"]


def test_a_short_while_is_not_said_to_be_about_a_moment() -> None:
    assert wording.about(0.2) == "a moment"
    assert wording.about(4) == "about 4 s"


@pytest.mark.parametrize(
    ("verdict", "number"), [("healthy", 0), ("diagnosed", 1), ("out-of-scope", 1), ("likely", 3), ("undetermined", 3)]
)
def test_a_verdict_is_about_those_that_something_speaks_for(verdict: str, number: int) -> None:
    causes = [*rulebook().causes.values()][:5]
    speaks = [Finding(one, 0.5, "open", (Firing(RULE, ()),)) for one in causes]
    others = [Finding(causes[0], 0.6, "open", ()), Finding(causes[1], 0.001, "ruled-out", (Firing(RULE, ()),))]

    assert wording.suspects(verdict, [*others, *speaks]) == speaks[:number]
