"""The probe takes the path that a person names, as they paste it."""

from __future__ import annotations

from pathlib import Path

import pytest

import xtensa
from computer import Computer, Room
from espdoctor.engine.facts import Value
from espdoctor.probes import catalog
from espdoctor.probes.wire.dump import Places


def state(path: str, dump: str = "40201234 / ") -> Value:
    """What comes of that path."""
    (seen,) = catalog.get("decode-given").run(Room(Computer(), known={"app.dump": dump, "app.elf": path}))
    return next(fact.value for fact in seen.facts if fact.name == "app.elf_state")


@xtensa.needs_tools
def test_a_file_its_folder_and_a_path_in_quotes_all_do(tmp_path: Path) -> None:
    made = xtensa.build(tmp_path, "-Os", "-g")
    dump = Places((), tuple(xtensa.calls(made)[:12])).text

    assert [state(one, dump) for one in (str(made), f'"{made}"', f"file://{made}", str(tmp_path))] == ["fits"] * 4


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [("Lamp.ino.bin", b"\xe9\x01\x02\x20", "not-elf"), ("Lamp.ino.elf", b"\x7fELF\x01\x01\x01", "broken")],
)
def test_wrong_input_is_named(name: str, content: bytes, word: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)

    assert state(str(tmp_path / name)) == word


def test_a_path_that_leads_nowhere_is_missing(tmp_path: Path) -> None:
    assert state(str(tmp_path / "gone.elf")) == "missing"
    assert state(str(tmp_path)) == "missing"


def test_it_waits_until_the_search_by_itself_has_failed() -> None:
    needs = dict(catalog.info("decode-given").needs)

    assert "fits" not in needs["app.elf_state"]
    assert "missing" in needs["app.elf_state"]
