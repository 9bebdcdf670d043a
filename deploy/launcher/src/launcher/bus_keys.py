"""The commands `krachtlijn bus keys`: epochs of the keys that readers open seals with."""

import asyncio
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated, Any

import typer

from launcher.errors import LauncherError
from launcher.names import READERS
from launcher.operations import epochs, terminal
from launcher.operations.epochs import Ring, Sealed
from launcher.operations.options import Actor, Because, Json, Yes, as_json, at_place, explained
from launcher.operations.overview import plenty
from launcher.operations.places import Place
from launcher.operations.terminal import say

Reader = Annotated[str, typer.Argument(help="Whose keys: databank, ... or client.NAME.")]

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Epochs of the keys that seal to a reader: list, rotate, destroy.",
)


@app.command("list", epilog="Example: krachtlijn bus keys list databank")
@at_place
def list_epochs(
    place: Place,
    reader: Annotated[str | None, typer.Argument(help="One reader; without, all.")] = None,
    json: Json = False,
) -> None:
    """The epochs whose private key is still there, and which one is sealed with now."""
    rings: dict[str, Any] = {}
    for name in [reader] if reader else READERS:
        ring = Ring.of(place, name)
        rings[name] = {"current": ring.current, "epochs": sorted(ring.private)}
    if json:
        as_json(rings)
    else:
        terminal.epochs(rings)


@app.command(epilog="Example: krachtlijn bus keys rotate databank")
@at_place
def rotate(place: Place, reader: Reader, json: Json = False) -> None:
    """Make a new epoch and seal with it; running services follow within seconds."""
    ring = Ring.of(place, reader)
    before = ring.current
    epoch = ring.rotate()
    if json:
        as_json({"reader": reader, "epoch": epoch, "previous": before})
    else:
        say(
            f"[green]{reader} has the epoch {epoch}[/]; what was sealed in {before} still opens "
            "until that epoch is destroyed."
        )


@app.command(
    epilog="Example: krachtlijn bus keys destroy databank --epoch 2026-01 --actor beheerder-1 "
    '--because "declarations of January 2026 are past their term"'
)
@at_place
def destroy(
    place: Place,
    reader: Reader,
    epoch: Annotated[str, typer.Option(help="The epoch that nobody may open again.")],
    actor: Actor,
    because: Because,
    anyway: Annotated[
        bool, typer.Option("--anyway", help="Also when events wait that will have no effect then.")
    ] = False,
    uncounted: Annotated[
        bool, typer.Option("--uncounted", help="Without looking what becomes unreadable.")
    ] = False,
    yes: Yes = False,
    json: Json = False,
) -> None:
    """Remove the private key of an old epoch, so that what it sealed can never be opened again.

    Refuses while events sealed in it are still to have their effect.
    """
    ring = Ring.of(place, reader)
    ring.check_destroyable(epoch)
    explained(actor, because)
    found = [] if uncounted else _count(place, reader, epoch)
    rows = [asdict(each) for each in found]
    if not json and not uncounted:
        terminal.unreadable(found, reader, epoch)
    _refuse_waiting(found, epoch, anyway)
    if not yes:
        typer.confirm(f"Destroy the epoch {epoch} of {reader}?", abort=True)
    ring.destroy(epoch)
    unreadable = None if uncounted else rows
    entry = {"reader": reader, "epoch": epoch, "unreadable": unreadable}
    epochs.write_down(
        ring.secrets,
        {"at": datetime.now(UTC), "actor": actor, "because": because, **entry},
    )
    if json:
        as_json(entry)
    else:
        say(
            f"[green]The epoch {epoch} of {reader} is destroyed here.[/] Remove its key from "
            "backups of the key files too."
        )


def _refuse_waiting(found: list[Sealed], epoch: str, anyway: bool) -> None:
    waiting = [each for each in found if each.waits]
    if waiting and not anyway:
        places = sorted({each.where for each in waiting})
        raise LauncherError(
            f"{plenty(sum(each.events for each in waiting), 'event')} sealed in {epoch} still "
            f"waiting for an effect ({', '.join(places)}): nothing was destroyed. Let the outbox "
            "and the queues run empty, and redrive or discard what is parked (krachtlijn bus "
            "status). With --anyway the epoch goes all the same, and those have no effect."
        )


def _count(place: Place, reader: str, epoch: str) -> list[Sealed]:
    try:
        return asyncio.run(epochs.sealed_in(place, reader, epoch))
    except LauncherError as error:
        raise LauncherError(
            f"What would become unreadable cannot be counted. {error} With --uncounted the epoch "
            "is destroyed without looking."
        ) from None
