"""Events of police work by plan, and the counts of arrests and measures; nobody is in them.

``contracts.databank`` has them all.
"""

from uuid import UUID

from pydantic import Field

from contracts.branches import Branch
from contracts.codes import CountKind
from contracts.event import Code, Event, Moment


class MonthlyActionPlanned(
    Event, readers={"reporting"}, purpose="policy-statistics", key="action_id", edition=2
):
    """Police plan to inspect a branch in a month (VA-2.1-02).

    The month is the city's, and begins at ``begins_at``. An action is held once an inspection of
    kind ``maandactie`` of that branch was completed in it.
    """

    action_id: UUID
    branch: Branch
    begins_at: Moment
    planned_at: Moment


class InventoryPublished(
    Event, readers={"reporting"}, purpose="policy-statistics", key="inventory_id", edition=2
):
    """The police published their inventory of the branches of a year; its content stays there."""

    inventory_id: UUID
    year: int
    branches: tuple[Branch, ...]
    published_at: Moment


class MonthlyActionWithdrawn(
    Event, readers={"reporting"}, purpose="policy-statistics", key="action_id", edition=2
):
    """A planned action was taken off the plan before its month began."""

    action_id: UUID
    branch: Branch
    withdrawn_at: Moment


class PoliceCountsReleased(
    Event, readers={"reporting"}, purpose="policy-statistics", key="release_id", edition=2
):
    """The police let the counts of a half-year go, or the prosecutor's counts of a year.

    ``about`` says of what: a kind of arrest, judicial measures, the prosecutor's set, persons
    checked. Counts from 1 to ``threshold`` - 1 are empty, and so is what would give them away;
    single arrests and measures never leave. Each half of each subject is released once.
    ``half`` is empty for a year. Of a code that a table does
    not name there was nothing; an empty table beside a total above zero is not told. ``counts`` is
    what all of its counts count; releases up to 0.2 did not say.
    """

    release_id: UUID
    about: Code
    begins_at: Moment
    half: int | None = Field(default=None, ge=1, le=2)
    threshold: int = Field(ge=1)
    total: int | None = Field(default=None, ge=0)
    branches: dict[Code, int | None]
    grounds: dict[Code, int | None]
    kinds: dict[Code, int | None]
    released_at: Moment
    counts: CountKind | None = None
