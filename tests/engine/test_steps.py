"""The closed set of steps."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from typing import get_args

import pytest

from espdoctor.engine.hazard import Hazard
from espdoctor.engine.steps import Ask, Done, ProbeInfo, Run, Step, Try


def test_the_set_of_steps_is_closed() -> None:
    assert set(get_args(Step)) == {Ask, Run, Try, Done}


def test_a_step_is_a_value() -> None:
    probe = ProbeInfo("banner", "Listening to the boot banner", ("boot.mode",))
    assert Run(probe, "why") == Run(ProbeInfo("banner", "Listening to the boot banner", ("boot.mode",)), "why")
    with pytest.raises(FrozenInstanceError):
        probe.seconds = 2.0  # type: ignore[misc]


def test_a_probe_only_listens_and_needs_no_hands_unless_it_says_so() -> None:
    probe = ProbeInfo("banner", "Listening", ())
    assert (probe.hazard, probe.hands, probe.after, probe.needs) == (Hazard.LISTEN, (), (), ())
