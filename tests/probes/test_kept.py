"""What is kept between two starts: read again as it was, and only where nobody else could have put it there."""

from __future__ import annotations

import os
import pickle
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from espdoctor.engine.causes import Place
from espdoctor.probes import home
from espdoctor.probes.kept import cache_folder, keep, kept, marks

unix_only = pytest.mark.skipif(not hasattr(os, "getuid"), reason="the mark of a file that others may write is Unix's")


@dataclass(frozen=True, slots=True)
class Shelf:
    """Data that holds data, some of it twice."""

    places: tuple[Place, ...]
    kind: type
    by_name: dict[str, Place]
    lines: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "lines", sum(place.line for place in self.places))


PLACE = Place("a.yaml", 3)
SHELF = Shelf((PLACE, PLACE), Place, {"a": PLACE})


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "one.shelf"


def test_data_is_read_as_it_was_kept(file: Path) -> None:
    keep(file, SHELF)

    found = kept(file, Shelf)

    assert found == SHELF
    assert found is not None
    assert found.lines == 6
    assert found.places[0] is found.places[1] is found.by_name["a"]


def test_what_was_kept_before_is_dropped(file: Path) -> None:
    keep(file.with_name("old.shelf"), SHELF)
    keep(file.with_name("other.thing"), SHELF)
    keep(file, SHELF)

    assert sorted(one.name for one in file.parent.iterdir()) == ["one.shelf", "other.thing"]


def test_nothing_is_found_where_nothing_is(file: Path) -> None:
    assert kept(file, Shelf) is None


@pytest.mark.parametrize("length", [0, 1, 30, 100])
def test_what_is_torn_is_not_read(file: Path, length: int) -> None:
    keep(file, SHELF)
    file.write_bytes(file.read_bytes()[:length])

    assert kept(file, Shelf) is None


def test_what_is_something_else_is_not_taken(file: Path) -> None:
    keep(file, "not a shelf")

    assert kept(file, Shelf) is None


@unix_only
@pytest.mark.parametrize("of", ["file", "folder"])
def test_what_others_may_write_to_is_never_run(file: Path, of: str) -> None:
    keep(file, SHELF)
    file.write_bytes(pickle.dumps(SHELF))
    assert kept(file, Shelf) == SHELF
    (file if of == "file" else file.parent).chmod(0o777)

    assert kept(file, Shelf) is None


def test_a_folder_that_cannot_be_made_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")

    keep(tmp_path / "cache" / "one.shelf", SHELF)

    assert kept(tmp_path / "cache" / "one.shelf", Shelf) is None


def test_files_are_marked_by_name_size_and_time(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name, text in (("b.yaml", "b"), ("sub/a.yaml", "aa"), ("note.txt", "c")):
        (tmp_path / name).write_text(text)
        os.utime(tmp_path / name, ns=(5, 7))

    assert list(marks(tmp_path, ".yaml")) == [("b.yaml", 1, 7), ("sub/a.yaml", 2, 7)]


def test_the_folder_is_where_the_user_wants_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(home.VARIABLE, str(tmp_path))
    assert cache_folder() == tmp_path / "cache"

    monkeypatch.delenv(home.VARIABLE)
    assert "espdoctor" in str(cache_folder())
