"""Many patterns over one line, by RE2 and without it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from espdoctor.engine import patterns
from espdoctor.engine.grams import Grams
from espdoctor.engine.patterns import PatternError, Patterns, compiled


@pytest.fixture(params=["re2", "re"])
def ready(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Callable[[Sequence[str]], Patterns]:
    if request.param == "re":
        monkeypatch.setattr(patterns, "re2", None)
    elif patterns.re2 is None:
        pytest.skip("google-re2 has no wheel for this system; the other half of these tests covers what is used then")
    return compiled


Ready = Callable[[Sequence[str]], Patterns]


def found(ready: Ready, given: Sequence[str], line: str) -> list[tuple[int, tuple[int, int], dict[str, str | None]]]:
    return [(index, match.span(), match.groupdict()) for index, match in ready(given).search(line)]


def test_every_pattern_that_matches_is_found_in_order(ready: Ready) -> None:
    given = [r"mode (?P<mode>\d)", "nothing", "^boot", "(?i)BOOT"]

    assert found(ready, given, "boot mode 3") == [(0, (5, 11), {"mode": "3"}), (2, (0, 4), {}), (3, (0, 4), {})]


def test_places_are_counted_in_characters(ready: Ready) -> None:
    assert found(ready, [r"é(?P<n>\d+)"], "ééé12") == [(0, (2, 5), {"n": "12"})]


def test_digits_and_words_are_those_of_ascii(ready: Ready) -> None:
    assert found(ready, [r"^\d$", r"^\w$"], "٣") == []


def test_a_group_may_have_no_part_in_the_match(ready: Ready) -> None:
    assert found(ready, [r"a(?P<b>b)?"], "a") == [(0, (0, 1), {"b": None})]


def test_no_patterns_find_nothing(ready: Ready) -> None:
    assert found(ready, [], "anything") == []


def test_candidates_are_the_same_for_lines_of_one_shape_and_a_pattern_may_be_left_out(ready: Ready) -> None:
    patterns = ready(["Exception \\(28\\)", "exception", "calm", r"^\d"])

    assert list(patterns.candidates("Exception (28)")) == list(patterns.candidates("Exception (29)")) == [0, 1, 3]
    assert [at for at, _ in patterns.search("Exception (28)")] == [0]
    assert patterns.search("Exception (28)", [1, 3]) == []


def test_whether_a_pattern_could_match_in_a_line_of_the_shape_is_known(ready: Ready) -> None:
    patterns = ready([r"Exception \(28\)", "Exception at", r"E[x1-3]ception .9\d"])

    assert [patterns.could_match("exception (29)", [at]) for at in range(3)] == [True, False, True]
    assert patterns.could_match("exception (20)", [1, 0])
    assert not patterns.could_match("exception (20)", [])
    assert patterns.could_match("EXCEPTION (31)", [2])


def test_no_more_shapes_are_remembered_than_some(ready: Ready, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("espdoctor.engine.patterns._MOST_KNOWN", 2)
    patterns = ready(["busy"])

    assert [len(patterns.candidates(f"{letter} busy")) for letter in "abcdef"] == [1] * 6
    assert len(patterns._known) <= 2


def test_where_needles_are_known_a_pattern_is_compiled_when_it_is_needed() -> None:
    patterns = compiled(["fine", "(torn"], Grams([(("fine",),), (("torn",),)]))

    assert [at for at, _ in patterns.search("fine")] == [0]
    with pytest.raises(PatternError, match="pattern 1"):
        patterns.search("torn")


def test_a_pattern_that_cannot_be_used_is_named(ready: Ready) -> None:
    with pytest.raises(PatternError) as caught:
        ready(["fine", "(torn"])

    assert caught.value.index == 1
    assert str(caught.value).startswith("pattern 1: missing )")


@pytest.mark.skipif(patterns.re2 is None, reason="google-re2 has no wheel for this system")
@pytest.mark.parametrize("pattern", [r"(a)\1", "(?<=a)b", "a(?=b)"])
def test_what_takes_more_than_linear_time_is_refused(pattern: str) -> None:
    with pytest.raises(PatternError):
        compiled([pattern])


def test_a_module_that_there_is_not_is_none() -> None:
    assert patterns._imported("a_module_that_there_is_not") is None


def test_a_reason_may_come_as_words_or_not_at_all() -> None:
    assert patterns._said(ValueError("torn")) == "torn"
    assert patterns._said(ValueError()) == ""
