"""What firmware does after its start."""

from __future__ import annotations

import pytest

from benchtop import Benchtop
from espdoctor.engine.facts import Value
from espdoctor.probes import app_facts, app_watch, boot_watch, lines, simulator
from espdoctor.probes.boot_watch import Seen
from espdoctor.probes.heard import Heard
from espdoctor.probes.simulator import images
from espdoctor.probes.simulator.sketches import SKETCHES
from espdoctor.probes.wire import banner


def running(sketch: str) -> dict[str, Value]:
    """What is learned of a board with that firmware in its flash."""
    url = f"sim://nodemcu?id=app-watch-{sketch}"
    image = images.make_sketch(sketch)
    simulator.bench(url).device.chip.flash.data[: len(image)] = image
    bench = Benchtop(url)
    seen = boot_watch.after_reset(bench.world, lines.RUN, banner.COLD_BAUD)
    return {fact.name: fact.value for fact in app_facts.facts(app_watch.watch(bench.world, seen))}


@pytest.mark.parametrize(
    ("sketch", "output", "result"),
    [
        ("hello", "text", "firmware"),
        ("silent", "silent", "image-silent"),
        ("at", "at-firmware", "firmware"),
        ("lua", "repl", "firmware"),
        ("slow", "text", "firmware"),
    ],
)
def test_who_talks_at_whichever_speed(sketch: str, output: str, result: str) -> None:
    assert sketch in SKETCHES

    found = running(sketch)

    assert (found["app.output"], found["boot.after_run.result"]) == (output, result)
    assert found["app.restart_loop"] is False


def test_a_crash_is_told_with_its_number() -> None:
    found = running("crash-null")

    assert (found["app.crash"], found["app.exception"], found["boot.after_run.result"]) == ("exception", 28, "crash")


def test_a_program_for_another_crystal_is_heard_at_a_speed_of_its_own() -> None:
    """With a crystal of 40 MHz the ROM is read at 115200: its words are not taken for the program's."""
    bench = Benchtop("sim://esp-12e?fault=crystal-40")
    watched = app_watch.watch(bench.world, boot_watch.after_reset(bench.world, lines.RUN, banner.COLD_BAUD), stay=2.0)

    assert watched.output is not None
    assert watched.output.baud == 115200 * 40 // 26
    assert b"bench sketch: hello" in watched.output.data


def test_a_bridge_without_that_speed_leaves_it_unreadable() -> None:
    bench = Benchtop("sim://nodemcu?fault=crystal-40")
    watched = app_watch.watch(bench.world, boot_watch.after_reset(bench.world, lines.RUN, banner.COLD_BAUD), stay=2.0)

    assert (watched.output, watched.unreadable) == (None, True)


def test_a_program_is_read_where_its_boot_text_was_too_spoilt_to_be_known() -> None:
    """Seed 1 of drifting grounds: readable words, and no banner among them."""
    bench = Benchtop("sim://nodemcu?id=app-watch-unknown-start")
    seen = Seen(Heard(b"hello\r\n", 0, banner.COLD_BAUD), (), lines.RUN)
    assert app_watch.watch(bench.world, seen).output is not None
