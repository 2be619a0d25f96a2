"""The tree of entries: what is wanted is read, what is not is stepped over."""

from __future__ import annotations

import pytest

from espdoctor.probes.stack.entries import Shapes, Tree
from espdoctor.probes.stack.forms import BadDwarf

UNIT, CLASS, FUNCTION, BLOCK = 0x11, 0x02, 0x2E, 0x0B
NAME, LINE, SIBLING, FRAME = 0x03, 0x3B, 0x01, 0x40

# (code, tag, children, attributes): a unit; a class with a sibling; a function with a block of variable length
# before its sibling; a function without children; a block that names no sibling
SHAPES = (
    bytes([1, UNIT, 1, NAME, 0x08, 0, 0])
    + bytes([2, CLASS, 1, LINE, 0x0B, SIBLING, 0x13, 0, 0])
    + bytes([3, FUNCTION, 1, NAME, 0x08, FRAME, 0x18, SIBLING, 0x13, 0, 0])
    + bytes([4, FUNCTION, 0, NAME, 0x08, 0, 0])
    + bytes([5, BLOCK, 1, LINE, 0x21, 7, 0, 0])
    + bytes(1)
)

BODY = (
    b"\x01u\x00"  # 0: the unit
     b"\x02\x09" + (16).to_bytes(4, "little")  # 3: the class, its sibling at 16
    + b"\x04make\x00" + b"\x00"  # 9: a function in it, and the end of its children
    + b"\x03f\x00\x01\x9c" + (35).to_bytes(4, "little")  # 16: a function, its sibling at 35
    + b"\x05" + b"\x04in\x00" + b"\x00"  # 25: a block in it, with a function
    + b"\x04l\x00" + b"\x00"  # 31: one more, and the end of the function's children
    + b"\x04z\x00" + b"\x00"  # 35: the last function, and the end of the unit
)  # fmt: skip


def tree() -> Tree:
    return Tree(BODY, 0, 0, Shapes(SHAPES, 0))


def names(found: Tree, parent: int, tag: int) -> list[int]:
    return [entry.at for entry in found.children(found.entry(parent), frozenset({tag}))]


def test_children_are_found_behind_what_is_stepped_over() -> None:
    found = tree()

    assert names(found, 0, CLASS) == [3]
    assert names(found, 0, FUNCTION) == [16, 35]
    assert names(found, 3, FUNCTION) == [9]
    assert names(found, 16, BLOCK) == [25]


def test_an_entry_without_a_sibling_ends_behind_its_children() -> None:
    found = tree()

    assert [found.after(at) for at in (3, 9, 16, 25)] == [16, 15, 35, 31]


def test_a_value_can_stand_in_the_shape_itself() -> None:
    assert tree().entry(25).number(LINE) == 7


def test_a_sibling_before_its_entry_is_damage_and_no_endless_loop() -> None:
    broken = Tree(b"\x01u\x00\x02\x09" + bytes(4) + b"\x00\x00", 0, 0, Shapes(SHAPES, 0))

    with pytest.raises(BadDwarf):
        names(broken, 0, FUNCTION)


def test_an_unknown_shape_is_damage() -> None:
    with pytest.raises(BadDwarf):
        Tree(b"\x63", 0, 0, Shapes(SHAPES, 0)).entry(0)
