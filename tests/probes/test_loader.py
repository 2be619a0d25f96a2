"""The conversation with the loader: patient, and not easily convinced."""

from __future__ import annotations

import struct

import pytest

from benchtop import Benchtop
from computer import Computer, Room
from espdoctor.probes import lines, loader
from espdoctor.probes.heard import Heard
from espdoctor.probes.link_errors import LoaderLost
from espdoctor.probes.loader import Loader
from espdoctor.probes.replies import ENOUGH, Greeting
from espdoctor.probes.wire import rom, slip
from playbook import Playbook, Step, board, moves, pauses, tunes, we

SYNC = rom.sync()
REPLY = slip.encode(bytes.fromhex("01080200070712200000"))
ASK = rom.read_reg(rom.CHIP_MAGIC)


def word(value: int, op: int = rom.READ_REG) -> bytes:
    return slip.encode(struct.pack("<BBHIBB", 1, op, 2, value, 0, 0))


def talk(*steps: Step) -> tuple[Playbook, Loader]:
    book = Playbook(*steps, baud=115200)
    return book, Loader(book.port(), book.clock)


# ---------------------------------------------------------------- greeting


def test_a_loader_that_answers() -> None:
    book, chip = talk(we(SYNC), board(REPLY * 8))

    greeting = chip.greet()

    assert (greeting.reply, greeting.good, greeting.answered, greeting.final) == ("ok", 8, True, True)
    assert greeting.heard.data == REPLY * 8
    book.done()


def test_it_is_greeted_again_when_it_is_silent() -> None:
    book, chip = talk(we(SYNC), we(SYNC), board(REPLY * 8))

    assert chip.greet().reply == "ok"
    book.done()


@pytest.mark.parametrize(
    ("came", "reply"),
    [
        (b"", "none"),
        (REPLY[3:], "torn"),
        (SYNC, "echo"),
        (slip.encode(bytes.fromhex("010804000720555500000000")) * 8, "other-loader"),
        (b"tick 17\r\n", "sketch"),
        (b"\r\nready\r\n", "sketch"),
        (b"\r\n>>> ", "repl"),
        (b"\r\n ets Jan  8 2013,rst cause:2, boot mode:(3,6)\r\n", "rom-text"),
        (b"\x00" * 20, "garbage"),
        (b"\xfe\x91\x88\xf0\x81", "garbage"),
    ],
)
def test_every_other_answer_has_its_name(came: bytes, reply: str) -> None:
    steps = [we(SYNC), board(came)] if came else [we(SYNC)]
    _, chip = talk(*steps)

    greeting = chip.greet(loader.ONCE)

    assert greeting.reply == reply
    assert not greeting.answered


def test_every_kind_of_noise_is_a_word_of_the_fact() -> None:
    from typing import get_args

    from espdoctor.probes.wire import noise

    assert set(loader._WORDS) == set(get_args(noise.Kind))


RUN_DRY = pauses(0.42)


def test_a_late_answer_is_an_answer_and_teaches_patience() -> None:
    book, chip = talk(we(SYNC), pauses(0.3), board(REPLY * 8), RUN_DRY, we(ASK), pauses(0.3), board(word(1)))

    greeting = chip.greet((0.5,))

    assert (greeting.reply, greeting.answered) == ("late", True)
    assert greeting.delay == pytest.approx(0.3, abs=0.06)
    assert chip.patience > 0.6
    book.done()


def test_an_answer_to_the_greeting_before_is_no_quick_one() -> None:
    greeted = [we(SYNC), pauses(0.15), we(SYNC), pauses(0.15), we(SYNC), board(REPLY * 8)]
    book, chip = talk(*greeted, RUN_DRY, board(REPLY * 8), RUN_DRY, we(ASK), pauses(0.2), board(word(1)))

    assert chip.greet().delay == pytest.approx(0.2, abs=0.06)
    book.done()


def test_the_delay_is_measured_once() -> None:
    book, chip = talk(we(SYNC), board(REPLY * 5), pauses(0.1), RUN_DRY, we(ASK), board(word(1)))
    chip.greet()
    book.done()

    again = chip.port.serial = Playbook(we(SYNC), board(REPLY * 5), clock=book.clock, baud=115200)

    assert chip.greet(loader.ONCE).good == 5
    again.done()


def test_a_way_that_was_quick_before_is_not_measured_again() -> None:
    book = Playbook(we(SYNC), board(REPLY * 5), baud=115200)
    room = Room(Computer(), "COM3", book.clock, {"sync.reply": "ok"}, opening=book.port)

    assert loader.at(room).greet(loader.ONCE).good == 5
    book.done()


