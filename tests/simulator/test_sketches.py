"""The sketches that an image can name."""

from __future__ import annotations

import pytest

from espdoctor.probes.simulator import images
from espdoctor.probes.simulator.sketches import SKETCHES, find


def finder(image: bytes) -> images.Reader:
    return lambda offset, length: image[images.APP_OFFSET + offset : images.APP_OFFSET + offset + length]


@pytest.mark.parametrize("name", SKETCHES)
def test_the_image_says_which_sketch_it_is(name: str) -> None:
    assert find(finder(images.make_sketch(name))) is SKETCHES[name]


def test_an_unknown_program_is_a_silent_one() -> None:
    assert find(finder(images.make_sketch("somebody-elses"))) is SKETCHES["silent"]
    assert find(lambda _offset, length: b"\xe9" * length) is SKETCHES["silent"]
