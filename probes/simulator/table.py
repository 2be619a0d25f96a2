"""What lies on the table: everything about the bench that a fault can change and that hands can put right."""

from __future__ import annotations

from dataclasses import dataclass

Setting = bool | int | float | str


@dataclass(frozen=True, slots=True)
class Table:
    """The healthy state is the defaults, filled in with the board's own (`boards.laid`)."""

    # -- the computer
    plugged: bool = True
    cable: str = "data"
    """data | charge-only | loose (drops the device soon after it is used)"""
    adapter: str = "ok"
    """ok | dead (cannot be enumerated) | deaf (its serial side is dead)"""
    driver: str = "ok"
    """ok | missing | bad (the port cannot be configured)"""
    holder: str = ""
    """The program that has the port open."""
    holder_locks: bool = True
    """It forbids others to open it (TIOCEXCL); else only a lock is held, or nothing."""
    permitted: bool = True
    in_group: bool = True
    thief: str = ""
    """A service of the system that goes for the port: brltty | ModemManager"""
    renames: bool = False
    """A device that comes back gets another name, as where a program still holds the old one."""
    monitor_pulls: bool = False
    """The person's serial monitor, when it is open, keeps DTR and RTS asserted."""
    chosen: str = "board"
    """The port that the person chose: board | onboard | bluetooth | gps"""

    # -- the wires
    rx_tx: str = "crossed"
    """crossed, as it must be | straight"""
    to_board: bool = True
    """The wire that leads to the board's RX."""
    from_board: bool = True
    """The wire that leads from the board's TX."""
    ground: bool = True
    strays: bool = False
    """Without a common ground the levels drift, so that bytes get through all the same, many of them spoilt."""
    powered: bool = True
    feeds_rx: bool = False
    """The adapter's TX feeds the chip through its RX pin: it stays up without a supply while it does little."""
    ear: str = "tx"
    """Where the wire to the adapter's RX is joined: tx | gpio2 (which says the same until a program starts)"""
    joined: bool = False
    """The adapter's own RX and TX are joined and off the board, for a test."""
    ber: float = 0.0
    fails_from: float = 9e9
    """Baud rates from here …"""
    fails_to: float = 9e9
    """… to here do not hold on these wires."""
    talker: str = ""
    """Something else on the wires: sensor-on-tx | device-on-rx | dark-bridge (it has no power, and holds RX low)"""
    flash_pins: bool = False
    """Something hangs on GPIO6 to GPIO11."""

    # -- the supply
    supply_ma: float = 500.0
    overload: str = "resets"
    """What happens above that: resets | dies | unplugs"""
    power_source: str = "usb-board"

    # -- the boot pins and the reset circuit
    circuit: str = "transistors"
    rst_rise: float = 0.002
    """Seconds from letting RST go to its being high."""
    rst_fall: float = 0.0
    """Seconds that a line must pull RST before it is low; a finger on the button is strong enough at once."""
    gpio0_wire: bool = True
    gpio0_low: bool = False
    gpio2_low: bool = False
    gpio15_high: bool = False
    rst_low: bool = False
    enable_open: bool = False
    latched: bool = False
    """The last upload ended without a pulse on RST: the program runs, the boot pins of the loader still count."""
    wake_wire: bool = True
    """The wire from GPIO16 to RST that deep sleep needs; programs that do not sleep take no notice."""

    # -- the chip and its flash
    alive: bool = True
    family: str = "esp8266"
    """esp8266 | esp32 | uno"""
    crystal: int = 26
    """In MHz: 26 | 40"""
    modes: str = "qio qout dio dout"
    """In which the flash chip can be read."""
    flash_id: int = 0
    """0: the board's own."""
    flash_size: int = 0
    """Bytes really there; 0: the board's own."""
    flash_state: str = "ok"
    """ok | silent (it answers nothing) | worn (sectors that keep nothing) | tired (sectors that must be erased twice) |
    locked (it takes no writing)"""
    fuses: str = "ok"
    """ok | corrupt | blank"""

    # -- what the flash holds
    header_mode: str = ""
    header_size: int = 0
    sketch: str = "hello"
    """What the firmware in the flash does: a name of `sketches.SKETCHES`."""
    content: str = "sketch"
    """sketch | blank | foreign (firmware for another chip) | damaged (a bit of the loader is flipped) | shifted (the
    sketch lies where its loader should, and no loader anywhere)"""
    files: str = ""
    """The file system beside it: littlefs | spiffs"""
    file: str = "sketch"
    """What the person means to upload: sketch | esp32 (firmware for that chip) | long (of some 600 KB) | large (more
    than the board's flash)"""
    stale: str = ""
    """Which of the SDK's own sectors hold what another firmware left there: rf | wifi"""

    # -- what the person set
    upload_baud: int = 115200
    reset_method: str = "nodemcu"
    menu_board: str = ""
    menu_size: int = 0
    menu_mode: str = ""
    menu_crystal: int = 0
    """The crystal for which programs are built, in MHz; 0: the board's own."""
    menu_chip: str = "esp8266"
    tool_refuses: str = ""
    """What the tool stops with by itself, although the board is sound: efuse-check | ota-failed"""

    @property
    def grounded(self) -> bool:
        """There is a level that both sides take for low, at least now and then."""
        return self.ground or self.strays

    @property
    def bit_errors(self) -> float:
        """Chance that a bit is flipped on the wires."""
        return STRAY_ERRORS if self.strays and not self.joined else self.ber


STRAY_ERRORS = 0.035
"""Three of ten bytes are spoilt."""
