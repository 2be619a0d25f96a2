"""Private things on a command line, and in what commands answer about users and groups."""

from __future__ import annotations

from .private import HOST, PASSWORD, SSID, USER, private

NAME = r"[a-z_][\w.-]{0,31}"
"""As systems give them to users."""
_VALUE = r"[\"']?(?P<x>[^\s\"']{1,120})"
_MOSQUITTO = r"\bmosquitto_\w{2,4}\b[^\r\n]{0,160}?\s-"
_CURL = r"\bcurl\b[^\r\n]{0,120}? -u ?[\"']?"
_TO_ANOTHER = r"\b(?:ssh|scp|sftp|rsync)\b[^\r\n]{0,120}?\s"
_CHOWN = r"\bchown (?:-\w{1,4} )?"
_MODE = r"^[-dlcbsp][rwxst-]{9}[.+@]?\s{1,8}\d{1,5}\s{1,8}"
_GROUP = r"^(?:dialout|uucp|plugdev|tty|sudo|wheel|lock):[x*]?:\d{1,6}:"

COMMANDS = (
    private(PASSWORD, r"(?:^|[\s\"'])--?(?:password|pass|auth|psk|key|token)[ =](?P<x>[^\s\"']{3,120})"),
    private(PASSWORD, r"(?:\bespota\S{0,8}\s|\bupload_flags\b)[^\r\n]{0,160}?\s-a[ =](?P<x>[^\s\"']{1,120})"),
    private(USER, _CURL + r"(?P<x>[^\s:\"']{1,64}):"),
    private(PASSWORD, _CURL + r"[^\s:\"']{1,64}:(?P<x>[^\s\"']{1,120})"),
    private(USER, _MOSQUITTO + "(?-i:u) ?" + _VALUE),
    private(PASSWORD, _MOSQUITTO + "(?-i:P) ?" + _VALUE),
    private(PASSWORD, r"\bsshpass -p ?" + _VALUE),
    private(HOST, _TO_ANOTHER + r"[\w.-]{1,32}@(?!\d{1,3}\.)(?P<x>[\w.-]{1,64})"),
    private(USER, _TO_ANOTHER + rf"(?P<x>{NAME})@"),
    private(SSID, r"\bnmcli\b[^\r\n]{0,60}\bconnect " + _VALUE),
    private(PASSWORD, r"\bnmcli\b[^\r\n]{0,120}\bpassword " + _VALUE),
    private(SSID, r"\bnetsh wlan\b[^\r\n]{0,80}\bname ?= ?[\"']?(?P<x>[^\"'\r\n]{1,32})"),
    private(USER, rf"\b[ug]id=\d{{1,7}}\((?P<x>{NAME})\)"),
    private(USER, rf"\b(?:usermod|gpasswd) (?:-\S{{1,4}} ){{1,3}}\w[\w,-]{{0,39}} (?P<x>{NAME})\b"),
    private(
        USER,
        rf"(?:^|[$#;&|] {{0,2}}|\bsudo )(?:adduser|groups|passwd|su -?) ?(?P<x>{NAME})[ \t]{{0,8}}(?:$| dialout| uucp)",
    ),
    private(USER, rf"{_CHOWN}(?P<x>{NAME})(?=[: .])"),
    private(USER, rf"{_CHOWN}\S{{1,32}}[:.](?P<x>{NAME}) "),
    private(USER, rf"{_MODE}(?P<x>{NAME})\s"),
    private(USER, rf"{_MODE}\S{{1,32}}\s{{1,8}}(?P<x>{NAME})\s"),
    private(USER, rf"^(?P<x>{NAME}) : [^\r\n]{{0,200}}\b(?:dialout|uucp|plugdev|adm|sudo|users)\b"),
    private(USER, rf"\[sudo\] [^\r\n:]{{1,40}} (?P<x>{NAME}) ?:"),
    private(USER, rf"^(?P<x>{NAME}) is not in the sudoers file"),
    private(USER, rf"\bwhoami\W{{1,3}}(?P<x>{NAME})[ \t]{{0,8}}$"),
    private(USER, rf"{_GROUP}(?P<x>{NAME})"),
    private(USER, rf"{_GROUP}{NAME},(?P<x>{NAME}(?:,{NAME}){{0,8}})"),
    private(USER, rf"^\S{{1,15}}\s{{1,8}}\d{{2,7}}\s{{1,8}}(?P<x>{NAME})\s{{1,8}}\d{{1,4}}[urw]\s{{1,8}}CHR\s"),
    private(USER, rf"^/dev/\S{{1,40}}:\s{{1,12}}\d{{1,7}}\w? ?\((?P<x>{NAME})\)"),
    private(USER, rf"^/dev/\S{{1,40}}:\s{{1,12}}(?P<x>{NAME})\s{{1,8}}\d{{1,7}} [F.]"),
)
"""What is given to commands, and what they tell of users."""
