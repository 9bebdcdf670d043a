"""Organisations, their names by day, and which of them a period is expected from."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from contracts.codes import CareOrganisation
from registry.delivery_register.rules.delivery import first_day, last_day
from registry.minimum_format.rules.records import Period

Line = Annotated[str, Field(min_length=1, max_length=200)]


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Name(_Data):
    """Holds from its first day until the next name begins."""

    since: date
    name: Line


class Organisation(_Data):
    """``until`` is the last day on which it works for the city; its code never changes."""

    code: CareOrganisation
    since: date
    until: date | None = None
    names: tuple[Name, ...] = Field(min_length=1)
    mail: Line | None = None

    @model_validator(mode="after")
    def _always_has_a_name(self) -> Self:
        days = [each.since for each in self.names]
        if days != sorted(set(days)):
            raise ValueError("names must stand in the order of their first days")
        if days[0] > self.since:
            raise ValueError("the first name begins later than the organisation")
        return self

    def name_on(self, day: date) -> str:
        """The name on a day; before the first one, the first."""
        begun = [each.name for each in self.names if each.since <= day]
        return begun[-1] if begun else self.names[0].name

    def name_in(self, period: Period) -> str:
        """The name at the end of a period, with what it was called before within it."""
        first, last = first_day(period), last_day(period)
        earlier = [each.name for each in self.names if each.since <= last and each.since > first]
        now = self.name_on(last)
        before = dict.fromkeys([self.name_on(first), *earlier])
        before.pop(now, None)
        return f"{now} (vroeger {', '.join(before)})" if before else now

    def works_in(self, period: Period) -> bool:
        ends = self.until is not None and self.until < first_day(period)
        return self.since <= last_day(period) and not ends


class Organisations(_Data):
    """The list as the study department writes it, and how its reminders are signed."""

    sender: Line
    page: Line
    organisation: tuple[Organisation, ...]

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        if sorted(each.code for each in self.organisation) != sorted(CareOrganisation):
            raise ValueError(f"name each of these once: {', '.join(CareOrganisation)}")
        return self

    def get(self, code: str) -> Organisation:
        return next(each for each in self.organisation if each.code == code)

    def expected(self, period: Period) -> Sequence[Organisation]:
        """Those who deliver about a period, in the order of the list."""
        return [each for each in self.organisation if each.works_in(period)]
