"""A dump becomes a story, and an .elf of another build is noticed."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

import xtensa
from espdoctor.probes.stack import elf
from espdoctor.probes.stack.frames import Decoder, Frame
from espdoctor.probes.stack.trace import Trace, owner, trace

GARBAGE = (0x40100F00, 0x402F0000)


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return xtensa.build(tmp_path_factory.mktemp("program"), "-O2", "-g")


def decoder(made: Path) -> Decoder:
    return Decoder(elf.read(made.read_bytes()))


def crashed(made: Path) -> tuple[Decoder, Trace]:
    """A write through an empty pointer in `level3`, called from `start`, among words that are no returns."""
    opened = decoder(made)
    place = next(a for a in range(0x40201000, 0x40203000) if [f.function for f in opened.frames(a)[:1]] == ["level3"])
    calls = [
        one for one in xtensa.calls(made) if opened.frames(one)[-1:] and opened.frames(one)[-1].function == "start"
    ]
    return opened, trace(opened, (place,), (calls[0], GARBAGE[0], calls[1], calls[2], calls[2]))


@xtensa.needs_tools
def test_the_story_begins_at_the_crash_and_leaves_out_what_returns_nowhere(program: Path) -> None:
    _, told = crashed(program)

    assert told.fit == "fits"
    assert [place.role for place in told.places] == ["crash", "caller", "other", "caller", "caller", "caller"]
    assert [frame.function for frame in told.story[0].called][:3] == ["level3", "level2", "level1"]
    assert [place.called[-1].function for place in told.story[1:]] == ["start"]
    assert told.own is not None
    assert (told.own.function, Path(told.own.file).name) == ("level3", "sensor.cpp")


@xtensa.needs_tools
def test_a_caller_is_shown_where_it_called_and_kept_as_addr2line_tells_it(program: Path) -> None:
    opened, told = crashed(program)
    caller = told.places[1]

    assert caller.frames == opened.frames(caller.address)
    assert caller.called == opened.frames(caller.address - 3)


@xtensa.needs_tools
@pytest.mark.parametrize("options", [("-Os", "-g"), ("-O0", "-g"), ("-Og", "-g", "-DOTHER")])
def test_an_elf_of_another_build_is_noticed(options: tuple[str, ...], program: Path, tmp_path: Path) -> None:
    other = decoder(xtensa.build(tmp_path, *options))
    chance = random.Random(7)
    calls = xtensa.calls(program)

    fits = [trace(other, (), chance.sample(calls, 12)).fit for _ in range(20)]

    assert "fits" not in fits
    assert fits.count("other-build") >= 15


@xtensa.needs_tools
def test_a_stack_of_the_same_build_fits_among_a_third_of_old_words(program: Path) -> None:
    opened, chance = decoder(program), random.Random(7)
    everywhere = range(0x40201000, 0x40201600)

    fits = [
        trace(opened, (), [*chance.sample(xtensa.calls(program), 10), *chance.sample(everywhere, 5)]).fit
        for _ in range(20)
    ]

    assert set(fits) == {"fits"}


@xtensa.needs_tools
def test_a_crash_where_the_elf_has_no_code_is_of_another_build(program: Path) -> None:
    assert trace(decoder(program), (0x402F0000,), ()).fit == "other-build"


@xtensa.needs_tools
def test_a_sketch_that_was_compiled_without_lines_is_noticed_and_still_its_own(
    program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = decoder(program)
    bare = opened.elf.symbol("asm_fn")
    assert bare is not None
    assert trace(opened, (bare.address,), ()).lines

    monkeypatch.setattr("espdoctor.probes.stack.trace.ENTRIES", ("asm_fn",))
    told = trace(opened, (bare.address,), ())

    assert not told.lines
    assert told.own is not None
    assert told.own.function == "asm_fn"


@xtensa.needs_tools
def test_a_few_words_do_not_tell(program: Path) -> None:
    assert trace(decoder(program), (0x40201010,), GARBAGE).fit == "unsure"


@pytest.mark.parametrize(
    ("file", "who"),
    [
        ("/home/me/Arduino/Lamp/Lamp.ino", "sketch"),
        ("C:\\Users\\me\\Documents\\Arduino\\Lamp\\Lamp.ino", "sketch"),
        ("/home/me/lamp/src/main.cpp", "sketch"),
        ("/home/me/.arduino15/packages/esp8266/hardware/esp8266/3.1.2/cores/esp8266/Print.cpp", "core"),
        ("/home/me/.platformio/packages/framework-arduinoespressif8266/cores/esp8266/Print.cpp", "core"),
        ("/home/me/Arduino/libraries/PubSubClient/src/PubSubClient.cpp", "library"),
        ("/home/me/lamp/.pio/libdeps/d1_mini/PubSubClient/src/PubSubClient.cpp", "library"),
        ("/home/build/lwip2/builder/lwip2-src/src/core/tcp.c", "system"),
        ("", "system"),
    ],
)
def test_whose_code_it_is_follows_from_its_folder(file: str, who: str) -> None:
    assert owner(Frame("f", "f", file, 12 if file else 0)) == who
