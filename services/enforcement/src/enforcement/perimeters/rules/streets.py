"""The city's streets, houses and places of care: an open file (GeoJSON, RFC 7946) of the city."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from chassis.own_file import OwnFileError

SETTING = "KRACHTLIJN_ENFORCEMENT_STREETS"
Degrees = tuple[float, float]
Point = tuple[float, float]
"""Metres east and north of the middle of the file."""
Line = Annotated[str, Field(min_length=1, max_length=120)]


class Use(StrEnum):
    """Places that every order leaves free: people get care there."""

    ZORG = "zorg"
    STRAATHOEKWERK = "straathoekwerk"


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)


class _TerritoryProperties(_Model):
    kind: Literal["territory"]


class _StreetProperties(_Model):
    kind: Literal["street"]
    name: Line


class _HousesProperties(_Model):
    kind: Literal["houses"]
    street: Line
    numbers: tuple[Line, ...]


class _PlaceProperties(_Model):
    kind: Literal["place"]
    use: Use
    name: Line
    street: Line
    number: Line


class _Polygon(_Model):
    type: Literal["Polygon"]
    coordinates: tuple[tuple[Degrees, ...], ...] = Field(min_length=1, max_length=1)


class _LineString(_Model):
    type: Literal["LineString"]
    coordinates: tuple[Degrees, ...] = Field(min_length=2)


class _MultiPoint(_Model):
    type: Literal["MultiPoint"]
    coordinates: tuple[Degrees, ...]


class _Point(_Model):
    type: Literal["Point"]
    coordinates: Degrees


class _Territory(_Model):
    properties: _TerritoryProperties
    geometry: _Polygon


class _Street(_Model):
    properties: _StreetProperties
    geometry: _LineString


class _Houses(_Model):
    properties: _HousesProperties
    geometry: _MultiPoint


class _Place(_Model):
    properties: _PlaceProperties
    geometry: _Point


class _File(_Model):
    type: Literal["FeatureCollection"]
    features: tuple[_Territory | _Street | _Houses | _Place, ...]


@dataclass(frozen=True, slots=True)
class Street:
    """``line`` is its axis; ``houses`` are the front doors by number, in the order of the file."""

    name: str
    line: tuple[Point, ...]
    houses: Mapping[str, Point]


@dataclass(frozen=True, slots=True)
class CarePlace:
    use: Use
    name: str
    street: str
    number: str
    at: Point


@dataclass(frozen=True, slots=True)
class CityStreets:
    """``territory`` is the outer ring of the whole territory."""

    territory: tuple[Point, ...]
    streets: Mapping[str, Street]
    care: tuple[CarePlace, ...]


def load(path: Path | None) -> CityStreets:
    """The city's file, or the synthetic one of the package. Raises ``OwnFileError``."""
    try:
        source = files("enforcement") / "data" / "streets.geojson" if path is None else path
        return _read(_File.model_validate(json.loads(source.read_text("utf-8"))))
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        wrong = f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
    except (OSError, ValueError) as error:
        wrong = str(error)
    raise OwnFileError(
        f"{SETTING} ({path}): {wrong}. Write it as enforcement/data/streets.geojson: one territory,"
        " streets, their houses with a number for each point, and places of care."
    )


def _read(file: _File) -> CityStreets:
    rings = [each.geometry.coordinates[0] for each in file.features if isinstance(each, _Territory)]
    if len(rings) != 1:
        raise ValueError(f"{len(rings)} features say kind 'territory', one is needed")
    metres = _projection(rings[0])
    houses: dict[str, dict[str, Point]] = {}
    for each in file.features:
        if isinstance(each, _Houses):
            numbers, points = each.properties.numbers, each.geometry.coordinates
            if len(numbers) != len(points):
                raise ValueError(f"houses of {each.properties.street}: a number for each point")
            doors = zip(numbers, map(metres, points), strict=True)
            houses.setdefault(each.properties.street, {}).update(doors)
    streets = {
        each.properties.name: Street(
            each.properties.name,
            tuple(map(metres, each.geometry.coordinates)),
            houses.pop(each.properties.name, {}),
        )
        for each in file.features
        if isinstance(each, _Street)
    }
    if houses:
        raise ValueError(f"houses of {next(iter(houses))}: the file has no such street")
    if not streets:
        raise ValueError("no feature says kind 'street'")
    care = tuple(
        CarePlace(
            each.properties.use,
            each.properties.name,
            each.properties.street,
            each.properties.number,
            metres(each.geometry.coordinates),
        )
        for each in file.features
        if isinstance(each, _Place)
    )
    return CityStreets(tuple(map(metres, rings[0])), streets, care)


class _projection:  # noqa: N801  # called as a function
    """Metres in a city: at that size a degree is as long everywhere (within a few centimetres)."""

    def __init__(self, ring: tuple[Degrees, ...]) -> None:
        self.lon = sum(lon for lon, _ in ring) / len(ring)
        self.lat = sum(lat for _, lat in ring) / len(ring)
        self.east = 111_320 * math.cos(math.radians(self.lat))

    def __call__(self, degrees: Degrees) -> Point:
        lon, lat = degrees
        return (lon - self.lon) * self.east, (lat - self.lat) * 110_574
