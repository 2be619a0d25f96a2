"""The rule files that are shipped, and files in general on their way in."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import pytest

from espdoctor import knowledge
from espdoctor.engine.cases import coverage, load_cases, run
from espdoctor.engine.errors import RulebookError
from espdoctor.engine.load_whole import unknown_names
from espdoctor.engine.rulebook import Rulebook
from espdoctor.engine.signatures import failures
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
    assert unknown_names(rulebook(), catalog.MODULES, actions.ACTIONS) == ()


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


def test_files_that_are_not_utf_8_are_all_told(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"fine\nm\xfcde")
    (tmp_path / "b.yaml").write_bytes(b"\xff")

    with pytest.raises(RulebookError) as caught:
        sources(tmp_path)

    assert str(caught.value).splitlines() == [
        "a.yaml:2:1: this file is not UTF-8; save it as UTF-8",
        "b.yaml:1:1: this file is not UTF-8; save it as UTF-8",
    ]


# ---------------------------------------------------------------- kept between two starts


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A home of its own, and no rulebook in memory."""
    monkeypatch.setenv(home.VARIABLE, str(tmp_path))
    return tmp_path / "cache"


def again() -> Rulebook:
    return rulebook.__wrapped__()


def kept(folder: Path) -> list[Path]:
    return sorted(folder.glob("*"))


def test_the_rulebook_is_kept_for_the_next_start(fresh: Path) -> None:
    made = again()
    (file,) = kept(fresh)
    before = file.stat().st_mtime_ns

    found = again()

    assert found is not made
    assert (found.sha256, list(found.causes), found.signatures) == (made.sha256, list(made.causes), made.signatures)
    assert kept(fresh)[0].stat().st_mtime_ns == before


def test_what_is_torn_is_made_anew(fresh: Path) -> None:
    again()
    (file,) = kept(fresh)
    file.write_bytes(file.read_bytes()[:100])

    assert again().causes


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="the mark of a file that others may write is Unix's")
def test_what_others_may_write_to_is_not_trusted(fresh: Path) -> None:
    again()
    (file,) = kept(fresh)
    file.write_bytes(pickle.dumps("not a rulebook"))
    file.chmod(0o666)

    assert isinstance(again(), Rulebook)


def test_what_is_something_else_is_made_anew(fresh: Path) -> None:
    again()
    (file,) = kept(fresh)
    file.write_bytes(pickle.dumps("not a rulebook"))

    assert isinstance(again(), Rulebook)


def test_changed_rules_make_a_new_one(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = again()
    told = sources()
    told["derive.yaml"] += "# changed\n"
    monkeypatch.setattr(knowledge, "sources", lambda: told)

    assert again().sha256 != old.sha256
    assert len(kept(fresh)) == 1


def test_a_home_that_cannot_be_written_to_is_no_trouble(fresh: Path) -> None:
    fresh.parent.mkdir(exist_ok=True)
    fresh.write_text("a file where the folder should be")

    assert again().causes
