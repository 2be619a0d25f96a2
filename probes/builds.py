"""What a person's tools have built, newest first: folders that hold an image, its .elf or both, and whole firmware that
comes as one file (`downloads`).

Where tools build: Arduino IDE 1 in `arduino_build_NUMBER` of the temporary folder; Arduino IDE 2 and arduino-cli in
`arduino/sketches/HASH` (once `arduino-sketch-HASH`) of the temporary or the cache folder, or in `build/FQBN` beside the
sketch; PlatformIO in `.pio/build/ENVIRONMENT` (once `.pioenvs`); ESPHome in `.esphome/build/NAME/.pioenvs/NAME`.
Sources: arduino-cli docs (sketch build process), PlatformIO docs (build_dir), esphome docs (build_path).
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from . import downloads
from .host import Place

if TYPE_CHECKING:
    from .host import SystemName

MOST_BUILDS = 200
"""Looked at; a temporary folder can hold years of them."""
_MOST_OPTIONS = 64 * 1024
"""Bytes of a `build.options.json`."""
_OPTIONS = "build.options.json"


@dataclass(frozen=True, slots=True)
class Build:
    """One build folder."""

    folder: Path
    maker: str
    """For people: "Arduino IDE", "PlatformIO"."""
    name: str
    """The sketch or the environment: "Blink.ino", "d1_mini"."""
    images: tuple[Path, ...]
    elf: Path | None
    changed: float
    """Seconds since 1970, of the newest of its files."""
    options: Mapping[str, str] = field(default_factory=dict)
    """What an Arduino tool wrote down of the board's options (`fqbn`, `sketchLocation`, …)."""
    single: bool = False
    """It came as one file."""

    @property
    def path(self) -> Path:
        """What names it: the folder, or the file that is all of it."""
        return self.images[0] if self.single else self.folder


_SKETCHES = ("arduino_build_*", "arduino-sketch-*", "arduino/sketches/*")
_PROJECT = (".pio/build/*", ".pioenvs/*", ".esphome/build/*/.pioenvs/*", ".esphome/build/*/.pio/build/*")

_CACHES: Mapping[str, tuple[str, ...]] = {
    "linux": (".cache",),
    "macos": ("Library/Caches",),
    "windows": ("AppData/Local", "AppData/Local/Temp"),
}
"""Where a system keeps a user's caches, from the home folder."""

_PROJECTS = ("Documents/PlatformIO/Projects", "PlatformIO/Projects", "Documents/Arduino", "Arduino")
"""Where people's projects lie when they never chose a place, from the home folder."""


def places(
    system: SystemName, home: Path | None = None, temp: Path | None = None, here: Path | None = None
) -> tuple[Place, ...]:
    """Where builds may lie on that system, the folder that the program was started in first."""
    home, temp = home or Path.home(), temp or Path(tempfile.gettempdir())
    start = here or Path.cwd()
    around = (start, *islice(start.parents, 3))
    return (
        *(Place("PlatformIO", folder, _PROJECT) for folder in around),
        *(Place("Arduino", folder, ("build/*", ".")) for folder in around[:2]),
        downloads.place(start),
        *(downloads.place(folder, "bin/") for folder in (start, home / "nodemcu-firmware")),
        *(downloads.place(home / name) for name in ("Downloads", "Desktop")),
        Place("Arduino", temp, _SKETCHES),
        *(Place("Arduino", home / cache, _SKETCHES) for cache in _CACHES.get(system, ())),
        *(Place("PlatformIO", home / name, tuple(f"*/{one}" for one in _PROJECT)) for name in _PROJECTS[:2]),
        *(Place("Arduino", home / name, ("*/build/*",)) for name in _PROJECTS[2:]),
    )


def find(where: Iterable[Place]) -> tuple[Build, ...]:
    """Every build in these places, the newest first. Folders that may not be read are passed over."""
    seen: dict[Path, Build] = {}
    for place in where:
        for folder in islice(_folders(place), MOST_BUILDS):
            if folder not in seen and (build := _build(folder, place.maker)):
                seen[folder] = build
        seen |= {file: build for file in _files(place) if (build := _single(file))}
    return tuple(sorted(seen.values(), key=lambda build: (-build.changed, str(build.path))))


def look_in(path: Path) -> tuple[Build, ...]:
    """The builds that a person means with a path: a folder, or a file in it. None if there is nothing of the kind."""
    folder = path if path.is_dir() else path.parent
    named = Place(_maker_of(folder), folder, (".", *_PROJECT, *_SKETCHES, "build/*", "*/build/*"))
    return find((named, downloads.place(folder)))


def _folders(place: Place) -> Iterator[Path]:
    for pattern in place.patterns:
        try:
            found = [place.base] if pattern == "." else list(islice(place.base.glob(pattern), MOST_BUILDS))
        except OSError:
            continue
        yield from (folder for folder in found if folder.is_dir())


def _files(place: Place) -> list[Path]:
    """Folders that may not be read are passed over."""
    with suppress(OSError):
        return [file for pattern in place.files for file in islice(place.base.glob(pattern), MOST_BUILDS)]
    return []


def _single(file: Path) -> Build | None:
    release = downloads.release_of(file.name)
    with suppress(OSError):
        if release and file.is_file():
            changed = file.stat().st_mtime
            name = release.told(file.name)
            return Build(file.parent, release.maker, name, (file,), None, changed, single=True)
    return None


def _build(folder: Path, maker: str) -> Build | None:
    """The build in that folder; None where there is neither an image nor an .elf."""
    try:
        files = {Path(entry.path): entry.stat().st_mtime for entry in os.scandir(folder) if entry.is_file()}
    except OSError:
        return None
    elfs = sorted((path for path in files if path.suffix == ".elf"), key=lambda path: -files[path])
    images = tuple(sorted(path for path in files if path.suffix == ".bin" and not downloads.release_of(path.name)))
    if not elfs and not images:
        return None
    options = _options(folder / _OPTIONS)
    made = [*elfs, *images]
    return Build(
        folder=folder,
        maker=_maker_of(folder, maker),
        name=_name(folder, elfs or list(images), options),
        images=images,
        elf=elfs[0] if elfs else None,
        changed=max(files[path] for path in made),
        options=options,
    )


def _maker_of(folder: Path, otherwise: str = "Arduino") -> str:
    parts = set(folder.parts)
    if ".esphome" in parts:
        return "ESPHome"
    return "PlatformIO" if parts & {".pio", ".pioenvs"} else otherwise


def _name(folder: Path, made: list[Path], options: Mapping[str, str]) -> str:
    """The sketch's file where the tool names it, else the environment's folder."""
    if made[0].stem == "firmware":
        return folder.name
    return Path(options["sketchLocation"]).name if "sketchLocation" in options else made[0].stem


def _options(path: Path) -> dict[str, str]:
    """What the tool wrote down; nothing where there is no such file or it is none of theirs."""
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            found = json.loads(file.read(_MOST_OPTIONS))
    except (OSError, ValueError, RecursionError):
        return {}
    return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}