def test_a_delay_that_is_known_is_waited_for_at_once() -> None:
    late = pauses(0.4)
    book, _ = talk(we(SYNC), late, board(REPLY * 8), RUN_DRY, we(ASK), late, board(word(1)))

    assert Loader(book.port(), book.clock, delay=0.4).greet(loader.ONCE).answered
    book.done()


@pytest.mark.parametrize("latency", ["16ms", "100ms", "250ms", "400ms"])
def test_a_slow_bridge_is_waited_for(latency: str) -> None:
    assert Benchtop(f"sim://nodemcu?latency={latency}").run("lines")["lines.silenced_by"] == "none"


# ---------------------------------------------------------------- words


def asked(*values: int) -> list[Step]:
    return [step for value in values for step in (we(ASK), board(word(value)))]


@pytest.mark.parametrize(("values", "sure"), [((1, 1), 1), ((1, 2, 1, 1), 1), ((2, 1, 2, 1, 1, 1), 1)])
def test_a_word_counts_when_it_is_ahead_of_every_other(values: tuple[int, ...], sure: int) -> None:
    book, chip = talk(*asked(*values))

    assert chip.sure(rom.CHIP_MAGIC).value == sure
    book.done()


def test_on_a_bad_line_it_must_be_further_ahead() -> None:
    book, chip = talk(we(ASK), *asked(1, 1, 1))
    chip.read(rom.CHIP_MAGIC)

    assert chip.sure(rom.CHIP_MAGIC).value == 1
    book.done()


def test_answers_to_something_else_are_passed_over() -> None:
    stray = REPLY + word(9, rom.WRITE_REG) + b"text" + slip.encode(b"nonsense")
    _, chip = talk(we(ASK), board(stray + word(5)))

    found = chip.read(rom.CHIP_MAGIC)

    assert found is not None
    assert found.value == 5
    assert found.heard.data == word(5)


def test_a_loader_whose_answers_come_torn_is_lost_whatever_is_asked() -> None:
    book, chip = talk(*[step for _ in range(ENOUGH) for step in (we(ASK), board(b"torn"))])

    for _ in range(ENOUGH):
        chip.read(rom.CHIP_MAGIC)
    with pytest.raises(LoaderLost):
        chip.read(rom.CHIP_MAGIC)
    book.done()


def test_a_known_kind_of_chip_is_believed_at_once_also_after_an_answer_was_lost() -> None:
    book, chip = talk(we(ASK), *asked(0x1234, rom.MAGIC_ESP8266))

    assert chip.magic().value == rom.MAGIC_ESP8266
    book.done()


def test_silence_is_no_word() -> None:
    book, chip = talk(we(ASK))

    assert chip.read(rom.CHIP_MAGIC) is None
    assert book.clock.now() < 1.0
    assert (chip.tally.asked, chip.tally.answered) == (1, 0)


def test_a_loader_that_falls_silent_is_given_up() -> None:
    _, chip = talk(*[we(ASK)] * 16)

    with pytest.raises(LoaderLost):
        chip.sure(rom.CHIP_MAGIC)


def test_a_known_magic_is_sure_at_once_and_an_unknown_one_is_asked_again() -> None:
    known, chip = talk(we(ASK), board(word(rom.MAGIC_ESP8266)))
    assert chip.magic().value == rom.MAGIC_ESP8266
    known.done()

    unknown, chip = talk(*asked(*[77] * 8))
    assert chip.magic().value == 77
    unknown.done()


def test_a_written_word_is_looked_at_again() -> None:
    write, ask = rom.write_reg(rom.SPI_USER, 8), rom.read_reg(rom.SPI_USER)
    done = word(0, rom.WRITE_REG)
    book, chip = talk(we(write), board(done), we(ask), board(word(7)), we(write), board(done), we(ask), board(word(8)))

    chip.write(rom.SPI_USER, 8)

    book.done()


def test_a_word_that_does_not_stick_is_given_up() -> None:
    bench = Benchtop("sim://nodemcu")
    bench.run("lines")
    chip, _ = loader.reach(bench.world)

    with pytest.raises(LoaderLost):
        chip.write(rom.CHIP_MAGIC, 1)


