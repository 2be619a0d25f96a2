"""Settings as rules and people name them become header bytes, or nothing."""

from __future__ import annotations

import pytest

import firmware
from espdoctor.probes import image_header
from espdoctor.probes.actions.settings import Settings, headed
from espdoctor.probes.image_fit import Part, Target

MB = 1 << 20


@pytest.mark.parametrize("word", ["detect", "real"])
def test_the_real_size_is_that_of_the_chip(word: str) -> None:
    assert Settings.of(None, word).bytes_for(Target(4 * MB)) == 4 * MB


@pytest.mark.parametrize("target", [Target(None), Target(3 * MB)])
def test_a_size_that_has_no_code_changes_nothing(target: Target) -> None:
    assert Settings.of(None, "detect").bytes_for(target) is None


@pytest.mark.parametrize("word", [None, "keep"])
def test_what_is_kept_is_kept(word: str | None) -> None:
    settings = Settings.of(word, word)

    assert (settings.mode_for(Target()), settings.bytes_for(Target(MB))) == (None, None)


def test_what_was_asked_for_goes_before_what_was_found() -> None:
    target = Target(mode_that_boots="dout")

    assert Settings.of("dio", None).mode_for(target) == "dio"
    assert Settings.of(None, None).mode_for(target) == "dout"


def test_that_no_mode_boots_is_no_mode() -> None:
    assert Settings.of(None, None).mode_for(Target(mode_that_boots="none")) is None


@pytest.mark.parametrize(("mode", "size"), [("fast", None), (None, 12345), (None, "large")])
def test_what_there_is_not_is_refused(mode: str | None, size: int | str | None) -> None:
    with pytest.raises(ValueError, match="there is no flash"):
        Settings.of(mode, size)


def test_only_the_image_at_the_start_gets_them() -> None:
    parts = (Part(0, firmware.plain(mode="qio")), Part(0x10000, firmware.plain(mode="qio")), Part(0x20000, b"data"))

    modes = [image_header.parse(part.data) for part in headed(parts, Settings("dout"), Target())]

    assert [mode and mode.mode for mode in modes] == ["dout", "qio", None]


def test_what_is_no_image_is_left_as_it_is() -> None:
    assert headed((Part(0, b"\xff" * 99),), Settings("dout"), Target())[0].data == b"\xff" * 99
