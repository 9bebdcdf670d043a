"""The commands `krachtlijn legacy`: the three older databases brought into the databank.

Exit codes: 0 done, 1 it could not be done, 2 wrong usage, 3 done but a person must look.
"""

import asyncio
import importlib
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import typer
from rich.table import Table

from launcher import legacy_output
from launcher.errors import LauncherError
from launcher.operations.options import (
    LOOK,
    Actor,
    Because,
    DryRun,
    Json,
    as_json,
    at_place,
    explained,
    moment,
)
from launcher.operations.places import Place
from launcher.operations.terminal import console, say
from launcher.operations.terminal import moment as on_the_clock

SERVICE, OWNER = "databank", "databank_owner"

Source = Annotated[str, typer.Option(help="Which database: expert, fiches or verborgen.")]
File = Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="Its export.")]

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode="markdown",
    help="Bring the three older databases in: with lineage, refusals to correct, and closed books.",
)


@app.command(
    "import",
    epilog="Example: krachtlijn legacy import --source expert export.csv --dry-run "
    '--actor beheerder-1 --because "first take-over of the expert databank"',
)
@at_place
def bring(
    place: Place,
    file: File,
    source: Source,
    actor: Actor,
    because: Because,
    dry_run: DryRun = False,
    accept_moves: Annotated[
        bool, typer.Option("--accept-moves", help="Tell also more moves than --most-moves.")
    ] = False,
    most_moves: Annotated[
        int, typer.Option(min=0, help="Moves between branches to tell without asking.")
    ] = 500,
    set_aside: Annotated[
        bool, typer.Option("--set-aside", help="Give up an unfinished import of another file.")
    ] = False,
    at: Annotated[str | None, typer.Option(hidden=True, help="As if at this moment.")] = None,
    json: Json = False,
) -> None:
    """Import an export, or go on where it was cut short. Doing it again changes nothing.

    Exit 3 when rows wait for a correction, or moves for somebody to accept them.
    """
    explained(actor, because)
    running, rows = _module("run"), _module("rules.rows")
    if source not in list(rows.Source):
        raise LauncherError(f"There is no source {source}: use expert, fiches or verborgen.")
    order = running.Order(
        rows.Source(source),
        file,
        _officer(actor),
        because,
        accept_moves=accept_moves,
        most_moves=most_moves,
        set_aside=set_aside,
    )
    clock = _clock(at)
    with _in_clear(), legacy_output.progress(quiet=json) as shown:
        report = asyncio.run(_bring(place, running, order, clock, shown, dry_run=dry_run))
    if json:
        as_json(legacy_output.plain(report))
    else:
        legacy_output.show(report, most_moves)
    if report.balance.rows["geweigerd"] or not report.finished:
        raise typer.Exit(LOOK)


@app.command(epilog="Example: krachtlijn legacy rejects --run 0198c5a2-... --csv te-verbeteren.csv")
@at_place
def rejects(
    place: Place,
    run: Annotated[UUID, typer.Option(help="Which import, by the id that 'status' shows.")],
    actor: Actor,
    because: Because,
    csv: Annotated[
        Path | None, typer.Option(help="Write the rows here, to correct and import again.")
    ] = None,
    give_up: Annotated[
        bool, typer.Option("--give-up", help="Nobody will correct them: remove what they say.")
    ] = False,
    json: Json = False,
) -> None:
    """The rows that an import refused and that nobody corrected yet, with every reason.

    The terminal shows places and reasons; only the file holds the rows themselves.
    """
    explained(actor, because)
    if give_up:
        count = asyncio.run(_give_up(place, run, _officer(actor)))
        say(f"{count} rijen opgegeven; hun plaats en de redenen blijven bewaard.")
        return
    waiting = asyncio.run(_rejects(place, run, _officer(actor)))
    if csv is not None and waiting:
        csv.touch(mode=0o600)
        _module("read_export").write_rejects(csv, waiting[0].source, waiting)
    if json:
        as_json([{"id": row.id, "place": row.place, "reasons": row.reasons} for row in waiting])
        return
    table = Table("plaats", "veld", "reden", box=None, pad_edge=False)
    for row in waiting:
        for number, why in enumerate(row.reasons):
            table.add_row("" if number else row.place, why["field"], why["text"])
    console.print(table)
    kept = f"; in {csv}: verbeter ze daar en voer dat bestand in" if csv and waiting else ""
    say(f"{len(waiting)} rijen te verbeteren{kept}.")


