"""Offer of acts: what a function may do now in an open case, and in which states at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from chassis.web import Function
from enforcement.cases.procedures import Procedures
from enforcement.cases.take_step import allowed_steps
from enforcement.worklist.store import Due

NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Offer:
    """A step that may be taken now, with its page."""

    step: str
    path: str


@dataclass(frozen=True, slots=True)
class Work:
    """An open case with what the reader may do in it now."""

    due: Due
    offers: Sequence[Offer]


def acting_states(function: Function, procedures: Procedures) -> set[str]:
    """The states, as ``kind:state``, that some act of this function leaves or stays in."""
    return {
        f"{each.kind}:{state}"
        for each in procedures
        for state, step in each.procedure.transitions
        if (state, step) not in each.seldom and each.steps.page_of(NOBODY, step, function)
    }


async def offered(tx: Transaction, due: Due, function: Function, procedures: Procedures) -> Work:
    """A case with the acts that have a page for this function."""
    steps = procedures.of(due.kind).steps
    case = await steps.get(tx, due.case_id)
    allowed = dict.fromkeys(allowed_steps(case, city_day(tx.now)))
    paths = {step: steps.page_of(due.case_id, step, function) for step in allowed}
    return Work(due, [Offer(step, path) for step, path in paths.items() if path])
