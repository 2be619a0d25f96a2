"""What the case tells of an event."""

from __future__ import annotations

from espdoctor.knowledge import rulebook
from espdoctor.probes.events import Advised, FixEnded, Progress, Started
from espdoctor.tui import story_lines

CAUSE = rulebook().causes["gpio2-low"]


def test_a_look_is_told_and_its_progress_is_not() -> None:
    assert story_lines.of(Started("sync", "Greeting the chip", 1.0, "")) == ("look", "Greeting the chip", True)
    assert story_lines.of(Progress("sync", "", 1, 2, 0.1)) is None


def test_only_a_proven_fix_is_told_as_proof() -> None:
    ends = [story_lines.of(FixEnded(CAUSE, CAUSE.fixes[0], verified, "words")) for verified in (True, False, None)]

    assert [end.who for end in ends if end] == ["PROOF", "fix", "fix"]


def test_advice_is_a_note() -> None:
    assert story_lines.of(Advised(CAUSE, "{port.url}", (("port.url", "words"),))) == ("note", "words", False)
