"""What a chip is by birth: its crystal, its fuses, the flash chip beside it."""

from __future__ import annotations

from dataclasses import dataclass

from . import efuse

# Any mode that the ROM can be told in the second byte of an image header (esptool docs, firmware-image-format).
ALL_MODES = frozenset({"qio", "qout", "dio", "dout"})


@dataclass(frozen=True, slots=True)
class ChipSpec:
    """One chip; sizes in bytes, rates in hertz."""

    mac: bytes = bytes.fromhex("5ccf7f010203")
    efuse: tuple[int, int, int, int] | None = None  # D0..D3; None: healthy words made from the MAC
    is_8285: bool = False
    crystal_hz: int = 26_000_000
    flash_id: int = 0x16_40_20  # as the bus gives it: maker in the low byte, size code in the third
    flash_size: int = 4 * 1024 * 1024  # what is really there; addresses wrap behind it
    flash_mode_ok: frozenset[str] = ALL_MODES  # the modes in which its wires can be read
    wake_wired: bool = False  # GPIO16 joined to RST, which deep sleep needs to wake

    @property
    def fuses(self) -> tuple[int, int, int, int]:
        """The four eFuse words that the registers show."""
        return self.efuse if self.efuse is not None else efuse.words(self.mac, is_8285=self.is_8285)

    @property
    def cold_clock_hz(self) -> float:
        """The clock of the UART before anything has started the PLL: twice the crystal."""
        return self.crystal_hz * 2.0
