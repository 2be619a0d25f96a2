"""Facts in plain words: what facts.yaml says of them, and only what is news."""

from __future__ import annotations

from espdoctor.engine.facts import Evidence, Fact, Value
from espdoctor.knowledge import rulebook
from espdoctor.tui.fact_words import TOPICS, News, answered, said, topic

KINDS = rulebook().vocabulary.kinds
TOLD = [name for name, kind in KINDS.items() if kind.said]


def fact(name: str, value: Value, kind: str = "probe", excerpt: str = "x") -> Fact:
    return Fact(name, value, (Evidence("somewhere", excerpt, kind),))  # type: ignore[arg-type]


def says(name: str, value: Value) -> str:
    return said(fact(name, value), KINDS)


def test_every_topic_of_a_fact_that_is_told_has_a_word() -> None:
    assert {name.split(".")[0] for name in TOLD} <= set(TOPICS)


def test_what_probes_learn_of_the_board_is_told() -> None:
    told_by_probes = [name for name, kind in KINDS.items() if any(w.startswith("probe/") for w in kind.learned)]

    assert len([name for name in told_by_probes if name in TOLD]) > len(told_by_probes) * 2 // 3


def test_a_boot_mode_is_told_as_the_levels_of_its_pins() -> None:
    assert says("boot.after_run.mode", 2) == "normal start: GPIO15 low, GPIO0 HIGH, GPIO2 low"


def test_sizes_are_told_in_units_for_people() -> None:
    assert says("flash.jedec_size", 4194304) == "the flash chip holds 4 MB"


def test_a_value_that_looks_like_words_of_the_rules_is_a_value() -> None:
    assert says("port.holder", "{size} {value}") == "the port is held by {size} {value}"


def test_a_value_that_says_nothing_and_a_fact_without_words_are_silent() -> None:
    assert says("lines.silenced_by", "none") == ""
    assert says("host.listing", "a#1") == ""


def test_what_a_person_told_is_told_in_their_words() -> None:
    answer = fact("baud.wanted", 921600, "said", "921600 baud")

    assert topic(answer) == "you"
    assert News(KINDS).of([answer]) == [("you", "921600 baud")]


def test_news_are_told_once_and_again_when_they_change() -> None:
    news = News(KINDS)

    assert news.of([fact("sync.reply", "none")]) == [("line", "the bootloader does not answer")]
    assert news.of([fact("sync.reply", "none")]) == []
    assert news.of([fact("sync.reply", "ok")]) == [("line", "the bootloader answers")]


def test_a_field_has_the_words_of_the_answer_or_the_size_with_its_unit() -> None:
    assert answered(fact("setup.flash_mode", "dio"), KINDS) == "DIO"
    assert answered(fact("flash.jedec_size", 4 << 20), KINDS) == "4 MB"
    assert answered(fact("boot.after_loader.mode", 1), KINDS) == "1"
