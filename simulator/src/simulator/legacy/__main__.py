"""``python -m simulator.legacy FOLDER``: exports of three older databases, and the truth."""

from pathlib import Path
from typing import Annotated

import typer

from simulator.legacy.town import build


def main(
    folder: Annotated[Path, typer.Argument(help="Where the files go.")],
    seed: Annotated[int, typer.Option(help="Same seed, same town.")] = 1,
    persons: Annotated[int, typer.Option(min=1, max=8000, help="How many people it has.")] = 800,
    spoiled: Annotated[
        float, typer.Option(min=0, max=1, help="Share of rows with a fault.")
    ] = 0.02,
) -> None:
    """Write expert.csv, fiches.xlsx, verborgen.jsonl and truth.json."""
    town = build(folder, seed=seed, persons=persons, spoiled=spoiled)
    for source, path in town.files.items():
        typer.echo(f"{path}: {len(town.rows[source])} rows, {len(town.spoiled[source])} spoiled")


if __name__ == "__main__":
    typer.run(main)
