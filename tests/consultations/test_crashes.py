"""My ESP crashes, and ESP.restart() hangs: from a newcomer's sentence or paste to the line, or to the proven fix."""

from __future__ import annotations

from typing import Any

import pytest

from consulting import consult

LOG = (
    "Exception (28):\nepc1=0x40201044 epc2=0x00000000 epc3=0x00000000 excvaddr=0x00000004 depc=0x00000000\n\n"
    ">>>stack>>>\n\nctx: cont\nsp: 3ffffde0 end: 3fffffd0 offset: 0150\n"
    "3fffff30:  3ffef030 4020106a 3fffff40 feefeffe  <\n3fffff40:  3ffef031 40201100 3fffff50 feefeffe  <\n"
    "3fffff50:  3ffef032 4020108c 3fffff60 402010a4  <\n"
)


def values(said: dict[str, Any], name: str) -> list[object]:
    return [fact["value"] for fact in said["facts"] if fact["name"] == name]


def first(said: dict[str, Any]) -> str:
    name: str = said["causes"][0]["id"]
    return name


def test_a_board_that_crashes_leads_to_the_line_of_its_program() -> None:
    said = consult("sim://nodemcu?fault=crash-null&hands=simulated", said="my ESP crashes running some code")

    assert (said["verdict"], first(said)) == ("diagnosed", "exception-null-pointer")
    assert values(said, "app.crash_at") == ["brightness in Lamp.ino, line 10"]
    assert values(said, "app.crash_line") == ["return which->level * 4;"]


def test_a_paste_leads_there_too() -> None:
    said = consult("sim://nodemcu?fault=crash-null&hands=simulated", said=LOG + "<<<stack<<<\n")

    assert values(said, "app.crash_at") == ["brightness in Lamp.ino, line 10"]
    assert [step["id"] for step in said["steps"]] == ["decode"]


def test_a_log_that_is_cut_is_noticed() -> None:
    said = consult("sim://nodemcu?fault=crash-null&hands=simulated", said=LOG)

    assert values(said, "app.dump_state") == ["cut"]


def test_a_log_of_another_build_is_noticed_and_no_line_is_told() -> None:
    shifted = LOG.replace("402010", "402013").replace("40201100", "40201404")
    said = consult("sim://nodemcu?fault=crash-null&hands=simulated", said=shifted)

    assert values(said, "app.elf_state") == ["other-build"]
    assert values(said, "app.crash_at") == []


def test_a_path_that_is_given_is_looked_into(tmp_path: Any) -> None:
    (tmp_path / "Lamp.ino.bin").write_bytes(b"\xe9\x01\x02\x40")
    said = consult(
        "sim://nodemcu?fault=crash-divide&hands=simulated", answers={"app.elf": str(tmp_path / "Lamp.ino.bin")}
    )

    assert values(said, "app.elf_state") == ["not-elf"]


def test_a_crash_that_nobody_sees_is_not_called_health() -> None:
    said = consult("sim://nodemcu?hands=simulated", said="my ESP crashes once a day")

    assert said["verdict"] in ("undetermined", "likely")
    assert "app.example_crashes" in {step["id"] for step in said["steps"]}


def test_no_experiment_is_asked_for_where_the_crash_was_seen() -> None:
    said = consult("sim://d1-mini?fault=crash-divide&hands=simulated", said="my ESP crashes")

    assert said["verdict"] == "diagnosed"
    assert not {"app.example_crashes", "power.other_supply_helps"} & {step["id"] for step in said["steps"]}


@pytest.mark.parametrize("board", ["nodemcu", "esp-12e"])
def test_a_restart_that_hangs_is_watched_as_it_stands_cured_and_proven(board: str) -> None:
    words = "ESP.restart() does not work: it stays dead till I pull the plug"
    said = consult(f"sim://{board}?fault=restart-hangs&hands=simulated", said=words)

    steps = [step["id"] for step in said["steps"]]
    assert first(said) == "restart-hangs-after-serial-upload"
    assert steps.index("as-found") < steps.index("banner")
    assert (said["verified"], said["after"]) == (True, "healthy")
