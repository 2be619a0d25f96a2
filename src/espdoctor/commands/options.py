"""Options that several commands have, in the same words."""

from __future__ import annotations

import click

port = click.option("--port", metavar="URL", help="Device, COM3, rfc2217://…, socket://… or sim://BOARD?fault=ID.")
baud = click.option("--baud", type=click.IntRange(300, 4_000_000), help="Speed. Without it: the best that holds.")
manual = click.option(
    "--manual", is_flag=True, help="The board is in its bootloader already (FLASH held, RST pressed)."
)
yes = click.option("--yes", is_flag=True, help="Do not ask.")
as_json = click.option("--json", "as_json", is_flag=True, help="One JSON object on one line, nothing else.")
