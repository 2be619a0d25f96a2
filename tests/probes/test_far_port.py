"""A port behind RFC 2217: both lines in one go, and the far end's word for it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from threading import Lock

import pytest
from serial import SerialException, rfc2217

from espdoctor.probes import far_port, simulator
from espdoctor.probes.far_port import FarSerial
from espdoctor.probes.link import Stop, doors
from espdoctor.probes.simulator.rfc2217_server import Server

ON, OFF = True, False


class Answers(FarSerial):
    """No network: what is asked for is written down, and answered or not."""

    def __init__(self, *, answering: bool = True, ignoring: bool = False) -> None:
        super().__init__()
        self.asked: list[bytes] = []
        self.answering = answering
        self._ignore_set_control_answer = ignoring
        self._network_timeout = 0.0
        self._thread = threading.current_thread()
        self._rfc2217_options = {
            "control": rfc2217.TelnetSubnegotiation(self, "control", rfc2217.SET_CONTROL, rfc2217.SERVER_SET_CONTROL)
        }

    def rfc2217_send_subnegotiation(self, option: bytes, value: bytes = b"") -> None:
        self.asked.append(value)
        if self.answering:
            control = self._rfc2217_options["control"]
            control.value = value
            self.late = control

    def await_modem_lines(self) -> None:
        if self.answering:
            self.late.check_answer(self.asked[-1])
        super().await_modem_lines()


@pytest.fixture
def server() -> Iterator[Server]:
    served = Server(simulator.served("sim://esp-01"), "127.0.0.1", 0, lambda _: None)
    thread = threading.Thread(target=served.serve)
    thread.start()
    yield served
    served.stop()
    thread.join()


def test_only_what_changes_is_asked_for_and_what_is_asserted_goes_first() -> None:
    port = Answers()

    for dtr, rts in ((OFF, ON), (ON, OFF), (OFF, OFF)):
        port.request_modem_lines(dtr=dtr, rts=rts)
        port.await_modem_lines()

    dtr_off, dtr_on = rfc2217.SET_CONTROL_DTR_OFF, rfc2217.SET_CONTROL_DTR_ON
    assert port.asked == [dtr_off, dtr_on, rfc2217.SET_CONTROL_RTS_OFF, dtr_off]


def test_a_far_end_that_never_answers_is_an_error() -> None:
    port = Answers(answering=False)
    port.request_modem_lines(dtr=OFF, rts=OFF)

    with pytest.raises(SerialException, match="does not confirm"):
        port.await_modem_lines()


def test_it_is_not_waited_for_where_the_url_says_that_it_never_answers() -> None:
    port = Answers(answering=False, ignoring=True)
    port.request_modem_lines(dtr=OFF, rts=OFF)

    port.await_modem_lines()


def test_every_level_of_both_lines_has_its_request() -> None:
    assert set(far_port._REQUESTS) == {(line, level) for line in ("dtr", "rts") for level in (ON, OFF)}


def test_the_bench_confirms_that_its_lines_have_moved(server: Server) -> None:
    port = doors(server.url).open(server.url, Stop())
    try:
        port.set_lines(dtr=OFF, rts=ON)
        assert port.serial._rfc2217_options["control"].state == rfc2217.ACTIVE
    finally:
        port.close()


def opened_after(monkeypatch: pytest.MonkeyPatch, *ends: str) -> list[str]:
    """How often pyserial was asked to open, when these are the words with which it fails, one after the other."""
    left, asked = list(ends), []

    def fail(_port: rfc2217.Serial) -> None:
        asked.append("open")
        if left:
            raise SerialException(left.pop(0))

    monkeypatch.setattr(rfc2217.Serial, "open", fail)
    try:
        far_port.FarSerial().open()
    except SerialException:
        asked.append("given up")
    return asked


def test_a_greeting_that_took_too_long_is_tried_once_more(monkeypatch: pytest.MonkeyPatch) -> None:
    slow = "Remote does not seem to support RFC2217 or BINARY mode []"

    assert opened_after(monkeypatch, slow) == ["open", "open"]
    assert opened_after(monkeypatch, slow, slow) == ["open", "open", "given up"]
    assert opened_after(monkeypatch, "Could not open port: refused") == ["open", "given up"]


def test_an_answer_after_the_port_was_closed_is_dropped() -> None:
    port = far_port.FarSerial()
    port._write_lock = Lock()

    port._internal_raw_write(b"\xff\xfb\x00")

    assert port._socket is None
