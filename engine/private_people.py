"""Whose computer it is: home folders on three systems, prompts of shells, and what is said of users and groups."""

from __future__ import annotations

from .private import HOST, USER, private
from .private_commands import NAME

_PROMPT = r"(?=[ :][^\r\n]{0,120}[$#%])"
_BEFORE = r"^[>\[( ]{0,6}(?:\([\w .-]{1,40}\) ?)?"
"""A prompt's frame, and the environment of Python that it names."""
_HOMES = (
    r"(?:Users|Benutzer|Usuarios|Usuários|Utilisateurs|Utenti|Gebruikers|Użytkownicy|Пользователи"
    r"|Documents and Settings)"
)

PEOPLE = (
    private(USER, rf"\b[a-z]:[\\/]{{1,4}}{_HOMES}[\\/]{{1,4}}(?P<x>[^\\/\r\n\"':;,<>|]{{1,64}})(?=[\\/])"),
    private(USER, r"(?:/home/|/Users/)(?P<x>[^\\/\s\"':;,<>|#$%)]{1,40} [^\\/\s\"':;,<>|#$%)]{1,40})(?=/\w)"),
    private(
        USER,
        r"(?:/home/|/Users/|/media/|\b[a-z]:[\\/]{1,4}Users[\\/]{1,4})(?P<x>[^\\/\s\"':;,<>|#$%)]{1,64})",
    ),
    private(USER, rf"(?<![\w/.~])~(?P<x>{NAME})/"),
    private(HOST, r"(?<![\w\\:])\\\\(?!x[0-9a-f]{2})(?P<x>[a-z0-9][\w-]{1,63})\\(?=\w)"),
    private(HOST, rf"{_BEFORE}[\w.-]{{1,32}}@(?P<x>[\w.-]{{1,64}}){_PROMPT}"),
    private(HOST, rf"\({NAME}[@㉿](?P<x>[\w.-]{{1,64}})\)-\["),
    private(HOST, r"^(?P<x>[\w.-]{2,64}):[~/][^\r\n$]{0,80} [\w.-]{1,32}\$ "),
    private(HOST, r"^(?P<x>[\w.-]{2,64}):[\w.-]{1,40} [a-z_][\w.-]{0,31}\$ "),
    private(HOST, r"^[A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d:\d\d (?P<x>[\w.-]{1,64}) [\w.-]{1,32}(?:\[\d{1,7}\])?:"),
    private(HOST, r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\S{0,16} (?P<x>[\w.-]{1,64}) [\w.-]{1,32}(?:\[\d{1,7}\])?:"),
    private(HOST, r"^(?:Linux|Darwin|FreeBSD) (?P<x>[\w.-]{1,64}) \d{1,3}\.\d{1,3}"),
    private(USER, rf"{_BEFORE}(?P<x>{NAME})@(?:<computer>|[\w.-]{{1,64}}){_PROMPT}"),
    private(USER, rf"\((?P<x>{NAME})[@㉿]<computer>"),
    private(USER, rf"^<computer>:[^\r\n$]{{0,80}} (?P<x>{NAME})\$ "),
)
"""Names of users and computers."""
