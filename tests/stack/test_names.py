"""Names of C++ functions as people write them."""

from __future__ import annotations

import pytest

from espdoctor.probes.stack.names import readable


@pytest.mark.parametrize(
    ("linkage", "name", "shown"),
    [
        ("loop", "loop", "loop"),
        ("_Z4loopv", "loop", "loop"),
        ("_ZN6Sensor4readEv", "read", "Sensor::read"),
        ("_ZNK6Sensor4readEv", "read", "Sensor::read"),
        ("_ZN6SensorC2Ei", "Sensor", "Sensor::Sensor"),
        ("_ZN6SensorD0Ev", "~Sensor", "Sensor::~Sensor"),
        ("_ZN4pins12_GLOBAL__N_16hiddenEi", "hidden", "pins::(anonymous)::hidden"),
        ("_ZL6clonedii.constprop.0", "cloned", "cloned"),
        ("_ZN4RingIiLi7EE4takeEi", "take", "take"),
        ("_ZN6SensorplEi", "operator+", "operator+"),
        ("_Z7biggestIiET_S0_S0_", "biggest<int>", "biggest"),
        ("_ZN99999Sensor4readEv", "read", "read"),
        ("_ZN", "x", "x"),
        ("part$constprop$0", "part", "part"),
    ],
)
def test_plain_names_show_their_classes_and_others_stay_as_in_the_source(linkage: str, name: str, shown: str) -> None:
    assert readable(linkage, name) == shown


def test_a_name_without_an_end_is_cut() -> None:
    assert len(readable("_Z" + "1a" * 5000, "a" * 5000)) <= 512
