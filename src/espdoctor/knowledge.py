"""The rule files of the package, read and made into the one rulebook that everybody uses."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from . import __version__
from .engine.rulebook import Rulebook

FOLDER = Path(__file__).with_name("rules")
ENGINE = Path(__file__).with_name("engine")


@lru_cache(maxsize=1)
def rulebook() -> Rulebook:
    """The rulebook, read once a process. Raises RulebookError if the files have mistakes."""
    from .probes.kept import keep, kept

    file = _file()
    found = kept(file, Rulebook)
    if found is None:
        from .engine.load import load

        found = load(sources(FOLDER))
        keep(file, found)
    return found


def _file() -> Path:
    """Where a rulebook made of these very files, by this very program and Python, is kept."""
    import hashlib
    import sys

    from .probes.kept import cache_folder, marks

    state = (__version__, sys.version, str(FOLDER), *marks(FOLDER, ".yaml"), *marks(ENGINE, ".py"))
    return cache_folder() / f"{hashlib.sha256(repr(state).encode()).hexdigest()}.rulebook"


def sources(folder: Path = FOLDER) -> dict[str, str]:
    """The text of every rule file, cases included, by path below the folder. Bytes that are no UTF-8 stay in it as lone
    surrogates, which the loader tells with all other mistakes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().decode("utf-8-sig", "surrogateescape")
        for path in sorted(folder.rglob("*.yaml"))
    }
