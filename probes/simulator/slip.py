"""SLIP frames as the chip makes and takes them: C0 around, C0 and DB escaped (RFC 1055)."""

from __future__ import annotations

import re

END = 0xC0
LONGEST = 0x8000  # more than any command; what is longer is thrown away

_WHOLE = re.compile(rb"\xc0[^\xc0]+\xc0")


def encode(packet: bytes) -> bytes:
    """One packet as it goes on the wire."""
    return b"\xc0" + packet.replace(b"\xdb", b"\xdb\xdd").replace(b"\xc0", b"\xdb\xdc") + b"\xc0"


def unescape(body: bytes) -> bytes:
    """What was between two C0; a wrong escape leaves the byte after it as it is."""
    return body.replace(b"\xdb\xdc", b"\xc0").replace(b"\xdb\xdd", b"\xdb")


class Decoder:
    """Finds packets in bytes; what stands outside of frames and what is too long is dropped."""

    def __init__(self) -> None:
        self._body: bytearray | None = None

    def feed(self, data: bytes) -> tuple[int, bytes | None]:
        """How many bytes it took, and the packet that the last of them completed."""
        used = 0
        while used < len(data):
            end = data.find(END, used)
            if end < 0:
                self._add(data[used:])
                return len(data), None
            self._add(data[used:end])
            used = end + 1
            if packet := self._close():
                return used, unescape(packet)
        return used, None

    def completes(self, data: bytes) -> int | None:
        """How many of these bytes, fed next, it takes until a packet is whole; None: more than these."""
        begun = b"" if self._body is None else b"\xc0" + self._body[:1]
        found = _WHOLE.search(begun + data)
        return found.end() - len(begun) if found else None

    def _add(self, part: bytes) -> None:
        if self._body is not None and len(self._body) < LONGEST:
            self._body += part

    def _close(self) -> bytes:
        """A C0: the end of what was collected; when that was nothing, the start of the next."""
        body, self._body = self._body, None
        if body and len(body) < LONGEST:
            return bytes(body)
        self._body = bytearray()
        return b""
