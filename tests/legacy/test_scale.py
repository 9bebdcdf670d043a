"""Twenty thousand rows: how fast, and in how much memory. Figures go to .run/bench/legacy.json."""

import csv
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from simulator.legacy import expert
from simulator.legacy.town import TODAY

from .conftest import AT, ORDER, Databank

ROWS, FEW = 20_000, 4_000
SLOWEST = 150
"""Rows a second, with other tests beside it on two cores."""
GROWTH_MB = 40
"""What five times the rows may cost in memory: the numbers of the rows, and little else."""
_SOUNDS = "ba de fi go lu ma ne po ri su ta ve zo ka li mo nu pe ra si"
_SYLLABLES = _SOUNDS.split()


def lines(count: int) -> Iterator[dict[str, str]]:
    """Five lines about each of many people, none of whom exists."""
    for number in range(count):
        chance = Random(number // 5)  # made-up people, no secret
        names = ["".join(chance.choices(_SYLLABLES, k=4)).title() for _ in range(2)]
        born = date(1970, 1, 1) + timedelta(days=chance.randrange(12_000))
        day = TODAY - timedelta(days=chance.randint(200, 1500) - 30 * (number % 5))
        yield dict.fromkeys(expert.COLUMNS, "") | {
            "Volgnr": f"{number + 1},00",
            "Naam": f"{names[0]}escu",
            "Voornaam": names[1],
            "Geboortedatum": f"{born:%d/%m/%Y}",
            "Nationaliteit": "ROU",
            "Documentnr": f"SYN{number // 5:06}Z" if chance.random() < 0.6 else "",
            "Zekerheid": "1,00",
            "Branche": "Raam" if number % 5 else "Straat",
            "Instelling": f"Pand {number % 40}",
            "Datum vaststelling": f"{day:%d/%m/%Y}",
            "Opmerking": 'Zei: "tot later".\nKwam terug.',
        }


def save(path: Path, count: int) -> Path:
    with path.open("w", encoding="cp1252", newline="") as file:
        writer = csv.DictWriter(file, expert.COLUMNS, delimiter=";")
        writer.writeheader()
        writer.writerows(lines(count))
    return path


def measured(databank: Databank, path: Path) -> dict[str, Any]:
    """An import in a process of its own, with the most memory that it had."""
    krachtlijn = str(Path(sys.executable).with_name("krachtlijn"))
    asked = ["import", str(path), "--source", "expert", "--at", AT, "--json", "--accept-moves"]
    begun = time.monotonic()
    process = subprocess.Popen(
        [krachtlijn, "legacy", *asked, *ORDER, *databank.options()], stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    out = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    assert status == 0
    report: dict[str, Any] = json.loads(out)
    seconds = time.monotonic() - begun
    cpu = usage.ru_utime + usage.ru_stime
    return report | {"seconds": seconds, "cpu": cpu, "megabytes": usage.ru_maxrss / 1024}


@pytest.mark.long
@pytest.mark.timeout(900)
def test_twenty_thousand_rows_take_a_minute_or_two_and_no_more_memory_than_a_few(
    opened: Callable[[], Databank], tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    few = measured(opened(), save(tmp_path / "few.csv", FEW))
    many = measured(opened(), save(tmp_path / "many.csv", ROWS))
    found = {
        "rows": many["rows"],
        "seconds": round(many["seconds"], 1),
        "rowsPerSecond": round(many["rows"] / many["seconds"]),
        "cpuSeconds": round(many["cpu"], 1),
        "rowsPerSecondOfFew": round(few["rows"] / few["seconds"]),
        "megabytes": round(many["megabytes"]),
        "megabytesOfFew": round(few["megabytes"]),
        "outcomes": many["rijen"],
        "facts": many["feiten"],
    }
    bench = Path(pytestconfig.rootpath) / ".run" / "bench"
    bench.mkdir(parents=True, exist_ok=True)
    (bench / "legacy.json").write_text(json.dumps(found, indent=2))
    assert many["finished"]
    assert sum(many["rijen"].values()) == ROWS
    assert found["rowsPerSecond"] >= SLOWEST, found
    assert found["megabytes"] - found["megabytesOfFew"] <= GROWTH_MB, found
