"""What people can complain of holds to the vocabulary."""

from __future__ import annotations

import pytest

from espdoctor.knowledge import rulebook
from espdoctor.tui.complaints import COMPLAINTS, Complaint


@pytest.mark.parametrize("complaint", COMPLAINTS, ids=lambda one: one.words)
def test_a_complaint_stands_for_facts_that_there_are(complaint: Complaint) -> None:
    assert [rulebook().vocabulary.problem(name, value) for name, value in complaint.answers] == [None] * len(
        complaint.answers
    )


def test_the_first_says_nothing_so_that_it_can_be_skipped() -> None:
    assert COMPLAINTS[0].answers == ()
    assert all(complaint.answers for complaint in COMPLAINTS[1:])
