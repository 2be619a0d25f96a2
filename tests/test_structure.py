"""The house keeps its shape: one module one test file, one idea a file, its purpose in the first line."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LONGEST = 300

# folder of modules -> folder of their tests
MIRRORED = {
    "engine": "engine",
    "probes": "probes",
    "probes/wire": "wire",
    "probes/stack": "stack",
    "probes/actions": "actions",
    "probes/simulator": "simulator",
    "tui": "tui",
    "src/espdoctor/commands": "commands",
}

# modules that hold nothing to test by itself, with the reason
NOTHING_TO_TEST = {
    "probes/probe.py": "the forms of a probe, without behaviour",
    "probes/host.py": "the form of a host, without behaviour",
    "probes/hands.py": "the form of a pair of hands, without behaviour",
    "probes/needs.py": "two tables of facts, used by every probe's own test",
    "probes/record.py": "the form of a record, and one that keeps nothing",
    "probes/events.py": "events, without behaviour",
    "tui/messages.py": "messages, without behaviour",
}


def modules(folder: str) -> list[str]:
    """The Python files right in the folder, as paths from the top."""
    found = sorted((ROOT / folder).glob("*.py"))
    return [path.relative_to(ROOT).as_posix() for path in found if not path.name.startswith("__")]


ALL = [module for folder in MIRRORED for module in modules(folder)]


@pytest.mark.parametrize("folder", MIRRORED)
def test_every_module_has_its_test_file(folder: str) -> None:
    tests = ROOT / "tests" / MIRRORED[folder]
    missing = [m for m in modules(folder) if m not in NOTHING_TO_TEST and not (tests / f"test_{Path(m).name}").exists()]

    assert missing == []


def test_the_exemptions_are_still_needed() -> None:
    stale = [m for m in NOTHING_TO_TEST if m not in ALL]

    assert stale == []


@pytest.mark.parametrize("module", ALL)
def test_a_file_says_what_it_is_for_and_is_not_longer_than_one_idea(module: str) -> None:
    text = (ROOT / module).read_text(encoding="utf-8")

    assert ast.get_docstring(ast.parse(text)), f"{module} does not say what it is for"
    assert len(text.splitlines()) <= LONGEST, f"{module} has outgrown one idea"
