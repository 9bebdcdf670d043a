"""``make bench-care``: how long a year of care takes, a file with errors and its protection.

The simulator's three organisations (about 1,250, 240 and 75 clients), each with both halves, and
the same years alone, as if nobody asked for halves. Processor time of one core, without reading
files or the database; how much of it is shown, and what stands of it when clients are erased
afterwards (``care_changes.py``). Before them a file, whole (``care_file.py``); after them the year
of a city of three, and of one of thirty organisations of thirty sizes.
"""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from random import Random
from statistics import mean
from time import process_time

from rich.console import Console
from rich.table import Table
from tests.speed import care_changes, care_file
from tests.speed.care_changes import Standing, shown

from launcher.sandbox import Sandbox
from registry.counts.rules import cells
from registry.counts.rules.aggregation import aggregate
from registry.disclosure.rules.protect import protect
from registry.disclosure.rules.publication import Figures
from registry.disclosure.rules.question import Question
from registry.minimum_format.rules.columns import Agreements, TableName
from registry.minimum_format.rules.records import Period, Rows
from registry.validation.rules.validate import Sheet, validate
from simulator.city import care
from simulator.city.care import Profile, Row

ROOT = Path(__file__).resolve().parents[2]
YEAR = Period(care.LAST_YEAR)
BARS = {3: 15, 30: 90}
"""Seconds that the year of so many organisations may take."""
LEAST, MOST = 0.3, 1.6
"""Sizes of the thirty, as shares of the simulator's own."""
MEASURES = (cells.CLIENTEN, cells.CONTACTEN)
OFF = {
    "persons off by": "persons_off",
    "contacts off by": "contacts_off",
    "both off by": "both_off",
}
"""Columns of what it costs that figures stand; persons are held to a bar."""
ENOUGH = 10
"""Years of each organisation from which shares are held to their bars: one year says little."""


def rows_of(profile: Profile, seed: int) -> Rows:
    tables = care.build(profile, YEAR.year, Random(seed))
    sheets = {name: _sheet(getattr(tables, name)) for name in TableName}
    rows = validate(sheets, YEAR, Agreements()).rows
    assert rows is not None
    return rows


def _sheet(rows: Sequence[Row]) -> Sheet:
    header = tuple(rows[0])
    numbered = enumerate(rows, start=2)
    return Sheet(header, tuple((nr, tuple(row[name] for name in header)) for nr, row in numbered))


def protected(profile: Profile, rows: Rows, seed: int, *halves: int) -> tuple[Figures, float]:
    """The figures of the year, and the seconds that all periods took."""
    begun = process_time()
    figures = protect(
        Question(
            organisation=profile.organisation.value,
            period=YEAR,
            counts=aggregate(rows, YEAR.months),
            rows=rows,
            secret=seed.to_bytes(8),
            halves=halves,
        )
    )
    return figures[YEAR], process_time() - begun


def of_file() -> dict[str, float]:
    sandbox = Sandbox.open(ROOT, "bench-care")
    try:
        return care_file.of_file(sandbox)
    finally:
        sandbox.close()
        sandbox.infra.stop()


def city(number: int) -> list[Profile]:
    """So many organisations: the simulator's own three, or as many of each kind in other sizes."""
    of_each = number // len(care.PROFILES)
    if of_each == 1:
        return [*care.PROFILES]
    sizes = [LEAST + nr * (MOST - LEAST) / (of_each - 1) for nr in range(of_each)]
    return [
        replace(kind, clients=round(kind.clients * size), contacts=round(kind.contacts * size))
        for kind in care.PROFILES
        for size in sizes
    ]


def seconds_of(number: int) -> float:
    """The time in which a city of so many organisations is protected: year and both halves."""
    return sum(
        protected(profile, rows_of(profile, seed), seed, 1, 2)[1]
        for seed, profile in enumerate(city(number), start=1000)
    )


def table_of_changes(standing: Mapping[str, Sequence[Standing]]) -> Table:
    table = Table("organisation", "erased", "persons shown", *OFF)
    for name, found in standing.items():
        for number in care_changes.CHANGES:
            alike = [each for each in found if each.erased == number]
            table.add_row(
                name,
                str(number),
                f"{mean(each.shown for each in alike):.0f} %",
                *(f"{mean(getattr(each, off) for each in alike):.2f}" for off in OFF.values()),
            )
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--years", type=int, default=10, help="years of each organisation")
    years = parser.parse_args().years
    console = Console()
    file = of_file()
    console.print(
        f"{care_file.ERRORS} errors in a workbook: upload {file['upload']:.1f} s, workbook back"
        f" {file['answer']:.1f} s, whole {file['whole']:.1f} s, the bar is"
        f" {care_file.MOST_SECONDS:.0f} s; {file['ratio']:.1f} times opening and saving it"
    )
    seconds: dict[str, list[float]] = defaultdict(list)
    shares: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    standing: dict[str, list[Standing]] = defaultdict(list)
    for seed in range(years):
        for profile in care.PROFILES:
            name = profile.organisation.value
            rows = rows_of(profile, seed)
            alone, _ = protected(profile, rows, seed)
            beside, took = protected(profile, rows, seed, 1, 2)
            seconds[name].append(took)
            for measure in MEASURES:
                shares[name][measure].append(shown(beside, measure))
                shares[name][f"{measure} alone"].append(shown(alone, measure))
            standing[name] += care_changes.after(
                profile.organisation, YEAR, beside, rows, seed.to_bytes(8)
            )
            console.print(f"{name} {seed + 1} of {years}: {took:.1f} s")
    table = Table("organisation", "clients", "contacts", "clients, no halves", "seconds", "most")
    for profile in care.PROFILES:
        name = profile.organisation.value
        columns = (cells.CLIENTEN, cells.CONTACTEN, f"{cells.CLIENTEN} alone")
        figures = [f"{mean(shares[name][column]):.0f} %" for column in columns]
        times = (f"{mean(seconds[name]):.1f}", f"{max(seconds[name]):.1f}")
        table.add_row(f"{name} ({profile.clients})", *figures, *times)
    console.print(table)
    console.print(table_of_changes(standing))
    cities = {number: seconds_of(number) for number in BARS}
    for number, bar in BARS.items():
        share = f"{cities[number] / bar:.0%} of the {bar} s that are allowed"
        console.print(f"{number} organisations {cities[number]:.1f} s, {share}")
    console.print(f"thirty take {cities[30] / cities[3]:.1f} times what three take")
    kept = ROOT / ".run" / "bench" / "care.json"
    kept.parent.mkdir(parents=True, exist_ok=True)
    changes = {name: [asdict(each) for each in of_one] for name, of_one in standing.items()}
    found = {
        "file": file,
        "seconds": seconds,
        "shown": shares,
        "changes": changes,
        "cities": cities,
    }
    kept.write_text(json.dumps(found, indent=1))
    if any(cities[number] > bar for number, bar in BARS.items()):
        sys.exit(1)
    if years >= ENOUGH and (troubles := care_changes.troubles(standing)):
        console.print("\n".join(troubles))
        sys.exit(1)
    if file["whole"] > care_file.MOST_SECONDS:
        console.print(f"the file took {file['whole']:.1f} s")
        sys.exit(1)


if __name__ == "__main__":
    main()
