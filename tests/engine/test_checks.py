"""What is looked for, and a place where it was found, as values."""

from __future__ import annotations

from espdoctor.engine.checks import NO_CHECKS, Check, Portability, Spot
from espdoctor.engine.preprocessor import Macros

CHECK = Check("it", "stops", "code", "x", "what", "why", "change", ("a source",))


def test_a_check_is_found_by_its_name() -> None:
    known = Portability(Macros({}), (CHECK,))

    assert known.check("it") is CHECK
    assert known.check("other") is None
    assert NO_CHECKS.check("it") is None


def test_a_place_that_may_not_be_compiled_is_never_grave() -> None:
    assert Spot(CHECK, "a.cpp", 1, "x").weight == "stops"
    assert Spot(CHECK, "a.cpp", 1, "x", sure=False).weight == "look"
