"""What several commands have in common reads the same in each."""

from __future__ import annotations

import click
import pytest

from espdoctor.__main__ import COMMANDS, cli


def option(command: click.Command, name: str) -> click.Option | None:
    """The option of that name, if the command has it."""
    return next((one for one in command.params if isinstance(one, click.Option) and name in one.opts), None)


@pytest.mark.parametrize(("name", "commands"), [("--port", 4), ("--baud", 2), ("--manual", 2), ("--yes", 2)])
def test_an_option_says_the_same_in_every_command_that_has_it(name: str, commands: int) -> None:
    context = click.Context(cli)
    every = [cli, *(one for word in COMMANDS if (one := cli.get_command(context, word)) is not None)]
    found = [its for command in every if (its := option(command, name)) is not None]

    assert len(found) == commands
    assert len({its.help for its in found}) == 1
