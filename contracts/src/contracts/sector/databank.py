"""The size of the sector as rounded counts, how well moves in it are seen, and how the databank
itself worked; nobody is in them.

``contracts.databank`` has them all.
"""

from uuid import UUID

from pydantic import Field

from contracts.event import Code, Event, Moment


class PopulationMeasured(
    Event, readers={"reporting"}, purpose="policy-statistics", key="measurement_id"
):
    """The databank counted establishments, and persons active, of a month, half or year, once.

    The period has ``months`` of the city from ``begins_at`` on. Every count is a multiple of
    ``rounded_to``, less than that away from the real number, and tables add up to their total.
    ``branches`` and ``visibilities`` count a person in each of theirs; ``branch_counts`` in one
    branch (``een``) or more (``meer``), ``moves`` by direction (``straat:raam``), ``known`` as
    ``nieuw`` in the period or ``gekend`` before.
    Establishments are those known at its end. A code that a table does not name stands at zero. An
    empty total, and an empty table beside a total above zero, is not told: beside what was told of
    another period it would size a small group.
    """

    measurement_id: UUID
    begins_at: Moment
    months: int = Field(ge=1, le=12)
    rounded_to: int = Field(ge=2)
    persons: int | None = Field(default=None, ge=0)
    branches: dict[Code, int]
    branch_counts: dict[Code, int]
    visibilities: dict[Code, int]
    moves: dict[Code, int]
    known: dict[Code, int]
    age_bands: dict[Code, int]
    origin_groups: dict[Code, int]
    establishments: int | None = Field(default=None, ge=0)
    establishment_branches: dict[Code, int]
    establishment_visibilities: dict[Code, int]
    measured_at: Moment


class OperationMeasured(
    Event, readers={"reporting"}, purpose="policy-statistics", key="measurement_id"
):
    """The answers of a component of the databank on a day of the city, begun at ``day_at``.

    ``probes`` looked whether it answers, and ``answered`` of them found that it does;
    ``measured_by`` says who looked: ``prometheus``, or ``eigen_meting`` of the operator.
    ``lag_seconds`` is the age of the oldest event that waited to leave. ``imported`` names the
    older databases whose import is done, of ``imports`` that there are; ``last_import_at`` is the
    end of the last one.
    """

    measurement_id: UUID
    component: Code
    day_at: Moment
    measured_by: Code
    probes: int = Field(ge=1)
    answered: int = Field(ge=0)
    lag_seconds: int = Field(ge=0)
    imported: tuple[Code, ...]
    imports: int = Field(ge=0)
    last_import_at: Moment | None = None
    measured_at: Moment


class ExpectedRecallMeasured(
    Event, readers={"reporting"}, purpose="policy-statistics", key="measurement_id"
):
    """How many moves between two branches of a half-year the databank would find, by direction.

    The half-year is that from ``begins_at`` on. Of ``planted`` made-up people who moved as
    ``straat:raam``, under the inspections that were really held, so many were ``found``. Directions
    of which fewer than a tenth were, are ``hardly_visible``, without a number. It says how well
    supervision sees, and of nobody; no count may be scaled up by it.
    """

    measurement_id: UUID
    begins_at: Moment
    planted: int = Field(ge=1)
    found: dict[Code, int]
    hardly_visible: tuple[Code, ...]
    measured_at: Moment
