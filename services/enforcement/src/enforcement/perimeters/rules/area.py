"""The area of an order: streets and parts of streets, less what may never be forbidden."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from shapely import LineString, MultiPoint, MultiPolygon, Polygon, unary_union
from shapely import Point as Door
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from enforcement.perimeters.rules.free_places import FreePlace, Kind, Part
from enforcement.perimeters.rules.streets import CityStreets, Point, Street

FIRST_DIGITS = re.compile(r"\d+")

HALF_STREET = 9.0
"""Metres from the axis of a street that belong to it: pavements and the fronts of houses."""
OWN_DOOR = 8.0
"""Metres on both sides of a home, workplace or school that stay free, over the whole street."""
CARE_DOOR = 30.0
"""Metres around a place of care: people wait there, and outreach workers stand there."""
MOST_STREETS = 0.5
"""The law says: never the whole territory. More than half of all streets is as good as that."""


@dataclass(frozen=True, slots=True, repr=False)
class SparedPlace:
    """A place that stays free; ``inside``: the order would have covered it."""

    place: FreePlace
    at: Point
    inside: bool


@dataclass(frozen=True, slots=True, repr=False)
class Area:
    """``outline`` is what is forbidden; ``share`` the part of all streets that it covers."""

    parts: tuple[Part, ...]
    carved: tuple[SparedPlace, ...]
    outline: MultiPolygon
    share: float


def draw(city: CityStreets, parts: Sequence[Part], free: Sequence[FreePlace]) -> Area:
    """The area, with every place of care of the file left free too.

    Raises ``FieldRefusedError``: for an address that the file does not know, for the whole
    territory, and for an area of which nothing is left.
    """
    if not parts:
        raise FieldRefusedError("parts", lazy("Kies minstens één straat."))
    parts = [part_of(city, each, "parts") for each in parts]
    chosen = unary_union([_strip(city, part) for part in parts])
    network = unary_union([LineString(street.line) for street in city.streets.values()])
    share = network.intersection(chosen).length / network.length
    if share > MOST_STREETS or chosen.covers(Polygon(city.territory)):
        reason = lazy(
            "Dit gebied is te groot: de wet verbiedt een verbod voor het hele grondgebied. Kies "
            "hoogstens de helft van de straten."
        )
        raise FieldRefusedError("parts", reason)
    carved = _free(city, free, chosen)
    doors = [_spared(city, each) for each in carved]
    outline = chosen.difference(unary_union(doors)) if doors else chosen
    if outline.is_empty or outline.area < 1:
        reason = lazy("Er blijft niets over: alles wat gekozen is, moet vrij blijven.")
        raise FieldRefusedError("parts", reason)
    return Area(tuple(parts), carved, _polygons(outline), share)


def part_of(city: CityStreets, part: Part, field: str) -> Part:
    """A part as the file writes it, the lower number first.

    Raises ``FieldRefusedError`` for a street or a house that the file does not know.
    """
    street = _street(city, part.street, field)
    if part.first is None or part.last is None:
        return Part(street.name)
    ends = (_house(street, number, field) for number in (part.first, part.last))
    return Part(street.name, *sorted(ends, key=_as_numbered))


def _street(city: CityStreets, name: str, field: str) -> Street:
    said = _folded(name)
    for street in city.streets.values():
        if _folded(street.name) == said:
            return street
    reason = lazy("De straat %(street)s staat niet in het stratenbestand.", street=name)
    raise FieldRefusedError(field, reason)


def _house(street: Street, number: str, field: str) -> str:
    said = _folded(number)
    for known in street.houses:
        if _folded(known) == said:
            return known
    reason = lazy(
        "Huisnummer %(number)s van %(street)s staat niet in het stratenbestand.",
        number=number,
        street=street.name,
    )
    raise FieldRefusedError(field, reason)


def _folded(name: str) -> str:
    """A name as it is compared: people write capitals and blanks in their own way."""
    return " ".join(name.split()).casefold()


def _as_numbered(number: str) -> tuple[int, str]:
    digits = FIRST_DIGITS.match(number)
    return (int(digits.group()) if digits else 0, number)


def _strip(city: CityStreets, part: Part) -> BaseGeometry:
    street = city.streets[part.street]
    axis = LineString(street.line)
    if part.first is not None and part.last is not None:
        axis = _between(street, axis, part.first, part.last)
    return axis.buffer(HALF_STREET, cap_style="flat")


def _between(street: Street, axis: LineString, first: str, last: str) -> LineString:
    doors = [street.houses[number] for number in (first, last)]
    begin, end = sorted(axis.project(Door(door)) for door in doors)
    return substring(axis, max(begin - OWN_DOOR, 0), min(end + OWN_DOOR, axis.length))


def _free(
    city: CityStreets, free: Sequence[FreePlace], chosen: BaseGeometry
) -> tuple[SparedPlace, ...]:
    care = [FreePlace(Kind(each.use), each.street, each.number, each.name) for each in city.care]
    at = [each.at for each in city.care]
    free = [_place(city, each) for each in free]
    own = [city.streets[each.street].houses[each.number] for each in free]
    return tuple(
        SparedPlace(place, door, chosen.intersects(Door(door).buffer(_radius(place.kind))))
        for place, door in zip([*free, *care], [*own, *at], strict=True)
    )


def _place(city: CityStreets, place: FreePlace) -> FreePlace:
    street = _street(city, place.street, str(place.kind))
    number = _house(street, place.number, str(place.kind))
    return replace(place, street=street.name, number=number)


def _spared(city: CityStreets, spared: SparedPlace) -> BaseGeometry:
    """Around a place of care; before any other door the street from front to front, so that the
    way to it is free from both sides."""
    door = Door(spared.at)
    if _radius(spared.place.kind) == CARE_DOOR:
        return door.buffer(CARE_DOOR)
    axis = LineString(city.streets[spared.place.street].line)
    foot = axis.interpolate(axis.project(door))
    opposite = Door(2 * foot.x - door.x, 2 * foot.y - door.y)
    return MultiPoint([door, opposite]).convex_hull.buffer(OWN_DOOR)


def _radius(kind: Kind) -> float:
    return CARE_DOOR if kind in (Kind.ZORG, Kind.STRAATHOEKWERK) else OWN_DOOR


def _polygons(outline: BaseGeometry) -> MultiPolygon:
    parts = getattr(outline, "geoms", [outline])
    return MultiPolygon([each for each in parts if isinstance(each, Polygon)])
