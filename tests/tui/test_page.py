"""Facts by name, for pages."""

from __future__ import annotations

from espdoctor.engine.facts import Evidence, Fact
from espdoctor.tui.page import Known

KNOWN = Known.of([Fact("a.b", 3, (Evidence("s", "x"),)), Fact("a.c", "w", ()), Fact("a.c", "v", ())])


def test_a_fact_is_found_by_its_name_and_type() -> None:
    assert (KNOWN.value("a.b"), KNOWN.number("a.b"), KNOWN.text("a.b")) == (3, 3, "3")
    assert [fact.value for fact in KNOWN.all("a.c")] == ["w", "v"]
    assert KNOWN.number("a.c") is None


def test_what_is_not_known_is_none() -> None:
    assert (KNOWN.value("x.y"), KNOWN.number("x.y"), KNOWN.text("x.y"), KNOWN.all("x.y")) == (None, None, "", ())
