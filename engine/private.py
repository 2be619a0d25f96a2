"""What is private in a text: patterns of it, in the order in which they are looked for. Every repeat is bounded."""

from __future__ import annotations

import re
from dataclasses import dataclass

MAC, USER, HOST = "the end of a MAC address", "a user name", "the name of a computer"
SSID, PASSWORD, TOKEN = "the name of a Wi-Fi network", "a password", "a token"

_MARKS = {USER: "<user>", HOST: "<computer>", SSID: "<network>", PASSWORD: "<password>", TOKEN: "<token>"}
"""What stands in the place of a kind; the others say it themselves."""

NAMES = frozenset({USER, HOST, SSID, PASSWORD})
"""What gives itself away wherever else it stands."""

_HARMLESS = """
root user users pi admin public shared default null none true false nullptr your_ssid your-ssid password ssid yourssid
yourpassword runner builder wifi wi-fi wlan wrong right correct not set the an empty ok okay also too still same
expected required missing incorrect invalid needed unknown redacted of and or for in to is was on it
"""
HARMLESS = frozenset(_HARMLESS.split())
"""Words that stand where a name or a password would."""


@dataclass(frozen=True, slots=True)
class Private:
    """One kind of private thing."""

    kind: str
    pattern: re.Pattern[str]
    """Its group `x` is what is taken out."""
    mark: str
    """What stands there instead."""


_SECRET = (
    r"(?:pass(?:word|wd|phrase|wort)?|pwd|\bpw|psk|wpa_?key|stapsk|secret|token|api[_-]?key|auth(?:[_-]?key)?|kennwort"
    r"|contrase[nñ]a|mot de passe|senha|пароль)"
)
_AROUND = r"\w{0,40}"
_KEY = rf"(?<!\w){_AROUND}?{_SECRET}{_AROUND}"
_NET = rf"(?<!\w){_AROUND}?ssid{_AROUND}"
_TO = r"""\\?["']?\s{0,8}(?:\[\w{0,20}\])?\s{0,8}(?:PROGMEM\s{0,4})?(?:[:=({]{1,2}\s{0,8})?\\{0,2}["']"""
"""From the name of a variable, a key or a macro to its text."""
_IS = r"\\?[\"']?\s{0,8}[:=]\s{0,8}"
"""The same to a word without quotes."""
_IN_QUOTES = r"""(?P<x>[^"'\\\r\n]{1,120})(?=\\{0,2}["'])"""
_BARE = r"(?P<x>[^\s\"'\\,;<>(){}\[\]]{3,120})"
_SHORT = r"(?P<x>[^\s\"'\\,;<>(){}\[\]]{1,32})"
_CALL = (
    r"(?:\bwifi\w{0,20}\.[\w.]{0,20}(?:begin|softap|addap|config|connect)\w{0,10}"
    r"|\b(?:sta_if|ap_if|sta|ap|wlan|nic|station)\.(?:connect|config)|\bat\+cw(?:jap|sap)\w{0,8})\s{0,4}[({=]\s{0,4}"
)
_ARGUMENT = r"[^,()\r\n]{0,140}(?:\(\s{0,4}[^,()\r\n]{0,140}\))?\s{0,4},\s{0,4}"
_FLASH = r"(?:F\(\s{0,4})?"
_QUOTED = rf"""{_FLASH}["']{_IN_QUOTES}"""
_NAME = r"[a-z_][\w.-]{0,31}"
_PROMPT = r"(?=[ :][^\r\n]{0,120}[$#%])"
_OF_NO_NETWORK = (
    r"(?!(?:(?:the|a|an|my|your|our)\b|wi-?fi|esp|mqtt|server|broker|host|network|access|internet|blynk|cloud|https?:|/"
    r"|com\d|\d|port|tty|it\b|this|that|espressif|serial|usb|ap\d? ))"
)


