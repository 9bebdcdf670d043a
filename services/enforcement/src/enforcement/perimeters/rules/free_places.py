"""Parts of streets that an order covers, and places that it leaves free."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """Places that stay free: the first three by law, the others always."""

    WONING = "woning"
    WERKPLEK = "werkplek"
    SCHOOL = "school"
    ZORG = "zorg"
    STRAATHOEKWERK = "straathoekwerk"
    ANDERE = "andere"


BY_LAW = (Kind.WONING, Kind.WERKPLEK, Kind.SCHOOL)


@dataclass(frozen=True, slots=True)
class Part:
    """A street, or the part of it between two houses; both house numbers count."""

    street: str
    first: str | None = None
    last: str | None = None

    @property
    def line(self) -> str:
        if self.first is None:
            return self.street
        return f"{self.street} {self.first}-{self.last}"


@dataclass(frozen=True, slots=True, repr=False)
class FreePlace:
    """A place that an order leaves free, by its address; prints nothing."""

    kind: Kind
    street: str
    number: str
    name: str = ""

    @property
    def address(self) -> str:
        return f"{self.street} {self.number}"
