"""What looks private wherever it stands: tokens, e-mail, logins in addresses, MAC addresses, serial numbers."""

from __future__ import annotations

from .private import LOGIN, MAC, MAIL, SERIAL, TOKEN, private

_TOKENS = (
    r"gh[pousr]_\w{20,255}|github_pat_\w{20,255}|glpat-[\w-]{20,64}|\d{8,10}:[\w-]{35,46}"
    r"|eyJ[\w-]{10,2000}\.[\w-]{10,4000}\.[\w-]{1,1000}|xox[abeprs]-[\w-]{10,250}|sk-[\w-]{20,200}|AKIA[0-9A-Z]{16}"
    r"|AIza[\w-]{35}"
)
_PLACES_OF_TOKENS = (
    r"/key/(?P<x>[\w-]{12,120})",
    r"/webhooks/\d{1,24}/(?P<x>[\w-]{16,120})",
    r"hooks\.\w{1,20}\.\w{2,6}/services/(?P<x>[\w/-]{12,120})",
    r"\bbearer\s{1,4}(?P<x>[\w.~+/-]{8,400}={0,2})",
    r"\bauthorization\W{1,4}(?:basic|digest|token)\s{1,4}(?P<x>[\w.~+/=-]{4,400})",
)
_BLOCK_OF_A_KEY = r"-----BEGIN [A-Z ]{0,30}(?:PRIVATE KEY|CERTIFICATE)-----(?P<x>(?:[^-]|-(?!----)){1,8000})"
_PAIR = r"[0-9a-f]{2}"
_MAKERS = (
    r"(?:esp(?:8266|home|easy)?|dves|sonoff|tasmota|shelly\w{0,12}|nodemcu|wemos|lolin|wled|ai-?thinker"
    r"|farylink|d1mini)"
)
"""Whose names of devices end in the address."""

SERIALS = (
    private(SERIAL, r"/by-id/usb-\S{1,100}_(?P<x>(?=[\w-]{0,40}\d)\w{6,40})-if\d\d"),
    private(SERIAL, r"\b(?:cu|tty)\.usbserial-(?P<x>(?=\w{0,20}[A-Z])(?=\w{0,20}\d)\w{6,20})"),
    private(SERIAL, r"\bVID_[0-9A-F]{4}[&+]PID_[0-9A-F]{4}[\\+]{1,2}(?P<x>[0-9A-Z]{6,40})\b"),
)
"""What tells one converter from all others."""

MARKED = (
    private(TOKEN, _BLOCK_OF_A_KEY),
    private(LOGIN, r"://(?P<x>[^\s/@:]{1,80}:[^\s/@]{1,120})@"),
    private(MAIL, r"(?P<x>\b[\w.+-]{1,64}@[a-z-][\w-]{0,62}(?:\.[\w-]{1,63}){0,3}\.[a-z][a-z-]{1,20}\b)"),
    private(MAIL, r"(?P<x>\b[\w.+-]{1,64} ?[(\[](?:at|ät|@)[)\]] ?[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}\b)"),
    private(TOKEN, rf"(?P<x>\b(?:{_TOKENS}))"),
    *(private(TOKEN, place) for place in _PLACES_OF_TOKENS),
)
"""What is looked for first: the rest would take parts of it."""

MACS = (
    private(MAC, rf"\b{_PAIR}([:-]){_PAIR}\1{_PAIR}\1(?P<x>{_PAIR}\1{_PAIR}\1{_PAIR})\b"),
    private(MAC, r"\b[0-9a-f]{4}\.[0-9a-f]{2}(?P<x>[0-9a-f]{2}\.[0-9a-f]{4})\b", "xx.xxxx"),
    private(MAC, rf"\bmac\w{{0,10}}\W{{1,4}}{_PAIR} {_PAIR} {_PAIR} (?P<x>{_PAIR} {_PAIR} {_PAIR})\b", "xx xx xx"),
    private(MAC, r"\bmac\w{0,10}\W{1,4}[0-9a-f]{6}(?P<x>[0-9a-f]{6})\b", "xxxxxx"),
    private(
        MAC,
        rf"(?<!\w)(?:0x{_PAIR}, ?){{3}}(?P<x>0x{_PAIR}, ?0x{_PAIR}, ?0x{_PAIR})(?! ?,|\w)",
        "0xxx,0xxx,0xxx",
    ),
    private(MAC, rf"\bfe80::[0-9a-f]{{1,4}}:[0-9a-f]{{2,4}}:fe(?P<x>{_PAIR}:[0-9a-f]{{4}})\b", "xx:xxxx"),
    private(MAC, rf"\b{_MAKERS}[_-][0-9a-f]{{6}}(?P<x>[0-9a-f]{{6}})\b", "xxxxxx"),
    private(MAC, rf"\b{_MAKERS}[_-](?P<x>[0-9a-f]{{6}})\b", "xxxxxx"),
    private(MAC, r"\bchip ?id ?[:=] ?(?:0x)?(?:00)?(?P<x>[0-9a-f]{6})\b", "xxxxxx"),
    private(MAC, r"\b(?:get)?chip ?id(?:\(\))?\W{1,4}(?:is )?(?P<x>\d{5,8})\b", "xxxxxx"),
)
"""The end of a MAC address in all its shapes; its first half is the maker's and stays."""
