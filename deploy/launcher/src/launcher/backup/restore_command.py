"""The command `krachtlijn restore`.

Exit codes: 0 all is back, 1 nothing was touched or it failed and says how, 3 a person must look.
"""

import asyncio
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn

from launcher import audit
from launcher.audit import ChainCheck
from launcher.backup import restore as restoring
from launcher.backup.restore import Backup, Outcome
from launcher.errors import LauncherError
from launcher.operations.catch_up import ReplayRequest
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
from launcher.operations.overview import plenty
from launcher.operations.places import Place
from launcher.operations.terminal import moment, say

app = typer.Typer(pretty_exceptions_enable=False, add_completion=False)


@app.command(
    epilog="Example: krachtlijn restore databank --from /srv/backups/databank-20261124.dump.age"
    ' --actor beheerder-1 --because "the disk of the databank is lost"'
)
@at_place
def restore(
    place: Place,
    service: ServiceName,
    file: Annotated[Path, typer.Option("--from", metavar="FILE", help="The backup.")],
    actor: Actor,
    because: Because,
    replace: Annotated[
        bool, typer.Option("--replace", help="Throw away what is in the database now.")
    ] = False,
    yes: Yes = False,
    json: Json = False,
) -> None:
    """Bring a database back from a backup, with its service stopped, and ask for what it missed."""
    explained(actor, because)
    backup = _check(place, known(service), file, quiet=json)
    if not yes:
        _confirm(backup, replace=replace)
    done = asyncio.run(
        restoring.restore(
            place,
            backup,
            replace=replace,
            actor=actor,
            reason=because,
            step=(lambda _text: None) if json else say,
        )
    )
    chain = asyncio.run(_verify(place, service, quiet=json))
    asked, remarks = _catch_up(place, service, actor, because)
    remarks = [*_remarks(done), *remarks, *_forgotten(place, service)]
    tampered = chain is not None and chain.broken is not None
    if json:
        as_json(
            {
                "service": service,
                "at": backup.manifest.at,
                "rows": done.rows,
                "migrated": done.migrated,
                "accessLog": vars(chain) if chain else None,
                "asked": {name: one.events for name, one in asked.items()},
                "remarks": remarks,
            }
        )
    else:
        _tell(service, backup, done, chain, asked, remarks)
    if remarks or tampered:
        raise typer.Exit(LOOK)


def _check(place: Place, service: str, file: Path, *, quiet: bool) -> Backup:
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn())
    bar: Any = Progress(*columns, console=Console(stderr=True), transient=True, disable=quiet)
    with bar:
        task = bar.add_task("checking the backup", total=None)
        return restoring.check(
            place, service, file, lambda done, of: bar.update(task, completed=done, total=of)
        )


def _confirm(backup: Backup, *, replace: bool) -> None:
    service = backup.manifest.service
    say(
        f"The backup of {service} of {moment(backup.manifest.at)} is whole: "
        f"{plenty(sum(backup.contents.tables.values()), 'row')}. What {service} was told by people "
        "after that moment does not come back."
    )
    if replace:
        typed = typer.prompt(
            f"All that is in the database of {service} now goes for good. Type its name"
        )
        if typed.strip() != service:
            raise LauncherError("That is another name: nothing was touched.")
    else:
        typer.confirm("Bring it back?", abort=True)


async def _verify(place: Place, service: str, *, quiet: bool) -> ChainCheck | None:
    """The check of its access log, where it keeps one."""
    async with place.connection(service) as conn:
        if not await conn.fetchval(audit.HAS_LOG):
            return None
    (check,) = await audit.verify_logs(place, [service], {}, quiet=quiet)
    return check


def _catch_up(
    place: Place, service: str, actor: str, because: str
) -> tuple[dict[str, ReplayRequest], list[str]]:
    """What was asked for; what could not be is a remark, since the database itself is back."""
    try:
        asked = asyncio.run(restoring.ask_for_missing(place, service, actor=actor, reason=because))
    except LauncherError as error:
        return {}, [f"What {service} missed was not asked for: {error}"]
    return asked, []


def _forgotten(place: Place, service: str) -> list[str]:
    try:
        found = asyncio.run(restoring.forgotten(place, service))
    except LauncherError as error:
        return [f"Its readers could not be compared: {error}"]
    return [
        f"{each.reader} has had {plenty(each.unknown_count or 0, 'event')} that no publisher knows "
        f"any more: look with 'krachtlijn bus completeness {each.reader}' "
        "(docs/operating/backups.md, A publisher that came back)."
        for each in found
    ]


def _remarks(done: Outcome) -> list[str]:
    differences = [
        f"{table} has {came} rows and was dumped with {dumped}."
        for table, (dumped, came) in done.differences.items()
    ]
    return [*differences, *(f"{key} is not at hand: bring it back." for key in done.lost_keys)]


def _tell(
    service: str,
    backup: Backup,
    done: Outcome,
    chain: ChainCheck | None,
    asked: dict[str, ReplayRequest],
    remarks: list[str],
) -> None:
    say(
        f"[green]{service} is back as of {moment(backup.manifest.at)}[/], "
        f"{plenty(done.rows, 'row')}."
        + (" Its tables were brought up to this release." if done.migrated else "")
    )
    if chain is not None:
        audit.show(chain, 0)
    for remark in remarks:
        say(f"[yellow]{remark}[/]")
    total = sum(one.events for one in asked.values())
    say(f"{plenty(total, 'event')} asked for again. Now start {service}, and then:")
    say(f"  krachtlijn bus replay --to {service} --missing --wait 600 --actor ... --because ...")
