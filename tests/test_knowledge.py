"""The rule files that are shipped, and files in general on their way in."""

from __future__ import annotations

import shutil
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from espdoctor import knowledge
from espdoctor.engine.cases import coverage, load_cases, run
from espdoctor.engine.errors import RulebookError
from espdoctor.engine.examples import failures
from espdoctor.engine.load import load
from espdoctor.engine.load_whole import unknown_names
from espdoctor.engine.lookup import Lookup
from espdoctor.engine.rulebook import Rulebook
from espdoctor.engine.steps import ProbeInfo
from espdoctor.knowledge import FOLDER, rulebook, sources
from espdoctor.probes import catalog, home
from espdoctor.probes.actions import catalog as actions


def test_the_shipped_rules_are_read_once() -> None:
    assert rulebook() is rulebook()
    assert rulebook().causes


def test_the_shipped_cases_come_out() -> None:
    cases = load_cases(rulebook(), sources())

    assert len(cases) > len(rulebook().causes)
    assert [str(mistake) for mistake in run(rulebook(), cases)] == []


def test_every_shipped_rule_fires_in_a_case_and_every_cause_has_a_near_miss() -> None:
    assert [str(mistake) for mistake in coverage(rulebook(), load_cases(rulebook(), sources()))] == []


def test_every_shipped_signature_matches_its_lines() -> None:
    assert [str(mistake) for mistake in failures(rulebook())] == []


@pytest.mark.parametrize("probe", catalog.infos(), ids=lambda probe: probe.name)
def test_what_a_probe_settles_says_so_in_the_vocabulary(probe: ProbeInfo) -> None:
    kinds = rulebook().vocabulary.kinds

    assert [name for name in probe.settles if f"probe/{probe.name}" not in kinds[name].learned] == []


def test_every_name_in_the_shipped_rules_is_known() -> None:
    book, known = rulebook(), {"probe": catalog.MODULES, "action": actions.ACTIONS}

    assert list(unknown_names(book.vocabulary, book.causes, known)) == []


def test_files_are_named_by_their_path_below_the_folder() -> None:
    names = sources(FOLDER)

    assert "facts.yaml" in names
    assert "port/port-busy.yaml" in names
    assert all("\\" not in name and not name.startswith("/") for name in names)


def test_only_yaml_is_read(tmp_path: Path) -> None:
    (tmp_path / "port").mkdir()
    (tmp_path / "port" / "a.yaml").write_bytes(b"\xef\xbb\xbfa: b")
    (tmp_path / "notes.txt").write_text("no rules")

    assert sources(tmp_path) == {"port/a.yaml": "a: b"}


def test_files_that_are_not_utf_8_are_told_with_the_mistakes_of_the_others(tmp_path: Path) -> None:
    (tmp_path / "facts.yaml").write_bytes(b"fine: x\n")
    (tmp_path / "healthy.yaml").write_bytes(b"when: x\n# m\xfcde")
    (tmp_path / "hands.yaml").write_bytes(b"\xff")

    with pytest.raises(RulebookError) as caught:
        load(sources(tmp_path))

    told = str(caught.value).splitlines()
    assert told[0].startswith("facts.yaml:1:1: ")
    assert {"hands.yaml:1:1: this file is not UTF-8; save it as UTF-8"} < set(told)
    assert {"healthy.yaml:2:4: this file is not UTF-8; save it as UTF-8"} < set(told)


# ---------------------------------------------------------------- kept between two starts


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A home of its own, and no rulebook in memory."""
    monkeypatch.setenv(home.VARIABLE, str(tmp_path))
    return tmp_path / "cache"


def again() -> Rulebook:
    return rulebook.__wrapped__()


def test_the_rulebook_is_kept_for_the_next_start(fresh: Path) -> None:
    made = again()
    (file,) = fresh.glob("*")
    before = file.stat().st_mtime_ns

    found = again()

    assert found is not made
    assert (found.sha256, list(found.causes), found.signatures) == (made.sha256, list(made.causes), made.signatures)
    assert file.stat().st_mtime_ns == before


@pytest.mark.usefixtures("fresh")
def test_what_is_kept_is_all_that_was_made() -> None:
    made, found = again(), again()

    assert values(found) == values(made)
    assert [parts(one) for one in values(found.lookup)] == [parts(one) for one in values(made.lookup)]


def parts(data: Any) -> Any:
    """What it is made of; itself, if that is nothing else."""
    return getattr(data, "__dict__", data)


def values(data: Rulebook | Lookup | None) -> list[Any]:
    """Of all fields, but for what is made of the others."""
    return [getattr(data, field.name) for field in fields(data) if field.name != "lookup"] if data else []


def test_a_changed_rule_file_makes_a_new_one(fresh: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "rules"
    shutil.copytree(FOLDER, folder)
    monkeypatch.setattr(knowledge, "FOLDER", folder)
    old = again()
    with (folder / "derive.yaml").open("a") as file:
        file.write("# changed\n")

    assert again().sha256 != old.sha256
    assert len(list(fresh.glob("*"))) == 1


def test_a_changed_program_makes_a_new_one(fresh: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    again()
    (before,) = fresh.glob("*")
    monkeypatch.setattr(knowledge, "ENGINE", tmp_path / "none")
    (tmp_path / "none").mkdir()

    again()

    assert [file != before for file in fresh.glob("*")] == [True]


def test_every_signature_says_what_it_matches_and_what_it_must_not() -> None:
    assert [one.id for one in rulebook().signatures if not (one.matches and one.rejects)] == []
