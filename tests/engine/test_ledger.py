"""The shortcut gives what the long way gives, whatever became known or unknown in between."""

from __future__ import annotations

from random import Random

import pytest

from books import fact
from espdoctor.engine.belief import Repairs, weigh
from espdoctor.engine.chain import run
from espdoctor.engine.facts import Value
from espdoctor.engine.index import index_of
from espdoctor.engine.ledger import Ledger
from espdoctor.engine.vocabulary import BoolType, EnumType
from espdoctor.knowledge import rulebook

BOOK = rulebook()
INDEX = index_of(BOOK)
VALUES: dict[str, tuple[Value, ...]] = {
    name: kind.type.words if isinstance(kind.type, EnumType) else (True, False)
    for name, kind in BOOK.vocabulary.kinds.items()
    if isinstance(kind.type, EnumType | BoolType)
}


@pytest.mark.parametrize("seed", [1, 2])
def test_it_gives_what_is_at_stake_as_if_nothing_had_been_asked_before(seed: int) -> None:
    chance, ledger = Random(seed), Ledger()
    known: dict[str, Value] = {}
    counted = 0
    for step in range(12):
        name = chance.choice(sorted(VALUES))
        known[name] = chance.choice(VALUES[name])
        if step % 4 == 3:
            del known[chance.choice(sorted(known))]
        chained = run(BOOK, [fact(name, value) for name, value in known.items()])
        mended = {"not-in-download-mode": 0} if step > 8 else {}
        findings = weigh(BOOK, chained, Repairs(mended, {}))
        tellable = (
            frozenset(chance.sample(sorted(VALUES), len(VALUES) * 2 // 3)) - chained.view.keys()
            if step % 3
            else frozenset(VALUES)
        )
        expected = Ledger().stakes(INDEX, chained, findings, tellable)
        counted += len(expected)
        assert ledger.stakes(INDEX, chained, findings, tellable) == expected
    assert counted > 0


def test_what_did_not_change_is_not_worked_out_anew() -> None:
    ledger, chained = Ledger(), run(BOOK, [fact("sync.reply", "none")])
    findings = weigh(BOOK, chained)
    first, second = (ledger.stakes(INDEX, chained, findings, frozenset(VALUES)) for _ in range(2))
    assert first
    assert all(one is other for one, other in zip(first, second, strict=True))
