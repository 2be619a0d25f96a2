"""Every action that a rule may name is there, says what it does, and can be loaded."""

from __future__ import annotations

import subprocess
import sys

import pytest

from espdoctor.engine.hazard import Hazard
from espdoctor.probes.actions import catalog


@pytest.mark.parametrize("name", catalog.ACTIONS)
def test_an_action_is_loaded_by_its_name(name: str) -> None:
    assert catalog.get(name).info is catalog.info(name)
    assert catalog.info(name).title


@pytest.mark.parametrize(
    ("name", "hazard"),
    [("restart", Hazard.RESET), ("flash", Hazard.WRITE), ("erase-and-flash", Hazard.ERASE)],
)
def test_an_action_states_its_hazard(name: str, hazard: Hazard) -> None:
    assert catalog.info(name).hazard is hazard


def test_an_action_that_there_is_not() -> None:
    with pytest.raises(KeyError):
        catalog.get("explode")


def test_knowing_the_actions_loads_none_of_them() -> None:
    program = "import sys; from espdoctor.probes.actions.catalog import info; info('flash')"
    program += "; print('esptool' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"
