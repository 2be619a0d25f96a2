"""A pasted text to a diagnosis: honest, bounded, and the same for the same text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from espdoctor.knowledge import rulebook
from espdoctor.probes.triage import Report, triage, unreadable
from espdoctor.probes.wire.resample import heard


def told(text: str) -> Report:
    return triage(rulebook(), text)


def first(text: str) -> str | None:
    findings = told(text).findings
    return findings[0].cause.id if findings else None


def test_an_empty_text_is_no_diagnosis() -> None:
    assert (told("").verdict, told("").findings) == ("undetermined", ())


def test_what_happened_last_counts() -> None:
    early = "ets Jan  8 2013,rst cause:1, boot mode:(7,0)\n\nwaiting for host\n"
    later = "ets Jan  8 2013,rst cause:2, boot mode:(3,6)\n\nload 0x4010f000, len 1264, room 16\n~ld\n"

    assert told(early).verdict == "diagnosed"
    assert told(early + later).verdict != "diagnosed"
    assert first(later + early) == "gpio15-high"


def crashed(number: int) -> str:
    return (
        f"Exception ({number}):\nepc1=0x4020d1b2 excvaddr=0x00000000\n\n ets Jan  8 2013,rst cause:2, boot mode:(3,6)\n"
    )


def test_of_crashes_that_differ_the_one_that_comes_most_often_counts() -> None:
    spoilt_once = told(crashed(29) * 3 + crashed(9) + crashed(29))

    assert first(crashed(29) * 3 + crashed(9)) == "exception-null-pointer"
    assert [fact.value for fact in spoilt_once.facts if fact.name == "app.exception"] == [29]


def test_two_crashes_as_often_as_each_other_are_both_told() -> None:
    both = told(crashed(29) + crashed(9))

    assert (both.verdict, {fact.value for fact in both.facts if fact.name == "app.exception"}) == ("likely", {9, 29})


def test_what_is_known_has_no_open_questions_and_what_is_not_has() -> None:
    assert told("env: python3: No such file or directory").unknown == ()
    assert told("warning: espcomm_sync failed").unknown


def test_boot_text_at_another_speed_is_decoded_where_the_bytes_survived_and_known_where_not() -> None:
    sent = b"\r\n ets Jan  8 2013,rst cause:1, boot mode:(7,6)\r\n\r\n\r\nwaiting for host\r\n"
    garbled = heard(sent, 74880, 115200)

    clear = told("this is all I see\n" + garbled.decode("latin-1"))
    lost = told("this is all I see\n" + garbled.decode("utf-8", "replace"))

    (mode,) = (fact for fact in clear.facts if fact.name == "boot.seen.mode")
    assert (mode.value, mode.because[0].source) == (7, "text line 2, sent at 74880 baud and read at 115200")
    assert clear.findings[0].cause.id == "gpio15-high"
    assert {fact.value for fact in lost.facts if fact.name == "boot.seen.read_at"} == {115200}
    assert lost.verdict == "undetermined"


def test_what_was_not_read_is_undetermined_and_failed() -> None:
    report = unreadable("a.txt", "it is not there")

    assert (report.verdict, report.exit_code, report.error) == ("undetermined", 1, "it is not there")


@pytest.mark.parametrize(
    "hostile",
    [
        "\0" * 100_000,
        "[" * 100_000 + "]" * 100_000,
        "\x1b]0;title\x07" * 1000,
        "[bold red]" * 10_000,
        "Exception (" * 10_000,
        "\ud800" * 1000,
        "0x0 " * 100_000,
        "> " * 100_000,
    ],
)
def test_hostile_text_is_read_to_its_end(hostile: str) -> None:
    assert first(hostile + "\nerror: cannot access COM1\n") == "port-missing"


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=400))
def test_any_text_has_an_answer_and_the_same_twice(text: str) -> None:
    assert told(text) == told(text)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.sampled_from(
            [
                "Exception (28):",
                "csum err",
                "wdt reset",
                "boot mode:(1,6)",
                "rst cause:4,",
                "\x1b[2J",
                "waiting for host",
            ]
        ),
        max_size=12,
    )
)
def test_shuffled_telling_lines_never_break_it(lines: list[str]) -> None:
    assert told("\n".join(lines)).verdict in {"diagnosed", "likely", "undetermined", "out-of-scope"}


def test_a_log_that_ends_within_its_dump_is_known_to_be_cut() -> None:
    text = "Exception (28):\nepc1=0x40201044 excvaddr=0x00000004\n>>>stack>>>\n3fffff30:  3ffef030 4020106a 3fffff40"

    found = {fact.name: fact.value for fact in triage(rulebook(), text).facts}

    assert found["app.dump_state"] == "cut"
    assert found["app.crash_in"] == "flash"


def test_the_example_of_the_readme_runs_and_prints_what_it_says(capsys: pytest.CaptureFixture[str]) -> None:
    readme = (Path(__file__).resolve().parents[2] / "README.md").read_text("utf-8")
    example = readme.split("```python\n")[1].split("```")[0]

    exec(example, {})

    assert capsys.readouterr().out.splitlines()[0] == "diagnosed port-missing"
    assert "# diagnosed port-missing" in example


def test_a_text_that_decides_nothing_is_told_what_it_speaks_of() -> None:
    report = told("an ESP8266 with a 470uF capacitor in it")

    assert (report.verdict, report.findings[0].cause.id) == ("undetermined", "power-insufficient")


@pytest.mark.parametrize("text", ["I tried a 470uF capacitor", "is it the 470uF capacitor?"])
def test_what_was_only_tried_or_asked_is_not_even_spoken_of(text: str) -> None:
    assert told(text).findings == ()


def test_where_something_is_found_what_is_only_spoken_of_does_not_count() -> None:
    text = "A fatal error occurred: MD5 of file does not match data in flash!"

    assert first(text + "\nthere is a 470uF capacitor") == first(text)
    assert not [fact for fact in told(text + "\nthere is a 470uF capacitor").facts if fact.name == "said.mentioned"]


TOLD = "hello, my lamp has a relay and a motor; when they switch on it begins from the start, fine on the bench"


def test_what_no_rule_knows_is_like_what_others_told() -> None:
    report = told(TOLD)
    (fact,) = (fact for fact in report.facts if (fact.name, fact.value) == ("said.resembles", "brownout-resets"))

    assert (report.verdict, report.findings[0].cause.id) == ("undetermined", "brownout-resets")
    assert fact.because[0].excerpt == TOLD


def test_words_make_nothing_likelier_of_which_a_rule_speaks() -> None:
    report = told("A fatal error occurred: MD5 of file does not match data in flash!\n" + TOLD)
    said = {fact.value for fact in report.facts if fact.name == "said.resembles"}

    assert report.findings[0].cause.id == "md5-mismatch"
    assert said
    assert not said & {one.cause.id for one in report.findings if one.probability > 0.4}


def test_words_that_tell_of_other_matters_are_like_no_cause() -> None:
    text = (
        "how do i connect to an mqtt broker and show my sensor on a html page, parse json and control a relay by alexa"
    )

    assert [fact for fact in told(text).facts if fact.name == "said.resembles"] == []


@pytest.mark.parametrize("number", [9, 29])
def test_where_a_rule_is_certain_words_say_nothing(number: int) -> None:
    text = crashed(number)

    assert [one.cause.id for one in told(text + TOLD).findings][:1] == [one.cause.id for one in told(text).findings][:1]
    assert not [fact for fact in told(text + TOLD).facts if fact.name == "said.resembles"]


def test_of_what_is_believed_alike_what_a_rule_names_comes_first() -> None:
    report = told("Which is it? " + TOLD + "\nLoadStoreAlignmentCause: Load or store to an unaligned address")
    by_words = [
        all(fact.name == "said.resembles" for firing in one.firings for fact in firing.used)
        for one in report.findings
        if round(one.probability, 2) == round(report.findings[0].probability, 2)
    ]

    assert by_words == sorted(by_words)


def test_of_what_is_not_even_likely_what_a_rule_names_comes_before_a_common_cause_told_alike() -> None:
    findings = told(
        "Free heap: 21344\nFree heap: 2304\nConnecting goes on with dots and underscores until it gives up\n"
    ).findings

    assert findings[0].cause.id == "out-of-memory"
    assert findings[0].probability < max(finding.probability for finding in findings)


def test_what_failed_first_and_ended_well_is_not_what_is_wrong() -> None:
    busy = "could not open port 'COM9': PermissionError(13, 'Access is denied.', None, 5)\n"

    assert triage(rulebook(), f"{busy}Hash of data verified.\n").verdict != "diagnosed"
    assert triage(rulebook(), f"Hash of data verified.\n{busy}").verdict == "diagnosed"