@app.command(epilog="Example: krachtlijn legacy status --environment demo")
@at_place
def status(place: Place, json: Json = False) -> None:
    """Every import, what came in per source, and how many persons stand in several of them."""
    runs, figures, shared = asyncio.run(_status(place))
    if json:
        as_json(
            {
                "runs": [{**asdict(run), "file_digest": run.file_digest.hex()} for run in runs],
                "sources": [asdict(source) for source in figures],
                "personsBySources": [(known.sources, known.persons) for known in shared],
            }
        )
        return
    table = Table(
        *("invoer", "bron", "begonnen", "door", "stand", "rijen", "te verbeteren"),
        box=None,
        pad_edge=False,
    )
    for run in runs:
        rows = str(sum(run.counts.get("rijen", {}).values()))
        begun = on_the_clock(run.started_at)
        about = (str(run.id), run.source, begun, run.actor, run.state)
        table.add_row(*about, rows, str(run.to_correct))
    console.print(table)
    for source in figures:
        say(
            f"{source.source}: {source.rows} rijen, {source.persons} personen, "
            f"{source.sightings} waarnemingen, {source.to_correct} rijen te verbeteren"
        )
    for known in shared:
        say(f"In {known.sources} van de drie bronnen: {known.persons} personen.")


async def _bring(
    place: Place, running: Any, order: Any, clock: Any, shown: Any, *, dry_run: bool
) -> Any:
    await _reach(place, SERVICE)
    if place.secrets is None:
        raise LauncherError("Say where the readers' public keys are: --secrets DIR.")
    seals, vault = place.secrets.seal_public, place.secrets.vault(SERVICE)
    async with running.open_databank(place.databases[SERVICE], seals, vault) as database:
        if not dry_run:
            return await running.import_file(database, order, clock, shown)
        await _reach(place, OWNER)
        async with running.open_databank(
            place.databases[OWNER], seals, vault, announce=False
        ) as own:
            return await running.rehearse(database, own, order, clock, shown)


async def _reach(place: Place, role: str) -> None:
    """Say what is wrong with a database before any work begins."""
    async with place.connection(role):
        pass


async def _rejects(place: Place, run: UUID, officer: Any) -> list[Any]:
    async with place.database(SERVICE) as database, database.begin(_clock(None).now()) as tx:
        waiting: list[Any] = await _module("rejects").read_rejects(tx, officer, run)
        return waiting


async def _give_up(place: Place, run: UUID, officer: Any) -> int:
    async with place.database(SERVICE) as database, database.begin(_clock(None).now()) as tx:
        count: int = await _module("rejects").give_up_rejects(tx, officer, run)
        return count


async def _status(place: Place) -> tuple[list[Any], list[Any], list[Any]]:
    store = _module("store.runs")
    async with place.database(SERVICE) as database, database.connection() as conn:
        runs = await store.page_of(conn, 0, 50)
        return runs, await store.figures(conn), await store.shared_persons(conn)


def _module(name: str) -> Any:
    return importlib.import_module(f"databank.legacy_import.{name}")


def _officer(actor: str) -> Any:
    """The person who gives the order, as the access log names people."""
    web = importlib.import_module("chassis.web")
    return web.Actor(actor, web.Function.POLITIE_BEHEERDER, "LPA", web.TrustDomain.POLITIE)


class _Still:
    """A clock that stands still, to rehearse another day."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def now(self) -> datetime:
        return self._at


def _clock(at: str | None) -> Any:
    return _Still(moment(at)) if at else importlib.import_module("chassis.clock").SystemClock()


@contextmanager
def _in_clear() -> Iterator[None]:
    """Say in one sentence why an import cannot be done."""
    running, rows, balance = _module("run"), _module("rules.rows"), _module("rules.balance")
    try:
        yield
    except (running.ImportRefusedError, rows.FormatError, balance.UnbalancedError) as error:
        raise LauncherError(str(error)) from error
    except LauncherError:
        raise
    except Exception as error:  # its text may hold a row
        where = traceback.extract_tb(error.__traceback__)[-1]
        raise LauncherError(
            f"De invoer stopte door een fout: {type(error).__name__}, {Path(where.filename).name} "
            f"regel {where.lineno}. Niets is half geschreven; geef dezelfde opdracht opnieuw."
        ) from None
