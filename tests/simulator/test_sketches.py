"""The sketches that an image can name."""

from __future__ import annotations

import pytest

from espdoctor.probes.simulator import images
from espdoctor.probes.simulator.sketches import SKETCHES, crystal_hz, find


def finder(image: bytes) -> images.Reader:
    return lambda offset, length: image[images.APP_OFFSET + offset : images.APP_OFFSET + offset + length]


@pytest.mark.parametrize("name", SKETCHES)
def test_the_image_says_which_sketch_it_is(name: str) -> None:
    assert find(finder(images.make_sketch(name))) is SKETCHES[name]


def test_an_unknown_program_is_a_silent_one() -> None:
    assert find(finder(images.make_sketch("somebody-elses"))) is SKETCHES["silent"]
    assert find(lambda _offset, length: b"\xe9" * length) is SKETCHES["silent"]


@pytest.mark.parametrize(("label", "hertz"), [("hello", 26e6), ("hello@40", 40e6), ("no-such-program", 26e6)])
def test_an_image_says_for_which_crystal_it_was_built(label: str, hertz: float) -> None:
    image = images.make_sketch(label)[images.APP_OFFSET :]
    assert crystal_hz(lambda at, length: image[at : at + length]) == hertz


def test_the_crystal_in_the_label_is_no_part_of_the_name() -> None:
    image = images.make_sketch("at@40")[images.APP_OFFSET :]
    assert find(lambda at, length: image[at : at + length]) is SKETCHES["at"]
