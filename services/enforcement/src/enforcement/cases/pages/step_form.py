"""The form of a step: its fields, who sends it, and the operation that it calls."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from pydantic import Field

from chassis.days import city_day, day_start
from chassis.db import Transaction
from chassis.web import Actor, Body, Function
from chassis.web.pages import Form
from chassis.web.pages.languages import mark
from enforcement.acts.fields import EMPTY_IS_TODAY, NO_NAMES, FormField, Look
from enforcement.acts.fields import day_of as day_field

__all__ = [
    "EMPTY_IS_TODAY",
    "NO_NAMES",
    "FormField",
    "Look",
    "StepForm",
    "StepForms",
    "Sure",
    "day_field",
    "moment_of",
]


class Sure(Body):
    """Nothing to fill in but the answer whether it may be done."""

    sure: str = Field(default="", alias="zeker")


Operation = Callable[[Transaction, UUID, Actor, Any], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class StepForm:
    """``path`` is the last part of the address under the case.

    ``asks``: what was filled in is shown once more before it is done, since it cannot be undone.
    ``link``: words and address of a page that helps to fill this in.
    """

    step: StrEnum
    path: str
    functions: frozenset[Function]
    run: Operation
    model: type[Body] = Body
    fields: tuple[FormField, ...] = ()
    explained: str = ""
    asks: bool = False
    button: str = mark("Bewaar")
    link: tuple[str, str] | None = None
    choices: Callable[[Transaction, UUID], Awaitable[Mapping[str, Mapping[Any, str]]]] | None = None
    """Choices that change from day to day or from case to case, by field."""
    begins: Callable[[Transaction, UUID], Awaitable[Mapping[str, Sequence[str]]]] | None = None
    """Values that an empty form begins with, by field."""
    template: str = "step.html"
    beside: Callable[[Transaction, UUID], Awaitable[Mapping[str, Any]]] | None = None
    """What the template shows beside the form."""

    async def blank(self, tx: Transaction, case_id: UUID) -> Form[Any]:
        """The form before anybody filled it in."""
        if self.begins is None:
            return Form()
        begun = await self.begins(tx, case_id)
        return Form({name: list(values) for name, values in begun.items()})

    async def offered(self, tx: Transaction, case_id: UUID) -> tuple[FormField, ...]:
        """The fields with the choices of this moment."""
        if self.choices is None:
            return self.fields
        found = await self.choices(tx, case_id)
        return tuple(
            replace(each, choices=found.get(each.name, each.choices)) for each in self.fields
        )

    def field_of(self, name: str) -> str:
        """The field of this form that the API calls ``name``; the whole form if it has none."""
        for alias, info in (
            (info.alias or key, key) for key, info in self.model.model_fields.items()
        ):
            if name in (alias, info, _camel(info)):
                return alias
        return ""


@dataclass(frozen=True, slots=True)
class StepForms:
    """All forms of one procedure.

    ``address`` stands before the id of a case in the address. ``steps`` has the words of each
    step, ``letters`` those of the steps that nobody takes by hand: the case moves on when the
    letter leaves. ``lock`` gives a case that nobody else changes meanwhile. ``elsewhere``: steps
    with a page of their own, its path and its functions.
    """

    address: str
    forms: tuple[StepForm, ...]
    steps: Mapping[Any, str]
    get: Callable[[Transaction, UUID], Awaitable[Any]]
    lock: Callable[[Transaction, UUID], Awaitable[Any]]
    summary: Callable[[Transaction, Any], Awaitable[list[tuple[str, str]]]]
    letters: Mapping[Any, str] = field(default_factory=dict)
    elsewhere: Mapping[Any, tuple[str, frozenset[Function]]] = field(default_factory=dict)

    def page_of(self, case_id: UUID, step: str, function: Function) -> str:
        """The address of a step's form; empty for a function that does not take this step."""
        known = {form.step: (form.path, form.functions) for form in self.forms}
        path, functions = {**self.elsewhere, **known}.get(step, ("", frozenset()))
        return f"{self.address}/{case_id}/{path}" if function in functions else ""


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.title() for part in rest)


def moment_of(tx: Transaction, day: date | None) -> datetime | None:
    """The begin of a day before today; now for today, and for a day that nobody said."""
    return None if day is None or day == city_day(tx.now) else day_start(day)
