"""The entry of the plan of monthly actions: a month, and the branches that are inspected in it."""

from datetime import date
from typing import Annotated

from pydantic import Field

from chassis.branches import KnownBranch
from chassis.web.pages.languages import mark
from databank.entries.declaration import Entry, Select, Several


class PlanBody(Entry):
    """``month`` is the first day of a month."""

    month: Annotated[date, Select("maand", mark("Welke maand?"), wrong=mark("Kies een maand."))]
    branches: Annotated[
        list[KnownBranch],
        Field(min_length=1, max_length=50),
        Several(
            "vormen",
            mark("Welke vormen controleren jullie?"),
            hint=mark("Wat al op het plan van die maand staat, blijft staan."),
            wrong=mark("Kies minstens één vorm."),
        ),
    ]
