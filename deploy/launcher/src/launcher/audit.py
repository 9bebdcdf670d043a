"""The commands `krachtlijn audit`: check and anchor the access logs.

Exit codes: 0 all is well, 1 it could not be looked at, 2 wrong usage, 3 a log was tampered with.
"""

import asyncio
import json as codec
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from chassis.web import Anchor, TamperedError, chain_head, verify_chain
from launcher.errors import LauncherError
from launcher.operations.options import LOOK, Json, as_json, at_place, known
from launcher.operations.places import Place
from launcher.operations.terminal import say

MEANING = {
    "missing": "a row that stood there is missing",
    "changed": "this row is not as it was written",
    "added": "a row was put in that the chain does not know",
    "head": "the head of the chain does not belong to its last row",
    "anchor": "this row is not the one that was anchored: the past was written anew",
}
"""Meanings of ``TamperedError.why``, for the person who has to act on it."""
HAS_LOG = "SELECT to_regclass('access_log_head') IS NOT NULL"

Services = Annotated[
    list[str] | None, typer.Argument(metavar="[SERVICE]...", help="Without, all that have a log.")
]

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    help="Check the access logs (who looked at whom), and anchor them outside their databases.",
)


@dataclass(frozen=True)
class ChainCheck:
    """``broken`` is the position where the chain does not hold, with ``why``."""

    service: str
    rows: int
    head: str
    seconds: float
    broken: int | None = None
    why: str | None = None


@app.command(epilog="Example: krachtlijn audit verify databank --anchor /media/usb/anchors.jsonl")
@at_place
def verify(
    place: Place,
    services: Services = None,
    anchor: Annotated[
        Path | None, typer.Option(help="A file that 'krachtlijn audit anchor' wrote to.")
    ] = None,
    json: Json = False,
) -> None:
    """Check every row of the access logs. Exit 3 when one was tampered with, and where."""
    anchors = read_anchors(anchor) if anchor else {}
    checks = asyncio.run(verify_logs(place, _chosen(place, services), anchors, quiet=json))
    if json:
        as_json([vars(check) for check in checks])
    else:
        for check in checks:
            show(check, len(anchors.get(check.service, [])))
    if any(check.broken is not None for check in checks):
        raise typer.Exit(LOOK)


@app.command("anchor", epilog="Example: krachtlijn audit anchor --to /media/usb/anchors.jsonl")
@at_place
def write_anchor(
    place: Place,
    services: Services = None,
    to: Annotated[
        Path | None, typer.Option(help="Add to this file, elsewhere; without, print to paste.")
    ] = None,
) -> None:
    """Write down where the logs stand now. Keep it where nobody of the database gets at it.

    The rows are checked first: a log that was tampered with is not anchored.
    """
    checks = asyncio.run(verify_logs(place, _chosen(place, services), {}, quiet=to is None))
    for check in checks:
        if check.broken is not None:
            show(check, 0)
            raise typer.Exit(LOOK)
    at = datetime.now(UTC).isoformat(timespec="seconds")
    lines = [
        codec.dumps(
            {"service": check.service, "at": at, "position": check.rows, "hash": check.head}
        )
        for check in checks
    ]
    if to is None:
        typer.echo("\n".join(lines))
        return
    try:
        with to.open("a", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
    except OSError as error:
        raise LauncherError(f"Cannot write to {to}: {error.strerror}.") from None
    say(f"[green]Anchored {', '.join(check.service for check in checks)} in {to}.[/]")


def read_anchors(path: Path) -> dict[str, list[Anchor]]:
    """The anchors by service, from the lines of an anchor file."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise LauncherError(f"Cannot read {path}: {error.strerror}.") from None
    anchors: dict[str, list[Anchor]] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            entry = codec.loads(line)
            anchor = Anchor(int(entry["position"]), bytes.fromhex(entry["hash"]))
            anchors.setdefault(entry["service"], []).append(anchor)
        except (ValueError, KeyError, TypeError):
            raise LauncherError(
                f"Line {number} of {path} is no anchor: use a file that 'krachtlijn audit anchor "
                "--to' wrote."
            ) from None
    if not anchors:
        raise LauncherError(
            f"There is no anchor in {path}: make one with 'krachtlijn audit anchor'."
        )
    return anchors


def _chosen(place: Place, services: list[str] | None) -> list[str]:
    return [known(service) for service in services] if services else place.services


async def verify_logs(
    place: Place, services: list[str], anchors: dict[str, list[Anchor]], *, quiet: bool
) -> list[ChainCheck]:
    """The checks of those of the services that keep an access log."""
    checks = []
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    bar = Progress(*columns, console=Console(stderr=True), transient=True, disable=quiet)
    with bar:
        for service in services:
            async with place.connection(service) as conn:
                if await conn.fetchval(HAS_LOG):
                    checks.append(await _check(conn, service, anchors.get(service, []), bar))
    if not checks:
        raise LauncherError(f"None of these keeps an access log: {', '.join(services)}.")
    return checks


async def _check(conn: Any, service: str, anchors: list[Anchor], bar: Progress) -> ChainCheck:
    task = bar.add_task(service, total=None)
    began = perf_counter()

    def progress(done: int, of: int) -> None:
        bar.update(task, completed=done, total=of)

    try:
        head = await verify_chain(conn, anchors=anchors, progress=progress)
    except TamperedError as error:
        stands = await chain_head(conn)
        seconds = perf_counter() - began
        return ChainCheck(
            service, stands.position, stands.hash.hex(), seconds, error.position, error.why
        )
    return ChainCheck(service, head.position, head.hash.hex(), perf_counter() - began)


def show(each: ChainCheck, anchors: int) -> None:
    """Say how an access log stands, and what to do when it was tampered with."""
    if each.broken is None:
        held = f", {anchors} anchor{'s' if anchors > 1 else ''} held" if anchors else ""
        say(
            f"[green]{each.service}: all {each.rows} rows are as they were written{held}[/] "
            f"({each.seconds:.1f} s), head {each.head}"
        )
        return
    say(
        f"[red]{each.service}: the access log was tampered with at position {each.broken}: "
        f"{MEANING[each.why or 'changed']}.[/] Change nothing, keep a copy of the database, and "
        "call the data-protection officer (docs/operating/oversight.md)."
    )
