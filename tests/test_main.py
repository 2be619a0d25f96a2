"""The command line as a whole: names of commands."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from espdoctor.__main__ import cli


@pytest.mark.parametrize(
    ("name", "says"),
    [("chek", "did you mean check?"), ("triag", "did you mean triage?"), ("\x1b[2J", "espdoctor --help lists them")],
)
def test_a_command_that_there_is_not_is_misuse_with_the_nearest_that_there_is(name: str, says: str) -> None:
    done = CliRunner().invoke(cli, [name, "log.txt"])

    assert done.exit_code == 2
    assert says in done.output
    assert "\x1b" not in done.output


def test_an_option_that_there_is_not_is_still_an_option() -> None:
    done = CliRunner().invoke(cli, ["--prot", "COM3"])

    assert done.exit_code == 2
    assert "--port" in done.output
