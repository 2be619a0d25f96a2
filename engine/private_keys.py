"""Private things behind a key: variables of programs, JSON, YAML, macros, commands, sentences. Key words by shapes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .private import HOST, PASSWORD, SERIAL, SSID, TOKEN, USER, Private, private


@dataclass(frozen=True, slots=True)
class Key:
    """How something private is called where it is set."""

    kind: str
    word: str
    """A word that is in every name of it."""
    name: str
    """The whole name, as it stands in a program or a file."""
    bare: str
    """Its value where no quotes are around it."""
    line: bool = False
    """Whether all that is left of a line can be the value."""


def _any_name_with(word: str) -> str:
    return rf"(?<![\w<])\w{{0,40}}?{word}\w{{0,40}}"


_PASS = (
    r"(?:pass(?:word|wd|phrase|wort|code)?|pw[do]|pswd|psk|wpa2?_?key|stapsk|secret|token|api[_-]?key"
    r"|auth(?!or|entic)(?:[_-]?key)?|kennwort|contrase[nñ]a|clave|mot de passe|senha|wachtwoord|has[lł]o|parola"
    r"|пароль|密码|密碼|パスワード|비밀번호)"
)
_NET = r"(?:(?<!b)ssid|wi-?fi_?(?:name|network)|network_?name)"
_USER = r"(?:user(?:_?name|_?id)?|login|benutzer(?:name)?|usuario|utilisateur)"
_HOST = (
    r"(?:host[_ ]?name|(?:device|computer|machine|node|mdns)_?name|mqtt_?(?:host|server|broker|client(?:_?id)?)|broker)"
)
_SERIAL = r"(?:iSerial(?: {1,20}\d)?|SerialNumber|serial number|serial no\.?|ID_SERIAL_SHORT|S/N|\bSER\b)"
_WORD = r"[^\s\"'\\,;<>(){}\[\]&]"
KEYS = (
    Key(PASSWORD, _PASS, _any_name_with(_PASS), rf"(?P<x>{_WORD}{{3,120}})", line=True),
    Key(PASSWORD, r"pw(?![a-z])", r"(?<![\w<])\w{0,30}pw\d?(?![a-z])", rf"(?P<x>{_WORD}{{3,120}})"),
    Key(TOKEN, "_key", r"(?<![\w<])\w{1,30}_key", r"(?P<x>\w{16,120})"),
    Key(SSID, _NET, _any_name_with(_NET), rf"(?P<x>{_WORD}{{1,32}})", line=True),
    Key(
        USER,
        _USER,
        rf"(?<![\w<])(?:\w{{0,20}}_|mqtt|http|web|wifi|ftp|www|ota)?{_USER}\d?(?!\w)",
        rf"(?P<x>{_WORD}{{1,32}})",
    ),
    Key(
        HOST,
        _HOST,
        rf"(?<![\w<])(?:\w{{0,20}}_)?{_HOST}\d?(?!\w)",
        r"(?!\d{1,3}(?:\.\d{1,3}){3}\b)(?P<x>[a-z][\w.-]{1,63})",
    ),
    Key(SERIAL, _SERIAL, rf"(?<![\w<]){_SERIAL}(?!\w)", r"(?P<x>(?=\w{0,40}\d)[\w-]{6,40})"),
)
"""What is set behind a name, in whichever shape."""

_HIDDEN = r"(?:(?:\x1b|\\x1b|\\033|\\e)\[\d{0,3}m)?"
"""ESPHome asks terminals not to show a password: what hides it stands before and behind."""
_TYPE = r"(?:\(\s{0,4}(?:const )?\w{1,20}\s{0,4}\*?\s{0,4}\)\s{0,4})?"
"""What a program says of the type of a text before it: (const char*)."""
_TO = (
    rf"\\?[\"']?\s{{0,8}}(?:\[\w{{0,20}}\])?\s{{0,8}}(?:PROGMEM\s{{0,4}})?(?:[:=：({{,]{{1,2}}\s{{0,8}}\[?\s{{0,4}})?"
    rf"{_TYPE}(?:F\(\s{{0,4}})?{_HIDDEN}(?:(?<!\w)|(?<=\dm))"
)
"""From the name of a variable, a key or a macro to its text in quotes."""
_OPEN = r"(?P<q>\\{0,2}[\"'])(?P<x>(?:(?!(?P=q))(?:\\.|[^\r\n])){1,120})"
_QUALIFIED = r"(?:[ \t]{1,4}(?:\([\w -]{1,16}\)|(?:wi-?fi|wlan|wpa2?)\b)){0,2}"
"""Words between a key and its colon: password (WPA2): …"""
_IS = rf"\\?[\"']?{_QUALIFIED}[ \t]{{0,8}}[:=：][ \t]{{0,8}}{_HIDDEN}"
"""From a key to its value without quotes."""
_REST = (
    r"(?!<[\w -]{1,40}>)(?P<x>[^\s\"'#&{][^\r\n]{0,118}?[^\s;,])"
    r"(?=[ \t]{1,8}[#;/]|,[ \t]{1,4}\w[\w ]{1,20}[:=]|[ \t]{0,8}[;,]?[ \t]{0,8}\r?$)"
)
"""All that is left of the line, but for a comment or the next key."""


def _keyed() -> Iterator[Private]:
    for key in KEYS:
        for shape in _shapes(key):
            yield private(key.kind, shape, word=key.word)


def _shapes(key: Key) -> Iterator[str]:
    """How the value stands behind the name, the surest first."""
    yield key.name + _TO + _OPEN + r"(?P=q)"
    yield rf"{key.name}{_TO}(?<=[:=({{, ]){_OPEN}(?:…|$)"  # the quote behind it was cut off
    yield rf"^[ \t]{{0,12}}#[ \t]{{0,4}}define[ \t]{{1,8}}{key.name}[ \t]{{1,20}}(?![\"']|\d{{1,9}}\b){_REST}"
    if key.line:
        yield rf"^[ \t>*-]{{0,40}}(?:\w{{1,20}}[_ .-]){{0,3}}?{key.word}\d?{_IS}(?![|>]){_REST}"
        yield rf"<\w{{0,40}}?{key.word}\w{{0,40}}>(?P<x>[^<\r\n]{{1,120}})(?=</)"
    yield (rf"{key.name}[ \t]{{0,4}}[:=]?[ \t]{{0,4}}" if key.kind == SERIAL else key.name + _IS) + key.bare


_COMMAND = r"(?:^|[;:>]|\bbacklog\b|\bcmnd/\S{1,60})[ \t]{0,8}"
_TO_THE_NEXT = r"[ \t]{1,4}(?P<x>[^\s;,:=][^;,\r\n]{0,63}?)(?=[ \t]{0,4}(?:[;,]|\r?$))"
_COMMANDS = {
    PASSWORD: r"(?:(?:mqtt|web)password|password\d)",
    SSID: r"ssid\d?",
    USER: r"mqttuser",
    HOST: r"(?:hostname|mqttclient|mqtthost)\d?(?![ \t]{1,4}\d{1,3}\.)",
}
"""Of Tasmota, each up to the next one."""
_SENTENCES = (
    (PASSWORD, r"(?<![\w<])pass(?:word|wort)?\d? (?P<x>[^\s,;]{3,64})(?=[,;])"),
    (PASSWORD, rf"\b{_PASS}\b (?:is|was|ist|est|es)\s{{1,4}}(?P<x>[^\s,;]{{3,64}})"),
    (PASSWORD, r"\bkey is\s{1,4}(?P<x>(?=\S{0,64}[\d#!%&*?])[^\s,;]{8,64})"),
    (SSID, r"\bssid\d? (?P<x>[^\s,;]{2,32})(?=[,;])"),
    (SSID, r"\bssid (?P<x>\S{2,32})$"),
    (SSID, r"^(?:network|ap|access ?point|router): (?P<x>\S{2,32})(?=\s|$)"),
    (SSID, r"^(?:wlan|wi-?fi): (?P<x>\S{2,32})(?=[ \t]{1,4}(?:/|pw|pass|key))"),
    (PASSWORD, r"^(?:wlan|wi-?fi|ap|network): \S{2,32}[ \t]{1,4}(?:/|pw|pass|key):?[ \t]{1,4}(?P<x>\S{4,64})"),
    (SSID, r"\bssid (?:is|ist|est|es)\s{1,4}(?P<x>[^\s,;]{1,32})"),
    (SSID, r"\b(?:wi-?fi|wlan|network)(?: network)? (?:is )?(?:called|named) [\"']?(?P<x>[^\s,;\"']{2,32})"),
)
_KEYS_OF_CIPHERS = (
    r"""(?<!\w)key\\?["']?\s{0,8}[:=]\s{0,8}\\?["']?(?P<x>(?=\S{0,40}\d)[^\s"'\\,;]{8,120})""",
    r"^[ \t]{0,40}key(?: \(\w{1,8}\))?\s{0,8}[:=]\s{0,8}(?P<x>[^\s\"',;]{8,64})",
    r"\b\w{0,20}key\w{0,20}\s?\[\w{0,20}\]\s{0,4}=\s{0,4}\{(?P<x>[^{}]{20,900})\}",
)
KEYED = (
    *_keyed(),
    *(private(kind, _COMMAND + command + _TO_THE_NEXT) for kind, command in _COMMANDS.items()),
    *(private(kind, sentence) for kind, sentence in _SENTENCES),
    *(private(PASSWORD, key, word="key") for key in _KEYS_OF_CIPHERS),
    private(SSID, r"\bwifisave\?s=(?P<x>[^\s&]{1,64})", word="wifisave"),
    private(PASSWORD, r"\bwifisave\?\S{0,80}&p=(?P<x>[^\s&]{1,64})", word="wifisave"),
)
"""Every place in which a key or a sentence says what comes next."""
