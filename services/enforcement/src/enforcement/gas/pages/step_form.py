"""The form of a step: its fields, who sends it, and the operation that it calls."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from chassis.days import city_day, day_start
from chassis.db import Transaction
from chassis.web import Actor, Body, Function
from chassis.web.pages import Form
from chassis.web.pages import gettext as _
from chassis.web.pages.languages import mark
from enforcement.authorisation import CASE_WORKERS, SANCTIONING
from enforcement.gas.rules import GasStep

WORKERS = CASE_WORKERS | SANCTIONING
OFFICERS = SANCTIONING
NO_NAMES = mark("Noem geen andere personen.")
EMPTY_IS_TODAY = mark("Laat leeg voor vandaag.")

Operation = Callable[[Transaction, UUID, Actor, Any], Awaitable[Any]]


class Look(StrEnum):
    """Looks of a field."""

    LINE = "line"
    AREA = "area"
    DAY = "day"
    MOMENT = "moment"
    EUROS = "euros"
    CHOICE = "choice"
    TICK = "tick"


@dataclass(frozen=True, slots=True)
class FormField:
    """``name`` is the alias in the form's model; ``choices`` are codes with their words."""

    name: str
    look: Look
    label: str
    hint: str = ""
    choices: Mapping[Any, str] | None = None


@dataclass(frozen=True, slots=True)
class StepForm:
    """``path`` is the last part of the address under the case.

    ``asks``: what was filled in is shown once more before it is done, since it cannot be undone.
    """

    step: GasStep
    path: str
    functions: frozenset[Function]
    run: Operation
    model: type[Body] = Body
    fields: tuple[FormField, ...] = ()
    explained: str = ""
    asks: bool = False
    button: str = mark("Bewaar")
    choices: Callable[[Transaction], Awaitable[Mapping[str, Mapping[Any, str]]]] | None = None
    """Choices that change from day to day, by field."""

    async def offered(self, tx: Transaction) -> tuple[FormField, ...]:
        """The fields with the choices of this moment."""
        if self.choices is None:
            return self.fields
        found = await self.choices(tx)
        return tuple(
            replace(field, choices=found.get(field.name, field.choices)) for field in self.fields
        )

    def answers(self, form: Form[Any]) -> list[tuple[str, str]]:
        """Each label with what was filled in, in words."""
        return [(_(field.label), _answer(field, form.value(field.name))) for field in self.fields]

    def field_of(self, name: str) -> str:
        """The field of this form that the API calls ``name``; the whole form if it has none."""
        for alias, info in (
            (info.alias or key, key) for key, info in self.model.model_fields.items()
        ):
            if name in (alias, info, _camel(info)):
                return alias
        return ""


def _answer(field: FormField, value: str) -> str:
    if field.look is Look.TICK:
        return _("Ja") if value else _("Nee")
    if field.choices is not None:
        return _(next((said for code, said in field.choices.items() if str(code) == value), ""))
    if field.look is Look.EUROS:
        return f"€ {value}" if value else ""
    if field.look is Look.DAY:
        return "/".join(reversed(value.split("-")))
    return value


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.title() for part in rest)


def day_field(label: str) -> FormField:
    """The day on which something happened; left empty it is today."""
    return FormField("dag", Look.DAY, label, EMPTY_IS_TODAY)


def moment_of(tx: Transaction, day: date | None) -> datetime | None:
    """The begin of a day before today; now for today, and for a day that nobody said."""
    return None if day is None or day == city_day(tx.now) else day_start(day)
