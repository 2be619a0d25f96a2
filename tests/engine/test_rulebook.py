"""The rulebook as one value."""

from __future__ import annotations

from rulefiles import book


def test_a_rulebook_is_equal_to_itself_alone_so_that_an_index_of_it_can_be_kept() -> None:
    one, other = book(), book()

    assert one.sha256 == other.sha256
    assert len({one, other, one}) == 2
