"""A known text in a disturbed one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espdoctor.probes.wire import fuzzy
from espdoctor.probes.wire.fuzzy import Match

TEMPLATE = b"mode:(?,?)"


@pytest.mark.parametrize(
    ("text", "match"),
    [
        (b"boot mode:(3,6)\r\n", Match(0, 5, 15, (0x33, 0x36))),
        (b"boot mOde:(3,6)\r\n", Match(1, 5, 15, (0x33, 0x36))),
        (b"boot mde:(3,6)\r\n", Match(1, 5, 14, (0x33, 0x36))),
        (b"boot mo.de:(3,6)\r\n", Match(1, 5, 16, (0x33, 0x36))),
    ],
)
def test_the_fewest_edits_and_what_stands_for_the_wild_ones(text: bytes, match: Match) -> None:
    assert fuzzy.find(TEMPLATE, text) == match


def test_nothing_to_look_in() -> None:
    assert fuzzy.find(b"ab?", b"") == Match(3, 0, 0, (None,))


@given(before=st.binary(max_size=20), after=st.binary(max_size=20))
def test_a_clean_text_is_found_wherever_it_stands(before: bytes, after: bytes) -> None:
    assert fuzzy.find(b"waiting for host", before + b"waiting for host" + after).errors == 0


@given(st.binary(min_size=1, max_size=8), st.binary(max_size=30))
def test_errors_are_never_more_than_the_template_is_long(template: bytes, text: bytes) -> None:
    match = fuzzy.find(template, text)

    assert 0 <= match.errors <= len(template)
    assert 0 <= match.start <= match.end <= len(text)


FEW_LETTERS = st.lists(st.sampled_from(b"abc?"), max_size=24).map(bytes)


@given(FEW_LETTERS.filter(bool), FEW_LETTERS)
def test_the_errors_that_are_counted_in_bits_are_those_of_the_table(template: bytes, text: bytes) -> None:
    rows = fuzzy._table(template, text)
    end = rows[-1].index(min(rows[-1]))
    start, wild = fuzzy._trace(template, text, rows, end)

    assert fuzzy.find(template, text) == Match(rows[-1][end], start, end, wild)
    assert fuzzy.fewest(template, text) == rows[-1][end]
