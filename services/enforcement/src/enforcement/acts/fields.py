"""Fields of acts: what each may hold, and how a page asks for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any

from pydantic import AwareDatetime, BeforeValidator, StringConstraints

from chassis.days import city_day, day_start
from chassis.web.bodies import check_day
from chassis.web.pages.languages import mark
from chassis.web.reasons import DATE

NO_NAMES = mark("Noem geen andere personen.")
EMPTY_IS_TODAY = mark("Laat leeg voor vandaag.")
AS_LONG_AS_A_DAY = len("2026-03-02")


class Look(StrEnum):
    """Looks of a field."""

    LINE = "line"
    AREA = "area"
    DAY = "day"
    MOMENT = "moment"
    EUROS = "euros"
    CHOICE = "choice"
    TICK = "tick"
    TICKS = "ticks"


class Role(StrEnum):
    """What a field says of the step: when it took place, why, or with which outcome."""

    WHEN = "when"
    REASON = "reason"
    OUTCOME = "outcome"


@dataclass(frozen=True, slots=True)
class FormField:
    """A field on a page; ``name`` is what the page calls it, ``choices`` codes with their words."""

    name: str
    look: Look
    label: str
    hint: str = ""
    choices: Mapping[Any, str] | None = None
    empty_is_today: bool = False


def line(label: str, hint: str = "", *, name: str) -> FormField:
    return FormField(name, Look.LINE, label, hint)


def area(label: str, hint: str = "", *, name: str) -> FormField:
    return FormField(name, Look.AREA, label, hint)


def day(label: str, hint: str = "", *, name: str) -> FormField:
    return FormField(name, Look.DAY, label, hint)


def day_of(label: str) -> FormField:
    """The day on which it took place; left empty it is today."""
    return FormField("dag", Look.DAY, label, EMPTY_IS_TODAY, empty_is_today=True)


def moment(label: str, hint: str = "", *, name: str) -> FormField:
    return FormField(name, Look.MOMENT, label, hint)


def euros(label: str, hint: str = "", *, name: str) -> FormField:
    return FormField(name, Look.EUROS, label, hint)


def choice(label: str, choices: Mapping[Any, str], hint: str = "", *, name: str) -> FormField:
    return FormField(name, Look.CHOICE, label, hint, choices)


def choice_of_case(label: str, hint: str = "", *, name: str) -> FormField:
    """One of what the case offers at that moment."""
    return FormField(name, Look.CHOICE, label, hint, {})


def tick(label: str, *, name: str) -> FormField:
    return FormField(name, Look.TICK, label)


def ticks(label: str, *, name: str) -> FormField:
    """Several of what the page offers at that moment."""
    return FormField(name, Look.TICKS, label, choices={})


def _begin_of_day(value: object) -> object:
    """The begin of a day that was said alone. Raises ``ValueError`` in Dutch."""
    if not isinstance(value, str) or len(value) > AS_LONG_AS_A_DAY:
        return value
    try:
        said = date.fromisoformat(value)
    except ValueError:
        raise ValueError(DATE) from None
    return day_start(check_day(said))


def hour_of(said: datetime | None, now: datetime) -> datetime | None:
    """None for a day of which nobody said the hour, where it is today: it took place just now."""
    return None if said == day_start(city_day(now)) else said


Moment = Annotated[AwareDatetime, BeforeValidator(_begin_of_day)]
"""A moment, or a day of the city where people know no more."""
Past = Annotated[AwareDatetime | None, BeforeValidator(_begin_of_day), Role.WHEN]
"""When it took place: a moment, or a day of the city where people know no more. Now when empty, and
for today; never in the future."""
Text = Annotated[str, StringConstraints(min_length=3, max_length=4000)]
"""Free text, kept in this service: it never travels in an event (DP-19)."""
DefenceAnswer = Annotated[
    Text | None,
    area(
        mark("Antwoord op het verweer"),
        mark("Zonder verweer laat je dit leeg. De brief herhaalt wat je hier schrijft."),
        name="antwoord",
    ),
]
"""What whoever decides answers to a defence; the letter of the decision repeats it."""
Reason = Annotated[str, StringConstraints(min_length=3, max_length=2000), Role.REASON]
"""Why it is done, as the timeline keeps it."""
Short = Annotated[str, StringConstraints(min_length=1, max_length=120)]
"""A name, a pseudonym or a number, as others write it."""
Number = Annotated[str, StringConstraints(min_length=3, max_length=40)]
"""The number of a case of the city."""
