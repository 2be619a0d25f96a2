"""Which type a variable has: its function's declaration first, then the one that all files agree upon."""

from __future__ import annotations

import pytest

from espdoctor.engine.c_source import compiled
from espdoctor.engine.preprocessor import Macros
from espdoctor.engine.variables import Variables, declared


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("int value = 1;", [("int", "value")]),
        ("static volatile  unsigned   long last;", [("unsigned long", "last")]),
        ("uint16_t now, last = 0, list[3];", [("uint16_t", "now"), ("uint16_t", "last"), ("uint16_t", "list")]),
        ("void wait(uint16_t ms, byte pin) {", [("uint16_t", "ms"), ("byte", "pin")]),
        ("for (unsigned int i = 0; i < 8; i++)", [("unsigned int", "i")]),
        ("x = int(y);", []),
        ("point = a << 8 | b;", []),
    ],
)
def test_declarations_and_parameters(line: str, names: list[tuple[str, str]]) -> None:
    assert list(declared(line)) == names


def types(**files: str) -> Variables:
    return Variables(compiled(files, Macros({})))


def test_a_functions_own_variable_ends_with_it() -> None:
    found = types(a="void f() {\n  int x;\n}\nvoid g() {\n  uint16_t x;\n  x = 1;\n}")

    assert [found.of("x", "a", line) for line in (1, 5)] == ["int", "uint16_t"]


def test_a_member_is_known_in_every_file_unless_it_is_told_in_two_ways() -> None:
    found = types(h="class A {\n  uint16_t last;\n  int b;\n};", c="long b;\n}\nvoid A::f() {\n  last = b;\n}")

    assert found.of("last", "c", 3) == "uint16_t"
    assert found.of("b", "c", 3) == ""
    assert found.of("nobody", "c", 3) == ""
