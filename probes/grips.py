"""How each board was last held: rate, helper program or not, reset sequence; remembered by the chip's MAC.

One small file a chip in the user's data folder. A simulated board is remembered by its URL beside its MAC, which many
benches share. What is remembered is a first try and never a promise: it is dropped for whatever works next.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from .home import home, open_private, private_folder

FORMAT = 1
LONGEST = 4096
"""Bytes of a file that is believed to be one of ours."""
_SIMULATED = "sim://"


@dataclass(frozen=True, slots=True)
class Grip:
    """One way to hold a chip for flash work."""

    rate: int
    """Bits per second."""
    helper: bool = True
    """With esptool's helper program in its RAM; else by its ROM alone."""
    patient: bool = False
    """In small blocks, each repeated until it has arrived."""
    sequence: str = ""
    """The reset that reached the loader, a name of `lines.SEQUENCES`; "" where none is known."""

    @property
    def rank(self) -> tuple[bool, bool, int]:
        """The higher, the faster the work is done."""
        return self.helper, not self.patient, self.rate


@dataclass(frozen=True, slots=True)
class _Held:
    mac: str
    port: str
    grip: Grip


class Grips:
    """The folder of what is remembered. A file that is not ours, or broken, is as good as none."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or home() / "boards"

    def at(self, port: str) -> Grip | None:
        """How the board that was last on this port was held."""
        found = [(path.stat().st_mtime_ns, one) for path, one in self._all() if one.port == port]
        return max(found, key=lambda pair: pair[0])[1].grip if found else None

    def of(self, mac: str, port: str) -> Grip | None:
        """How this chip was held, on whichever port it was."""
        one = _read(self._path(mac, port))
        return one.grip if one and one.mac == mac else None

    def keep(self, mac: str, port: str, grip: Grip) -> None:
        """Remember it. A disk that does not take it is no reason to fail: the work itself is done."""
        held = json.dumps({"format": FORMAT, **asdict(_Held(mac, port, grip))})
        with suppress(OSError):
            private_folder(self.folder)
            half = self._path(mac, port).with_suffix(".part")
            with os.fdopen(open_private(str(half), os.O_CREAT | os.O_TRUNC | os.O_WRONLY), "w") as file:
                file.write(held)
            half.replace(self._path(mac, port))

    def _path(self, mac: str, port: str) -> Path:
        name = mac.replace(":", "")
        if port.startswith(_SIMULATED):
            name += "-" + hashlib.sha256(port.encode()).hexdigest()[:12]
        return self.folder / f"{name}.json"

    def _all(self) -> Iterator[tuple[Path, _Held]]:
        for path in self.folder.glob("*.json"):
            held = _read(path)
            if held:
                yield path, held


def _read(path: Path) -> _Held | None:
    with suppress(OSError, ValueError, KeyError, TypeError):
        if path.stat().st_size <= LONGEST:
            return _from_json(json.loads(path.read_text("utf-8")))
    return None


def _from_json(told: dict[str, Any]) -> _Held | None:
    if told["format"] != FORMAT:
        return None
    grip = Grip(**told["grip"])
    sound = 300 <= grip.rate <= 4_000_000 and isinstance(grip.sequence, str)
    grip = replace(grip, helper=bool(grip.helper), patient=bool(grip.patient))
    return _Held(str(told["mac"]), str(told["port"]), grip) if sound else None
