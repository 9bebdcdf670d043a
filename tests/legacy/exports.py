"""Lines of the expert databank, written by hand."""

import csv
from datetime import date, timedelta
from pathlib import Path
from random import Random

from simulator.legacy import expert

SOUNDS = "ba de fi go lu ma ne po ri su ta ve zo ka li mo nu pe ra si"
SYLLABLES = SOUNDS.split()
PERSON = ("Naam", "Voornaam", "Geboortedatum", "Documentnr")


def a_line(number: int, **more: str) -> dict[str, str]:
    """A line of the expert databank about somebody who resembles no other."""
    line = dict.fromkeys(expert.COLUMNS, "")
    chance = Random(number)
    family, given = ("".join(chance.choices(SYLLABLES, k=4)).title() for _ in range(2))
    born = date(1970, 1, 1) + timedelta(days=chance.randrange(12_000))
    return line | {
        "Volgnr": f"{number},00",
        "Naam": family,
        "Voornaam": given,
        "Geboortedatum": f"{born.day}/{born.month}/{born.year}",
        "Nationaliteit": "ROU",
        "Documentnr": f"SYN{chance.randrange(10**6):06}Z",
        "Hoedanigheid": "sekswerker",
        "Zekerheid": "1,00",
        "Branche": "Raam",
        "Datum vaststelling": "12/03/2024",
        "Uur": "22u15",
        **more,
    }


def movers(count: int) -> list[dict[str, str]]:
    """People who were seen in a window and a week later on the street."""
    there = {"Datum vaststelling": "20/03/2024", "Branche": "Straat"}
    found = []
    for number in range(1, count + 1):
        found.append(a_line(number))
        found.append(a_line(number) | {"Volgnr": f"{number + 1000},00"} | there)
    return found


def save(path: Path, found: list[dict[str, str]]) -> Path:
    with path.open("w", encoding="cp1252", newline="") as file:
        writer = csv.DictWriter(file, expert.COLUMNS, delimiter=";")
        writer.writeheader()
        writer.writerows(found)
    return path
