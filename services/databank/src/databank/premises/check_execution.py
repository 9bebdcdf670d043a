"""Check on the spot whether premises keep to a sanction, as the city asked."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from chassis.bus import Timer, record
from chassis.bus.timers import schedule
from chassis.days import city_day
from chassis.db import Transaction
from chassis.observed import check_moment
from chassis.web import Action, Actor, record_access
from contracts.databank import ExecutionChecked
from databank.legal_terms import store as legal_terms
from databank.premises.rules import CheckDoneError, CheckNotFoundError, CheckState
from databank.premises.store import execution_checks
from databank.premises.store.execution_checks import CheckPlace, CheckRow
from databank.roles import TOEZICHT

KIND = "execution_check"
"""A check in the access log."""


PLACE_KEPT = "databank.check_place_kept_days"
"""Name of the term, in days after the answer, for which the place of a check is kept."""
PLACE_OVER = "check-place-over"


async def open_place(tx: Transaction, officer: Actor, case_id: UUID) -> CheckPlace | None:
    """The place of a check where the city knows no premises; that it was read is logged."""
    place = await execution_checks.place_of(tx, case_id)
    if place is not None:
        await record_access(
            tx,
            officer,
            action=Action.CONSULT,
            subject_kind=KIND,
            subject_id=case_id,
            purpose=TOEZICHT,
        )
    return place


async def forget_place(timer: Timer, tx: Transaction) -> None:
    """The term of a place is over; what was found there stays."""
    await execution_checks.forget_place(tx.conn, UUID(timer.key))


async def check_execution(
    tx: Transaction, case_id: UUID, checked_at: datetime, *, complied: bool
) -> CheckRow:
    """Keep the outcome and tell the city. Raises ``CheckNotFoundError`` and ``CheckDoneError``."""
    check_moment("checkedAt", checked_at, tx.now)
    check = await execution_checks.get_for_update(tx.conn, case_id)
    if check is None:
        raise CheckNotFoundError
    if check.state is not CheckState.OPEN:
        raise CheckDoneError
    await execution_checks.set_checked(tx.conn, case_id, checked_at, complied)
    days = await legal_terms.days(tx.conn, PLACE_KEPT, city_day(tx.now))
    await schedule(tx, PLACE_OVER, str(case_id), tx.now + timedelta(days=days))
    record(
        tx,
        ExecutionChecked(
            case_id=case_id,
            premises_id=check.premises_id,
            checked_at=checked_at,
            complied=complied,
        ),
    )
    return replace(check, state=CheckState.GECONTROLEERD, checked_at=checked_at, complied=complied)
