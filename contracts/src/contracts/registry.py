"""Events of the care registry: aggregates with disclosure control, never a person."""

from uuid import UUID

from pydantic import Field

from contracts.codes import CareOrganisation
from contracts.event import Code, Event, Fact, Moment


class Cell(Fact):
    """One cell of a table. ``value`` is empty when the cell is suppressed as too small.

    ``dimensions`` maps a dimension (``branche``, ``aard``, ``plaats``, ``maand``, …) to a code; a
    total leaves the dimension out. With ``rounded_to`` b the value is a multiple of b drawn at
    random, less than b away from the real one: 20 stands for 11 to 29.
    """

    measure: Code
    dimensions: dict[str, str]
    value: int | None = Field(default=None, ge=0)
    rounded_to: int | None = Field(default=None, ge=1)


class AggregatePublished(
    Event, readers={"reporting"}, purpose="policy-statistics", key="organisation", edition=2
):
    """A care organisation's figures for one period, safe to show.

    ``half`` is 1 or 2 for a half-year and empty for a year. A later ``revision`` replaces all
    earlier ones of the same organisation and period. Counts of persons from 1 to
    ``threshold`` - 1 are suppressed, and so is what would give them away. Persons of a half-year
    are rounded to twice the threshold.
    """

    aggregate_id: UUID
    organisation: CareOrganisation
    year: int
    half: int | None = Field(default=None, ge=1, le=2)
    revision: int = Field(ge=1)
    threshold: int = Field(ge=1)
    suppressed: int = Field(ge=0)
    cells: tuple[Cell, ...]
    published_at: Moment
