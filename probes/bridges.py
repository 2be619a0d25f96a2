"""USB-serial bridges by vendor and product number: which chip it is, and whether ESP8266 boards use it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bridge:
    """One kind of bridge."""

    name: str
    """A word of the fact `port.bridge`."""
    title: str
    usual: bool = True
    """Boards with an ESP8266, or adapters for them, have it."""
    drivers: tuple[str, ...] = ()
    """Kernel modules of Linux that serve it."""


_CH34 = ("ch341", "ch34x", "ch341_uart")
_CDC = ("cdc_acm", "ch343", "usb_ch343")
_CP21 = ("cp210x",)
_FTDI = ("ftdi_sio",)

_CH340 = Bridge("ch340", "WCH CH340", drivers=_CH34)
_CH341 = Bridge("ch341", "WCH CH341", drivers=_CH34)
_CLONE = Bridge("ch341", "CH341 look-alike", drivers=_CH34)
_CP210X = Bridge("cp210x", "Silicon Labs CP210x", drivers=_CP21)
_FT = Bridge("ftdi", "FTDI FT232", drivers=_FTDI)
_PL2303 = Bridge("pl2303", "Prolific PL2303", drivers=("pl2303",))

NONE = Bridge("none", "no USB device", usual=False)
OTHER = Bridge("other", "unknown USB device", usual=False)
_NATIVE = Bridge("espressif-native", "USB of an ESP32", usual=False, drivers=("cdc_acm",))
_ARDUINO = Bridge("arduino", "Arduino board", usual=False, drivers=("cdc_acm",))

# Sources: drivers/usb/serial/{ch341,cp210x,ftdi_sio,pl2303}.c of Linux (the device tables), esptool's list for 55D4.
_BY_ID: dict[tuple[int, int], Bridge] = {
    (0x1A86, 0x7523): _CH340,
    (0x1A86, 0x7522): Bridge("ch340", "WCH CH340K", drivers=_CH34),
    (0x1A86, 0xE523): Bridge("ch340", "WCH CH330", drivers=_CH34),
    (0x1A86, 0x5523): _CH341,
    (0x4348, 0x5523): _CLONE,
    (0x9986, 0x7523): _CLONE,
    (0x2184, 0x0057): _CLONE,
    (0x1A86, 0x55D4): Bridge("ch9102", "WCH CH9102", drivers=_CDC),
    (0x1A86, 0x55D3): Bridge("ch343", "WCH CH343", drivers=_CDC),
    (0x10C4, 0xEA60): _CP210X,
    (0x10C4, 0xEA61): _CP210X,
    (0x10C4, 0xEA63): _CP210X,
    (0x10C4, 0xEA64): Bridge("cp210x", "Silicon Labs CP2102C", drivers=("cdc_acm", "cp210x")),
    (0x10C4, 0xEA70): Bridge("cp2105", "Silicon Labs CP2105", drivers=_CP21),
    (0x10C4, 0xEA71): Bridge("cp210x", "Silicon Labs CP2108", drivers=_CP21),
    (0x0403, 0x6001): _FT,
    (0x0403, 0x6010): Bridge("ftdi", "FTDI FT2232", drivers=_FTDI),
    (0x0403, 0x6011): Bridge("ftdi", "FTDI FT4232", drivers=_FTDI),
    (0x0403, 0x6014): Bridge("ftdi", "FTDI FT232H", drivers=_FTDI),
    (0x0403, 0x6015): Bridge("ftdi", "FTDI FT231X", drivers=_FTDI),
    (0x0403, 0x0000): Bridge("ftdi-bricked", "copied FTDI chip whose number was wiped by a driver", drivers=_FTDI),
    **{(0x067B, pid): _PL2303 for pid in (0x2303, 0x23A3, 0x23B3, 0x23C3, 0x23D3, 0x23E3, 0x23F3)},
}

_BY_VENDOR: dict[int, Bridge] = {0x303A: _NATIVE, 0x2341: _ARDUINO, 0x2A03: _ARDUINO}

_PREFERRED = ("ch340", "cp210x", "ch9102", "ftdi", "ch341", "ch343", "pl2303", "cp2105")
"""How often ESP8266 boards come with them: the commonest first."""


def identify(vid: int | None, pid: int | None) -> Bridge:
    """The bridge with these numbers; NONE where there is no USB device, OTHER where nobody knows it."""
    if vid is None or pid is None:
        return NONE
    return _BY_ID.get((vid, pid)) or _BY_VENDOR.get(vid) or OTHER


def preference(bridge: Bridge) -> int:
    """The smaller the likelier that an ESP8266 is behind it."""
    names = (*_PREFERRED, "other", "arduino", "ftdi-bricked", "espressif-native", "none")
    return names.index(bridge.name)


def id_text(vid: int | None, pid: int | None) -> str:
    """The numbers as tools write them: 1a86:7523."""
    return "no USB numbers" if vid is None or pid is None else f"{vid:04x}:{pid:04x}"
