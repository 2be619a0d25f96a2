"""Which Host stands for which system."""

from __future__ import annotations

import pytest

from espdoctor.probes.host_real import real_host


@pytest.mark.parametrize(
    ("platform", "system"),
    [("linux", "linux"), ("darwin", "macos"), ("win32", "windows"), ("cygwin", "windows"), ("freebsd14", "other")],
)
def test_every_system_has_a_host(platform: str, system: str) -> None:
    assert real_host(platform).system() == system
