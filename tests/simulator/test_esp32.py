"""An ESP32 in the board's place."""

from __future__ import annotations

from bench_tools import READ_MAGIC, listen, loader_reset, opened, run_reset, sync

URL = "sim://nodemcu?fault=esp32-in-place"


def test_it_greets_with_four_status_bytes_and_its_own_value() -> None:
    with opened(URL) as (bench, port):
        loader_reset(bench, port)
        assert b"\xc0\x01\x08\x04\x00\x07\x20\x55\x55\x00\x00\x00\x00\xc0" in sync(port)


def test_its_magic_word_is_another() -> None:
    with opened(URL) as (bench, port):
        loader_reset(bench, port)
        sync(port)
        port.write(READ_MAGIC)
        assert b"\xc0\x01\x0a\x04\x00\x83\x1d\xf0\x00" in listen(port, 0.1)


def test_its_banner_comes_at_115200_and_names_another_date() -> None:
    with opened(URL) as (bench, port):
        run_reset(bench, port, 0.0)
        port.baudrate = 115200
        assert b"ets Jun  8 2016" in listen(port, 0.5)
        port.set_modem_lines(dtr=False, rts=True)
        bench.clock.sleep(0.1)
        port.set_modem_lines(dtr=True, rts=False)
        assert b"waiting for download" in listen(port, 0.5)
