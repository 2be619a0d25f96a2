"""How a labelled paste is judged: right when a fair answer leads, or when not knowing is fair and admitted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from espdoctor.knowledge import rulebook
from espdoctor.probes.result import as_json
from espdoctor.probes.triage import triage

FOLDER = Path(__file__).parent / "corpus" / "cases"
HONEST = {"insufficient", "out-of-scope"}


@dataclass(frozen=True, slots=True)
class Judged:
    """How one case came out."""

    name: str
    at1: bool
    at3: bool
    wrong_and_sure: bool
    sure_and_right: bool
    knowable: bool
    """Whether the cause can be known from the text at all."""


@dataclass(frozen=True, slots=True)
class Figures:
    """How many of some cases came out well."""

    cases: int
    at1: int
    at3: int
    wrong_and_sure: tuple[str, ...]
    sure_and_right: int
    knowable: int


def cases() -> dict[str, dict[str, Any]]:
    """Every case by its name."""
    return {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.yaml"))}


def paste_of(case: dict[str, Any]) -> str:
    """What the person wrote, and then what they pasted."""
    return f"{case.get('words') or ''}\n\n{case.get('text') or ''}\n"


def judge(name: str, case: dict[str, Any], text: str) -> Judged:
    """The case, with this text in place of its own."""
    answer = as_json(triage(rulebook(), text, "text"))
    ids, sure = [cause["id"] for cause in answer["causes"]], answer["verdict"] == "diagnosed"
    fair = {case["label"], *(case.get("also_accept") or [])}
    causes = fair - HONEST
    still_open = causes | set(case.get("possible") or [])
    at1, at3 = bool(causes & set(ids[:1])), bool(causes & set(ids[:3]))
    if "insufficient" in fair and not sure and (answer["verdict"] == "undetermined" or still_open & set(ids[:3])):
        at1 = at3 = True
    if "out-of-scope" in fair and (
        answer["verdict"] == "out-of-scope" or (answer["verdict"] == "undetermined" and not ids)
    ):
        at1 = at3 = True
    accepted = still_open if case["label"] == "insufficient" else causes
    knowable = case["confidence"] == "confirmed" and not HONEST & fair
    return Judged(name, at1, at3, sure and not accepted & set(ids[:1]), knowable and sure and at1, knowable)


def figures(judged: Iterable[Judged]) -> Figures:
    """The four figures, and of what."""
    all_of = tuple(judged)
    return Figures(
        cases=len(all_of),
        at1=sum(one.at1 for one in all_of),
        at3=sum(one.at3 for one in all_of),
        wrong_and_sure=tuple(one.name for one in all_of if one.wrong_and_sure),
        sure_and_right=sum(one.sure_and_right for one in all_of),
        knowable=sum(one.knowable for one in all_of),
    )
