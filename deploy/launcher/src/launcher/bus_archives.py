"""The commands `krachtlijn bus replay` and `rebuild`: send archived events again."""

import asyncio
from dataclasses import asdict
from time import monotonic, sleep
from typing import Annotated

import typer

from launcher import bus_completeness
from launcher.errors import LauncherError
from launcher.operations import rebuild as rebuilds
from launcher.operations import replays, terminal
from launcher.operations.options import (
    LOOK,
    Actor,
    Because,
    DryRun,
    Json,
    ServiceName,
    Until,
    Yes,
    as_json,
    at_place,
    explained,
    known,
    moment,
)
from launcher.operations.overview import plenty
from launcher.operations.places import Place
from launcher.operations.progress_bar import counter
from launcher.operations.rebuild_shares import REPORTING
from launcher.operations.replays import ReplayProgress, TypeCount
from launcher.operations.terminal import say

app = typer.Typer(pretty_exceptions_enable=False)


@app.command(
    epilog="Example: krachtlijn bus replay pandkalender --to reporting --since 2026-11-01 "
    '--actor beheerder-1 --because "reporting missed a day"'
)
@at_place
def replay(
    place: Place,
    to: Annotated[str, typer.Option(help="The only reader that gets it.")],
    actor: Actor,
    because: Because,
    publisher: Annotated[str | None, typer.Argument(help="Whose archive is sent.")] = None,
    since: Annotated[
        str | None, typer.Option(help="From this moment of publication, as 2026-11-24T10:00.")
    ] = None,
    until: Until = None,
    missing: Annotated[
        bool, typer.Option("--missing", help="All that it misses, from all publishers.")
    ] = False,
    dry_run: DryRun = False,
    wait: Annotated[float, typer.Option(min=0, help="Seconds to see it done.")] = 10.0,
    json: Json = False,
) -> None:
    """Send archived events to one reader again; those it has had have no second effect.

    With --missing the reader holds what is live until it has what it missed, so order is kept.
    """
    explained(actor, because)
    if missing:
        if publisher or since or until:
            raise typer.BadParameter("--missing goes with no publisher and no moment.")
        bus_completeness.send_missing(
            place, known(to), actor=actor, because=because, dry_run=dry_run, wait=wait, json=json
        )
        return
    if publisher is None or since is None:
        raise typer.BadParameter("Name a publisher and --since, or take --missing.")
    first, last = moment(since), moment(until) if until else None
    rows = asyncio.run(replays.countable(place, known(publisher), known(to), first, last))
    if dry_run:
        if json:
            as_json({"dryRun": True, "types": [asdict(row) for row in rows]})
        else:
            terminal.counted(rows, f"would be sent to {to}")
        return
    request = asyncio.run(
        replays.replay(place, publisher, to, since=first, until=last, actor=actor, reason=because)
    )
    state = _until_sent(place, publisher, request, wait)
    if json:
        as_json({"request": request, "types": [asdict(row) for row in rows], **asdict(state)})
    elif state.done:
        say(f"[green]{plenty(state.sent, 'event')} sent to {to}.[/]")
    else:
        say(
            f"Replay {request}: {state.sent} of {sum(row.events for row in rows)} sent to {to} so "
            f"far; {publisher} goes on when it runs ('krachtlijn bus status {publisher}')."
        )
    if not state.done:
        raise typer.Exit(LOOK)


@app.command(
    epilog="Example: krachtlijn bus rebuild reporting --actor beheerder-1 "
    '--because "a fact was kept under the wrong day until release 1.4.2"'
)
@at_place
def rebuild(
    place: Place,
    service: ServiceName,
    actor: Actor,
    because: Because,
    accept_loss: Annotated[
        bool, typer.Option("--accept-loss", help="Also when archives miss events it has had.")
    ] = False,
    anew: Annotated[
        bool, typer.Option("--anew", help="From the beginning, though one was cut off.")
    ] = False,
    dry_run: DryRun = False,
    yes: Yes = False,
    json: Json = False,
) -> None:
    """Throw away what reporting keeps of events, and make it anew from every archive.

    The register of regie stays. Until it is done figures are too low, and live events wait. One
    that was cut off goes on where it stopped.
    """
    if known(service) != REPORTING:
        raise LauncherError(f"Only reporting can be rebuilt: what {service} keeps is its own.")
    explained(actor, because)
    if dry_run or not yes:
        found = asyncio.run(rebuilds.inspect(place, accept_loss=accept_loss, anew=anew))
        if dry_run and json:
            as_json({"dryRun": True, **asdict(found)})
        else:
            rows = [TypeCount(name, count) for name, count in found.by_publisher.items()]
            terminal.counted(rows, "would make reporting anew")
        if dry_run:
            return
        question = "Throw away the facts of reporting and make them anew?"
        if found.goes_on:
            say(f"A rebuild was begun at {found.goes_on} and cut off.")
            question = "Go on where it stopped? (--anew begins from the beginning)"
        typer.confirm(question, abort=True)
    with counter("reading", quiet=json, rate=True) as shown:
        done = asyncio.run(
            rebuilds.carry_out(
                place,
                actor=actor,
                reason=because,
                accept_loss=accept_loss,
                anew=anew,
                shown=shown,
            )
        )
    if json:
        as_json(asdict(done))
    else:
        say(
            f"[green]reporting was made anew from {plenty(done.events, 'event')} "
            f"in {done.seconds:.1f} s.[/]"
        )
        if done.parked:
            say(f"[yellow]{done.parked} parked on the way[/]: look at them.")
        if done.unreadable:
            say(f"[yellow]{plenty(done.unreadable, 'event')} of an archive cannot be read[/].")
    if done.parked or done.unreadable:
        raise typer.Exit(LOOK)


def _until_sent(place: Place, publisher: str, request: int, wait: float) -> ReplayProgress:
    until = monotonic() + wait
    while True:
        state = asyncio.run(replays.progress(place, publisher, request))
        if state.done or monotonic() >= until:
            return state
        sleep(0.25)
