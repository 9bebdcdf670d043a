"""``python -m simulator play``: let a synthetic city live on the platform."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer
import uvloop
from rich.console import Console

from simulator.city import build
from simulator.city.fines import A_MONTH, A_YEAR
from simulator.play.http import UnreachableError
from simulator.session import Session, Settings

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.callback()
def main() -> None:
    """A synthetic city that lives on the platform."""


@app.command()
def play(
    summary: Annotated[Path, typer.Option(help="Where the summary goes, as JSON.")],
    days: Annotated[int, typer.Option(min=1, help="How many days the city lives.")] = 14,
    seed: Annotated[int, typer.Option(help="Same seed, same city.")] = 1,
    fines: Annotated[
        int,
        typer.Option(
            min=A_MONTH, max=A_YEAR, help="How many cases of fines: a month's, or more over a year."
        ),
    ] = A_MONTH,
) -> None:
    """Live some days, compare what the services show with the truth, and sum up.

    On a fresh platform: what lived there before would count as doubled. Ends with 0 only when
    everything is as it should be.
    """
    console = Console(highlight=False)
    if os.environ.get("KRACHTLIJN_CLOCK", "driven") != "driven":
        console.print(
            "[red]The services keep their own time, so no city can live on them:[/] set "
            "KRACHTLIJN_CLOCK=driven for all of them, and begin on new volumes."
        )
        sys.exit(2)
    session = Session(Settings.from_environment(), build(seed, days, fines), console)
    try:
        result = uvloop.run(session.run())
    except UnreachableError as error:
        console.print(f"[red]{error}.[/] Look at its log, then run again.")
        sys.exit(1)
    result.write(summary)
    for line in result.words():
        console.print(line)
    if result.wrong:
        console.print(f"[red]Not as it should be[/] ({summary}):")
        for trouble in result.wrong:
            console.print(f"  {trouble}", markup=False)
        sys.exit(1)
    console.print(f"[green]All is as it should be.[/] Figures: {summary}")


if __name__ == "__main__":
    app()
