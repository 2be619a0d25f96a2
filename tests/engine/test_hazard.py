"""The ladder of hazards."""

from __future__ import annotations

import pytest

from espdoctor.engine.hazard import Hazard


def test_each_level_includes_those_below() -> None:
    assert Hazard.LISTEN < Hazard.RESET < Hazard.WRITE < Hazard.ERASE


@pytest.mark.parametrize("level", Hazard)
def test_a_level_is_found_by_its_own_word(level: Hazard) -> None:
    assert Hazard.of(str(level)) is level
    assert Hazard.of(str(level).title()) is level


def test_an_unknown_word_is_no_level() -> None:
    with pytest.raises(KeyError):
        Hazard.of("explode")
