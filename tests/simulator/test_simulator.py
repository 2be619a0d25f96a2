"""Which bench a URL means."""

from __future__ import annotations

import gc
import re
import weakref
from pathlib import Path

import pytest

from espdoctor.probes import simulator

ROOT = Path(__file__).resolve().parents[2]


def test_every_test_that_the_page_on_the_bench_names_is_there() -> None:
    named = set(re.findall(r"`(test_\w+)\.(test_\w+)`", (ROOT / "docs/simulator.md").read_text(encoding="utf-8")))
    tests = {file: (ROOT / f"tests/simulator/{file}.py").read_text(encoding="utf-8") for file, _ in named}
    assert len(named) > 25
    assert [name for file, name in sorted(named) if f"def {name}(" not in tests[file]] == []


def test_without_a_name_each_consultation_has_a_fresh_bench() -> None:
    assert simulator.bench("sim://nodemcu") is not simulator.bench("sim://nodemcu")


def test_with_a_name_it_is_one_as_long_as_the_process_lives_and_stays_repaired() -> None:
    url = "sim://esp-01?fault=rx-tx-swapped&hands=simulated&id=stays"
    first = simulator.bench(url)
    assert first.hands is not None
    first.hands.do("swap-rx-tx")
    again = simulator.bench(url)
    assert again is first
    assert again.table.rx_tx == "crossed"


def test_one_name_is_one_board() -> None:
    simulator.bench("sim://esp-01?id=one")
    with pytest.raises(ValueError, match="lies a esp-01, not a nodemcu"):
        simulator.bench("sim://nodemcu?id=one")


def test_the_other_name_of_a_listed_port_leads_to_the_same_bench() -> None:
    bench = simulator.bench("sim://d1-mini?fault=gpio2-low")
    assert simulator.bench(bench.host.ports()[0].aliases[0]) is bench


def test_forgotten_benches_are_let_go_and_their_names_are_free() -> None:
    first = weakref.ref(simulator.bench("sim://esp-01?id=forgotten"))
    simulator.forget()
    gc.collect()  # a bench and its parts know each other

    assert first() is None
    assert simulator.bench("sim://nodemcu?id=forgotten").board.id == "nodemcu"
