"""Each failure says what happened, what is in flash now, and what to do; foreign text is tamed."""

from __future__ import annotations

import pytest

from espdoctor.probes import flash_errors as errors
from espdoctor.probes.image_fit import Refusal

REFUSAL = Refusal("too-large", "blink.bin", "It would end at 2 MB, and there is 1 MB.", "Take a smaller one.")


def touched(error: errors.ActionFailed) -> errors.ActionFailed:
    """As `writing.rewrite` hands it on when something had been erased."""
    error.incomplete = True
    return error


SENTENCES = {
    errors.NothingToWrite(): ["no firmware", "--firmware"],
    errors.ImageRefused([REFUSAL]): ["Nothing was written", "blink.bin: It would end", "Take a smaller one."],
    errors.NotInLoader(["nodemcu", "ck"]): ["bootloader", "nodemcu, ck", "Hold the FLASH button"],
    errors.NotInLoader([]): ["bootloader", "Hold the FLASH button"],
    errors.WrongChip(0x00F01D83): ["not an ESP8266", "0x00f01d83", "Nothing was written"],
    errors.FlashUnreachable(0xFFFFFF): ["0xffffff", "GPIO6 to GPIO11"],
    errors.StubSilent("no OHAI"): ["power", "Nothing was changed", "no OHAI"],
    errors.TransferBroken("reading", 0x1000, "timeout"): ["reading at 0x001000", "unchanged", "--baud 115200"],
    errors.TransferBroken("changing the speed", None, "no rate held"): ["while changing the speed. What was"],
    touched(errors.TransferBroken("writing", 0x1000, "timeout")): ["incomplete", "espdoctor restore"],
    touched(errors.ChipRefused("erasing", 0, 0xC400)): ["0xc400", "incomplete", "write-protected"],
    errors.NotTheSame([(0, 0x1000)]): ["0x000000 to 0x001000", "differs", "incomplete"],
    errors.NotTheSame([(0, 0x1000)], blank=True): ["still erased"],
    errors.NotTheSame([(0, 0x4000), (0x4000, 0x8000)]): ["at 0x000000 to 0x008000 differs"],
    errors.NotTheSame([(at << 13, (at << 13) + 0x1000) for at in range(7)]): ["0x007000 and 3 more places differs"],
    errors.BackupUnsound("/home/x/a.json", "it is gone."): ["/home/x/a.json", "it is gone.", "unchanged"],
    errors.OtherBoard("aa:bb", "cc:dd"): ["aa:bb", "cc:dd", "--other-board"],
    errors.NoModeBoots(["dout", "dio"], put_back=True): ["dout, dio", "put back"],
    errors.NoModeBoots(["dout", "dio"], put_back=False): ["the last of them stays"],
}


@pytest.mark.parametrize("error", SENTENCES, ids=lambda error: type(error).__name__)
def test_the_sentence_says_what_happened_and_what_to_do(error: errors.ActionFailed) -> None:
    for words in SENTENCES[error]:
        assert words in str(error)


@pytest.mark.parametrize("error", SENTENCES, ids=lambda error: type(error).__name__)
def test_the_sentence_ends_and_is_one_line(error: errors.ActionFailed) -> None:
    assert str(error).rstrip(")")[-1] == "."
    assert "\n" not in str(error)


def test_only_what_was_touched_is_incomplete() -> None:
    assert errors.NotTheSame([]).incomplete
    assert not errors.StubSilent("").incomplete


def test_foreign_text_is_one_short_line_that_acts_on_no_terminal() -> None:
    tamed = errors.tame("\x1b[2Jfirst\nsecond\u202e" + "x" * 500)

    assert tamed.startswith("\\x1b[2Jfirst second\\u202e")
    assert len(tamed) == 160
