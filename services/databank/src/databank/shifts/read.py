"""Read a declared shift with its identity; the read is logged (DP-04)."""

from uuid import UUID

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import NotFoundError
from chassis.web import Action, Actor, record_access
from databank.access.shields.view import is_closed, past_shields, require_open
from databank.authorisation import TEAM
from databank.roles import TOEZICHT
from databank.shifts.store import quarter
from databank.shifts.store.quarter import DeclaredShift


async def find_shift(tx: Transaction, shift_id: UUID) -> DeclaredShift:
    """A shift, before anybody reads it. Raises ``NotFoundError``."""
    async with past_shields(tx):
        shift = await quarter.shift(tx.conn, shift_id)
    if shift is None:
        raise NotFoundError(lazy("Deze aangifte"))
    return shift


async def open_shift(
    tx: Transaction, officer: Actor, shift_id: UUID, purpose: str = TOEZICHT
) -> DeclaredShift:
    """A shift as this officer may see it.

    Of a shielded worker only the team reads one, at the door and in its hours, and only what tells
    that she is who was declared: name, date of birth and document.
    """
    shift = await find_shift(tx, shift_id)
    if is_closed(tx, shift.person_id):
        if officer.function not in TEAM or not shift.is_now(tx.now):
            require_open(tx, shift.person_id)
        shift = shift.at_the_door()
    await record_access(
        tx,
        officer,
        action=Action.CONSULT,
        subject_kind="person",
        subject_id=shift.person_id,
        purpose=purpose,
    )
    return shift
