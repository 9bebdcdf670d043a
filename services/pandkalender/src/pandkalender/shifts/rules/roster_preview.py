"""A row of a roster file as its owner looks at it before the yes."""

from dataclasses import dataclass, field

from pandkalender.moments.rules.period import Period
from pandkalender.shifts.rules.draft import Draft


@dataclass(slots=True)
class RosterLine:
    """A row, what it asks for if it can be read, and what is wrong. Prints nothing of a person."""

    number: int
    place: str
    name: str = field(repr=False)
    period: Period | None = None
    draft: Draft | None = None
    wrong: list[str] = field(default_factory=list)
