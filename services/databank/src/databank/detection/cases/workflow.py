"""Work through a case of any kind: take it, give it back, assess it, follow it up, close it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID

import asyncpg

from chassis.db import Transaction
from chassis.messages import LazyMessage
from chassis.refusals import NotFoundError, NotPermittedError
from chassis.web import Actor, Function
from databank.authorisation import ASSESSORS
from databank.detection.cases.rules import (
    Action,
    FollowUp,
    Outcome,
    State,
    Step,
    WithdrawnError,
    after,
    allowed,
)
from databank.detection.cases.store import assessments, cases
from databank.detection.cases.store.assessments import StepRow
from databank.detection.cases.store.cases import CaseRow, CaseTable

Case = TypeVar("Case", bound=CaseRow)


@dataclass(frozen=True, slots=True)
class CaseKind(Generic[Case]):
    """Branch shifts or patterns: all in which the two differ when people work through a case.

    ``name`` is Dutch with its article. ``bring_about`` does what follows from an outcome.
    """

    name: LazyMessage
    table: CaseTable
    get_for_update: Callable[[asyncpg.Connection, UUID], Awaitable[Case | None]]
    bring_about: Callable[[Transaction, Case, Outcome], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Progress:
    """The state to which an action led, and what the actor may do next."""

    case_id: UUID
    state: State
    allowed: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class CaseFile(Generic[Case]):
    """A case with its history, and what the reader may do with it."""

    case: Case
    steps: list[StepRow]
    allowed: tuple[Action, ...]


async def assess(
    tx: Transaction, kind: CaseKind[Case], case_id: UUID, officer: Actor, outcome: Outcome
) -> Progress:
    """Give a case its outcome, by a named person (DP-09)."""
    case = await get_case(tx, kind, case_id, officer)
    progress = await _advance(tx, kind, case, officer, Action(outcome.value))
    await cases.set_outcome(tx.conn, kind.table, case_id, outcome, tx.now, officer.subject)
    await kind.bring_about(tx, case, outcome)
    return progress


async def take_step(
    tx: Transaction,
    kind: CaseKind[Case],
    case_id: UUID,
    officer: Actor,
    step: Step,
    follow_up: FollowUp | None = None,
) -> Progress:
    """Take a case or give it back, follow it up, close it (handbook §2.9)."""
    case = await get_case(tx, kind, case_id, officer)
    return await _advance(tx, kind, case, officer, Action(step.value), follow_up)


async def get_case(tx: Transaction, kind: CaseKind[Case], case_id: UUID, officer: Actor) -> Case:
    """The case, locked, when this officer may know of it and it was not withdrawn."""
    case = await kind.get_for_update(tx.conn, case_id)
    if case is None or (case.shadow and not sees_shadow(officer)):
        raise NotFoundError(kind.name)
    if case.withdrawn_at is not None:
        raise WithdrawnError(kind.name)
    return case


async def with_history(tx: Transaction, cases: list[Case], officer: Actor) -> list[CaseFile[Case]]:
    """Cases with what people did with them."""
    steps = await assessments.of_cases(tx.conn, [case.id for case in cases])
    return [CaseFile(case, steps[case.id], _allowed(case, officer)) for case in cases]


def _leads(officer: Actor) -> bool:
    return officer.function is Function.POLITIE_TEAMLEIDER


def sees_shadow(officer: Actor) -> bool:
    """Cases of versions in shadow are for leadership alone."""
    return _leads(officer)


def check_shadow(officer: Actor, *, shadow: bool) -> None:
    """Refuse a list of cases in shadow to whoever is no leader."""
    if shadow and not sees_shadow(officer):
        raise NotPermittedError


async def _advance(
    tx: Transaction,
    kind: CaseKind[Case],
    case: Case,
    officer: Actor,
    action: Action,
    follow_up: FollowUp | None = None,
) -> Progress:
    leads = _leads(officer)
    through = after(case.state, action, holds=case.held_by == officer.subject, leads=leads)
    state = through[-1]
    taken = [(Action.NEMEN, through[0])] if len(through) > 1 else []
    await assessments.add_steps(
        tx.conn,
        case.id,
        [*taken, (action, state)],
        tx.now,
        (officer.subject, officer.function.value),
        follow_up,
    )
    holder = None if action is Action.TERUGGEVEN else case.held_by or officer.subject
    await cases.set_state(tx.conn, kind.table, case.id, state, holder)
    may = allowed(state, holds=holder == officer.subject, leads=leads)
    return Progress(case.id, state, may)


def _allowed(case: CaseRow, officer: Actor) -> tuple[Action, ...]:
    if case.withdrawn_at is not None or officer.function not in ASSESSORS:
        return ()
    return allowed(case.state, holds=case.held_by == officer.subject, leads=_leads(officer))
