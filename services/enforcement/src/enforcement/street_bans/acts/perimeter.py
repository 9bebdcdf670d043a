"""The act that draws where a ban holds: streets, and what the law leaves free in them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from chassis.web import Actor, Body
from chassis.web.pages.languages import mark
from enforcement.acts.act import Act, PageForm
from enforcement.acts.fields import area, ticks
from enforcement.functions import CASE_WORKERS
from enforcement.perimeters.city_file import city_streets
from enforcement.perimeters.rules.area import Area, draw, part_of
from enforcement.perimeters.rules.free_places import BY_LAW, FreePlace, Kind, Part
from enforcement.street_bans import store
from enforcement.street_bans.bound import area_for_renewal, keep_for_renewal, said_of
from enforcement.street_bans.consult import consult_area
from enforcement.street_bans.rules import BASIS, RUNNING, BanStep
from enforcement.street_bans.store import StreetBanCase

MOST_PLACES = 200
NOWHERE = "geen"
"""Answer for a person who has no such place in these streets."""
PART = re.compile(r"^(?P<street>.+?)\s+(?P<first>\w+)\s*-\s*(?P<last>\w+)$")
ADDRESS = re.compile(r"^(?P<street>.+?)\s+(?P<number>\d\w*)(\s+bus\s+\w+)?$", re.IGNORECASE)
"""A box is of its house, which stays free as a whole."""
ANSWER = mark("Per lijn een straat met het huisnummer, of “geen” als er in deze straten geen is.")

Name = Annotated[str, StringConstraints(min_length=1, max_length=120)]
Lines = Annotated[str, StringConstraints(max_length=2000)]
Addresses = Annotated[str, StringConstraints(max_length=500)]


class PartBody(Body):
    """A street, or the part of it between two houses; both count."""

    street: Name
    first: Name | None = None
    last: Name | None = None


class FreePlaceBody(Body):
    """An address that stays free."""

    kind: Kind
    street: Name
    number: Name


class PerimeterForm(PageForm):
    """Whole streets, and lines of text for what is smaller."""

    streets: Annotated[list[str], ticks(mark("Hele straten"), name="straten")] = Field(
        default_factory=list
    )
    smaller: Annotated[
        Lines,
        area(
            mark("Delen van straten"),
            mark("Per lijn een straat met twee huisnummers, zoals Proefkaai 1-19."),
            name="delen",
        ),
    ] = ""
    home: Annotated[Addresses, area(mark("Woning"), ANSWER, name="woning")] = ""
    work: Annotated[
        Addresses,
        area(
            mark("Werkplek"),
            mark("Ook het eigen raam van wie achter een raam werkt. Anders “geen”."),
            name="werkplek",
        ),
    ] = ""
    school: Annotated[Addresses, area(mark("School of opleiding"), ANSWER, name="school")] = ""
    other: Annotated[
        Lines,
        area(
            mark("Andere plaatsen die vrij moeten blijven"),
            mark("Plaatsen van zorg en straathoekwerk blijven al vanzelf vrij."),
            name="andere",
        ),
    ] = ""

    @classmethod
    async def begins_for(
        cls, tx: Transaction, case: StreetBanCase, actor: Actor
    ) -> Mapping[str, Sequence[str]]:
        """What was drawn last, for a renewal or before; the look is logged."""
        held = await consult_area(tx, actor, case.case_id)
        area = await area_for_renewal(tx, case.case_id) or held
        if area is None:
            return {}
        places = [each.place for each in area.carved]
        free = {
            kind: "\n".join(place.address for place in places if place.kind is kind)
            for kind in (*BY_LAW, Kind.ANDERE)
        }
        return {
            "straten": [part.street for part in area.parts if part.first is None],
            "delen": ["\n".join(part.line for part in area.parts if part.first is not None)],
            **{cls.page_name(kind): [free[kind] or NOWHERE] for kind in BY_LAW},
            "andere": [free[Kind.ANDERE]],
        }

    @classmethod
    def page_name(cls, field: str) -> str:
        """A whole that cannot be is said at the whole streets, whatever was typed."""
        return "straten" if field == "parts" else super().page_name(field)

    def act(self) -> "DrawPerimeter":
        said = {
            Kind.WONING: self.home,
            Kind.WERKPLEK: self.work,
            Kind.SCHOOL: self.school,
            Kind.ANDERE: self.other,
        }
        return DrawPerimeter(
            parts=[*(PartBody(street=street) for street in self.streets), *_parts(self.smaller)],
            free=[place for kind, text in said.items() for place in _places(kind, text)],
            answered=[kind for kind in BY_LAW if said[kind]],
        )

    @classmethod
    async def choices(cls, tx: Transaction, case: Any) -> Mapping[str, Mapping[Any, str]]:
        return {"straten": {name: name for name in city_streets().streets}}


class DrawPerimeter(
    Act,
    step=BanStep.PERIMETER,
    page="perimeter",
    by=CASE_WORKERS,
    law=BASIS,
    label=mark("De perimeter bepalen"),
    explained=mark(
        "Nooit het hele grondgebied. Wat vrij blijft, wordt uit het gebied gesneden en staat "
        "op het plan. Loopt het verbod al, dan geldt dit pas vanaf de hernieuwing."
    ),
):
    """Draw the area: never the whole territory, and what stays free is cut out.

    ``answered``: kinds that the law leaves free, of which the person was asked. Places of care and
    outreach stay free without being named. While a ban runs it is drawn for the renewal, and holds
    from then on.
    """

    form = PerimeterForm

    parts: list[PartBody] = Field(max_length=MOST_PLACES)
    free: list[FreePlaceBody] = Field(default_factory=list, max_length=MOST_PLACES)
    answered: list[Kind] = Field(max_length=len(Kind))

    async def take(self, tx: Transaction, case: StreetBanCase, at: datetime) -> None:
        for kind in BY_LAW:
            if kind not in self.answered:
                reason = lazy("Vul een adres in, of “geen”: de wet laat deze plaats altijd vrij.")
                raise FieldRefusedError(str(kind), reason)
        drawn = self.drawn()
        if case.state in RUNNING:
            await keep_for_renewal(tx, case.case_id, drawn)
            return
        case.bounded = True
        await store.keep_perimeter(tx, case.case_id, said_of(drawn))

    def drawn(self) -> Area:
        """The area as it would be. Raises ``FieldRefusedError``."""
        parts = [Part(**each.model_dump()) for each in self.parts]
        free = [FreePlace(**each.model_dump()) for each in self.free]
        return draw(city_streets(), parts, free)


def _parts(text: str) -> Iterator[PartBody]:
    for line in _lines(text):
        found = PART.match(line)
        if found is None:
            reason = lazy("Schrijf per lijn een straat met het eerste en het laatste huisnummer.")
            raise FieldRefusedError("smaller", reason)
        part = part_of(city_streets(), Part(**found.groupdict()), "smaller")
        yield PartBody(street=part.street, first=part.first, last=part.last)


def _places(kind: Kind, text: str) -> Iterator[FreePlaceBody]:
    for line in _lines(text):
        if line.casefold() == NOWHERE:
            continue
        found = ADDRESS.match(line)
        if found is None:
            reason = lazy("Schrijf per lijn een straat met het huisnummer, of “geen”.")
            raise FieldRefusedError(str(kind), reason)
        yield FreePlaceBody(kind=kind, street=found["street"], number=found["number"])


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
