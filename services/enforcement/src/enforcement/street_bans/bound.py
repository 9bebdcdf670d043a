"""The bounds of a ban as they were drawn, and how they are kept."""

from typing import Any
from uuid import UUID

from shapely import from_geojson, to_geojson

from chassis.db import Transaction
from enforcement.perimeters.rules.area import Area, SparedPlace
from enforcement.perimeters.rules.free_places import FreePlace, Kind, Part
from enforcement.street_bans import store

RENEWAL = "renewal"
BEFORE = "before"
"""Beside a perimeter that was drawn anew: that of the order which it renewed."""


async def area_of(tx: Transaction, case_id: UUID) -> Area | None:
    """The perimeter as it was drawn, whatever the file of streets says since."""
    said = await store.perimeter(tx, case_id)
    return None if said is None else _area(said)


async def area_for_renewal(tx: Transaction, case_id: UUID) -> Area | None:
    """The perimeter that was drawn anew for a renewal that nobody ordered yet, if any."""
    said = await store.perimeter(tx, case_id)
    drawn = None if said is None else said.get(RENEWAL)
    return None if drawn is None else _area(drawn)


async def area_before_renewal(tx: Transaction, case_id: UUID) -> Area | None:
    """The perimeter of the order before a renewal that was drawn anew."""
    said = await store.perimeter(tx, case_id)
    drawn = None if said is None else said.get(BEFORE)
    return None if drawn is None else _area(drawn)


async def keep_for_renewal(tx: Transaction, case_id: UUID, area: Area) -> None:
    """Keep a perimeter beside that of the order that runs, which still holds."""
    said = await store.perimeter(tx, case_id)
    assert said is not None, "an order that runs has a perimeter"
    await store.keep_perimeter(tx, case_id, {**said, RENEWAL: said_of(area)})


async def take_over_for_renewal(tx: Transaction, case_id: UUID) -> bool:
    """The perimeter that was drawn anew for a renewal is that of its order; False without one."""
    said = await store.perimeter(tx, case_id)
    if said is None or RENEWAL not in said:
        return False
    drawn = said.pop(RENEWAL)
    await store.keep_perimeter(tx, case_id, {**drawn, BEFORE: said})
    return True


async def give_back_of_renewal(tx: Transaction, case_id: UUID) -> None:
    """The order before holds in its own perimeter; that of the renewal is kept for a new one."""
    said = await store.perimeter(tx, case_id)
    assert said is not None, "an order that runs has a perimeter"
    before = said.pop(BEFORE)
    await store.keep_perimeter(tx, case_id, {**before, RENEWAL: said})


def lines_of(area: Area) -> tuple[str, ...]:
    return tuple(part.line for part in area.parts)


def spared_by(area: Area) -> tuple[str, ...]:
    """The addresses that were cut out of the area."""
    return tuple(each.place.address for each in area.carved if each.inside)


def said_of(area: Area) -> dict[str, Any]:
    """An area as the store seals it."""
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
