"""The letter to the chip's maker."""

from __future__ import annotations

from espdoctor.engine.facts import Fact, Value
from espdoctor.knowledge import rulebook
from espdoctor.tui.dossier import Dossier
from espdoctor.tui.letter import UNREAD, maker

KINDS = rulebook().vocabulary.kinds


def letter(**facts: Value) -> str:
    known = tuple(Fact(name.replace("__", "."), value, ()) for name, value in facts.items())
    said = ('WiFi.begin("HomeNet", "s3cret")',)
    return maker(Dossier(said, "heard", known, (), "undetermined", (), KINDS, "Linux", "1.0")).text


def test_the_data_that_the_maker_asks_for_are_in_it() -> None:
    text = letter(efuse__words="7dd00000 02005f4c c300b000 00483fda", flash__jedec_id=0x1640EF)

    assert "D0 at 0x3ff00050: 7dd00000" in text
    assert "IT DOES NOT FIT" in text
    assert "Flash id: 1458415" in text


def test_what_the_person_wrote_is_not() -> None:
    assert "s3cret" not in letter()
    assert "heard" not in letter()


def test_without_the_words_it_says_how_to_get_them() -> None:
    assert UNREAD in letter()
