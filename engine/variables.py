"""The types of a source's variables, as far as plain declarations of numbers tell: the nearest one holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from .c_source import Source

_WORD = r"(?:unsigned|signed|short|long|int|char|byte|word|bool|boolean|float|double|size_t|u?int(?:8|16|32|64)_t)"
_DECLARATION = re.compile(rf"\b({_WORD}(?:\s+{_WORD})*)\s+(\w+)\s*(?=([=;,)\[][^;()]*)?)")
_MORE = re.compile(r",\s*(\w+)\s*(?==|,|\[|$)")
MOST_LINE = 2000
"""Characters of a line that are looked at: longer ones are tables of data."""


class Variables:
    """Names to types: what a function declares holds in it, what stands outside of functions holds everywhere."""

    def __init__(self, source: Mapping[str, Source]) -> None:
        self._inner: dict[tuple[str, int, str], str] = {}
        self._outer: dict[str, set[str]] = {}
        self._scopes: dict[str, list[int]] = {}
        for file, one in source.items():
            code = [line.code[:MOST_LINE] for line in one.lines]
            self._scopes[file] = scopes = _scopes(code)
            for line, scope in zip(code, scopes, strict=True):
                for kind, name in declared(line):
                    self._inner.setdefault((file, scope, name), kind)
                    self._outer.setdefault(name, set()).add(kind)

    def of(self, name: str, file: str, number: int) -> str:
        """Its type on that line (from 0) of the file, "" where that is not told or told in two ways."""
        kind = self._inner.get((file, self._scopes[file][number], name))
        if kind is not None:
            return kind
        kinds = self._outer.get(name, set())
        return next(iter(kinds)) if len(kinds) == 1 else ""


def declared(line: str) -> Iterator[tuple[str, str]]:
    """(type, name) of what a line of code declares, parameters too."""
    for found in _DECLARATION.finditer(line):
        kind = " ".join(found[1].split())
        yield kind, found[2]
        for more in _MORE.finditer(found[3] or ""):
            yield kind, more[1]


def _scopes(code: list[str]) -> list[int]:
    """A number for each line: one more behind each brace that closes a function at the margin."""
    scopes: list[int] = []
    scope = 0
    for line in code:
        scopes.append(scope)
        scope += line.startswith("}")
    return scopes
