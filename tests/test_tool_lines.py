"""Lines that tools print when something fails, one at a time: each leads to a cause that it can mean."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pytest

from espdoctor.knowledge import rulebook
from espdoctor.probes.result import as_json
from espdoctor.probes.triage import triage

LINES = Path(__file__).parent / "corpus" / "tool_lines.txt"
NOTHING = "nothing"
LEAST = 0.1
"""What is believed less than this is not told as a suspect."""


@dataclass(frozen=True, slots=True)
class ToolLine:
    """A line, and what it can mean."""

    tool: str
    fair: frozenset[str]
    surely: bool
    text: str


@lru_cache(maxsize=1)
def tool_lines() -> tuple[ToolLine, ...]:
    found, tool = [], ""
    for line in LINES.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            tool = line.strip("[]")
        elif line and not line.startswith("#"):
            causes, text = line.split(" | ", 1)
            words = causes.split()
            found.append(ToolLine(tool, frozenset(words) - {"!"}, "!" in words, text.replace("\\n", "\n")))
    return tuple(found)


def fault_of(line: ToolLine) -> str | None:
    """What is wrong with the answer; None for a fair one."""
    answer = as_json(triage(rulebook(), line.text, "text"))
    first = answer["causes"][0] if answer["causes"] else None
    sure = answer["verdict"] in ("diagnosed", "out-of-scope")
    fair = first is not None and first["id"] in line.fair and first["probability"] > LEAST
    if fair and (sure or not line.surely):
        return None
    if NOTHING in line.fair and not sure:
        return None
    return f"{line.text!r}: {answer['verdict']}, {first and first['id']}"


def test_every_fair_answer_is_a_cause() -> None:
    known = set(rulebook().causes) | {NOTHING}

    assert {name for line in tool_lines() for name in line.fair} - known == set()


def test_no_line_stands_there_twice() -> None:
    texts = [line.text for line in tool_lines()]

    assert len(texts) == len(set(texts))


@pytest.mark.parametrize("tool", sorted({line.tool for line in tool_lines()}))
def test_each_line_of_a_tool_leads_to_a_cause_that_it_can_mean(tool: str) -> None:
    faults = [fault_of(line) for line in tool_lines() if line.tool == tool]

    assert [fault for fault in faults if fault] == []
