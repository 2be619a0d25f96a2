"""The bench as a whole: repeatable, its time, its ports, its plug."""

from __future__ import annotations

import pytest

from bench_tools import READ_MAGIC, greeted, listen, loader_reset, opened, run_reset, sync
from espdoctor.probes import simulator
from espdoctor.probes.simulator.supply import THROUGH_RX
from espdoctor.probes.simulator.workbench import TICK, Bench


def played(url: str) -> bytes:
    with opened(url) as (bench, port):
        return run_reset(bench, port) + loader_reset(bench, port) + sync(port) + listen(port, 1.0)


def test_the_same_seed_gives_the_same_bytes() -> None:
    url = "sim://esp-12e?ber=1e-2&loss=0.05&seed="
    assert played(url + "4") == played(url + "4")
    assert played(url + "4") != played(url + "5")


def test_free_time_runs_only_as_far_as_somebody_waits() -> None:
    with opened("sim://nodemcu") as (bench, port):
        before = bench.clock.now()
        listen(port, 3.0)
        assert bench.clock.now() == pytest.approx(before + 3.0)


def looks(url: str) -> list[tuple[float, bytes]]:
    """What comes when, of a reset and of a program that ticks, to somebody who looks often and is mostly early."""
    with opened(url) as (bench, port):
        port.timeout = 0.03
        run_reset(bench, port)
        return [(round(bench.clock.now(), 9), port.read(1024)) for _ in range(100)]


@pytest.mark.parametrize("url", ["sim://nodemcu", "sim://esp-01?latency=16ms", "sim://esp-12e?fault=crash-null"])
def test_who_looks_while_nothing_happens_misses_nothing(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    passed_over = looks(url)
    monkeypatch.setattr(Bench, "look", Bench.catch_up)

    assert passed_over == looks(url)
    assert any(came for _, came in passed_over)
    assert not all(came for _, came in passed_over)


def test_who_waits_always_gets_on() -> None:
    bench = simulator.bench("sim://nodemcu?fault=no-power")
    before = bench.clock.now()
    bench.pause(before)
    assert bench.next_moment() >= before + TICK


def test_a_byte_takes_its_time_on_the_wire() -> None:
    with opened("sim://esp-01?hands=simulated&latency=1ms", baud=9600) as (bench, port):
        assert bench.hands is not None
        bench.hands.do("join-rx-tx")
        before = bench.clock.now()
        port.write(bytes(96))
        port.timeout = 5.0
        assert len(port.read(96)) == 96
        assert 0.1 < bench.clock.now() - before < 0.11


def test_latency_delays_what_comes_and_loses_nothing() -> None:
    with opened("sim://nodemcu?latency=100ms") as (bench, port):
        loader_reset(bench, port)
        assert greeted(sync(port) + listen(port, 0.5))
        port.write(READ_MAGIC)
        assert listen(port, 0.09) == b""
        assert listen(port, 0.2).startswith(b"\xc0\x01\x0a")


def test_ports_are_found_by_name_and_role() -> None:
    bench = simulator.bench("sim://nodemcu?fault=port-onboard")
    assert bench.usb.port().role == "onboard"
    assert bench.usb.port("ttyUSB0") is bench.usb.port("board")
    with pytest.raises(ValueError, match="it has ttyUSB0, ttyS0"):
        bench.usb.port("ttyUSB7")


def test_pulling_the_plug_takes_the_port_and_the_power_of_a_board_that_hangs_on_it() -> None:
    bench = simulator.bench("sim://nodemcu")
    bench.unplug()
    assert bench.host.ports() == ()
    assert bench.device.chip.running == "off"
    bench.unplug()
    bench.plug_in()
    bench.plug_in()
    assert len(bench.host.ports()) == 1
    assert bench.device.chip.running == "rom"


def test_an_adapter_that_is_pulled_leaves_the_module_running() -> None:
    bench = simulator.bench("sim://esp-12e")
    bench.unplug()
    assert bench.device.chip.running != "off"


def test_a_check_names_what_there_is() -> None:
    for url, words in (
        ("sim://nodemcus", "board 'nodemcus'; did you mean nodemcu"),
        ("sim://nodemcu?fault=gpio2", "did you mean gpio2-low"),
    ):
        with pytest.raises(ValueError, match=words):
            simulator.bench(url)


def test_cutting_the_supply_of_a_chip_that_is_fed_through_rx_starts_nothing_anew() -> None:
    with opened("sim://esp-12e?fault=fed-through-rx") as (bench, port):
        loader_reset(bench, port)
        assert greeted(sync(port))
        bench.cut_power(3.0)
        assert (bench.supply.limit, bench.device.chip.running) == (THROUGH_RX, "rom-loader")
        bench.change(powered=True, feeds_rx=False)
        assert not bench.supply.weak
