"""Entries of the team's plans and papers: a deployment, a line of the inventory, a guideline."""

from datetime import date
from typing import Annotated

from fastapi import Path
from pydantic import Field

from chassis.branches import KnownBranch
from chassis.web.pages.languages import mark
from databank.entries.declaration import Entry, Hidden, Lines, LongText, Number, Select, Text
from databank.police_plan.rules.inventory import SourceKind

Year = Annotated[int, Field(ge=2010, le=9998)]
PathYear = Annotated[int, Path(ge=2010, le=9998)]
PathNumber = Annotated[int, Path(ge=1, le=100_000)]
Task = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\r\n]*\S[^\r\n]*$")]

CHOOSE = mark("Maak een keuze.")
NUMBER = mark("Geef een getal.")


class OfPeriod(Entry):
    begins: Annotated[
        date,
        Select(
            "begint",
            mark("Welke twee maanden?"),
            wrong=mark("Kies twee maanden die nog moeten beginnen."),
        ),
    ]


class DeploymentBody(Entry):
    """``endangeredTasks`` are the regular tasks that suffer; they name nobody."""

    people: Annotated[
        int, Field(ge=0, le=500), Number("mensen", mark("Hoeveel mensen?"), wrong=NUMBER)
    ]
    material: Annotated[
        str,
        Field(min_length=1, max_length=500),
        Text("materieel", mark("Welk materieel?"), wrong=mark("Zeg welk materieel, of: geen.")),
    ]
    endangered_tasks: Annotated[
        list[Task],
        Field(max_length=30),
        Lines(
            "bedreigd",
            mark("Welke gewone taken komen in het gedrang?"),
            hint=mark("Eén taak per regel. Noem geen personen."),
            wrong=mark("Schrijf hoogstens 30 taken, elk van hoogstens 200 tekens."),
            rows=4,
        ),
    ]


class PeriodDeploymentBody(DeploymentBody, OfPeriod):
    """A deployment as the form takes it: first the two months, then the rest."""


class LineBody(Entry):
    branch: Annotated[
        KnownBranch, Select("vorm", mark("Welke vorm?"), wrong=CHOOSE, first=mark("Kies een vorm"))
    ]
    source: Annotated[
        SourceKind, Select("bron", mark("Welke bron?"), wrong=CHOOSE, first=mark("Kies een bron"))
    ]
    places: Annotated[
        int, Field(ge=0, le=10_000), Number("plaatsen", mark("Hoeveel plaatsen?"), wrong=NUMBER)
    ]


class YearLineBody(LineBody):
    """A line as the form takes it, with the year of its page."""

    year: Annotated[Year, Hidden("jaar", wrong=NUMBER)]


class GuidelineBody(Entry):
    """Both name nobody."""

    title: Annotated[
        str,
        Field(min_length=3, max_length=120),
        Text("titel", mark("Titel"), wrong=mark("Geef een titel.")),
    ]
    text: Annotated[
        str,
        Field(min_length=3, max_length=20_000),
        LongText(
            "tekst",
            mark("Wat zegt de richtlijn?"),
            hint=mark("Noem geen personen."),
            wrong=mark("Schrijf de richtlijn."),
            rows=12,
        ),
    ]
