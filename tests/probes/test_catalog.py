"""The list of probes, held against the vocabulary: each is a contract that the planner relies on."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from espdoctor.engine.hazard import Hazard
from espdoctor.knowledge import rulebook
from espdoctor.probes import catalog


@pytest.mark.parametrize("name", catalog.MODULES)
def test_a_probe_is_found_by_its_own_name(name: str) -> None:
    assert catalog.get(name).info.name == name
    assert catalog.info(name) in catalog.infos()


@pytest.mark.parametrize("name", catalog.MODULES)
def test_a_probe_settles_what_the_vocabulary_says_it_teaches(name: str) -> None:
    kinds = rulebook().vocabulary.kinds
    learned = {kind for kind, what in kinds.items() if f"probe/{name}" in what.learned}
    settles = set(catalog.info(name).settles)

    assert settles <= learned
    # a port can go away under any probe; the consultation makes the facts of it
    assert all(kind.startswith("port.") for kind in learned - settles)


@pytest.mark.parametrize("name", catalog.MODULES)
def test_what_a_probe_needs_are_values_of_facts(name: str) -> None:
    vocabulary = rulebook().vocabulary

    for fact, values in catalog.info(name).needs:
        assert not [value for value in values if vocabulary.problem(fact, value)]


@pytest.mark.parametrize("name", catalog.MODULES)
def test_what_a_probe_asks_of_hands_is_on_their_list(name: str) -> None:
    info = catalog.info(name)

    assert {*info.hands, *info.after} <= set(rulebook().hands)


def test_no_probe_writes_but_the_one_that_puts_back() -> None:
    assert {info.name for info in catalog.infos() if info.hazard > Hazard.RESET} == {"hold-test"}
    assert catalog.info("hold-test").hazard == Hazard.WRITE


def test_each_says_how_long_it_takes_and_what_it_does() -> None:
    assert all(info.seconds > 0 and info.title for info in catalog.infos())


def test_a_name_that_is_none() -> None:
    with pytest.raises(KeyError):
        catalog.get("crystal-ball")


def test_the_list_is_had_without_ports_or_esptool() -> None:
    program = (
        "from espdoctor.probes import catalog; catalog.infos()\n"
        "import json, sys; print(json.dumps([n for n in ('esptool', 'serial', 'textual', 'rich') if n in sys.modules]))"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert json.loads(done.stdout) == []


def test_where_no_line_restarts_the_board_hands_do_once_each() -> None:
    names = ("chip", "banner", "watch", "lines", "sync")
    assert catalog.doable(names, {"lines.supported": True}) == names
    assert catalog.doable(names, {"lines.supported": False}) == ("chip", "manual-run", "manual-loader")
