"""Assign a case to a colleague, or to nobody; the timeline says so."""

from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from chassis.web import Actor, Function
from enforcement.cases import scope
from enforcement.cases.procedures import Procedures
from enforcement.cases.rules import FOUND, CaseKind
from enforcement.cases.store import assignments, case_list, colleagues, timeline
from enforcement.cases.store.case_list import CaseHead, Reader
from enforcement.cases.store.timeline import By

ASSIGNED, UNASSIGNED = "toegewezen", "losgelaten"


def kinds_of(function: Function) -> frozenset[CaseKind]:
    """The procedures on the lists of a team whose cases a function reads and works on."""
    return scope.kinds_of(function) & FOUND


async def assign(tx: Transaction, case: CaseHead, colleague_id: UUID | None, by: By) -> None:
    """Give a case to a colleague, or take it from whoever has it; the same again changes nothing.

    The timeline keeps the pseudonym: what somebody is called here may change.

    Raises ``ColleagueNotFoundError``, and ``FieldRefusedError`` for a colleague whose function does
    not work on this procedure.
    """
    if await assignments.colleague_of(tx, case.case_id) == colleague_id:
        return
    states = (case.state, case.state)
    if colleague_id is None:
        await assignments.unassign(tx, case.case_id)
        timeline.note(tx, case.case_id, UNASSIGNED, states, by)
        return
    colleague = await colleagues.get(tx, colleague_id)
    if case.kind not in kinds_of(colleague.function):
        raise FieldRefusedError(
            "colleagueId", lazy("Deze collega werkt niet aan dit soort dossiers.")
        )
    await assignments.assign(tx, case.case_id, colleague_id)
    timeline.note(tx, case.case_id, ASSIGNED, states, by, reason=colleague.subject)


def reader_for(tx: Transaction, actor: Actor, procedures: Procedures) -> Reader:
    """Lists leave out the procedures of others, and cases that ended unless somebody still has to
    look at them.
    """
    ended = procedures.ended_states()
    return Reader(actor.subject, kinds_of(actor.function), ended, city_day(tx.now))


async def case_for(tx: Transaction, case_id: UUID, function: Function) -> CaseHead:
    """A case that a function works on. Raises ``CaseNotFoundError``."""
    return await case_list.head(tx, case_id, kinds_of(function))
