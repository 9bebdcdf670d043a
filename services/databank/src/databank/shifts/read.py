"""Read a declared shift with its identity; the read is logged (DP-04)."""

from uuid import UUID

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import NotFoundError
from chassis.web import Action, Actor, record_access
from databank.access.roles import TOEZICHT
from databank.shifts.store import quarter
from databank.shifts.store.quarter import DeclaredShift


async def open_shift(tx: Transaction, officer: Actor, shift_id: UUID) -> DeclaredShift:
    shift = await quarter.shift(tx.conn, shift_id)
    if shift is None:
        raise NotFoundError(lazy("Deze aangifte"))
    await record_access(
        tx,
        officer,
        action=Action.CONSULT,
        subject_kind="person",
        subject_id=shift.person_id,
        purpose=TOEZICHT,
    )
    return shift
