"""Settings of an image's header as rules and people name them, and putting them in. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ...engine.facts import Value
from .. import image_header
from ..image import inspect
from ..image_fit import Part, Target

REAL = ("detect", "real")
"""Ways to say: the size that the flash chip has."""


@dataclass(frozen=True, slots=True)
class Settings:
    """None keeps what the image says."""

    mode: str | None = None
    size: Value | None = None
    """Bytes, or one of REAL."""

    @classmethod
    def of(cls, mode: Value | None, size: Value | None) -> Settings:
        """From options. Raises ValueError for a mode or a size that there is not."""
        if mode not in (None, "keep", *image_header.MODES):
            raise ValueError(f"there is no flash mode {mode}; there are {', '.join(image_header.MODES)}")
        if size not in (None, "keep", *REAL, *image_header.SIZES):
            raise ValueError(f"there is no flash size {size}; give it in bytes, or detect")
        return cls(None if mode == "keep" else str(mode) if mode else None, None if size == "keep" else size)

    def bytes_for(self, target: Target) -> int | None:
        """The size to put in, or None to keep what is there: also where the chip's own has no code."""
        size = target.flash_size if self.size in REAL else self.size
        return size if isinstance(size, int) and size in image_header.SIZES else None

    def mode_for(self, target: Target) -> str | None:
        """The mode to put in: as asked, else the one that this board was seen to start with."""
        known = target.mode_that_boots
        return self.mode or (known if known in image_header.MODES else None)


def headed(parts: Sequence[Part], settings: Settings, target: Target) -> tuple[Part, ...]:
    """The parts, with the settings put into the image at 0x0 if there is one."""
    return tuple(_headed(part, settings, target) for part in parts)


def _headed(part: Part, settings: Settings, target: Target) -> Part:
    if part.offset or inspect(part.data).kind not in ("esp8266", "arduino"):
        return part
    data = image_header.with_header(part.data, settings.mode_for(target), settings.bytes_for(target))
    return replace(part, data=data)
