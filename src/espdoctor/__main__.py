"""The command line: one group, its commands loaded when they are called."""

from __future__ import annotations

import importlib
import sys

import click

from . import __version__
from .commands import options

# name -> one line for --help; each is a click command of that name in commands/NAME.py
COMMANDS = {
    "check": "Find out what is wrong, as plain lines or JSON.",
    "triage": "Tell what a pasted log says.",
    "decode": "Look up where a program crashed.",
    "lint": "List what to change in a library for the ESP8266.",
    "report": "Write a case up for an issue or a forum.",
    "flash": "Write firmware: looked at before, backed up, proven after.",
    "restore": "Put a backup back.",
    "sim": "Run a simulated board, healthy or not.",
    "case": "List, show or export recorded cases.",
    "rules": "Check, test or show the rules.",
}


class LateGroup(click.Group):
    """Knows its commands by name and loads a command's module only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of the table, not of the alphabet."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The click command, or None for a name that there is not."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f".commands.{cmd_name}", __package__)
        command: click.Command = getattr(module, cmd_name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does it; for a name that there is not, with the nearest that there is."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            from .engine.errors import did_you_mean

            hint = did_you_mean(name, COMMANDS) or "espdoctor --help lists them."
            ctx.fail(f"There is no command {name[:40]!a}; {hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """From the table, so that --help loads nothing."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(cls=LateGroup, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="espdoctor")
@options.port
@click.pass_context
def cli(context: click.Context, port: str | None) -> None:
    """Find out why an ESP8266 will not upload, boot or run, mend it, and prove it.

    Without a command: the full screen. It finds the port by itself and offers a simulated
    board when there is none.
    """
    if context.invoked_subcommand is None:
        from .commands.screen import run_screen

        context.exit(run_screen(port))


def main() -> None:
    """Run the command line. What goes wrong on the way is one sentence, never a traceback."""
    from .commands.guard import guarded

    sys.exit(guarded(cli))


if __name__ == "__main__":
    main()
