"""Signals: the first asks to stop, the second ends at once, and who waits for a key is woken."""

from __future__ import annotations

import signal
import threading

import pytest

from espdoctor.commands.stopping import SIGNALS, stopping


@pytest.mark.parametrize("number", SIGNALS, ids=lambda number: number.name)
def test_the_first_signal_asks_to_stop_and_the_second_ends_at_once(number: signal.Signals) -> None:
    asked: list[str] = []
    before = [signal.getsignal(one) for one in SIGNALS]

    with stopping(lambda: asked.append("stop")):
        signal.raise_signal(number)
        assert asked == ["stop"]
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(number)

    assert asked == ["stop"]
    assert [signal.getsignal(one) for one in SIGNALS] == before


def test_where_a_key_is_waited_for_the_first_one_wakes() -> None:
    asked: list[str] = []

    with stopping(lambda: asked.append("stop")) as stopper:
        with pytest.raises(KeyboardInterrupt), stopper.at_once():
            signal.raise_signal(signal.SIGINT)
        assert asked == []
        signal.raise_signal(signal.SIGINT)

    assert asked == ["stop"]


def test_a_thread_gets_no_signals_and_changes_nothing() -> None:
    seen: list[object] = []

    def work() -> None:
        with stopping(lambda: None):
            seen.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()

    assert seen == [signal.getsignal(signal.SIGINT)]
