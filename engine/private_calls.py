"""Private things as arguments: what a program, a script or an AT command gives to a call."""

from __future__ import annotations

from .private import HOST, PASSWORD, SSID, TOKEN, USER, private

_TYPE = r"(?:\(\s{0,4}(?:const )?\w{1,20}\s{0,4}\*?\s{0,4}\)\s{0,4})?"
_QUOTED = rf"""\s{{0,8}}{_TYPE}(?:F\(\s{{0,4}}|R(?="\())?["'](?P<x>[^"'\r\n]{{1,120}})(?:["']|…|$)"""
_ARGUMENT = rf"\s{{0,8}}{_TYPE}[^,()\r\n]{{0,140}}(?:\(\s{{0,4}}[^,()\r\n]{{0,140}}\))?\s{{0,4}},"
_CALL = (
    r"(?:\bwifi\w{0,20}\.[\w.]{0,20}(?:begin|softap|addap|config|connect)\w{0,10}|\.(?:autoconnect|startconfigportal|addap)"
    r"|\b(?:sta_if|ap_if|sta|ap|wlan|nic|station)\.(?:connect|config)|WLAN\([\w. ]{0,30}\)\.connect"
    r"|\bat\+cw(?:jap|sap)\w{0,8})\s{0,4}[({=]"
)
_AS_WHOM = r"\.(?:setcredentials|authenticate|setauthorization|setauthentication|requestauthentication)\s{0,4}\("
_UPDATER = rf"updat\w{{0,12}}\.setup\s{{0,4}}\({_ARGUMENT}{_ARGUMENT}"
_PAIR = r"(?:ssid|pass|wifi|cred|network|nets)\w{0,20}[^\r\n{]{0,80}(?:\{[^{}\r\n]{0,80}\}[^\r\n{]{0,40})?\{\s{0,4}\{"
_NAMES = r"\b(?:set_?hostname|hostname|mdns\.begin)\s{0,4}\("

CALLS = (
    private(TOKEN, r"\bblynk\.\w{0,20}\(\s{0,4}" + _QUOTED),
    private(SSID, rf"\bblynk\.\w{{0,20}}\({_ARGUMENT}{_QUOTED}"),
    private(PASSWORD, rf"\bblynk\.\w{{0,20}}\({_ARGUMENT}{_ARGUMENT}{_QUOTED}"),
    private(SSID, _CALL + _QUOTED),
    private(PASSWORD, _CALL + _ARGUMENT + _QUOTED),
    private(PASSWORD, rf"\.connect\s{{0,4}}\({_ARGUMENT}{_ARGUMENT}{_QUOTED}"),
    private(USER, rf"client\w{{0,10}}\.connect\s{{0,4}}\({_ARGUMENT}(?={_ARGUMENT}){_QUOTED}"),
    *(private(USER, start + _QUOTED) for start in (_AS_WHOM, _UPDATER)),
    *(private(PASSWORD, start + _ARGUMENT + _QUOTED) for start in (_AS_WHOM, _UPDATER)),
    private(TOKEN, rf"\bfirebase\w{{0,12}}\.\w{{1,20}}\s{{0,4}}\({_ARGUMENT}{_QUOTED}"),
    private(SSID, _PAIR + _QUOTED),
    private(PASSWORD, _PAIR + _ARGUMENT + _QUOTED),
    private(HOST, _NAMES + _QUOTED),
    private(SSID, r"\+cw\w{1,6}:?\s?\(?(?:\d,)?[\"'](?P<x>[^\"'\r\n]{1,32})[\"']"),
)
"""Networks, passwords and names that are handed over in brackets."""
