"""A comment in which nothing of a hostile text acts."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espdoctor.knowledge import rulebook
from espdoctor.probes.triage import triage, unreadable
from espdoctor.tui.markdown import code, comment, escaped, fenced
from espdoctor.tui.wording import announced


def written(text: str) -> str:
    return comment(triage(rulebook(), text), rulebook().vocabulary, text)


def test_it_says_what_is_wrong_why_and_what_to_do() -> None:
    told = written("error: cannot access COM1\n")

    assert "`port-missing`" in told
    assert "error: cannot access COM1" in told
    assert "**What to do:**" in told


def test_what_cannot_be_told_is_admitted_and_asked_in_words() -> None:
    told = written("warning: espcomm_sync failed\n")

    assert "does not tell the cause" in told
    assert "What it could be:" in told
    assert "What to do" not in told
    assert "- [ ] " in told
    assert "upload.symptom" not in told


def test_what_one_weak_word_points_to_is_not_told_in_public() -> None:
    told = written("Servo jitters on D4\n")

    assert "could be" not in told
    assert "gpio2" not in told.lower()


def test_a_question_that_is_answered_is_announced_as_an_answer() -> None:
    report = triage(rulebook(), "Where does my flash go? Only 1 MB of code on a 4 MB board\n")
    told = comment(report, rulebook().vocabulary, "")

    assert told.startswith(f"**{announced(report.verdict, report.findings)}")


@pytest.mark.parametrize("text", ["see #12", "see https://evil.example/x", "see www.evil.example"])
def test_nothing_becomes_a_link_by_itself(text: str) -> None:
    assert not re.search(r"#\d|://|www\.", escaped(text))


def test_what_could_not_be_read_is_said() -> None:
    assert "could not be read" in comment(unreadable("a", "gone"), rulebook().vocabulary, "")


def test_what_is_private_is_not_in_it() -> None:
    told = written("could not open port /home/maxine/tty: [Errno 13] Permission denied: '/home/maxine/tty'\n")

    assert "maxine" not in told
    assert "port-permission" in told


def test_a_name_that_another_line_gives_away_is_not_in_it() -> None:
    told = written("jo_e@minibox:~/esp$ make\nError opening serial port 'COM5' as jo_e on minibox. (Port busy)\n")

    assert "jo_e" not in told
    assert "minibox" not in told
    assert "jo\\_e" not in told


def test_a_folder_that_could_not_be_read_does_not_tell_whose_it_is() -> None:
    assert "maxine" not in comment(unreadable("a", "/home/maxine/a is gone"), rulebook().vocabulary, "")


@given(st.text(max_size=100))
def test_escaped_text_has_no_live_markup(text: str) -> None:
    shown = escaped(text)

    assert "<" not in shown
    assert "`" not in shown.replace("\\`", "")
    assert "@" not in shown.replace("@\u200b", "")


@given(st.text(alphabet="`ab ", max_size=60))
def test_no_text_ends_its_own_code(text: str) -> None:
    ticks = code(text).partition(" ")[0]

    assert code(text) == f"{ticks} {text} {ticks}"
    assert ticks not in text


@given(st.text(alphabet="`ab\n", max_size=60))
def test_no_text_ends_its_own_code_block(text: str) -> None:
    first, *inside, last = fenced(text).split("\n")

    assert first.removesuffix("text") == last
    assert all(last not in line for line in inside)
