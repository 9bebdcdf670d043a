"""A monthly action: its month, its state, and the rate of a plan (VA-2.1-02)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from chassis.messages import lazy
from chassis.refusals import FieldRefusedError

AHEAD = 12
"""Months that can be planned at once, this one included."""


class ActionState(StrEnum):
    GEPLAND = "gepland"
    GEHOUDEN = "gehouden"
    GEMIST = "gemist"


class MonthRefusedError(FieldRefusedError):
    """A month that is over, or too far ahead."""

    def __init__(self) -> None:
        reason = lazy("Kies deze maand of een van de volgende elf.")
        super().__init__("month", reason, code="maand-niet-te-plannen")


@dataclass(frozen=True, slots=True)
class Rate:
    """Planned actions of a period, and how many of those whose outcome is known were held."""

    planned: int
    held: int
    missed: int

    @property
    def percentage(self) -> int | None:
        """Whole percents of what was held or missed; nothing before the first of them."""
        known = self.held + self.missed
        return (200 * self.held + known) // (2 * known) if known else None


def rate(states: Iterable[ActionState]) -> Rate:
    listed = [*states]
    return Rate(len(listed), listed.count(ActionState.GEHOUDEN), listed.count(ActionState.GEMIST))


def state_of(inspections: int, *, passed: bool) -> ActionState:
    """The state of an action; one inspection is enough, also one that was typed in later."""
    if inspections:
        return ActionState.GEHOUDEN
    return ActionState.GEMIST if passed else ActionState.GEPLAND


def month_of(day: date) -> date:
    """The first day of a month."""
    return day.replace(day=1)


def month_after(month: date, months: int = 1) -> date:
    year, index = divmod(month.year * 12 + month.month - 1 + months, 12)
    return date(year, index + 1, 1)


def plannable(today: date) -> list[date]:
    """The months that can be planned on a day."""
    return [month_after(month_of(today), number) for number in range(AHEAD)]
