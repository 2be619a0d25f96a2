"""An Arduino UNO in the board's place."""

from __future__ import annotations

from bench_tools import SYNC, listen, opened

URL = "sim://d1-mini?fault=uno-in-place"


def test_its_loader_answers_its_own_greeting_after_a_reset_by_dtr() -> None:
    with opened(URL, baud=115200) as (bench, port):
        port.set_modem_lines(dtr=True, rts=True)
        bench.clock.sleep(0.1)
        port.write(b"\x30\x20")
        assert listen(port, 0.1) == b"\x14\x10"


def test_our_greeting_makes_it_start_its_program() -> None:
    with opened(URL, baud=115200) as (bench, port):
        port.set_modem_lines(dtr=True, rts=True)
        bench.clock.sleep(0.1)
        port.write(SYNC)
        assert bench.device.chip.running == "avr-loader"
        listen(port, 0.05)
        assert bench.device.chip.running == "avr-program"


def test_its_program_talks_at_9600_baud_once_the_loader_has_given_up() -> None:
    with opened(URL, baud=9600) as (_bench, port):
        heard = listen(port, 3.0)
    assert heard.count(b"Sensor: 512\r\n") >= 3
    assert b"boot mode" not in heard
