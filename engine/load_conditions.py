"""Conditions as they are written: {fact: value}, {fact: [values]}, {fact: {above, below, has}}, all, any, none."""

from __future__ import annotations

from collections.abc import Iterator

from .conditions import All, Any, Condition, Nothing, Operator, Ref, Test
from .desk import Desk
from .errors import did_you_mean
from .facts import Value
from .shown import shown
from .source import Items, Node, Table, Word
from .vocabulary import BoolType, EnumType, FloatType, IntType, TextType, Vocabulary

_GROUPS: dict[str, type[All] | type[Any] | type[Nothing]] = {"all": All, "any": Any, "none": Nothing}
_ORDERED: tuple[Operator, ...] = ("above", "below")


def condition(desk: Desk, node: Node | None, vocabulary: Vocabulary) -> Condition:
    """The condition that the node says. Several facts in one table must all hold.

    Where there is a mistake the empty `All` stands in its place; the rulebook is refused then anyway.
    """
    if isinstance(node, Items):
        desk.wrong(
            node, "it is not said how the parts of this list belong together", "put all:, any: or none: before it"
        )
        return All(())
    parts = tuple(_entry(desk, key, inside, vocabulary) for key, inside in desk.entries(node))
    if node is not None and not parts and isinstance(node, Table):
        desk.wrong(node, "this condition is empty, it would hold always")
    return parts[0] if len(parts) == 1 else All(parts)


def fact_name(desk: Desk, word: Word, vocabulary: Vocabulary) -> bool:
    """Whether the word names a fact; if not, that is written down."""
    if word.text in vocabulary.kinds:
        return True
    desk.wrong(word, f"there is no fact {shown(word.text)}", did_you_mean(word.text, vocabulary.kinds))
    return False


def stated(desk: Desk, node: Node | None, vocabulary: Vocabulary, way: str) -> tuple[tuple[str, Value], ...]:
    """Facts and the values that a rule or a signature gives them; each must be learned that `way`."""
    found = []
    for key, inside in desk.entries(node):
        if not fact_name(desk, key, vocabulary):
            continue
        if way not in vocabulary.kinds[key.text].learned:
            desk.wrong(
                key, f"{key.text} is not learned by `{way}`", "add it to `learned:` in facts.yaml, or state another"
            )
        value = desk.word(inside)
        if value is not None:
            check_value(desk, key.text, value, vocabulary)
            found.append((key.text, value.value))
    return tuple(found)


def check_value(desk: Desk, fact: str, word: Word, vocabulary: Vocabulary) -> None:
    """Write it down if the fact cannot have this value."""
    problem = vocabulary.problem(fact, word.value)
    if problem:
        desk.wrong(word, f"{fact} cannot be {shown(word.text)}: {problem}")


def _entry(desk: Desk, key: Word, node: Node, vocabulary: Vocabulary) -> Condition:
    group = _GROUPS.get(key.text)
    if group is None:
        return _fact(desk, key, node, vocabulary)
    parts = tuple(condition(desk, item, vocabulary) for item in desk.items(node))
    if isinstance(node, Items) and not parts:
        desk.wrong(node, f"`{key.text}:` has nothing in it")
    return group(parts)


def _fact(desk: Desk, key: Word, node: Node, vocabulary: Vocabulary) -> Condition:
    if key.text == "unless":
        desk.wrong(
            key,
            "`unless:` stands beside `when:`, not inside a condition",
            "use none: for what must be known not to hold",
        )
        return All(())
    if not fact_name(desk, key, vocabulary):
        return All(())
    if isinstance(node, Table):
        tests = tuple(_operators(desk, key.text, node, vocabulary))
        return tests[0] if len(tests) == 1 else All(tests)
    return Test(key.text, "is", tuple(_operands(desk, key.text, node, vocabulary)))


def _operators(desk: Desk, fact: str, node: Table, vocabulary: Vocabulary) -> Iterator[Test]:
    table = desk.table(node, (), ("above", "below", "has"))
    if not node.entries:
        desk.wrong(node, f"it is not said what {fact} must be")
    for operator in _ORDERED:
        if operator in table:
            yield Test(fact, operator, tuple(_bound(desk, fact, table[operator], vocabulary)))
    if "has" in table:
        if vocabulary.kinds[fact].keeps == "one":
            desk.wrong(table["has"], f"{fact} keeps one value, so it has no others", f"write {fact}: value")
        yield Test(fact, "has", tuple(_operands(desk, fact, table["has"], vocabulary)))


def _operands(desk: Desk, fact: str, node: Node, vocabulary: Vocabulary) -> Iterator[Value | Ref]:
    nodes = node.nodes if isinstance(node, Items) else (node,)
    if not nodes:
        desk.wrong(node, f"there is no value for {fact} in this list")
    for item in nodes:
        word = desk.word(item)
        if word is None:
            continue
        if _is_reference(fact, word, vocabulary):
            yield from _reference(desk, fact, word, vocabulary)
        else:
            check_value(desk, fact, word, vocabulary)
            yield word.value


def _bound(desk: Desk, fact: str, node: Node, vocabulary: Vocabulary) -> Iterator[Value | Ref]:
    word = desk.word(node)
    if not _is_number(fact, vocabulary):
        desk.wrong(node, f"{fact} is not a number, so nothing is above or below it")
    elif word is not None and word.text.startswith("@"):
        yield from _reference(desk, fact, word, vocabulary)
    elif word is not None and not isinstance(word.value, (bool, str)):
        yield word.value
    elif word is not None:
        desk.wrong(word, f"{shown(word.text)} is not a number", 'a number, or another fact as "@flash.jedec_size"')


def _reference(desk: Desk, fact: str, word: Word, vocabulary: Vocabulary) -> Iterator[Ref]:
    """`@other.fact`: it must exist and be of a kind that can be compared with this one."""
    name = Word(word.text[1:], word.text[1:], word.line, word.column)
    if not fact_name(desk, name, vocabulary):
        return
    if not _comparable(fact, name.text, vocabulary):
        desk.wrong(word, f"{fact} and {name.text} are of different types and never equal")
    if vocabulary.kinds[name.text].keeps == "many":
        desk.wrong(word, f"{name.text} can have many values, it is not said which is meant")
    yield Ref(name.text)


def _is_reference(fact: str, word: Word, vocabulary: Vocabulary) -> bool:
    kind = vocabulary.kinds[fact].type
    return word.text.startswith("@") and not (isinstance(kind, EnumType) and word.text in kind.words)


def _is_number(fact: str, vocabulary: Vocabulary) -> bool:
    return fact in vocabulary.unsure or isinstance(vocabulary.kinds[fact].type, (IntType, FloatType))


def _comparable(left: str, right: str, vocabulary: Vocabulary) -> bool:
    """Numbers with numbers, words with words, truth with truth."""
    if left in vocabulary.unsure or right in vocabulary.unsure:
        return True
    kinds = (vocabulary.kinds[left].type, vocabulary.kinds[right].type)
    return any(all(isinstance(kind, sort) for kind in kinds) for sort in _SORTS)


_SORTS: tuple[tuple[type, ...], ...] = ((IntType, FloatType), (EnumType, TextType), (BoolType,))
