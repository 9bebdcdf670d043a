"""The commands `krachtlijn registry`: what of the care figures was ever published."""

import asyncio
import json
from datetime import UTC, datetime
from typing import Annotated, Any

import typer

from launcher import late
from launcher.errors import LauncherError
from launcher.operations.options import at_place
from launcher.operations.places import Place

SERVICE = "registry"

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    help="The care figures: what was ever published of them.",
)


@app.callback()
def group() -> None:
    """One command today; without this it would take the group's name."""


@app.command(epilog="Example: krachtlijn registry published --year 2025 > published.json")
@at_place
def published(
    place: Place,
    year: Annotated[int, typer.Option(min=2014, max=2100, help="The year that figures are about.")],
) -> None:
    """Print all that was ever published about a year as JSON: every period and revision.

    It is what an attacker has; `disclosure/README.md` says what one may try with it.
    """
    found = asyncio.run(_document(place, year))
    if not found["cells"]:
        raise LauncherError(f"Nothing was published about {year}.")
    typer.echo(json.dumps(found, ensure_ascii=False, indent=1))


async def _document(place: Place, year: int) -> dict[str, Any]:
    store = late.module("registry.integration.store")
    document = late.module("registry.integration.published").document
    threshold = late.module("registry.settings").RegistrySettings().threshold
    linkages = late.module("registry.year_linkage.store")
    async with place.database(SERVICE) as database, database.begin(datetime.now(UTC)) as tx:
        told = await store.about(tx, year)
        totals = await linkages.totals(tx, year)
    return dict(document(told, threshold, linkages.told(totals) if totals else ()))
