"""`krachtlijn identity calibrate`: weights learned from the claims that the databank has."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from launcher import late
from launcher.checkout import Root, root_of
from launcher.errors import LauncherError
from launcher.identity import report
from launcher.identity.progress import CountedPasses
from launcher.operations import places
from launcher.operations.options import LOOK, Because, as_json, explained

Environment = Annotated[
    str, typer.Option(help="Whose databank, of what runs in this checkout: platform or demo.")
]
DatabaseUrl = Annotated[
    str | None, typer.Option(metavar="URL", help="A databank elsewhere, as the role databank.")
]
ClaimsFile = Annotated[
    Path | None,
    typer.Option("--claims", help="Learn from a file in place of a databank, one JSON a line."),
]
Most = Annotated[int, typer.Option(min=1, help="Learn from so many claims, the newest ones.")]
Write = Annotated[
    Path | None,
    typer.Option("--write", help="Write the weights to a file, for `evaluate --model`."),
]
Activate = Annotated[
    bool, typer.Option("--activate", help="Decide with the new weights from now on.")
]
Actor = Annotated[str, typer.Option(help="Who puts the weights in force; kept for good.")]
Json = Annotated[bool, typer.Option("--json", help="For machines: one JSON document.")]


def calibrate(
    environment: Environment = "platform",
    database_url: DatabaseUrl = None,
    claims: ClaimsFile = None,
    most: Most = 50_000,
    write: Write = None,
    activate: Activate = False,
    actor: Actor = "",
    because: Because = "",
    json: Json = False,
    root: Root = None,
) -> None:
    """Learn the matcher's weights anew from claims, without anybody saying who is who in them.

    Shows old and new weights side by side and changes nothing, unless with --activate. Weights
    that fail sanity are refused (exit code 3). No field of any claim is ever shown.
    """
    if activate:
        if claims:
            raise LauncherError("Weights learned from a file decide nothing: judge them first.")
        explained(actor, because)
    if claims:
        proposal, version = _from_file(claims, most), None
    else:
        place = (
            places.given([database_url], "databank", None, None)
            if database_url
            else places.of_environment(root_of(root), environment)
        )
        proposal, version = asyncio.run(_from_databank(place, most, activate, actor, because))
    if write and proposal.new:
        write.write_text(proposal.new.to_json() + "\n")
    _show(proposal, version, json)
    if proposal.new is None:
        raise typer.Exit(LOOK)


def _from_file(file: Path, most: int) -> Any:
    estimation = late.module("databank.matching.estimate_weights")
    try:
        rows = file.read_bytes().splitlines()[-most:]
    except OSError as error:
        raise LauncherError(f"{file} cannot be read: {error.strerror}.") from error
    good, refused = estimation.from_lines(rows)
    if refused:
        report.say(f"[yellow]{refused:,} lines are no claims, and were left out.[/]")
    return _propose(good, late.module("linkage.model").Model.shipped())


async def _from_databank(
    place: places.Place, most: int, activate: bool, actor: str, because: str
) -> tuple[Any, str | None]:
    """The proposal, and the version that decides now where somebody put it in force."""
    estimation = late.module("databank.matching.estimate_weights")
    async with _transaction(place) as tx:
        old = await estimation.in_force(tx)
        claims = await estimation.recent(tx, most)
    proposal = _propose(claims, old)
    if not activate or proposal.new is None:
        return proposal, None
    async with _transaction(place) as tx:
        model = await estimation.put_in_force(tx, proposal.new, actor, because)
    return proposal, model.version


def _propose(claims: list[Any], old: Any) -> Any:
    """Claims pass by once to find whom they are compared with, and once in each round."""
    propose = late.module("databank.matching.estimate_weights").propose
    passes = 1 + late.module("linkage.expectation_maximisation").ROUNDS
    with report.bar("Learning", "claims", passes * len(claims)) as advance:
        return propose(CountedPasses(claims, advance), old)


@asynccontextmanager
async def _transaction(place: places.Place) -> AsyncIterator[Any]:
    async with place.database("databank") as database, database.begin(datetime.now(UTC)) as tx:
        yield tx


def _show(proposal: Any, version: str | None, json: bool) -> None:
    if json:
        as_json(
            {
                "claims": proposal.claims,
                "pairs": proposal.pairs,
                "refusal": proposal.refusal,
                "old": _weights(proposal.old),
                "new": proposal.new and _weights(proposal.new),
                "inForce": version,
            }
        )
        return
    report.calibrated(proposal, version)


def _weights(model: Any) -> dict[str, Any]:
    parsed: dict[str, Any] = late.module("orjson").loads(model.to_json())
    return parsed
