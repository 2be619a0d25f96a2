"""Writing to a port that may be stuck: as much as it takes within a slice, so that whoever waits can look at the stop
token. pyserial waits for the whole of it, and after a timeout nobody knows how much of it went out.
"""

from __future__ import annotations

import os
import select
from typing import Any

from .modem_lines import file_behind


def write_some(serial: Any, data: bytes, seconds: float) -> int:
    """How many bytes the port took within that time, 0 when it is stuck. A port without a file behind it (Windows, RFC
    2217, the bench) takes all, and may wait as long as pyserial does. Raises OSError."""
    file = file_behind(serial)
    if file is None:
        serial.write(data)
        return len(data)
    if not select.select([], [file], [], seconds)[1]:
        return 0
    try:
        return os.write(file, data)
    except BlockingIOError:
        return 0  # it had less room than that
