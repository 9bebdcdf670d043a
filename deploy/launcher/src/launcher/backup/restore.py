"""A backup that comes back: checked before anything is touched, then brought to the present.

The service stays out of its database until its tables are those of this release and it is told to
hold what is live; then it can start, and gets what it missed in the right order.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pyrage

from chassis import migrations
from chassis.bus import catch_up as holding
from contracts import events_for, events_of
from launcher.backup import client_programs, manifest
from launcher.backup.dump import rows_by_table
from launcher.backup.keys import ReaderKeys
from launcher.backup.manifest import Contents, Manifest
from launcher.backup.target import Target
from launcher.credentials import Credentials
from launcher.errors import LauncherError
from launcher.operations import catch_up, completeness
from launcher.operations.catch_up import ReplayRequest
from launcher.operations.completeness import Completeness
from launcher.operations.places import Place
from launcher.rundir import read_json

LEAP = 1_000_000
"""Sequences of a publisher that came back jump so far: a number that a reader saw never returns."""
JUMP = "UPDATE bus_sequence SET last = last + $1"

Step = Callable[[str], None]
"""Called with each thing that is done next."""


@dataclass(frozen=True)
class Backup:
    """A backup that was checked: it is whole, of a known maker, and can be opened."""

    manifest: Manifest
    contents: Contents
    file: Path
    keys: ReaderKeys


@dataclass(frozen=True)
class Outcome:
    """``differences``: tables with another number of rows than were dumped. ``lost_keys``: keys of
    the vault and epochs of seals that were there at the time and are not at hand now."""

    rows: int
    migrated: bool
    differences: dict[str, tuple[int, int]]
    lost_keys: list[str]


def check(place: Place, service: str, file: Path, shown: manifest.Progress) -> Backup:
    """Check a backup without touching any database; a :class:`LauncherError` says what is wrong."""
    if place.secrets is None:
        raise LauncherError("Say where the keys for restoring are: --secrets DIR.")
    keys = ReaderKeys.of(place.secrets, service)
    found = manifest.read(file, keys)
    if found.service != service:
        raise LauncherError(f"{file} is a backup of {found.service}, not of {service}.")
    contents = found.opened(keys)
    for package, revision in found.revisions.items():
        if revision not in migrations.revisions(package):
            raise LauncherError(
                f"{file} was made by a newer release: this one does not know revision {revision} "
                f"of {package}'s tables. Restore it with that release or a later one."
            )
    whole = manifest.check_file(found, manifest.beside(file).parent, shown)
    return Backup(found, contents, whole, keys)


async def restore(
    place: Place, backup: Backup, *, replace: bool, actor: str, reason: str, step: Step
) -> Outcome:
    """Bring it back into a database that is empty, or that ``replace`` says to empty."""
    service, secrets = backup.manifest.service, place.secrets
    assert secrets is not None
    target = Target(place, service)
    await target.check_that_nobody_is_there()
    rows = await target.rows()
    if rows is not None and not replace:
        raise LauncherError(
            f"The database of {service} is not empty, it has tables with {rows} rows: nothing was "
            "touched. Restore into a new database (krachtlijn databases create). If all that is in "
            "this one may go for good: --replace."
        )
    async with target.closed():
        if rows is not None:
            step(f"Emptying the database of {service}")
            await target.empty()
        step(f"Restoring {service} as it was on {backup.manifest.at.isoformat(timespec='seconds')}")
        await asyncio.to_thread(_feed, target.url, backup)
        async with target.connection() as conn:
            tables = await rows_by_table(conn)
        step("Bringing the tables up to date")
        vault = secrets.owner_vault(service)
        migrated = _is_older(service, backup.manifest)
        await asyncio.to_thread(
            migrations.upgrade, service, target.url, vault=vault if vault.exists() else None
        )
        async with place.database(target.role) as owned, owned.begin(datetime.now(UTC)) as tx:
            await tx.conn.execute(JUMP, LEAP)
            if events_for(service):
                await holding.begin(tx, service, actor=actor, reason=reason)
    return Outcome(
        sum(tables.values()),
        migrated,
        {
            table: (count, tables.get(table, 0))
            for table, count in backup.contents.tables.items()
            if tables.get(table, 0) != count
        },
        _lost_keys(secrets, service, backup.contents),
    )


async def ask_for_missing(
    place: Place, service: str, *, actor: str, reason: str
) -> dict[str, ReplayRequest]:
    """Have its publishers send what it missed; nothing when it reads nothing."""
    if not events_for(service):
        return {}
    return await catch_up.ask(place, service, actor=actor, reason=reason)


async def forgotten(place: Place, service: str) -> list[Completeness]:
    """The readers of a service that have had events which it told and no longer knows."""
    readers = {reader for event in events_of(service) for reader in event.readers}
    found = [await completeness.of(place, reader) for reader in place.services if reader in readers]
    return [each for each in found if each.unknown_count]


def _feed(url: str, backup: Backup) -> None:
    with backup.file.open("rb") as file, client_programs.restoring(url) as process:
        pyrage.decrypt_io(file, process.stdin, backup.keys.identities)


def _is_older(service: str, found: Manifest) -> bool:
    return any(
        found.revisions.get(package) != migrations.revisions(package)[0]
        for package in (service, migrations.BUS, migrations.WEB)
    )


def _lost_keys(secrets: Credentials, service: str, contents: Contents) -> list[str]:
    keks = read_json(secrets.owner_vault(service)).get("keys", {})
    epochs = read_json(secrets.seal_public).get(service, {}).get("keys", {})
    return [
        *(f"key {name} of the vault" for name in contents.vault_keys if name not in keks),
        *(f"epoch {name} of the seals" for name in contents.seal_epochs if name not in epochs),
    ]
