"""An act: its fields, who may take it and by which law, and what follows from it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldError, FieldsRefusedError
from chassis.web import Actor, Body, Function
from chassis.web.pages.languages import mark
from enforcement.acts.fields import FormField, Role, hour_of
from enforcement.cases.rules import TO_FILL_IN, CaseFile, CaseNotFoundError, happened
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step


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

    @classmethod
    async def begins_for(
        cls, tx: Transaction, case: Any, actor: Actor
    ) -> Mapping[str, Sequence[str]]:
        """The same, where it matters who looks at them."""
        return await cls.begins(tx, case)


class PageForm(Fields):
    """What a page asks where people say it in another shape than programs do."""

    def act(self) -> "Act":
        """The act as the API would get it. Raises ``RefusedError`` or ``ValidationError``."""
        raise NotImplementedError

    def act_by(self, by: By) -> "Act":
        """The act, where it matters who fills it in."""
        return self.act()


@dataclass(frozen=True, slots=True)
class Declaration:
    """The keywords of an act.

    ``step`` is the code of its procedure, and the last part of the API's address; ``page`` is that
    of the page's. ``by``: these functions take it; ``decides``: it is a decision, and no other
    work. ``own``: these take it over the API alone, and only in a case of their own organisation.
    ``law`` is what the timeline cites. ``after``: the attribute of the case before which it
    cannot have taken place; ``seen``: that without which they do not find the case yet. ``asks``:
    what was filled in is shown once more before it is done, since it cannot be undone. ``link``:
    words and address of a page that helps to fill this in.
    """

    step: StrEnum
    page: str
    by: frozenset[Function]
    label: str
    law: str
    decides: bool = False
    own: frozenset[Function] = frozenset()
    after: str = ""
    seen: str = ""
    explained: str = ""
    asks: bool = False
    button: str = mark("Bewaar")
    link: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class OtherPage:
    """A further page of an act, which asks for it in a shape of its own."""

    page: str
    form: type[PageForm]
    explained: str = ""
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
    other_pages: ClassVar[tuple[OtherPage, ...]] = ()

    def __init_subclass__(cls, **keywords: Any) -> None:
        super().__init_subclass__()
        cls.shared = {**cls.shared, **keywords}
        if "by" in keywords:
            cls.declared = Declaration(**cls.shared)

    @classmethod
    def page_form(cls) -> type[Fields]:
        return cls.form or cls

    @classmethod
    def pages(cls) -> Iterator[tuple[Declaration, type[Fields]]]:
        """Its pages: what is said on each, and what it asks."""
        yield cls.declared, cls.page_form()
        for each in cls.other_pages:
            said = replace(cls.declared, page=each.page, explained=each.explained, link=each.link)
            yield said, each.form

    @classmethod
    def warned_of(cls) -> str:
        """What its pages warn of first, while a rule of the city is an example; else empty."""
        return ""

    @classmethod
    def must_find(cls, case: Any) -> None:
        """Raises ``CaseNotFoundError`` for a case that those who take this act do not see yet."""
        if cls.declared.seen and getattr(case, cls.declared.seen) is None:
            raise CaseNotFoundError

    def must_be_filled_in(self) -> None:
        """Raises ``FieldsRefusedError`` for a text that still says what somebody has to fill in."""
        open_places = [
            (each.alias, found.group())
            for each in self.asked()
            for said in _texts(getattr(self, each.key, None))
            if (found := TO_FILL_IN.search(said))
        ]
        if open_places:
            raise FieldsRefusedError(
                [
                    FieldError(alias, lazy("Vul dit nog in: %(place)s", place=place))
                    for alias, place in open_places
                ]
            )

    async def taken_at(self, tx: Transaction, case: Any) -> datetime | None:
        """When it took place; None where nobody asks. Raises ``FieldRefusedError``."""
        when = self._with(Role.WHEN)
        if when is None:
            return None
        said = hour_of(getattr(self, when.key), tx.now)
        return happened(when.alias, said, tx.now, after=await self.earliest(tx, case))

    async def earliest(self, tx: Transaction, case: Any) -> datetime | None:
        """The moment before which it cannot have taken place."""
        after = self.declared.after
        moment: datetime | None = getattr(case, after) if after else None
        return moment

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

    def cited(self, case: Any) -> str:
        """The article that the timeline cites, where the case or the act itself says which."""
        return self.declared.law

    async def foreseen(self, tx: Transaction, case: Any, by: By) -> CaseFile[Any] | None:
        """The case as it would be with what is about to be recorded; None where that says no more.

        The guards look at it. Raises ``RefusedError``.
        """
        return None

    async def move(self, tx: Transaction, case: Any, at: datetime | None, by: By) -> None:
        """Take the step: the procedure says where it leads. Raises ``RefusedError``."""
        take_step(
            tx,
            case,
            self.declared.step,
            by,
            outcome=self.decided(),
            reason=self.noted(),
            basis=self.cited(case),
            happened_at=at,
            file=await self.foreseen(tx, case, by),
        )

    async def take(self, tx: Transaction, case: Any, at: datetime) -> None:
        """What follows, once the step is taken. Raises ``RefusedError``: then nothing was done.

        ``at`` is when it took place.
        """

    async def take_by(self, tx: Transaction, case: Any, at: datetime, by: By) -> None:
        """What follows where it matters who took it."""
        await self.take(tx, case, at)

    async def falls(self, tx: Transaction, case: Any) -> Sequence[str]:
        """What falls in the case with this act (Dutch), said before somebody confirms it."""
        return ()

    def _with(self, role: Role) -> AskedField | None:
        return next((each for each in self.asked() if each.role is role), None)


def _texts(value: object) -> list[str]:
    """What somebody wrote in a field: one text, or several."""
    several = value if isinstance(value, list) else [value]
    return [each for each in several if isinstance(each, str)]
