"""What a `sim://` URL says: `sim://BOARD[/PORT]?fault=ID&fault=ID2&seed=7&hands=simulated`."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

SCHEME = "sim"
DEFAULT_BOARD = "nodemcu"


@dataclass(frozen=True, slots=True)
class Address:
    """One bench, and one of its ports."""

    board: str = DEFAULT_BOARD
    port: str = ""
    """The name of a port on the bench; "" is the one that the bench's user chose."""
    faults: tuple[str, ...] = ()
    seed: int = 0
    id: str = ""
    """One bench for as long as the process lives; "" makes a fresh one."""
    pace: str = "free"
    ber: float = 0.0
    """Chance that a bit on the wire is flipped."""
    loss: float = 0.0
    """Chance that a byte is lost."""
    latency: float = 0.0
    """Seconds that the bridge collects bytes before it hands them on; 0 is the bridge's own habit."""
    lines: bool = True
    """The port has DTR and RTS; a terminal or a plain network socket has none."""
    hands: bool = False
    """Somebody simulated carries out hands-on steps and answers questions."""
    system: str = "linux"
    files: str = ""
    """The file system that lies in the flash: littlefs, spiffs, or none."""


def suggestion(word: str, known: Iterable[str]) -> str:
    """ "; did you mean …?", or the empty string when nothing is near."""
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.5)
    return f"; did you mean {near[0]}?" if near else "."


def parse(url: str) -> Address:
    """The address that a URL stands for. Raises ValueError with a sentence for a person."""
    parts = urlsplit(url)
    if parts.scheme.lower() != SCHEME:
        raise ValueError(f"A simulated board is written {SCHEME}://BOARD, not {url[:80]!r}.")
    values: dict[str, Any] = {"board": parts.netloc or DEFAULT_BOARD, "port": parts.path.strip("/")}
    faults: list[str] = []
    for name, text in parse_qsl(parts.query, keep_blank_values=True):
        if name == "fault":
            faults.extend(one for one in text.split(",") if one)
            continue
        if name not in _OPTIONS:
            hint = suggestion(name, ("fault", *_OPTIONS))
            raise ValueError(f"There is no option {name[:40]!r} of the simulated bench{hint}")
        field, read = _OPTIONS[name]
        try:
            values[field] = read(text)
        except ValueError as wrong:
            raise ValueError(f"The option {name}={text[:40]!r} of the simulated bench: {wrong}") from None
    return Address(**values, faults=tuple(dict.fromkeys(faults)))


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise ValueError("it must be a whole number.") from None


def _chance(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0.0 <= value < 1.0:
        raise ValueError("it must be a number from 0 to less than 1.")
    return value


def _seconds(text: str) -> float:
    """`16ms`, `0.1s`; a bare number is milliseconds."""
    number, scale = text.strip().lower(), 0.001
    if number.endswith("ms"):
        number = number[:-2]
    elif number.endswith("s"):
        number, scale = number[:-1], 1.0
    try:
        value = float(number) * scale
    except ValueError:
        value = -1.0
    if not 0.0 <= value <= 10.0:
        raise ValueError("it must be a time such as 16ms, at most 10s.")
    return value


def _one_of(*words: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in words:
            raise ValueError(f"it must be one of {', '.join(words)}{suggestion(text, words)}")
        return text

    return read


def _hands(text: str) -> bool:
    return _one_of("simulated", "none")(text) == "simulated"


def _lines(text: str) -> bool:
    return _one_of("both", "none")(text) == "both"


_OPTIONS: Mapping[str, tuple[str, Callable[[str], object]]] = {
    "seed": ("seed", _whole),
    "id": ("id", str),
    "pace": ("pace", _one_of("free", "line")),
    "ber": ("ber", _chance),
    "loss": ("loss", _chance),
    "latency": ("latency", _seconds),
    "lines": ("lines", _lines),
    "hands": ("hands", _hands),
    "files": ("files", _one_of("littlefs", "spiffs")),
    "os": ("system", _one_of("linux", "windows", "macos")),
}
