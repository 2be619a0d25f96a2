"""pyserial's own words, by system."""

from __future__ import annotations

import pytest

from espdoctor.probes.simulator import refusals
from espdoctor.probes.simulator.refusals import Refusal


@pytest.mark.parametrize(
    ("refusal", "system", "number", "words"),
    [
        ("absent", "linux", 2, "could not open port P: [Errno 2] No such file or directory: 'P'"),
        ("denied", "linux", 13, "could not open port P: [Errno 13] Permission denied: 'P'"),
        ("busy", "linux", 16, "could not open port P: [Errno 16] Device or resource busy: 'P'"),
        ("busy", "macos", 16, "could not open port P: [Errno 16] Resource busy: 'P'"),
        ("locked", "linux", 11, "Could not exclusively lock port P: [Errno 11] Resource temporarily unavailable"),
        ("locked", "macos", 35, "Could not exclusively lock port P: [Errno 35] Resource temporarily unavailable"),
        ("broken", "linux", None, "Could not configure port: (5, 'Input/output error')"),
        ("busy", "windows", None, "could not open port 'P': PermissionError(13, 'Access is denied.', None, 5)"),
        ("absent", "windows", None, "could not open port 'P': FileNotFoundError(2, 'The system cannot find"),
        ("broken", "windows", None, "None, 31)"),
    ],
)
def test_opening(refusal: Refusal, system: str, number: int | None, words: str) -> None:
    found, text = refusals.opening(refusal, "P", system)
    assert found == number
    assert words in text


def test_a_device_that_is_gone() -> None:
    assert refusals.reading("linux").startswith("device reports readiness to read but returned no data")
    assert "ClearCommError" in refusals.reading("windows")
    assert "Errno 6" in refusals.reading("macos")
    assert "Errno 5" in refusals.writing("linux")
    assert "WriteFile" in refusals.writing("windows")
