"""The commands `krachtlijn keys`: keys that identities in the databases are encrypted with."""

import asyncio
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from launcher.operations.options import Json, ServiceName, Yes, as_json, at_place
from launcher.operations.places import Place
from launcher.operations.terminal import console, say
from launcher.operations.vaults import WAIT_SECONDS, Safe

File = Annotated[
    Path | None,
    typer.Option("--file", help="The key file of the service (KRACHTLIJN_VAULT), elsewhere."),
]

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    help="Keys that identities at rest are encrypted with: list, rotate, renew, prune.",
)


@app.command("list", epilog="Example: krachtlijn keys list pandkalender")
@at_place
def list_keys(place: Place, service: ServiceName, file: File = None, json: Json = False) -> None:
    """The keys of a service's database, what wraps each, and how many values stand under it."""
    safe = Safe.of(place, service, file)
    keys = asyncio.run(safe.keys())
    ring = safe.ring()
    if json:
        as_json({"file": sorted(ring.keys), "current": ring.current, "keys": [*map(asdict, keys)]})
        return
    table = Table("key", "for", "wrapped by", "in use", "values")
    for key in keys:
        use = "yes" if key.in_use else ""
        table.add_row(str(key.number), key.purpose, key.kek, use, f"{key.values:,}")
    console.print(table)
    say(f"The key file holds {', '.join(sorted(ring.keys))}; {ring.current} wraps.")


@app.command(epilog="Example: krachtlijn keys rotate pandkalender")
@at_place
def rotate(place: Place, service: ServiceName, file: File = None, json: Json = False) -> None:
    """Make a new key in the key file and wrap the database's keys by it. No value changes."""
    name = asyncio.run(Safe.of(place, service, file).rotate())
    if json:
        as_json({"service": service, "key": name})
    else:
        say(f"[green]{service}'s keys are wrapped by {name}.[/] Keep a copy of the key file now.")


@app.command(epilog="Example: krachtlijn keys new pandkalender --secrets /srv/secrets")
@at_place
def new(place: Place, service: ServiceName, file: File = None, json: Json = False) -> None:
    """The first half of rotate: a new key in the key file, where no database is reached."""
    name = Safe.of(place, service, file).new()
    if json:
        as_json({"service": service, "key": name})
    else:
        say(
            f"[green]{service} has the key {name} in its file.[/] Keep a copy of the file; once "
            f"every instance has it, krachtlijn keys wrap {service}."
        )


@app.command(epilog="Example: krachtlijn keys wrap pandkalender")
@at_place
def wrap(place: Place, service: ServiceName, file: File = None, json: Json = False) -> None:
    """The second half of rotate: wrap the database's keys by the file's, which stays as it is."""
    name, wrapped = asyncio.run(Safe.of(place, service, file).wrap())
    if json:
        as_json({"service": service, "key": name, "wrapped": wrapped})
    else:
        say(f"[green]{service}'s keys are wrapped by {name}[/], {wrapped} of them anew.")


@app.command(epilog="Example: krachtlijn keys renew pandkalender")
@at_place
def renew(place: Place, service: ServiceName, file: File = None, json: Json = False) -> None:
    """Make a new data key; running services bring every value under it, little by little."""
    number = asyncio.run(Safe.of(place, service, file).renew())
    if json:
        as_json({"service": service, "dataKey": number})
    else:
        say(
            f"[green]{service} has the data key {number}[/], in use in {WAIT_SECONDS:.0f} seconds. "
            f"See with krachtlijn keys list {service} when nothing is left under the older ones."
        )


@app.command(epilog="Example: krachtlijn keys prune pandkalender")
@at_place
def prune(
    place: Place,
    service: ServiceName,
    file: File = None,
    keep_file: Annotated[
        bool, typer.Option("--keep-file", help="Say what could leave the key file, and leave it.")
    ] = False,
    yes: Yes = False,
    json: Json = False,
) -> None:
    """Remove keys that nothing in the database needs. Older backups may need them: keep copies."""
    safe = Safe.of(place, service, file)
    if not yes:
        typer.confirm("Are backups of the database from before now past their term?", abort=True)
    numbers, names = asyncio.run(safe.prune(keep_file=keep_file))
    if json:
        as_json({"service": service, "dataKeys": numbers, "fileKeys": names})
        return
    gone = [*map(str, numbers), *([] if keep_file else names)]
    say(f"Removed: {', '.join(gone)}." if gone else "Every key is still needed.")
    if keep_file and names:
        say(f"Nothing needs {', '.join(names)} of the file: krachtlijn keys forget {service}.")


@app.command(epilog="Example: krachtlijn keys forget pandkalender --key 2026-01")
@at_place
def forget(
    place: Place,
    service: ServiceName,
    key: Annotated[str, typer.Option("--key", help="As prune --keep-file named it.")],
    file: File = None,
    yes: Yes = False,
    json: Json = False,
) -> None:
    """Remove a key from the key file, where no database is reached. Backups may need it: copies."""
    safe = Safe.of(place, service, file)
    if not yes:
        typer.confirm(f"Did prune say that nothing needs {key}?", abort=True)
    safe.forget(key)
    if json:
        as_json({"service": service, "fileKeys": [key]})
    else:
        say(f"Removed from the file: {key}.")
