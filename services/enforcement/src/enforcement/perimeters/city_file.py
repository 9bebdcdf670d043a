"""The city's streets of this installation: its own file, or the synthetic one."""

from functools import cache

from enforcement.perimeters.rules.streets import CityStreets, load
from enforcement.settings import EnforcementSettings


@cache
def city_streets() -> CityStreets:
    """Read once. Raises ``OwnFileError`` when the city's file cannot be used."""
    return load(EnforcementSettings().streets)
