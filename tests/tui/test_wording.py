"""Words for people: harmless whatever comes from outside, and true to the result."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espdoctor.engine.belief import Finding
from espdoctor.engine.chain import Firing
from espdoctor.engine.conditions import Answer
from espdoctor.engine.explain import Lacking, Silence
from espdoctor.engine.facts import Evidence, Fact, Value
from espdoctor.knowledge import rulebook
from espdoctor.probes.result import Result, StepTaken, Treated
from espdoctor.tui import wording

RULES = rulebook()
KINDS = RULES.vocabulary.kinds
CAUSE = RULES.causes["gpio2-low"]
RULE = CAUSE.rules[0]
HOSTILE = "\x1b]0;owned\x07\x1b[2J[bold]x[/bold]\r\n\u202eevil\x00"


def fact(name: str, value: Value, excerpt: str = "boot mode:(2,6)") -> Fact:
    return Fact(name, value, (Evidence("serial 74880 baud", excerpt),))


BEFORE, NOW = fact("boot.after_run.mode", 2), fact("boot.after_run.mode", 3, "boot mode:(3,6)")
FOUND = Finding(CAUSE, 0.98, "found", (Firing(RULE, (BEFORE,)),))
STEPS = tuple(StepTaken(kind, "x", "listen", 1.0, "done") for kind in ("probe", "probe", "ask", "hands"))
FIXED = Result("", None, "diagnosed", (FOUND,), (Treated("gpio2-low", "Free it", True),), "healthy", (NOW,), (), STEPS)


def page(result: Result) -> str:
    return "\n".join(wording.last_page(result, RULES.hands, KINDS))


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


def test_blanks_are_filled_with_what_is_known_and_stay_blanks_else() -> None:
    assert wording.filled("set {baud.best}, then {port.group}", {"baud.best": 9600}) == "set 9600, then …"
    assert wording.filled("{a}", {"a": "\x1b[2J"}) == "\\x1b[2J"
    assert wording.filled("a } b { c", {}) == "a } b { c"


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


def test_the_last_page_tells_what_was_wrong_what_was_done_and_the_proof() -> None:
    text = page(FIXED)

    assert text.startswith("Fixed, and proven")
    assert f"{CAUSE.title} (98%)" in text
    assert "✔ proven: Free it" in text
    assert "It took 2 looks, 1 question, 1 step by hand." in text
    assert "  before  normal start: GPIO15 low, GPIO0 HIGH, GPIO2 low" in text
    assert "  now     normal start: GPIO15 low, GPIO0 HIGH, GPIO2 HIGH" in text
    assert "What to do now" not in text


def test_what_was_not_fixed_is_followed_by_what_to_do() -> None:
    text = page(replace(FIXED, treated=(Treated("gpio2-low", "Free it", False),), after="diagnosed"))

    assert text.startswith("Not fixed yet")
    assert "✘ did not help: Free it" in text
    assert "What to do now" in text
    assert "The proof" not in text


def test_a_fix_that_worked_on_a_board_that_is_still_ill_is_not_called_a_failure() -> None:
    assert wording.ending(replace(FIXED, after="likely")).startswith("What was tried worked")


def test_a_healthy_board_has_no_suspects() -> None:
    text = page(replace(FIXED, verdict="healthy", treated=()))

    assert text.startswith("Nothing is wrong with this board.")
    assert CAUSE.title not in text


def test_bytes_that_nobody_can_read_stay_out_of_the_page() -> None:
    mode = fact("flash.header.mode", "qio", "0x000000: e9 01 00 40")

    assert "e9 01" in wording.seen_line(mode, KINDS)
    assert wording.seen_line(mode, KINDS, with_hex=False) == "the firmware reads the flash in mode qio"


def test_what_is_open_is_asked_in_words() -> None:
    text = page(
        replace(FIXED, verdict="undetermined", treated=(), unknown=(("wiring.powered", "ask"), ("baud.best", "probe")))
    )

    assert "Is there power on the board" in text
    assert "  " + KINDS["baud.best"].about.rstrip(".") in text


def test_what_was_never_read_is_one_sentence_and_no_diagnosis() -> None:
    nothing = replace(FIXED, error="a.txt cannot be read: No such file.", verdict="undetermined", findings=(), facts=())

    assert page(nothing) == "a.txt cannot be read: No such file."


def test_what_nothing_speaks_for_is_no_suspect() -> None:
    unheard = replace(FIXED.findings[0], cause=RULES.causes["port-busy"], firings=())
    text = page(replace(FIXED, verdict="undetermined", treated=(), findings=(*FIXED.findings, unheard)))

    assert CAUSE.title in text
    assert unheard.cause.title not in text


def test_the_end_tells_whether_anything_was_found_at_all() -> None:
    open_ = replace(FIXED, verdict="undetermined", treated=())

    assert wording.ending(open_).startswith("This does not settle it yet")
    assert wording.ending(replace(open_, findings=())).startswith("No rule matched")


def test_after_a_fix_in_vain_the_others_come_and_at_last_the_same_steps_once_more() -> None:
    titles = [fix.title for fix in CAUSE.fixes]
    in_vain = replace(FIXED, treated=tuple(Treated(CAUSE.id, title, False) for title in titles))
    first = wording.after_failure(replace(in_vain, treated=()), RULES.hands)
    last = wording.after_failure(in_vain, RULES.hands)

    assert first[0] == "What else can be done"
    assert last[0].startswith("Go through these steps once more")
    assert first[1:] == last[1:]
    assert "espdoctor report" in last[-1]


def test_a_case_that_was_stopped_says_so_first() -> None:
    assert page(replace(FIXED, error="Stopped while talking.")).startswith("Stopped while talking. This is how far")


def test_every_hands_on_step_can_be_told_without_knowing_anything() -> None:
    for hands in RULES.hands.values():
        lines = wording.hands_lines(hands, ())
        assert lines[0] == hands.title
        assert not [line for line in lines if "{" in line]


def test_every_fix_can_be_told_to_somebody_who_does_it_alone() -> None:
    for cause in RULES.causes.values():
        for fix in cause.fixes:
            assert len(wording.fix_lines(fix, RULES.hands, {})) > 1


def test_a_silent_rule_says_what_it_lacks_or_what_decides_it() -> None:
    unknown = Silence(RULE, Answer.UNKNOWN, (), (Lacking("a.b", "probe", "banner"), Lacking("c.d", "ask")))
    decided = Silence(RULE, Answer.NO, (NOW,), ())
    taken = Silence(RULE, Answer.YES, (), (), "gpio15-high")

    assert "not known yet: a.b (the probe banner can tell), c.d (you can tell)" in wording.silence_line(unknown, KINDS)
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
