"""Every opened board is closed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from workplace import Workplace


@pytest.fixture
def place() -> Iterator[Callable[..., Workplace]]:
    """Puts a board on the table by its URL."""
    made: list[Workplace] = []

    def put(url: str = "sim://nodemcu", firmware: bytes | None = None) -> Workplace:
        made.append(Workplace(url, firmware))
        return made[-1]

    yield put
    for one in made:
        one.world.close()
