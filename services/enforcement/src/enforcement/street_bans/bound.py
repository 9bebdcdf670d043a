"""Draw the perimeter of a ban; what must stay free is cut out by itself."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from shapely import from_geojson, to_geojson

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.perimeters.city_file import city_streets
from enforcement.perimeters.rules.area import Area, SparedPlace, draw
from enforcement.perimeters.rules.free_places import BY_LAW, FreePlace, Kind, Part
from enforcement.street_bans import store
from enforcement.street_bans.rules import BASIS, BanStep
from enforcement.street_bans.store import StreetBanCase


async def bound(
    tx: Transaction,
    case_id: UUID,
    by: By,
    parts: Sequence[Part],
    free: Sequence[FreePlace],
    answered: Sequence[Kind],
) -> StreetBanCase:
    """``answered``: what the law excludes, of which it was asked whether there is any.

    Raises ``RefusedError``.
    """
    case = await store.get_for_update(tx, case_id)
    for kind in BY_LAW:
        if kind not in answered:
            reason = lazy("Vul een adres in, of “geen”: de wet laat deze plaats altijd vrij.")
            raise FieldRefusedError(str(kind), reason)
    area = draw(city_streets(), parts, free)
    take_step(tx, case, BanStep.PERIMETER, by, basis=BASIS)
    case.bounded = True
    await store.keep_perimeter(tx, case_id, _said(area))
    return case


async def area_of(tx: Transaction, case_id: UUID) -> Area | None:
    """The perimeter as it was drawn, whatever the file of streets says since."""
    said = await store.perimeter(tx, case_id)
    return None if said is None else _area(said)


def lines_of(area: Area) -> tuple[str, ...]:
    return tuple(part.line for part in area.parts)


def spared_by(area: Area) -> tuple[str, ...]:
    """The addresses that were cut out of the area."""
    return tuple(each.place.address for each in area.carved if each.inside)


def _said(area: Area) -> dict[str, Any]:
    return {
        "parts": [[part.street, part.first, part.last] for part in area.parts],
        "carved": [
            (
                *(each.place.kind, each.place.street, each.place.number, each.place.name),
                *(*each.at, each.inside),
            )
            for each in area.carved
        ],
        "outline": to_geojson(area.outline),
        "share": area.share,
    }


def _area(said: dict[str, Any]) -> Area:
    return Area(
        tuple(Part(*part) for part in said["parts"]),
        tuple(
            SparedPlace(FreePlace(Kind(kind), street, number, name), (x, y), inside)
            for kind, street, number, name, x, y, inside in said["carved"]
        ),
        from_geojson(said["outline"]),
        said["share"],
    )