def _private(kind: str, pattern: str, mark: str = "") -> Private:
    return Private(kind, re.compile(pattern, re.IGNORECASE | re.MULTILINE), mark or _MARKS[kind])


PRIVATE = (
    _private(TOKEN, r"-----BEGIN [A-Z ]{0,30}(?:PRIVATE KEY|CERTIFICATE)-----(?P<x>[\s\S]{1,8000}?)-----END"),
    _private("a name and password in an address", r"://(?P<x>[^\s/@:]{1,80}:[^\s/@]{1,120})@", "<login>"),
    _private("an e-mail address", r"(?P<x>\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}\b)", "<e-mail>"),
    _private(TOKEN, r"(?P<x>\b(?:gh[pousr]_\w{20,255}|\d{8,10}:[\w-]{35,46}|eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]+))"),
    _private(TOKEN, r"\bbearer\s{1,4}(?P<x>[\w.~+/-]{8,400}=*)"),
    _private(TOKEN, r"\bauthorization\W{1,4}(?:basic|digest|token)\s{1,4}(?P<x>[\w.~+/=-]{4,400})"),
    _private(TOKEN, r"/key/(?P<x>[\w-]{12,120})"),
    _private(TOKEN, r"\bblynk\.\w{0,20}\(\s{0,4}" + _QUOTED),
    _private(SSID, rf"\bblynk\.\w{{0,20}}\({_ARGUMENT}{_QUOTED}"),
    _private(PASSWORD, rf"\bblynk\.\w{{0,20}}\({_ARGUMENT}{_ARGUMENT}{_QUOTED}"),
    _private(SSID, _CALL + _QUOTED),
    _private(PASSWORD, _CALL + _ARGUMENT + _QUOTED),
    _private(PASSWORD, rf"\.connect\s{{0,4}}\({_ARGUMENT}{_ARGUMENT}{_QUOTED}"),
    _private(PASSWORD, _KEY + _TO + _IN_QUOTES),
    _private(PASSWORD, _KEY + _IS + _BARE),
    _private(PASSWORD, _KEY + r">(?P<x>[^<\r\n]{1,120})<"),
    _private(PASSWORD, r"\bpass(?:word|wort)?\d? (?P<x>[^\s,;]{3,64})(?=[,;])"),
    _private(PASSWORD, r"\bpassword\d (?P<x>[^\s,;]{3,64})"),
    _private(PASSWORD, rf"\b{_SECRET}\b (?:is|was|ist|est|es)\s{{1,4}}(?P<x>[^\s,;]{{3,64}})"),
    _private(PASSWORD, r"(?:^|\s)--?(?:password|pass|auth|psk|key|token)[ =](?P<x>[^\s\"']{3,120})"),
    _private(PASSWORD, r"\bespota\S{0,8}\s[^\r\n]{0,160}?\s-a[ =](?P<x>[^\s\"']{1,120})"),
    _private(PASSWORD, r"""(?<![\w])key\\?["']?\s{0,8}[:=]\s{0,8}\\?["']?(?P<x>(?=\S{0,40}\d)[^\s"'\\,;]{8,120})"""),
    _private(PASSWORD, r"^[ \t]{0,40}key\s{0,8}[:=]\s{0,8}(?P<x>[^\s\"',;]{8,64})"),
    _private(SSID, _NET + _TO + _IN_QUOTES),
    _private(SSID, _NET + _IS + _SHORT),
    _private(SSID, _NET + r">(?P<x>[^<\r\n]{1,32})<"),
    _private(SSID, r"\bssid\d? (?P<x>[^\s,;]{2,32})(?=[,;])"),
    _private(SSID, r"\bssid (?:is|ist|est|es)\s{1,4}(?P<x>[^\s,;]{1,32})"),
    _private(SSID, r"\+cw\w{1,6}:?\s?\(?(?:\d,)?[\"'](?P<x>[^\"'\r\n]{1,32})[\"']"),
    _private(SSID, r"\bno (?P<x>\S{1,32}) found, reconnect after"),
    _private(SSID, r"\b(?:connect(?:ing|ed)? (?:to|with)|verbinden mit) AP\d? (?P<x>\S{1,32})"),
    _private(SSID, r"\bconnected with (?P<x>[^,\r\n]{1,32}), channel"),
    _private(
        SSID, r"\bconnect(?:ing|ed)(?: as wifi client)? to:? ['\"]?" + _OF_NO_NETWORK + r"(?P<x>[^\s'\".,;]{2,32})"
    ),
    _private(
        MAC, r"\b[0-9a-f]{2}([:-])[0-9a-f]{2}\1[0-9a-f]{2}\1(?P<x>[0-9a-f]{2}\1[0-9a-f]{2}\1[0-9a-f]{2})\b", "xx:xx:xx"
    ),
    _private(MAC, r"\bmac\w{0,10}\W{1,4}[0-9a-f]{6}(?P<x>[0-9a-f]{6})\b", "xxxxxx"),
    _private(MAC, r"\b(?:esp|dves|sonoff|tasmota|esphome|shelly\w{0,12})[_-](?P<x>[0-9a-f]{6})\b", "xxxxxx"),
    _private(MAC, r"\bchip id: ?0x(?:00)?(?P<x>[0-9a-f]{6})\b", "xxxxxx"),
    _private(
        USER,
        r"\b[a-z]:[\\/]{1,4}(?:Users|Benutzer|Usuarios|Utilisateurs|Documents and Settings)[\\/]{1,4}"
        r"(?P<x>[^\\/\r\n\"':;,<>|]{1,64})(?=[\\/])",
    ),
    _private(USER, r"(?:/home/|/Users/|\b[a-z]:[\\/]{1,4}Users[\\/]{1,4})(?P<x>[^\\/\s\"':;,<>|#$%)]{1,64})"),
    _private(HOST, rf"^[>\[( ]{{0,6}}[\w.-]{{1,32}}@(?P<x>[\w.-]{{1,64}}){_PROMPT}"),
    _private(HOST, rf"\({_NAME}[@㉿](?P<x>[\w.-]{{1,64}})\)-\["),
    _private(HOST, r"^(?P<x>[\w.-]{2,64}):[~/][^\r\n$]{0,80} [\w.-]{1,32}\$ "),
    _private(HOST, r"^[A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d:\d\d (?P<x>[\w.-]{1,64}) [\w.-]{1,32}(?:\[\d+\])?:"),
    _private(USER, rf"^[>\[( ]{{0,6}}(?P<x>{_NAME})@(?:<computer>|[\w.-]{{1,64}}){_PROMPT}"),
    _private(USER, rf"\((?P<x>{_NAME})[@㉿]<computer>"),
    _private(USER, rf"^<computer>:[~/][^\r\n$]{{0,80}} (?P<x>{_NAME})\$ "),
    _private(USER, rf"\b[ug]id=\d{{1,7}}\((?P<x>{_NAME})\)"),
    _private(USER, rf"\b(?:usermod|gpasswd) (?:-\S{{1,4}} ){{1,3}}\w[\w,-]{{0,39}} (?P<x>{_NAME})\b"),
    _private(USER, rf"\badduser (?P<x>{_NAME})\b"),
    _private(
        "an address in the internet",
        r"(?:\b(?:ip|host|server|ping|addr|address|gateway|dns)\b\D{0,12}|://)"
        r"(?P<x>(?!10\.|127\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|0\.|255\.)\d{1,3}(?:\.\d{1,3}){3})\b",
        "<address>",
    ),
    _private("an address in the internet", r"\b2[0-9a-f]{3}:(?P<x>[0-9a-f]{1,4}:[0-9a-f:]{4,40})", "<address>"),
    _private("a place", r"\b(?:lat|lon|lng|latitude|longitude)\b\W{1,4}(?P<x>-?\d{1,3}\.\d{3,12})", "<place>"),
)
