"""Entries of the registers: an arrest or a measure, an agreement with the parket, a count of it."""

from datetime import date
from typing import Annotated

from fastapi import Path
from pydantic import Field

from chassis.branches import KnownBranch
from chassis.web.pages.languages import mark
from databank.arrests.rules.measures import FactGroup, MeasureKind
from databank.arrests.rules.parket import ParketKind
from databank.entries.declaration import Day, Entry, Number, Radios, Select, Text

FIRST_YEAR = 2010
FIRST_DAY = date(FIRST_YEAR, 1, 1)
Year = Annotated[int, Field(ge=FIRST_YEAR, le=9998)]
PathYear = Annotated[int, Path(ge=FIRST_YEAR, le=9998)]
"""A year in an address, of the API or of a screen."""

CHOOSE = mark("Maak een keuze.")
NUMBER = mark("Geef een getal.")
YEAR = mark("Geef een jaar, zoals 2026.")


class MeasureBody(Entry):
    """``ground`` is a group of reasons for an administrative arrest, else a group of facts."""

    kind: Annotated[MeasureKind, Radios("soort", mark("Wat was het?"), wrong=CHOOSE)]
    ground: Annotated[
        str,
        Field(max_length=40),
        Select(
            "waarom",
            mark("Waarom?"),
            hint=mark(
                "Een bestuurlijke aanhouding heeft een reden, al het andere een groep van feiten."
            ),
            wrong=CHOOSE,
            refused=mark("Deze reden past niet bij de soort."),
            first="",
        ),
    ]
    branch: Annotated[
        KnownBranch,
        Select("vorm", mark("In welke vorm?"), wrong=CHOOSE, first=mark("Kies een vorm")),
    ]
    on_day: Annotated[date, Day("dag", mark("Op welke dag?"), wrong=mark("Geef een dag."))]


class AgreementBody(Entry):
    """``reference`` is of the paper on which the parket agreed."""

    reference: Annotated[
        str,
        Field(min_length=3, max_length=80),
        Text(
            "kenmerk",
            mark("Kenmerk van het akkoord"),
            hint=mark("Noem geen personen."),
            wrong=mark("Geef het kenmerk van het akkoord."),
        ),
    ]
    first_year: Annotated[Year, Number("eerste", mark("Eerste jaar"), wrong=YEAR)]
    last_year: Annotated[Year, Number("laatste", mark("Laatste jaar"), wrong=YEAR)]


class CountBody(Entry):
    kind: Annotated[ParketKind, Select("soort", mark("Wat was het?"), wrong=CHOOSE, first="")]
    ground: Annotated[FactGroup, Select("feiten", mark("Groep van feiten"), wrong=CHOOSE, first="")]
    number: Annotated[int, Field(ge=0, le=100_000), Number("aantal", mark("Aantal"), wrong=NUMBER)]


class OfYear(Entry):
    year: Annotated[Year, Number("jaar", mark("Jaar"), wrong=NUMBER)]


class YearCountBody(CountBody, OfYear):
    """A count of the parket by itself, as the form takes one: first the year, then the rest."""
