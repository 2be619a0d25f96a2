"""Whether a line tells what happened.

Not so if it is asked about, explained, for a case that may come, or in a program; and in what every build reports
people say nothing.
"""

from __future__ import annotations

import re

from .nearby import REACH, sentence_around

_MEANS = r"mean(?:s|t|ing)?|indicates?|stands? for|signals?|bedeutet|heißt|signifie|significa|quiere decir|означает"
_SHOWN = r"(?:is|gets|are|will be) (?:shown|printed|said|reported|displayed|raised|thrown)|occurs?|happens?|appears?"
_YOU = (
    r"you|your|one|people|someone|somebody|the user|users|it (?:says|shows|prints|reads)|there(?:'s| is)"
    r"|du|man|sie|vous|on"
)


def _any_case(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_ASKS = _any_case(r"\b(?:what|does|do|meaning|was|que|qué|che|что)\b")
_MEANS_WHAT = _any_case(rf"\b(?:{_MEANS})\b[^.!]{{0,80}}\?")
_WHAT_IS = _any_case(r"\bwhat(?:'s| is| are) (?:a |an |the |this |that )?[\"'`]?$|\bmeaning of (?:the )?[\"'`]?$")
_FOR_A_CASE = _any_case(
    rf"\b(?:if|when(?:ever)?|in case|should|once|wenn|falls|si|cuando|quand|se|quando) (?:{_YOU})\b"
)
_EXPLAINS = _any_case(rf"[\s\"'`*_()]{{0,6}}(?:{_MEANS}|(?:{_SHOWN}) (?:if|when|because))\b")
_IN_A_PROGRAM = re.compile(
    r"(?:\bSerial\w{0,2}\.print\w{0,4}|\b(?:f|s|sn)?printf|\bprintln|\bputs|\bESP_LOG\w|\bDEBUG\w{0,20}|\bLOG\w{0,8}"
    r"|\bconsole\.\w{1,8}|\bstrstr|\bstartsWith|\bindexOf|\bcontains)\s?\([^()]{0,80}$"
)

_SIZES = _any_case(
    r"\d (?:bytes?|octets?|bajt\w{0,4}|bajtů|байт\w{0,3}|字节|位元組)\s?\(\d{1,2}\s?%\)"
    r"|[ \]]\d{1,2}\.\d% \(used \d+ bytes from"
)
"""The lines of a build that fits on program space and memory: Arduino IDE and arduino-cli in any language, makefiles,
PlatformIO."""

_IN_ITS_COURSE = re.compile(
    r"\s{0,8}(?:"
    # esptool-ck
    r"setting (?:board|baudrate|port|address|serial port timeouts) |espcomm_upload_|Uploading \d+ bytes from "
    r"|espcomm_send_command: (?:send|receiv)ing |(?:opening|closing) bootloader|starting app without reboot"
    r"|resetting board|trying to connect|flush (?:start|complete)"
    # esptool
    r"|Chip is |Features: |Crystal |MAC: |(?:Uploading|Running) stub|Stub running|Configuring flash size"
    r"|Flash will be erased|Flash params set|Compressed \d|Wrote \d|Writing at 0x|Verifying written data"
    r"|Hash of data verified\.?\s*$|Hard resetting|Soft resetting|Leaving\.\.\."
    # PlatformIO, the menu and the segments of the Arduino IDE, and the files that it names
    r"|(?:HARDWARE|PLATFORM|PACKAGES|CONFIGURATION): |(?:Checking size|Retrieving maximum program size|Linking) \.pio"
    r"|Using (?:board|core|library) |[║╠╚]|(?:ICACHE|IROM|IRAM|DATA|RODATA|BSS) {1,4}: \d|Arduino: \d\.\d"
    # ESPHome, but for its warnings and errors, and the greetings of Tasmota and NodeMCU
    r"|INFO [A-Z]|(?:\[\d\d:\d\d:\d\d(?:\.\d{3})?\])?\[[CDI]\]\[[\w.]{1,30}:\d{1,5}\]|CFG: Loaded"
    r"|(?:branch|commit|release|build type|modules): |cannot open init\.lua"
    r")"
)
"""How lines begin that a tool or firmware prints while all is well."""


def reported(text: str) -> bool:
    """Whether a tool reports there what it always does: words such as "local variables" are not the person's."""
    return _IN_ITS_COURSE.match(text) is not None or _SIZES.search(text) is not None


def supposed(text: str, span: tuple[int, int]) -> bool:
    """Whether what matched there is only spoken of. "When I upload I get …" is not: that happened."""
    start, end = span
    before, after = text[max(0, start - REACH) : start], text[end : end + REACH]
    if _IN_A_PROGRAM.search(before) or _EXPLAINS.match(after):
        return True
    sofar, rest = sentence_around(before, "", ""), sentence_around("", "", after)
    asked = _WHAT_IS.search(sofar) or (_ASKS.search(sofar) and _MEANS_WHAT.search(rest))
    return bool(asked or _FOR_A_CASE.search(sofar))
