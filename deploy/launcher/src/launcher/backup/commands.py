"""The commands `krachtlijn backup`: make backups, once or every night, and remove the old ones.

Exit codes: 0 done, 1 not done and why, 2 wrong usage.
"""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from prometheus_client import CollectorRegistry, Gauge
from rich.console import Console
from rich.progress import DownloadColumn, Progress, TextColumn, TimeElapsedColumn

from chassis.days import city_day
from launcher import nightly
from launcher.backup import retention
from launcher.backup.dump import back_up, services
from launcher.backup.manifest import Manifest, newest
from launcher.names import SERVICES
from launcher.operations.options import DryRun, Json, ServiceName, as_json, at_place, known
from launcher.operations.overview import plenty
from launcher.operations.places import Place
from launcher.operations.terminal import moment, say

To = Annotated[Path, typer.Option("--to", metavar="DIR", help="The folder that backups go into.")]

REGISTRY = CollectorRegistry()
NEWEST = Gauge(
    "krachtlijn_backup_timestamp_seconds",
    "When the newest whole backup was made",
    registry=REGISTRY,
)

OFFSITE = Gauge(
    "krachtlijn_offsite_timestamp_seconds",
    "When backups were last copied to a store elsewhere; 0 when they never were",
    registry=REGISTRY,
)

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    help="Back up the databases, encrypted and signed; 'krachtlijn restore' brings one back.",
)


def _of(names: tuple[str, ...]) -> Callable[..., None]:
    """The command for these services; for all whose databases are given when there are none."""

    @at_place
    def command(place: Place, to: To, json: Json = False) -> None:
        found = [_back_up(place, name, to, quiet=json) for name in names or services(place)]
        if json:
            as_json([each.model_dump(mode="json", by_alias=True) for each in found])

    return command


for _name in SERVICES:
    app.command(
        _name,
        help=f"Back up the database of {_name}.",
        epilog=f"Example: krachtlijn backup {_name} --to /srv/backups --secrets /srv/secrets",
    )(_of((_name,)))
app.command("all", help="Back up every database whose address is given.")(_of(()))


KeepDaily = Annotated[int, typer.Option(min=1, help="Days of which one is kept.")]
KeepMonthly = Annotated[int, typer.Option(min=0, help="Months of which one is kept.")]


@app.command(
    "nightly",
    epilog="Example: krachtlijn backup nightly databank --to /srv/backups --secrets /srv/secrets",
)
@at_place
def stay(
    place: Place,
    service: ServiceName,
    to: To,
    at: nightly.At = "03:10",
    keep_daily: KeepDaily = 14,
    keep_monthly: KeepMonthly = 6,
    metrics: nightly.Metrics = "127.0.0.1:9000",
    copied: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="The file that is touched when backups were copied elsewhere; 'copied' in their "
            "folder, unless another is named.",
        ),
    ] = None,
) -> None:
    """Stay, back up a service every night, remove old ones, and show how old the newest is, and
    when one was last copied elsewhere."""
    known(service)
    due = nightly.hour(at)
    mark = copied or to / "copied"
    OFFSITE.set_function(lambda: mark.stat().st_mtime if mark.exists() else 0)
    NEWEST.set_function(lambda: found.timestamp() if (found := newest(to, service)) else 0)
    nightly.show(REGISTRY, metrics, place.secrets.backup(service) if place.secrets else None)

    def work() -> None:
        made = asyncio.run(back_up(place, service, to))
        pruned = retention.look(to, daily=keep_daily, monthly=keep_monthly)
        retention.remove(to, pruned)
        say(f"{made.file}: {made.bytes / 1e6:.1f} MB; {plenty(len(pruned.go), 'backup')} removed.")

    say(f"{service} is backed up every night at {at}, to {to}.")
    nightly.every_night(due, lambda: newest(to, service), work, f"The backup of {service}")


@app.command(epilog="Example: krachtlijn backup prune --in /srv/backups")
def prune(
    folder: Annotated[Path, typer.Option("--in", metavar="DIR", help="The folder of backups.")],
    keep_daily: KeepDaily = 14,
    keep_monthly: KeepMonthly = 6,
    dry_run: DryRun = False,
    json: Json = False,
) -> None:
    """Remove old backups: what was erased in a database must not live on in them for long."""
    found = retention.look(folder, daily=keep_daily, monthly=keep_monthly)
    if not dry_run:
        retention.remove(folder, found)
    today = city_day(datetime.now(UTC))
    last = retention.gone_by(today, daily=keep_daily, monthly=keep_monthly)
    if json:
        as_json(
            {
                "dryRun": dry_run,
                "stay": [each.file for each in found.stay],
                "go": [each.file for each in found.go],
                "leftovers": [path.name for path in found.leftovers],
                "erasedTodayIsGoneBy": last.isoformat(),
            }
        )
        return
    for each in found.go:
        say(f"  {each.file} ({moment(each.at)})")
    would = "would go" if dry_run else "removed"
    say(f"{plenty(len(found.go), 'backup')} {would}, {len(found.stay)} stay.")
    say(f"What is erased in a database today is in none of these any more by {last}.")


def _back_up(place: Place, service: str, folder: Path, *, quiet: bool) -> Manifest:
    columns = (TextColumn("{task.description}"), DownloadColumn(), TimeElapsedColumn())
    bar: Any = Progress(*columns, console=Console(stderr=True), transient=True, disable=quiet)
    with bar:
        task = bar.add_task(service, total=None)
        found = asyncio.run(
            back_up(place, service, folder, lambda done: bar.update(task, completed=done))
        )
    if not quiet:
        say(f"[green]{service}[/]: {folder / found.file}, {found.bytes / 1e6:.1f} MB")
    return found
