"""Form of the perimeter: streets, parts of streets, and addresses that stay free."""

import re
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from pydantic import Field

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from chassis.web import Actor, Body
from chassis.web.pages.languages import mark
from enforcement.cases.pages.step_form import FormField, Look, StepForm
from enforcement.cases.store.timeline import By
from enforcement.functions import CASE_WORKERS
from enforcement.perimeters.city_file import city_streets
from enforcement.perimeters.rules.free_places import BY_LAW, FreePlace, Kind, Part
from enforcement.street_bans import bound
from enforcement.street_bans.rules import BanStep

NOWHERE = "geen"
"""Answer for a person who has no such place in these streets."""
PART = re.compile(r"^(?P<street>.+?)\s+(?P<first>\w+)\s*-\s*(?P<last>\w+)$")
ADDRESS = re.compile(r"^(?P<street>.+?)\s+(?P<number>\w+)$")


class PerimeterForm(Body):
    whole: list[str] = Field(default_factory=list, alias="straten")
    parts: str = Field(default="", max_length=2000, alias="delen")
    home: str = Field(default="", max_length=500, alias="woning")
    work: str = Field(default="", max_length=500, alias="werkplek")
    school: str = Field(default="", max_length=500, alias="school")
    other: str = Field(default="", max_length=2000, alias="andere")


async def _bound(tx: Transaction, case_id: UUID, actor: Actor, form: PerimeterForm) -> None:
    said = {
        Kind.WONING: form.home,
        Kind.WERKPLEK: form.work,
        Kind.SCHOOL: form.school,
        Kind.ANDERE: form.other,
    }
    parts = [*(Part(street) for street in form.whole), *_parts(form.parts)]
    free = [place for kind, text in said.items() for place in _places(kind, text)]
    answered = [kind for kind in BY_LAW if said[kind].strip()]
    await bound.bound(tx, case_id, By.actor(actor), parts, free, answered)


def _parts(text: str) -> Iterator[Part]:
    for line in _lines(text):
        found = PART.match(line)
        if found is None:
            reason = lazy("Schrijf per lijn een straat met het eerste en het laatste huisnummer.")
            raise FieldRefusedError("parts", reason)
        yield Part(found["street"], found["first"], found["last"])


def _places(kind: Kind, text: str) -> Iterator[FreePlace]:
    for line in _lines(text):
        if line.casefold() == NOWHERE:
            continue
        found = ADDRESS.match(line)
        if found is None:
            reason = lazy("Schrijf per lijn een straat met het huisnummer, of “geen”.")
            raise FieldRefusedError(str(kind), reason)
        yield FreePlace(kind, found["street"], found["number"])


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


async def _streets(_tx: Transaction, _case_id: UUID) -> Mapping[str, Mapping[Any, str]]:
    return {"straten": {name: name for name in city_streets().streets}}


ANSWER = mark("Per lijn een straat met het huisnummer, of “geen” als er in deze straten geen is.")
FORMS: tuple[StepForm, ...] = (
    StepForm(
        BanStep.PERIMETER,
        "perimeter",
        CASE_WORKERS,
        _bound,
        PerimeterForm,
        (
            FormField("straten", Look.TICKS, mark("Hele straten"), choices={}),
            FormField(
                "delen",
                Look.AREA,
                mark("Delen van straten"),
                mark("Per lijn een straat met twee huisnummers, zoals Proefkaai 1-19."),
            ),
            FormField("woning", Look.AREA, mark("Woning"), ANSWER),
            FormField(
                "werkplek",
                Look.AREA,
                mark("Werkplek"),
                mark("Ook het eigen raam van wie achter een raam werkt. Anders “geen”."),
            ),
            FormField("school", Look.AREA, mark("School of opleiding"), ANSWER),
            FormField(
                "andere",
                Look.AREA,
                mark("Andere plaatsen die vrij moeten blijven"),
                mark("Plaatsen van zorg en straathoekwerk blijven al vanzelf vrij."),
            ),
        ),
        mark(
            "Nooit het hele grondgebied. Wat vrij blijft, wordt uit het gebied gesneden en staat "
            "op het plan."
        ),
        choices=_streets,
    ),
)
