"""A desk: the acts of one procedure, and the one way in which each is taken."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar
from uuid import UUID

from chassis.db import Transaction
from chassis.refusals import RefusedError
from chassis.web import Function
from chassis.web.authorisation import D, Row, W
from enforcement.acts.act import Act
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import Case, take_step

CaseT = TypeVar("CaseT", bound=Case)


@dataclass(frozen=True)
class Desk(Generic[CaseT]):
    """``page`` and ``api`` stand before the id of a case in the addresses; without ``api`` only
    people take its acts. ``tag`` heads its routes in OpenAPI.

    ``get`` and ``lock`` give its case, and raise ``CaseNotFoundError``. ``words`` say the steps
    that nobody takes here: those of the clock, and those whose forms are elsewhere.
    """

    page: str
    get: Callable[[Transaction, UUID], Awaitable[CaseT]]
    lock: Callable[[Transaction, UUID], Awaitable[CaseT]]
    acts: tuple[type[Act], ...]
    words: Mapping[StrEnum, str]
    api: str = ""
    tag: str = ""

    async def take(self, tx: Transaction, case_id: UUID, by: By, act: Act) -> CaseT:
        """Take an act, whoever asks: page, API, letter or clock.

        Raises ``RefusedError``: then nothing was done, and nobody is told anything.
        """
        recorded = len(tx.recorded)
        try:
            async with tx.session.begin_nested():
                case = await self.lock(tx, case_id)
                at = act.taken_at(case, tx.now)
                take_step(
                    tx,
                    case,
                    act.declared.step,
                    by,
                    outcome=act.decided(),
                    reason=act.noted(),
                    basis=act.declared.law,
                    happened_at=at,
                )
                await act.take_by(tx, case, at or tx.now, by)
        except RefusedError:
            del tx.recorded[recorded:]
            raise
        return case

    @property
    def steps(self) -> Mapping[str, str]:
        """The words of every step of the procedure."""
        acts = {str(act.declared.step): act.declared.label for act in self.acts}
        return acts | {str(step): said for step, said in self.words.items()}

    @property
    def pages(self) -> Mapping[str, tuple[str, frozenset[Function]]]:
        """The page of each act, under the address of its case, and who takes it."""
        return {act.declared.step: (act.declared.page, act.declared.by) for act in self.acts}

    def page_of(self, case_id: UUID, step: str, function: Function) -> str:
        """The address of an act's page; empty for a function that does not take it."""
        page, functions = self.pages.get(step, ("", frozenset()))
        return f"{self.page}/{case_id}/{page}" if function in functions else ""

    def rows(self) -> tuple[Row, ...]:
        """The rows of the table of authorisation, one for each act."""
        return tuple(self._row(act) for act in self.acts)

    def _row(self, act: type[Act]) -> Row:
        said = act.declared
        page = f"{self.page}/{{case_id}}/{said.page}"
        routes = [f"GET {page}", f"POST {page}"]
        if self.api:
            routes.append(f"POST {self.api}/{{case_id}}/{said.step}")
        right = D if said.decides else W
        return right(*routes, every=said.by)
