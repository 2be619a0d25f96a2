"""The end of a case is true to its result."""

from __future__ import annotations

from dataclasses import replace

from espdoctor.knowledge import rulebook
from espdoctor.probes.result import Result, Treated
from espdoctor.probes.triage import triage
from espdoctor.tui.last_page import ending, last_page
from told import BEFORE, CAUSE, FIXED, fact

RULES = rulebook()


def page(result: Result) -> str:
    return "\n".join(last_page(result, RULES))


def test_the_last_page_tells_what_was_wrong_what_was_done_and_the_proof() -> None:
    text = page(FIXED)

    assert text.startswith("Fixed, and proven")
    assert f"\n{CAUSE.title}\n" in text, "what is proven is no longer likely"
    assert text.index("What was done") < text.index("The proof")
    assert text.count(BEFORE.because[0].excerpt) == 1, "what is in the proof is not quoted again"
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
    assert ending(replace(FIXED, after="likely")).startswith("What was tried worked")


def test_a_healthy_board_has_no_suspects() -> None:
    text = page(replace(FIXED, verdict="healthy", treated=()))

    assert text.startswith("Nothing is wrong with this board.")
    assert CAUSE.title not in text


def test_what_is_open_is_asked_in_words() -> None:
    text = page(
        replace(
            FIXED,
            verdict="undetermined",
            treated=(),
            unknown=(("wiring.powered", "ask"), ("baud.best", "probe"), ("baud.holds", "probe")),
        )
    )

    assert "Is there power on the board" in text
    assert text.count("  Trying the usual upload speeds") == 1


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

    assert ending(open_).startswith("This does not settle it yet")
    assert ending(replace(open_, findings=())).startswith("No rule matched")


def test_a_case_that_was_stopped_says_so_first() -> None:
    assert page(replace(FIXED, error="Stopped while talking.")).startswith("Stopped while talking. This is how far")


def test_the_known_place_of_a_crash_stands_above_the_reasons() -> None:
    known = {"app.dump": "1", "app.elf_state": "fits", "app.crash_at": "blink.ino:3"}
    facts = tuple(fact(name, value) for name, value in known.items())
    text = page(replace(FIXED, treated=(), facts=facts))

    assert text.index("your line: blink.ino:3") < text.index(CAUSE.title) < text.index("What to do now")
    assert text.count("blink.ino:3") == 1


def test_what_else_is_known_comes_below_what_to_do_and_the_board_at_the_end() -> None:
    facts = (fact("board.kind", "esp-01", ""), fact("chip.family", "esp8266", ""))
    text = page(replace(FIXED, treated=(), facts=facts))

    assert text.index("What to do now") < text.index("How this is known") < text.index("The board")
    assert "  the board is an ESP-01" in text
    assert "The board" not in page(replace(FIXED, treated=(), facts=facts, steps=()))


def test_the_proof_is_also_what_the_repair_was_to_bring_about() -> None:
    cause = RULES.causes["wrong-reset-method"]
    found = replace(FIXED.findings[0], cause=cause, firings=())
    written = fact("flash.written", "ok", "MD5")
    result = replace(
        FIXED, findings=(found,), treated=(Treated(cause.id, cause.fixes[0].title, True),), facts=(written,)
    )

    assert "The proof\n  now     what was written reads back right" in page(result)
    assert "The proof" not in page(replace(result, treated=(Treated(cause.id, cause.fixes[0].title, False),)))


def test_what_is_out_of_scope_says_why_and_where_to_go() -> None:
    text = page(triage(RULES, "avrdude: stk500_recv(): programmer is not responding", "log.txt"))

    assert "names no ESP8266" in text
    assert "What to do now" in text
    assert "still open" not in text
