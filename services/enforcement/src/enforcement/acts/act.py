"""An act: its fields, who may take it and by which law, and what follows from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from chassis.days import city_day, day_start
from chassis.db import Transaction
from chassis.web import Body, Function
from chassis.web.pages.languages import mark
from enforcement.acts.fields import FormField, Role
from enforcement.cases.rules import happened
from enforcement.cases.store.timeline import By


@dataclass(frozen=True, slots=True)
class AskedField:
    """A field of a model: its attribute, what the API calls it, and how a page asks for it.

    ``form`` is None where the page asks for it in another shape.
    """

    key: str
    alias: str
    form: FormField | None
    role: Role | None


class Fields(Body):
    """What somebody fills in, over the API or on a page."""

    @classmethod
    def asked(cls) -> tuple[AskedField, ...]:
        """The fields, in the order of the page."""
        return tuple(
            AskedField(
                key,
                info.alias or key,
                next((each for each in info.metadata if isinstance(each, FormField)), None),
                next((each for each in info.metadata if isinstance(each, Role)), None),
            )
            for key, info in cls.model_fields.items()
        )

    @classmethod
    def page_name(cls, field: str) -> str:
        """What the page calls a field that a refusal names; the whole form if it has none."""
        for each in cls.asked():
            if each.form is not None and field in (each.key, each.alias, each.form.name):
                return each.form.name
        return ""

    @classmethod
    async def choices(cls, tx: Transaction, case: Any) -> Mapping[str, Mapping[Any, str]]:
        """Choices that change from day to day or from case to case, by field of the page."""
        return {}

    @classmethod
    async def begins(cls, tx: Transaction, case: Any) -> Mapping[str, Sequence[str]]:
        """Values that an empty form begins with, by field of the page."""
        return {}


class PageForm(Fields):
    """What a page asks where people say it in another shape than programs do."""

    def act(self) -> "Act":
        """The act as the API would get it. Raises ``RefusedError`` or ``ValidationError``."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Declaration:
    """The keywords of an act.

    ``step`` is the code of its procedure, and the last part of the API's address; ``page`` is that
    of the page's. ``by``: these functions take it; ``decides``: it is a decision, and no other
    work. ``law`` is what the timeline cites. ``after``: the attribute of the case before which it
    cannot have taken place. ``asks``: what was filled in is shown once more before it is done,
    since it cannot be undone. ``link``: words and address of a page that helps to fill this in.
    """

    step: StrEnum
    page: str
    by: frozenset[Function]
    label: str
    law: str
    decides: bool = False
    after: str = ""
    explained: str = ""
    asks: bool = False
    button: str = mark("Bewaar")
    link: tuple[str, str] | None = None


class Act(Fields):
    """Something that a person does in a procedure; an object is one that somebody takes.

    A class without ``by`` is a shape that procedures share: what its keywords say holds for theirs
    as well. A hook may not be called as a field
    is: hence ``noted`` and not ``reason``.
    """

    declared: ClassVar[Declaration]
    shared: ClassVar[Mapping[str, Any]] = {}
    form: ClassVar[type[PageForm] | None] = None

    def __init_subclass__(cls, **keywords: Any) -> None:
        super().__init_subclass__()
        cls.shared = {**cls.shared, **keywords}
        if "by" in keywords:
            cls.declared = Declaration(**cls.shared)

    @classmethod
    def page_form(cls) -> type[Fields]:
        return cls.form or cls

    def taken_at(self, case: Any, now: datetime) -> datetime | None:
        """When it took place; None where nobody asks. Raises ``FieldRefusedError``."""
        when = self._with(Role.WHEN)
        if when is None:
            return None
        said: datetime | None = getattr(self, when.key)
        if said == day_start(city_day(now)):  # a day of which nobody said the hour
            said = None
        after = getattr(case, self.declared.after) if self.declared.after else None
        return happened(when.alias, said, now, after=after)

    def decided(self) -> str | None:
        """The outcome by which the procedure goes on."""
        outcome = self._with(Role.OUTCOME)
        return None if outcome is None else str(getattr(self, outcome.key))

    def noted(self) -> str | None:
        """The words or code that the timeline keeps."""
        reason = self._with(Role.REASON)
        if reason is None:
            return self.decided()
        said = getattr(self, reason.key)
        return None if said is None else str(said)

    async def take(self, tx: Transaction, case: Any, at: datetime) -> None:
        """What follows, once the step is taken. Raises ``RefusedError``: then nothing was done.

        ``at`` is when it took place.
        """

    async def take_by(self, tx: Transaction, case: Any, at: datetime, by: By) -> None:
        """What follows where it matters who took it."""
        await self.take(tx, case, at)

    def _with(self, role: Role) -> AskedField | None:
        return next((each for each in self.asked() if each.role is role), None)
