"""The rule files of the package, read and made into the one rulebook that everybody uses."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from . import __version__
from .engine.causes import Place
from .engine.errors import Mistake, RulebookError
from .engine.rulebook import Rulebook

FOLDER = Path(__file__).with_name("rules")


@lru_cache(maxsize=1)
def rulebook() -> Rulebook:
    """The rulebook, read once a process. Raises RulebookError if the files have mistakes."""
    texts = sources()
    kept = _kept_at(texts)
    found = _kept(kept)
    if found is None:
        from .engine.load import load

        found = load(texts)
        _keep(kept, found)
    return found


def _kept_at(texts: dict[str, str]) -> Path:
    """Where a rulebook made of these very texts, by this very program and Python, is kept."""
    import hashlib
    import sys

    from .probes.home import VARIABLE

    digest = hashlib.sha256(repr((__version__, sys.version, texts)).encode("utf-8"))
    for path in sorted(FOLDER.with_name("engine").glob("*.py")):
        digest.update(path.read_bytes())
    chosen = os.environ.get(VARIABLE)
    if chosen:
        return Path(chosen) / "cache" / f"{digest.hexdigest()}.rulebook"
    import platformdirs

    return Path(platformdirs.user_cache_dir("espdoctor", appauthor=False)) / f"{digest.hexdigest()}.rulebook"


def _kept(path: Path) -> Rulebook | None:
    """The rulebook that was kept, if it is there and nobody else could have put it there."""
    import pickle

    try:
        if not _private(path):
            return None
        found = pickle.loads(path.read_bytes())
    except (OSError, ValueError, EOFError, AttributeError, ImportError, IndexError, TypeError, pickle.UnpicklingError):
        return None  # a file that is torn or of another program is made anew
    return found if isinstance(found, Rulebook) else None


def _private(path: Path) -> bool:
    """A file is only trusted when it and its folder are the user's and nobody else may write there."""
    if not hasattr(os, "getuid"):
        return True  # on Windows the folder lies in the user's profile, which others cannot write to
    marks = [path.parent.stat(), path.stat()]
    return all(mark.st_uid == os.getuid() and not mark.st_mode & 0o022 for mark in marks)


def _keep(path: Path, made: Rulebook) -> None:
    """Keep it for the next start, and drop older ones. A folder that cannot be written to is no trouble."""
    import pickle

    from .probes.home import private_folder

    try:
        private_folder(path.parent)
        for older in path.parent.glob("*.rulebook"):
            older.unlink(missing_ok=True)
        fresh = path.with_suffix(f".{os.getpid()}")
        fresh.write_bytes(pickle.dumps(made))
        fresh.replace(path)
    except OSError:
        return


def sources(folder: Path = FOLDER) -> dict[str, str]:
    """The text of every rule file, cases included, by path below the folder.

    Raises RulebookError with every file that is not UTF-8.
    """
    mistakes: list[Mistake] = []
    found: dict[str, str] = {}
    for path in sorted(folder.rglob("*.yaml")):
        file = path.relative_to(folder).as_posix()
        data = path.read_bytes()
        try:
            found[file] = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            place = Place(file, data.count(b"\n", 0, error.start) + 1)
            mistakes.append(Mistake(place, "this file is not UTF-8", "save it as UTF-8"))
    if mistakes:
        raise RulebookError(mistakes)
    return found
