"""Private things in what boards print: the networks that they look for, their names, where they are."""

from __future__ import annotations

from .private import ADDRESS, HOST, PLACE, SSID, private

_NO_NETWORK = r"""
the a an my your our this that it each both nothing dem der den le la el
wi-?fi esp(?:8266|32)? espressif mqtt server broker host network access internet blynk cloud ap router
port com\d{1,3} tty\w{0,10} serial usb gpio\d{0,2} ios? pins? d\d gnd ground vcc vin vdd [35]\.?3?v [rt]xd? rst reset
power pc laptop computer \d{1,6} \d{1,3}(?:\.\d{1,3}){3}
"""
_OTHERS = "|".join([r"new ap", *_NO_NETWORK.split()])
_OF_NO_NETWORK = rf"(?!(?:(?:{_OTHERS})(?![\w-])|https?:|/|<))"
"""What people and programs connect to besides: words that are not the name of a network."""
_JOINING = (
    r"(?:\b(?:connect(?:ing|ed)(?: as wifi client)?|trying to connect) to|\bverbinde(?:n|t)? (?:mit|zu)"
    r"|\bconnexion (?:à|a)|\b(?:conectando|conectado)(?:-se)? (?:a|à|al|ao)|\bconnessione a|\bverbinden met|łączenie z"
    r"|подключение к|подключаюсь к|正在连接(?:到)?|连接到)"
)
_AP = r"\b(?:connect(?:ing|ed)? (?:to|with)|verbinden mit) AP\d? "
_PUBLIC = (
    r"(?!10\.|127\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|0\.|255\.|8\.8\.|1\.1\.1\.1)"
    r"(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}(?![\w.-])"
)
_AT_HOME = (
    r"(?:dyndns|duckdns|no-?ip|ddns|myfritz|synology|hopto|zapto|freeddns|dynu|myds|selfhost|spdns|goip|ddnss|dynv6)"
    r"\.[a-z]{2,6}"
)
"""Services that give a home's changing address a name."""

LOGS = (
    private(SSID, r"\bno (?P<x>\S[^\r\n]{0,31}?) found, reconnect after"),
    private(SSID, r"\bconnected with (?P<x>[^\r\n]{1,32}?), channel"),
    private(SSID, _AP + r"(?P<x>[^\s<][^\r\n]{0,31}?)(?= channel| in mod|\s{0,3}\.|$)"),
    private(SSID, _AP + r"(?P<x>\S{1,32})"),
    private(SSID, r"\*wm:[^\r\n]{0,20}(?:saved|new ap): (?P<x>\S[^\r\n]{0,31})$"),
    private(
        SSID,
        rf"{_JOINING}:? {_OF_NO_NETWORK}(?P<x>[^\s'\".,;]\S{{0,31}}(?: \S{{1,31}}){{1,3}}?)(?=\s{{0,3}}(?:\.{{2}}|…))",
    ),
    private(SSID, rf"{_JOINING}:? ['\"]?{_OF_NO_NETWORK}(?P<x>[^\s'\".,;]{{2,32}})"),
    private(SSID, r"- '(?P<x>[^'\r\n]{1,32})' \((?:[0-9a-f]{2}:){5}"),
    private(SSID, r"^[ \t]{0,4}\d{1,2}: (?P<x>\S[^\r\n]{0,31}?) \(-\d{2,3}(?: ?dBm)?\)"),
    private(SSID, r"\bwifi : connecting (?P<x>\S[^\r\n]{0,31}?) attempt #"),
    private(SSID, r"\bAP: (?P<x>\S[^\r\n]{0,31}?) \((?:[0-9a-f]{2}:){5}"),
    private(HOST, r"\bin mode 11\w as (?P<x>[\w-]{1,32})"),
    private(HOST, r"\bweb server active on (?P<x>[\w-]{1,32})"),
    private(HOST, r"(?<![\w/.~-])(?P<x>[a-z][\w-]{1,62})\.local\b(?![\w-])"),
    private(ADDRESS, rf"(?:\b(?:ip|host|server|ping|addr|address|gateway|dns)\b\D{{0,12}}|://)(?P<x>{_PUBLIC})"),
    private(ADDRESS, rf"(?<![\w.])(?<!v)(?<!version )(?<!driver )(?P<x>(?=(?:1[1-9]|[2-9]\d|\d{{3}})\.){_PUBLIC})"),
    private(ADDRESS, r"\b2[0-9a-f]{3}:(?P<x>[0-9a-f]{1,4}:[0-9a-f:]{4,40})"),
    private(HOST, rf"(?<![\w.-])(?P<x>[\w-]{{1,63}}\.{_AT_HOME})(?![\w-])"),
    private(PLACE, r"(?<![\w.])(?P<x>-?\d{1,2}\.\d{4,12}, ?-?\d{1,3}\.\d{4,12})(?![\w.])"),
    private(PLACE, r"\b(?:lat|lon|lng|latitude|longitude)\b\W{1,4}(?P<x>-?\d{1,3}\.\d{3,12})"),
)
"""Lines that a board or its program prints."""
