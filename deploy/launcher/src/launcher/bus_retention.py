"""The commands `krachtlijn bus erased`, `hold`, `holds` and `release`: retention."""

import asyncio
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

import typer

from chassis.bus.retention import legal_holds
from chassis.bus.retention.legal_holds import Erasure, Hold
from launcher.errors import LauncherError
from launcher.operations import parked, terminal
from launcher.operations.options import (
    Actor,
    Because,
    Json,
    ServiceName,
    as_json,
    at_place,
    explained,
    known,
)
from launcher.operations.places import Place
from launcher.operations.terminal import say

app = typer.Typer(pretty_exceptions_enable=False)


@app.command(epilog="Example: krachtlijn bus erased databank")
@at_place
def erased(
    place: Place,
    service: ServiceName,
    limit: Annotated[int, typer.Option(min=1, help="How many of the last ones.")] = 50,
    json: Json = False,
) -> None:
    """Proof of what was erased past its term: how much, up to when, by which rule. No content."""

    async def look() -> list[Erasure]:
        async with place.connection(known(service)) as conn:
            return await legal_holds.proofs(conn, limit)

    found = asyncio.run(look())
    if json:
        as_json([asdict(each) for each in found])
    else:
        terminal.proofs(service, found)


@app.command(
    epilog="Example: krachtlijn bus hold pandkalender --key 76e536d5-... --actor jurist-2 "
    '--because "court case 2026/114"'
)
@at_place
def hold(
    place: Place,
    service: ServiceName,
    actor: Actor,
    because: Because,
    id: Annotated[UUID | None, typer.Option("--id", help="One event.")] = None,  # noqa: A002
    key: Annotated[str | None, typer.Option(help="All events of a key, as a shift's id.")] = None,
    type: Annotated[str | None, typer.Option(help="All of a type.")] = None,  # noqa: A002
    everything: Annotated[bool, typer.Option("--all", help="Everything kept there.")] = False,
    json: Json = False,
) -> None:
    """Keep what the bus holds of something, whatever its term, until it is released."""
    if (id is None and key is None and type is None) is not everything:
        raise typer.BadParameter("Choose with --id, --key or --type, or take --all.")
    explained(actor, because)

    async def ask() -> int:
        async with (
            place.database(known(service)) as database,
            database.begin(datetime.now(UTC)) as tx,
        ):
            return await legal_holds.hold(
                tx,
                type=parked.event_type(type) if type else None,
                partition_key=key,
                event_id=id,
                actor=actor,
                reason=because,
            )

    number = asyncio.run(ask())
    if json:
        as_json({"hold": number})
    else:
        say(f"[green]Held at {service}, until hold {number} is released.[/]")


@app.command(epilog="Example: krachtlijn bus holds pandkalender")
@at_place
def holds(place: Place, service: ServiceName, json: Json = False) -> None:
    """The legal holds that stand there: since when, by whom and why."""

    async def look() -> list[Hold]:
        async with place.connection(known(service)) as conn:
            return await legal_holds.standing(conn)

    found = asyncio.run(look())
    if json:
        as_json([asdict(each) for each in found])
    else:
        terminal.holds(service, found)


@app.command(
    epilog="Example: krachtlijn bus release pandkalender 3 --actor jurist-2 "
    '--because "court case 2026/114 is closed"'
)
@at_place
def release(
    place: Place,
    service: ServiceName,
    number: Annotated[int, typer.Argument(metavar="HOLD", help="As 'krachtlijn bus holds' says.")],
    actor: Actor,
    because: Because,
    json: Json = False,
) -> None:
    """End a hold; what is past its term then goes within the hour."""
    explained(actor, because)

    async def ask() -> bool:
        async with (
            place.database(known(service)) as database,
            database.begin(datetime.now(UTC)) as tx,
        ):
            return await legal_holds.release(tx, number, actor=actor, reason=because)

    if not asyncio.run(ask()):
        raise LauncherError(
            f"Hold {number} does not stand at {service}: see 'krachtlijn bus holds {service}'."
        )
    if json:
        as_json({"released": number})
    else:
        say(f"[green]Hold {number} at {service} is released.[/]")
