"""`espdoctor sim`: run a simulated board behind a socket or a pseudo-terminal, or list boards and faults."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from ..probes.simulator.workbench import Bench

LOOPBACK = "127.0.0.1"


@click.command()
@click.argument("board", default="nodemcu")
@click.option("--fault", "faults", multiple=True, metavar="ID", help="What is wrong with it; may be given again.")
@click.option("--listen", metavar="HOST:PORT", help="Serve it as rfc2217://HOST:PORT; port 0 takes a free one.")
@click.option("--pty", is_flag=True, help="Serve it as a pseudo-terminal, which has no DTR and RTS.")
@click.option(
    "--pace", type=click.Choice(["free", "line"]), default="free", help="Skip waiting, or keep the wire's time."
)
@click.option("--seed", type=int, default=0, help="The same seed gives the same chances.")
@click.option("--list", "listing", is_flag=True, help="List the boards and the faults.")
@click.option("--json", "as_json", is_flag=True, help="The list as one JSON object.")
@click.pass_context
def sim(
    context: click.Context,
    board: str,
    faults: tuple[str, ...],
    listen: str | None,
    pty: bool,
    pace: str,
    seed: int,
    listing: bool,
    as_json: bool,
) -> None:
    """Run a simulated board, healthy or not, for other programs to open.

    Serves until it is stopped with Ctrl-C.
    """
    if listing:
        click.echo(json.dumps(catalog()) if as_json else _catalog_text())
        return
    if as_json:
        raise click.UsageError("--json belongs to --list.")
    if listen and pty:
        raise click.UsageError("Choose one of --listen and --pty.")
    bench = _bench(board, faults, pace, seed)
    try:
        _serve_pty(bench) if pty else _serve(bench, *_place(listen or f"{LOOPBACK}:0"))
    except KeyboardInterrupt:
        context.exit(0)


def _bench(board: str, faults: tuple[str, ...], pace: str, seed: int) -> Bench:
    from ..probes import simulator

    options = "".join(f"&fault={fault}" for fault in faults)
    try:
        return simulator.served(f"sim://{board}?pace={pace}&seed={seed}{options}")
    except ValueError as wrong:
        raise click.UsageError(str(wrong)) from None


def _place(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    if not port.isdigit() or int(port) > 65535:
        raise click.UsageError(f"--listen {text}: write it as HOST:PORT, for instance {LOOPBACK}:4000.")
    return host.strip("[]") or LOOPBACK, int(port)


def _serve(bench: Bench, host: str, port: int) -> None:
    from ..probes.simulator.rfc2217_server import Server

    try:
        server = Server(bench, host, port, lambda words: click.echo(words, err=True))
    except OSError as error:
        raise click.ClickException(f"Nothing can listen at {host}:{port}: {error.strerror}. Try port 0.") from None
    click.echo(server.url)  # click flushes
    try:
        server.serve()
    finally:
        server.stop()


def _serve_pty(bench: Bench) -> None:
    try:
        from ..probes.simulator.pty_server import PtyServer
    except ImportError:
        raise click.UsageError("This system has no pseudo-terminals; use --listen.") from None
    from serial import SerialException

    try:
        server = PtyServer(bench)
    except SerialException as refused:
        raise click.ClickException(f"The bench's port does not open: {refused}") from None
    click.echo(server.path)
    click.echo(
        "A pseudo-terminal has no DTR and RTS, so nothing can reset this board. "
        "With --fault gpio0-low it starts in its loader.",
        err=True,
    )
    server.serve()


def catalog() -> dict[str, list[dict[str, Any]]]:
    """The boards and the faults, as `--list --json` prints them."""
    from ..probes.simulator.boards import BOARDS
    from ..probes.simulator.faults import FAULTS

    return {
        "boards": [
            {
                "id": board.id,
                "title": board.title,
                "reset": board.reset,
                "bridge": board.bridge,
                "flash": {"id": board.flash_id, "size": board.flash_size},
            }
            for board in BOARDS.values()
        ],
        "faults": [
            {
                "id": fault.id,
                "title": fault.title,
                "cause": fault.cause,
                "repair": fault.repair,
                "cases_for": list(fault.cases_for),
                "hands": list(fault.hands),
                "systems": list(fault.systems),
            }
            for fault in FAULTS.values()
        ],
    }


def _catalog_text() -> str:
    from ..probes.simulator.boards import BOARDS
    from ..probes.simulator.faults import FAULTS

    boards = [f"  {board.id:22} {board.title}" for board in BOARDS.values()]
    faults = [
        f"  {fault.id:22} {fault.title} ({fault.cause}; {', '.join(fault.cases_for)})" for fault in FAULTS.values()
    ]
    return "\n".join(["Boards", *boards, "", "Faults (cause; boards)", *faults])