def test_a_trigger_tells_whether_it_was_confirmed() -> None:
    write = rom.write_reg(rom.SPI_CMD, 1)
    _, chip = talk(we(write), board(word(0, rom.WRITE_REG)), we(write))

    assert chip.trigger(rom.SPI_CMD, 1)
    assert not chip.trigger(rom.SPI_CMD, 1)


def test_joining_the_pins_is_asked_until_it_is_understood() -> None:
    attach = rom.attach_flash()
    misunderstood = slip.encode(struct.pack("<BBHIBB", 1, rom.FLASH_BEGIN, 2, 0, 1, 5))
    refused = slip.encode(struct.pack("<BBHIBB", 1, rom.FLASH_BEGIN, 2, 0, 1, 6))
    book, chip = talk(we(attach), board(misunderstood), we(attach), board(refused))

    chip.attach_flash()

    book.done()


def test_pins_that_are_never_joined_show_later() -> None:
    _, chip = talk(*[we(rom.attach_flash())] * 16)

    chip.attach_flash()


# ---------------------------------------------------------------- reaching it


def room(book: Playbook, **known: str) -> Room:
    port = book.port()
    return Room(
        Computer(), "COM3", book.clock, {k.replace("__", "."): v for k, v in known.items()}, opening=lambda: port
    )


def test_a_loader_that_is_there_is_not_reset() -> None:
    book = Playbook(tunes(115200), we(SYNC), board(REPLY * 8))

    _, greeting = loader.reach(room(book))

    assert greeting.answered
    book.done()


def test_else_it_is_reset_by_the_sequence_that_is_known() -> None:
    book = Playbook(
        tunes(115200), we(SYNC), moves(1, 0), moves(0, 1), moves(0, 0), we(SYNC), board(REPLY * 8)
    )  # fmt: skip

    _, greeting = loader.reach(room(book, lines__reaches_loader="swapped"))

    assert greeting.answered
    book.done()


def test_where_no_sequence_reaches_it_the_lines_are_left_alone() -> None:
    book = Playbook(tunes(115200), we(SYNC), we(SYNC), board(b"tick 1\r\n"), we(SYNC), we(SYNC), we(SYNC))

    _, greeting = loader.reach(room(book, lines__reaches_loader="none"))

    assert greeting.reply == "sketch"
    book.done()


def test_of_several_failed_greetings_the_most_telling_is_kept() -> None:
    reset = [moves(0, 1), moves(1, 0), moves(0, 0)]
    silent = [*reset, *[we(SYNC)] * 4]
    torn = [*reset, we(SYNC), board(REPLY[3:]), *[we(SYNC)] * 3]
    book, chip = talk(*silent, *torn, *silent)

    assert loader.enter(chip, lines.NODEMCU, entries=3).reply == "torn"
    book.done()


def test_another_chips_loader_is_an_answer() -> None:
    esp32 = slip.encode(bytes.fromhex("010804000720555500000000")) * 8
    book, chip = talk(moves(0, 1), moves(1, 0), moves(0, 0), *[we(SYNC), board(esp32)] * 4)

    assert loader.enter(chip, lines.NODEMCU).final
    book.done()


@pytest.mark.parametrize(("magic", "reply"), [(rom.MAGIC_ESP8266, "ok"), (0x00F01D83, "other-loader")])
def test_an_esp8266s_word_in_a_newer_chips_shape_is_looked_into(magic: int, reply: str) -> None:
    newer = slip.encode(bytes.fromhex("010804000707122000000000")) * 8
    again = [we(SYNC), board(newer)] if reply == "ok" else []
    book, chip = talk(we(SYNC), board(newer), we(ASK), board(word(magic)), *again)

    assert chip.greet(loader.ONCE).reply == reply
    book.done()


def test_resting_is_at_the_speed_of_the_banner() -> None:
    book = Playbook(tunes(74880), baud=115200)

    loader.rest(room(book))

    book.done()


def test_an_unknown_word_ranks_above_none() -> None:
    assert loader._rank(Greeting("ok", Heard(b"", 0, 1))) > loader._rank(Greeting("none", Heard(b"", 0, 1)))


def test_the_end_of_a_boot_text_is_no_answer() -> None:
    book, chip = talk(we(SYNC), board(b"\x86\xf3\x18\xfe"), *[we(SYNC)] * 3)

    assert chip.greet(loader.QUICK).reply == "none"
    book.done()


def test_garbage_for_every_greeting_is_an_answer() -> None:
    book, chip = talk(*[we(SYNC), board(b"\x86\xf3\x18\xfe")] * 4)

    assert chip.greet(loader.QUICK).reply == "garbage"
    book.done()
