"""The commands `krachtlijn bus`: the state of the bus, and orders for messages that wait.

Exit codes: 0 done, 1 it could not be done, 2 wrong usage, 3 done but a person must look.
"""

import asyncio
from dataclasses import asdict
from typing import Annotated
from uuid import UUID

import typer

from chassis.bus.parking import Selection
from launcher import (
    bus_archives,
    bus_completeness,
    bus_control,
    bus_gaps,
    bus_keys,
    bus_refused,
    bus_retention,
)
from launcher.operations import dead_letters, overview, parked, terminal
from launcher.operations.options import (
    LOOK,
    Actor,
    Because,
    DryRun,
    Json,
    ServiceName,
    Yes,
    as_json,
    at_place,
    explained,
    known,
)
from launcher.operations.places import Place

Id = Annotated[UUID | None, typer.Option("--id", help="One message, by its event id.")]
Type = Annotated[str | None, typer.Option(help="One type of event, as shift-declared.")]
Reason = Annotated[str | None, typer.Option(help="One reason: rejected, error, key or violation.")]
All = Annotated[bool, typer.Option("--all", help="Everything that is parked there.")]

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode="markdown",
    help="See how the bus stands and whether all have all; redrive, discard, replay, rebuild.",
)
app.add_typer(bus_archives.app)
app.add_typer(bus_completeness.app)
app.add_typer(bus_control.app)
app.add_typer(bus_gaps.app)
app.add_typer(bus_refused.app)
app.add_typer(bus_retention.app)
app.add_typer(bus_keys.app, name="keys")


@app.command(epilog="Example: krachtlijn bus status --environment demo")
@at_place
def status(
    place: Place,
    service: Annotated[str | None, typer.Argument(help="One service; without, all.")] = None,
    check: Annotated[bool, typer.Option("--check", help="Exit 3 when a person must look.")] = False,
    json: Json = False,
) -> None:
    """Per service: outbox, inbox, parked messages, timers, replays, queue and dead letters."""
    services = [known(service)] if service else place.services
    found = asyncio.run(overview.of(place, services))
    for one in found.values():
        one["attention"] = overview.attention(one)
    if json:
        as_json(found)
    else:
        terminal.standing(found)
    if check and any(one["attention"] for one in found.values()):
        raise typer.Exit(LOOK)


@app.command("parked", epilog="Example: krachtlijn bus parked databank --reason rejected")
@at_place
def list_parked(
    place: Place,
    service: ServiceName,
    id: Id = None,  # noqa: A002  # the option's name
    type: Type = None,  # noqa: A002
    reason: Reason = None,
    json: Json = False,
) -> None:
    """Messages that were parked, and how many wait behind each. Their content is never shown."""
    found = asyncio.run(parked.look(place, known(service), _selection(id, type, reason)))
    if json:
        as_json([asdict(each) for each in found])
    else:
        terminal.waiting(service, found)


@app.command(
    epilog="Example: krachtlijn bus redrive databank --type shift-cancelled --actor beheerder-1 "
    '--because "release 1.4.2 repairs the handler"'
)
@at_place
def redrive(
    place: Place,
    service: ServiceName,
    actor: Actor,
    because: Because,
    id: Id = None,  # noqa: A002
    type: Type = None,  # noqa: A002
    reason: Reason = None,
    everything: All = False,
    dry_run: DryRun = False,
    wait: Annotated[float, typer.Option(min=0, help="Seconds to see what comes of it.")] = 10.0,
    json: Json = False,
) -> None:
    """Have the service try parked messages again, in order per key. Exit 3 when some remain."""
    selection = _order(id, type, reason, everything)
    explained(actor, because)
    if dry_run:
        _dry(place, known(service), selection, "would be tried again", json)
        return
    found = asyncio.run(
        parked.redrive(place, known(service), selection, actor=actor, reason=because, wait=wait)
    )
    if json:
        as_json(
            {
                "chosen": [asdict(each) for each in found.chosen],
                "done": found.done,
                "again": [asdict(each) for each in found.again],
                "open": found.open,
            }
        )
    else:
        terminal.outcome(service, found)
    if found.again or found.open:
        raise typer.Exit(LOOK)


@app.command(
    epilog="Example: krachtlijn bus discard databank --id 0198c5a2-... --actor beheerder-1 "
    '--because "declared twice by a test, see ticket 12"'
)
@at_place
def discard(
    place: Place,
    service: ServiceName,
    actor: Actor,
    because: Because,
    id: Id = None,  # noqa: A002
    type: Type = None,  # noqa: A002
    reason: Reason = None,
    everything: All = False,
    dry_run: DryRun = False,
    yes: Yes = False,
    json: Json = False,
) -> None:
    """Give parked messages up for good; what waits behind them goes on."""
    selection = _order(id, type, reason, everything)
    explained(actor, because)
    if dry_run:
        _dry(place, known(service), selection, "would be discarded", json)
        return
    if not yes:
        found = asyncio.run(parked.choose(place, known(service), selection))
        terminal.chosen(found, "will be discarded for good")
        typer.confirm("Discard them?", abort=True)
    gone = asyncio.run(
        parked.discard(place, known(service), selection, actor=actor, reason=because)
    )
    if json:
        as_json({"discarded": [asdict(each) for each in gone]})
    else:
        terminal.chosen(gone, "discarded")


@app.command(
    "let-through",
    epilog="Example: krachtlijn bus let-through databank --actor beheerder-1 "
    '--because "the events of one night are wrong, see ticket 12"',
)
@at_place
def let_through(
    place: Place, service: ServiceName, actor: Actor, because: Because, json: Json = False
) -> None:
    """Let a reader that stands park what fails, for an hour. Exit 3 when none stood."""
    explained(actor, because)
    count = asyncio.run(parked.let_through(place, known(service), actor=actor, reason=because))
    if json:
        as_json({"letThrough": count})
    else:
        terminal.let_through(service, count)
    if not count:
        raise typer.Exit(LOOK)


@app.command(epilog="Example: krachtlijn bus dead databank")
@at_place
def dead(
    place: Place,
    service: ServiceName,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="How many to look at.")] = 100,
    json: Json = False,
) -> None:
    """Dead letters by reason: what nobody could read. They stay in their queue."""
    found = dead_letters.look(place, known(service), limit)
    if json:
        as_json(found)
    else:
        terminal.dead(service, found)


def _selection(event_id: UUID | None, event_type: str | None, reason: str | None) -> Selection:
    return Selection(event_id, parked.event_type(event_type) if event_type else None, reason)


def _order(
    event_id: UUID | None, event_type: str | None, reason: str | None, everything: bool
) -> Selection:
    selection = _selection(event_id, event_type, reason)
    if (selection == Selection()) is not everything:
        raise typer.BadParameter("Choose with --id, --type or --reason, or take --all.")
    return selection


def _dry(place: Place, service: str, selection: Selection, what: str, json: bool) -> None:
    found = asyncio.run(parked.choose(place, service, selection))
    if json:
        as_json({"dryRun": True, "chosen": [asdict(each) for each in found]})
    else:
        terminal.chosen(found, what)
