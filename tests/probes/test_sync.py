"""The probe `sync`: each answer a fact of its own, on boards with each trouble."""

from __future__ import annotations

import pytest

from benchtop import Benchtop
from espdoctor.probes import sync
from espdoctor.probes.loader import _WORDS


@pytest.mark.parametrize(
    ("url", "reply"),
    [
        ("sim://nodemcu", "ok"),
        ("sim://esp-01", "ok"),
        ("sim://nodemcu?latency=100ms", "ok"),
        ("sim://esp-12e?fault=rx-tx-swapped", "none"),
        ("sim://esp-12e?fault=tx-open", "none"),
        ("sim://nodemcu?fault=gpio0-not-wired", "sketch"),
        ("sim://nodemcu?fault=esp32-in-place", "other-loader"),
    ],
)
def test_what_comes_back(url: str, reply: str) -> None:
    assert Benchtop(url).run("sync")["sync.reply"] == reply


def test_an_answer_shows_that_the_usual_speed_works() -> None:
    assert Benchtop("sim://d1-mini").run("sync")["baud.works_at_115200"] is True


@pytest.mark.parametrize("seed", range(5))
def test_a_disturbed_line_does_not_make_a_loader_silent(seed: int) -> None:
    assert Benchtop(f"sim://nodemcu?ber=1e-3&loss=0.01&seed={seed}").run("sync")["sync.reply"] in ("ok", "late")


def test_the_board_runs_and_the_port_rests_after_closing() -> None:
    bench = Benchtop("sim://nodemcu?id=rest-after-sync")
    bench.run("sync")
    port = bench.world.port()

    assert port.baud == 74880
    assert port.lines == (False, False)


def test_every_answer_has_words() -> None:
    assert set(sync.WORDS) == {*_WORDS.values(), "late"}


@pytest.mark.parametrize(("query", "told"), [("lines=none", {}), ("lines=none&fault=gpio0-low", {"sync.reply": "ok"})])
def test_where_no_line_can_ask_for_the_loader_a_running_program_tells_nothing(query: str, told: dict[str, str]) -> None:
    bench = Benchtop(f"sim://nodemcu?{query}")
    bench.run("open")
    found = bench.run("sync")
    assert {name: value for name, value in found.items() if name == "sync.reply"} == told
