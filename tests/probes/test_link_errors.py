"""Each trouble of a port is a sentence that helps, and facts."""

from __future__ import annotations

import pytest

from espdoctor.probes import link_errors as errors
from espdoctor.probes.link_errors import LinkError

PORT = "/dev/ttyUSB0"

CASES: list[tuple[LinkError, str, dict[str, object]]] = [
    (errors.NoPort(""), "No serial port is chosen", {"port.state": "none-chosen"}),
    (errors.PortMissing(PORT), "There is no port /dev/ttyUSB0 on this computer", {"port.state": "missing"}),
    (
        errors.PortDenied(PORT, "", "dialout"),
        "Your user may not open /dev/ttyUSB0. Join the group dialout, then log out and in again.",
        {"port.state": "denied", "port.group": "dialout"},
    ),
    (
        errors.PortDenied(PORT),
        "Your user may not open /dev/ttyUSB0. The administrator can allow it: sudo",
        {"port.state": "denied"},
    ),
    (
        errors.PortBusy(PORT, "", "minicom (process 4711)"),
        "minicom (process 4711) has /dev/ttyUSB0 open.",
        {"port.state": "busy", "port.holder": "minicom (process 4711)"},
    ),
    (errors.PortBusy(PORT), "Another program has /dev/ttyUSB0 open.", {"port.state": "busy"}),
    (
        errors.PortVanished(PORT, "", 512),
        "went away in the middle, after 512 bytes",
        {"port.state": "vanished", "port.vanished": True},
    ),
    (errors.DriverError("COM3", "", 31), "reports a fault (number 31)", {"port.state": "driver-error"}),
    (errors.DriverError("COM3"), "The driver of COM3 reports a fault.", {"port.state": "driver-error"}),
    (errors.BaudRefused(PORT, "", 2000000), "does not take 2000000 baud", {}),
    (errors.LinesNotSupported(PORT), "has no DTR and RTS lines", {"lines.supported": False}),
    (errors.RemoteGone("rfc2217://a:1"), "Nobody answers at rfc2217://a:1", {"port.state": "missing"}),
    (
        errors.RemoteGone("rfc2217://a:1", "", 3),
        "hung up after 3 bytes",
        {"port.state": "vanished", "port.vanished": True},
    ),
    (errors.LoaderLost(PORT), "answered at first, then no answer came whole", {"sync.reply": "torn"}),
    (errors.PortBroken(PORT, "strange words"), "does not work: strange words", {"port.state": "broken"}),
    (errors.PortBroken(PORT), "the system gives no reason", {"port.state": "broken"}),
]


@pytest.mark.parametrize(("error", "words", "facts"), CASES)
def test_sentence_and_facts(error: LinkError, words: str, facts: dict[str, object]) -> None:
    assert words in str(error)
    assert str(error).endswith(".")
    assert {fact.name: fact.value for fact in error.facts()} == facts


def test_the_systems_words_are_the_evidence() -> None:
    (state,) = errors.PortMissing(PORT, "[Errno 2] No such file or directory").facts()

    assert state.because[0].excerpt == "[Errno 2] No such file or directory"


def test_foreign_words_are_bounded() -> None:
    assert len(errors.PortBroken(PORT, "x" * 10_000).detail) == errors.MOST_DETAIL


def test_every_leaf_is_in_the_tree() -> None:
    assert errors.__doc__ is not None
    leaves = {leaf.__name__ for leaf in LinkError.__subclasses__()}

    assert all(name in errors.__doc__ for name in leaves)
    assert leaves == {type(error).__name__ for error, _, _ in CASES}


def test_a_simulated_port_is_quoted_without_its_faults_also_in_the_systems_words() -> None:
    url = "sim://nodemcu?fault=port-busy"
    error = errors.PortBusy(url, f"[Errno 16] could not open port {url}")

    assert error.port == url
    assert "fault" not in str(error)
    assert "fault" not in str(error.facts())
