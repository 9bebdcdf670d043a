"""The commands `krachtlijn bus refused` and `give-up`: events that the broker will not take."""

import asyncio
from dataclasses import asdict
from datetime import UTC, datetime
from time import monotonic
from typing import Annotated
from uuid import UUID

import typer

from chassis.bus import refused
from chassis.bus.refused import RefusedEvent
from launcher.errors import LauncherError
from launcher.operations import terminal
from launcher.operations.options import (
    LOOK,
    Actor,
    Because,
    Json,
    ServiceName,
    Yes,
    as_json,
    at_place,
    explained,
    known,
)
from launcher.operations.places import Place

app = typer.Typer(pretty_exceptions_enable=False)


@app.command("refused", epilog="Example: krachtlijn bus refused databank")
@at_place
def list_refused(place: Place, service: ServiceName, json: Json = False) -> None:
    """Events that the broker refuses, and how many wait behind each. Exit 3 when there are any."""
    found = asyncio.run(_look(place, known(service)))
    if json:
        as_json([asdict(each) for each in found])
    else:
        terminal.refused(service, found)
    if found:
        raise typer.Exit(LOOK)


@app.command(
    "give-up",
    epilog="Example: krachtlijn bus give-up databank --id 0198c5a2-... --actor beheerder-1 "
    "--because 'larger than the broker takes, told anew in two parts, ticket 12'",
)
@at_place
def give_up(
    place: Place,
    service: ServiceName,
    event_id: Annotated[UUID, typer.Option("--id", help="The event, as 'refused' shows it.")],
    actor: Actor,
    because: Because,
    yes: Yes = False,
    wait: Annotated[float, typer.Option(min=0, help="Seconds to wait for a try's end.")] = 40.0,
    json: Json = False,
) -> None:
    """Never publish a refused event; the later ones of its key are published."""
    explained(actor, because)
    found = asyncio.run(_look(place, known(service)))
    if event_id not in {each.event_id for each in found}:
        raise LauncherError(
            f"{service} has no refused event {event_id}: see 'krachtlijn bus refused {service}'."
        )
    if not yes:
        typer.confirm(f"No reader will ever get {event_id}. Give it up?", abort=True)
    if not asyncio.run(_give_up(place, service, event_id, actor, because, wait)):
        raise LauncherError(f"{event_id} is being tried at this moment: look again in a minute.")
    if json:
        as_json({"givenUp": event_id})
    else:
        terminal.say(f"[green]{event_id} is given up[/]; the later ones of its key follow.")


async def _look(place: Place, service: str) -> list[RefusedEvent]:
    async with place.connection(service) as conn:
        return await refused.look(conn)


async def _give_up(
    place: Place, service: str, event_id: UUID, actor: str, because: str, wait: float
) -> bool:
    end = monotonic() + wait
    async with place.database(service) as database:
        while True:
            async with database.begin(datetime.now(UTC)) as tx:
                if await refused.give_up(tx, service, event_id, actor=actor, reason=because):
                    return True
            if monotonic() >= end:
                return False
            await asyncio.sleep(0.5)
