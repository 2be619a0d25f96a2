"""Moving DTR and RTS, on ports that can and on those that cannot."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import pytest

from espdoctor.probes import modem_lines


class OneByOne:
    """A port without a file behind it, as on Windows and on networks."""

    def __init__(self) -> None:
        self.moved: list[str] = []

    def __setattr__(self, name: str, value: object) -> None:
        if name in ("dtr", "rts"):
            self.moved.append(f"{name}={value}")
        else:
            super().__setattr__(name, value)


class Together:
    """A port that moves both at one moment."""

    def __init__(self) -> None:
        self.moved: list[tuple[bool, bool]] = []

    def set_modem_lines(self, *, dtr: bool, rts: bool) -> None:
        self.moved.append((dtr, rts))


class Pseudo:
    """One end of a pseudo-terminal."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def fileno(self) -> int:
        return self._descriptor


@pytest.fixture
def pseudo() -> Iterator[Pseudo]:
    if sys.platform == "win32":
        pytest.skip("Windows has no pseudo-terminals of this kind")
    ours, theirs = os.openpty()
    yield Pseudo(theirs)
    os.close(ours)
    os.close(theirs)


def test_both_at_once_where_the_port_can() -> None:
    port = Together()

    modem_lines.move(port, True, False)

    assert port.moved == [(True, False)]


@pytest.mark.parametrize(
    ("dtr", "rts", "moved"),
    [
        (True, False, ["dtr=True", "rts=False"]),
        (False, True, ["rts=True", "dtr=False"]),
        (False, False, ["dtr=False", "rts=False"]),
        (True, True, ["dtr=True", "rts=True"]),
    ],
)
def test_what_is_asserted_goes_first_where_it_cannot(dtr: bool, rts: bool, moved: list[str]) -> None:
    port = OneByOne()

    modem_lines.move(port, dtr, rts)

    assert port.moved == moved


def test_a_pseudo_terminal_says_that_it_has_no_lines(pseudo: Pseudo) -> None:
    with pytest.raises(OSError, match="Errno") as caught:
        modem_lines.move(pseudo, True, True)

    assert caught.value.errno in modem_lines.NO_LINES


def test_hanging_up_on_close_is_switched_off(pseudo: Pseudo) -> None:
    import termios

    settings = termios.tcgetattr(pseudo.fileno())
    settings[2] |= termios.HUPCL
    termios.tcsetattr(pseudo.fileno(), termios.TCSANOW, settings)

    modem_lines.keep_on_close(pseudo)

    assert not termios.tcgetattr(pseudo.fileno())[2] & termios.HUPCL


@pytest.mark.parametrize("port", [OneByOne(), Pseudo(-1)])
def test_a_port_without_a_file_has_nothing_to_switch_off(port: object) -> None:
    modem_lines.keep_on_close(port)


def test_a_file_that_is_no_terminal_is_left_alone() -> None:
    read, write = os.pipe()
    try:
        modem_lines.keep_on_close(Pseudo(read))
    finally:
        os.close(read)
        os.close(write)
