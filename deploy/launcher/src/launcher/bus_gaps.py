"""The command `krachtlijn bus missing`: events that a later one of their key names."""

import asyncio
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

import typer

from chassis.bus import gaps
from chassis.bus.gaps import Gap
from launcher.errors import LauncherError
from launcher.operations import terminal
from launcher.operations.options import LOOK, Json, ServiceName, as_json, at_place, explained, known
from launcher.operations.places import Place

app = typer.Typer(pretty_exceptions_enable=False)


@app.command(
    "missing",
    epilog="Example: krachtlijn bus missing databank --let-go 0198c5a2-... --actor beheerder-1 "
    "--because 'given up at its publisher, ticket 12'",
)
@at_place
def missing(
    place: Place,
    service: ServiceName,
    event_id: Annotated[
        UUID | None, typer.Option("--let-go", help="Count this one no more: it never comes.")
    ] = None,
    actor: Annotated[str, typer.Option(help="With --let-go: who asks for this.")] = "",
    because: Annotated[str, typer.Option(help="With --let-go: why.")] = "",
    json: Json = False,
) -> None:
    """Events that a later one of their key names, and that a reader never had. Exit 3 when there
    are any."""
    if event_id is not None:
        explained(actor, because)
        if not asyncio.run(_let_go(place, known(service), event_id, actor, because)):
            raise LauncherError(
                f"{service} misses no {event_id}: see 'krachtlijn bus missing {service}'."
            )
    found = asyncio.run(_look(place, known(service)))
    if json:
        as_json([asdict(each) for each in found])
    else:
        terminal.gaps(service, found)
    if found:
        raise typer.Exit(LOOK)


async def _look(place: Place, service: str) -> list[Gap]:
    async with place.connection(service) as conn:
        return await gaps.look(conn, service)


async def _let_go(place: Place, service: str, event_id: UUID, actor: str, because: str) -> bool:
    async with place.database(service) as database, database.begin(datetime.now(UTC)) as tx:
        return await gaps.let_go(tx, service, event_id, actor=actor, reason=because)
