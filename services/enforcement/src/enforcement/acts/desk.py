"""A desk: the acts of one procedure, and the one way in which each is taken."""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar
from uuid import UUID

from chassis.db import Transaction
from chassis.web import Actor, Function
from chassis.web.authorisation import D, Row, W
from enforcement.acts.act import Act
from enforcement.cases.rules import CaseKind
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import Case

CaseT = TypeVar("CaseT", bound=Case)


@dataclass(frozen=True)
class Desk(Generic[CaseT]):
    """``kind`` is that of its cases; ``page`` and ``api`` stand before the id of one in addresses;
    without ``api`` only people take its acts. ``tag`` heads its routes in OpenAPI.

    ``get`` and ``lock`` give its case, ``lock_own`` that of an organisation alone, and raise
    ``CaseNotFoundError``. ``words`` say the steps that nobody takes here: those of the clock, and
    those whose forms are ``elsewhere``, each with its page and who takes it.
    """

    kind: CaseKind
    page: str
    get: Callable[[Transaction, UUID], Awaitable[CaseT]]
    lock: Callable[[Transaction, UUID], Awaitable[CaseT]]
    acts: tuple[type[Act], ...]
    words: Mapping[StrEnum, str]
    api: str = ""
    tag: str = ""
    elsewhere: Mapping[StrEnum, tuple[str, frozenset[Function]]] = field(default_factory=dict)
    lock_own: Callable[[Transaction, UUID, str], Awaitable[CaseT]] | None = None

    async def must_be_own(
        self, tx: Transaction, case_id: UUID, actor: Actor, act: type[Act]
    ) -> None:
        """Raises ``CaseNotFoundError`` for who takes this act in a case of the own organisation
        alone, of any other case."""
        if actor.function in act.declared.own:
            assert self.lock_own is not None, "whose acts are the own ones, has owners"
            await self.lock_own(tx, case_id, actor.organisation)

    async def take(self, tx: Transaction, case_id: UUID, by: By, act: Act) -> CaseT:
        """Take an act, whoever asks: page, API, letter or clock.

        Raises ``RefusedError``: then nothing was done, and nobody is told anything.
        """
        async with tx.savepoint():
            case = await self.lock(tx, case_id)
            act.must_find(case)
            act.must_be_filled_in()
            at = await act.taken_at(tx, case)
            await act.move(tx, case, at, by)
            await act.take_by(tx, case, at or tx.now, by)
        return case

    @property
    def steps(self) -> Mapping[str, str]:
        """The words of every step of the procedure."""
        acts = {str(act.declared.step): act.declared.label for act in self.acts}
        return acts | {str(step): said for step, said in self.words.items()}

    @property
    def pages(self) -> Mapping[str, tuple[str, frozenset[Function]]]:
        """The page of each step, under the address of its case, and who takes it."""
        elsewhere = {str(step): page for step, page in self.elsewhere.items()}
        acts = {str(act.declared.step): (act.declared.page, act.declared.by) for act in self.acts}
        return elsewhere | acts

    def page_of(self, case_id: UUID, step: str, function: Function) -> str:
        """The address of an act's page; empty for a function that does not take it."""
        page, functions = self.pages.get(step, ("", frozenset()))
        return f"{self.page}/{case_id}/{page}" if function in functions else ""

    def rows(self) -> tuple[Row, ...]:
        """The rows of the table of authorisation, for the page and the API of each act."""
        return tuple(row for act in self.acts for row in self._rows(act))

    def _rows(self, act: type[Act]) -> Iterator[Row]:
        said = act.declared
        pages = [f"{self.page}/{{case_id}}/{each.page}" for each, _form in act.pages()]
        right = D if said.decides else W
        routes = [f"{method} {page}" for page in pages for method in ("GET", "POST")]
        yield right(*routes, every=said.by)
        if self.api:
            yield right(f"POST {self.api}/{{case_id}}/{said.step}", every=said.by, own=said.own)
