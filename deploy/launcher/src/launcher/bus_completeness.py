"""Completeness by command, once or every night; and `bus replay --missing`, which mends it."""

import asyncio
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

import typer
from prometheus_client import CollectorRegistry, Gauge

from launcher import nightly
from launcher.credentials.tree import COMPLETENESS
from launcher.operations import catch_up, completeness, terminal
from launcher.operations.catch_up import Outcome, ReplayRequest
from launcher.operations.completeness import Completeness
from launcher.operations.options import LOOK, Json, as_json, at_place, known
from launcher.operations.overview import plenty
from launcher.operations.places import Place
from launcher.operations.progress_bar import counter
from launcher.operations.terminal import say

REGISTRY = CollectorRegistry()
MISSING = Gauge(
    "krachtlijn_missing_events",
    "Archived events that a reader should have had and has not",
    ["reader"],
    registry=REGISTRY,
)
COMPARED = Gauge(
    "krachtlijn_completeness_timestamp_seconds",
    "When archives and inboxes were last compared",
    registry=REGISTRY,
)

app = typer.Typer(pretty_exceptions_enable=False)


@app.command("completeness", epilog="Example: krachtlijn bus completeness databank --json")
@at_place
def compare(
    place: Place,
    service: Annotated[str | None, typer.Argument(help="One reader; without, all.")] = None,
    settle: Annotated[
        float, typer.Option(min=0, help="Seconds in which an event may be on its way.")
    ] = completeness.SETTLE.total_seconds(),
    most: Annotated[int, typer.Option(min=0, help="How many events to name at most.")] = 100,
    json: Json = False,
) -> None:
    """Compare archives with inboxes: does every reader have every event? Exit 3 when not."""
    names = [known(service)] if service else completeness.readers(place)
    found = [
        asyncio.run(completeness.of(place, name, settle=timedelta(seconds=settle), most=most))
        for name in names
    ]
    if json:
        as_json([_plain(each) for each in found])
    else:
        terminal.completeness(found)
    if any(each.missing_count for each in found):
        raise typer.Exit(LOOK)


@app.command("nightly", epilog="Example: krachtlijn bus nightly --secrets /srv/secrets")
@at_place
def stay(
    place: Place,
    at: nightly.At = "03:40",
    metrics: nightly.Metrics = "127.0.0.1:9000",
) -> None:
    """Stay, compare archives with inboxes every night, and show what is missing as metrics."""
    due = nightly.hour(at)
    nightly.show(REGISTRY, metrics, place.secrets.folder / COMPLETENESS if place.secrets else None)
    last: datetime | None = None

    def work() -> None:
        nonlocal last
        begun = datetime.now(UTC)
        found = [asyncio.run(completeness.of(place, name)) for name in completeness.readers(place)]
        for each in found:
            MISSING.labels(each.reader).set(each.missing_count)
        terminal.completeness(found)
        last = begun
        COMPARED.set(begun.timestamp())

    nightly.every_night(due, lambda: last, work, "The comparison")


def send_missing(
    place: Place,
    reader: str,
    *,
    actor: str,
    because: str,
    dry_run: bool,
    wait: float,
    json: bool,
) -> None:
    """Ask for what ``reader`` misses, follow, and let it go on; code 3 while it misses some."""
    if dry_run:
        lost = asyncio.run(catch_up.lost(place, reader))
        if json:
            as_json({"dryRun": True, "missing": lost})
        else:
            terminal.lost(reader, lost)
        return
    asked = asyncio.run(catch_up.ask(place, reader, actor=actor, reason=because))
    outcome = follow(place, reader, asked, wait=wait, quiet=json)
    if json:
        as_json({"asked": {name: one.events for name, one in asked.items()}, **asdict(outcome)})
    else:
        tell(reader, asked, outcome)
    if outcome.held is None:
        raise typer.Exit(LOOK)


def follow(
    place: Place, reader: str, asked: dict[str, ReplayRequest], *, wait: float, quiet: bool
) -> Outcome:
    """Follow a replay on the terminal."""
    with counter("replaying", quiet=quiet) as shown:
        return asyncio.run(catch_up.follow(place, reader, asked, wait=wait, shown=shown))


def tell(reader: str, asked: dict[str, ReplayRequest], outcome: Outcome) -> None:
    """Say how a replay ended, or what it waits for."""
    total = sum(one.events for one in asked.values())
    if outcome.held is None:
        say(
            f"[yellow]{outcome.missing} of {plenty(total, 'event')} have not come yet[/], and "
            f"{reader} holds what is live until they have: see that it runs, and its publishers "
            f"({', '.join(asked)}). Then give 'krachtlijn bus replay --to {reader} --missing' "
            "again."
        )
        return
    say(f"[green]{reader} misses nothing[/]: {plenty(total, 'event')} came again.")
    if outcome.held:
        say(f"{plenty(outcome.held, 'live event')} that waited now follow in order.")


def _plain(each: Completeness) -> dict[str, Any]:
    return {
        "reader": each.reader,
        "types": [
            {"publisher": publisher, "type": event_type, **counts}
            for (publisher, event_type), counts in sorted(each.counts.items())
        ],
        "missing": each.missing_count,
        "missingEvents": [asdict(event) for event in each.missing],
        "unknown": each.unknown_count,
        "unknownEvents": [asdict(event) for event in each.unknown],
    }
