"""Events of the databank about one person in two branches: seen elsewhere, and readings.

What was told and not withdrawn is what stands, in whatever order it arrives. No event says who: ids
are of the signal or the reading, and of nothing else. ``contracts.databank`` has them all.
"""

from datetime import date
from uuid import UUID

from pydantic import Field

from contracts.branches import Branch
from contracts.event import Code, Event, Fact, Moment


class SeenElsewhere(Event, readers={"reporting"}, purpose="policy-statistics", key="signal_id"):
    """Somebody known in other branches was at work in ``branch``, for the first time in a year.

    Told once per person and spell. ``seen_at`` begins the day of service on which the spell did;
    ``known_until`` is the last day on which she was seen in one of ``known_in``. One that changes
    is withdrawn, and told anew by another id.
    """

    signal_id: UUID
    branch: Branch
    known_in: tuple[Branch, ...]
    known_until: date
    seen_at: Moment
    told_at: Moment


class SeenElsewhereWithdrawn(
    Event, readers={"reporting"}, purpose="policy-statistics", key="signal_id"
):
    """An earlier signal does not hold: her record is another now."""

    signal_id: UUID
    branch: Branch
    withdrawn_at: Moment
    reason: Code


class BranchReading(Fact):
    """What is read of one person in two branches.

    ``kind`` is ``werkt_ook``, ``verschoven`` or ``teruggekeerd``. It came about between the days
    ``after`` and ``before``. ``probability`` was reckoned as of the day ``counted_on``, by the
    dated set ``parameters``.
    """

    kind: Code
    from_branch: Branch
    to_branch: Branch
    after: date
    before: date
    counted_on: date
    probability: float = Field(ge=0, le=1)
    parameters: int = Field(ge=1)


class BranchReadingFound(
    Event, readers={"reporting"}, purpose="policy-statistics", key="reading_id"
):
    """The whole record of a person makes a reading of two branches likely enough.

    ``moved_at`` begins the day for which it is counted.
    """

    reading_id: UUID
    reading: BranchReading
    moved_at: Moment
    found_at: Moment


class BranchReadingChanged(
    Event, readers={"reporting"}, purpose="policy-statistics", key="reading_id"
):
    """The record says something else of the same time: another kind, way or bracket.

    A probability that differs alone is not told. ``revision`` counts from 2 on what was told of the
    reading, of which the highest holds.
    """

    reading_id: UUID
    revision: int = Field(ge=2)
    reading: BranchReading
    moved_at: Moment
    changed_at: Moment


class BranchReadingWithdrawn(
    Event, readers={"reporting"}, purpose="policy-statistics", key="reading_id"
):
    """A reading holds no more, in none of its revisions; its id does not come back."""

    reading_id: UUID
    withdrawn_at: Moment
    reason: Code


class BranchReadingsMeasured(
    Event, readers={"reporting"}, purpose="policy-statistics", key="measurement_id"
):
    """Persons of a half-year by what was read of them, as it stood 90 days after its end; once.

    The half-year is that from ``begins_at`` on. ``persons`` by kind and way
    (``verschoven:straat:raam``), each a multiple of ``rounded_to`` less than that away from the
    real number, and drawn apart: no sum of them is told, since one person may be in several. A code
    that is not named stands at zero.
    """

    measurement_id: UUID
    begins_at: Moment
    rounded_to: int = Field(ge=2)
    persons: dict[Code, int]
    measured_at: Moment
