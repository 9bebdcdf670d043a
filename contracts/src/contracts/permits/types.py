"""Types of permit as dated data: the one list that the calendar offers and enforcement examines."""

from datetime import date
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

WINDOW = "raam"
"""Window premises: the only type of which the calendar opens rooms."""

TypeCode = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]{1,40}$")]
ConditionCode = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]{1,59}$")]


class PermitType(BaseModel):
    """A type of permit from ``valid_from`` until and including ``valid_until``.

    ``advices`` are codes of the advising services. ``has_last_day``: the decision names it, since
    no usual validity fits. ``visit``: somebody sees the place before a first grant.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    code: TypeCode
    name: str | None = Field(default=None, max_length=60)
    valid_from: date
    valid_until: date | None = None
    has_last_day: bool = False
    visit: bool = True
    advices: tuple[TypeCode, ...] = Field(min_length=1)
    conditions: tuple[ConditionCode, ...] = ()

    def holds(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_until is None or on <= self.valid_until)


class PermitTypes(BaseModel):
    """All types of a city, in the order in which they are offered. ``placeholder``: ours."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    placeholder: bool = False
    type: tuple[PermitType, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def sound(self) -> Self:
        """One entry of a code for each day: with two nobody knows which advices are asked."""
        for at, one in enumerate(self.type):
            for other in self.type[at + 1 :]:
                if one.code == other.code and (
                    one.holds(other.valid_from) or other.holds(one.valid_from)
                ):
                    raise ValueError(f"two entries of '{one.code}' hold on one day")
        if WINDOW not in self.codes:
            raise ValueError(f"there is no type '{WINDOW}', which the calendar is about")
        return self

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(each.code for each in self.type)

    def offered(self, on: date) -> list[PermitType]:
        """The types that can be asked on a day."""
        return [each for each in self.type if each.holds(on)]

    def find(self, code: str, on: date) -> PermitType | None:
        """A type as it is on a day; None for one that is not given then."""
        return next((each for each in self.offered(on) if each.code == code), None)
