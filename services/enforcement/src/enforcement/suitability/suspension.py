"""Suspension of a declaration by a notified decision of another procedure, and its lifting."""

from datetime import datetime
from uuid import UUID

from chassis.bus import record, revoke, schedule
from chassis.db import Transaction
from contracts.enforcement import SuitabilitySuspended, SuitabilitySuspensionLifted
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import CLOCK, By
from enforcement.cases.take_step import take_step
from enforcement.notifications.rules.ended import Ending
from enforcement.suitability import store
from enforcement.suitability.end_declaration import SUSPENSION_END
from enforcement.suitability.rules import ENDED, SANCTION_BASIS, DossierStep
from enforcement.suitability.store import Dossier
from enforcement.suitability.suspending_cases import find_suspending_case

OVER = "einde van de termijn"


async def suspend(
    tx: Transaction,
    dossier: Dossier,
    case_id: UUID,
    period: tuple[datetime, datetime],
    by: By,
    reason: str,
    basis: str = SANCTION_BASIS,
) -> None:
    """From the first day of ``period`` on; until then the declaration works as it did, and whatever
    runs for it goes on meanwhile too. ``reason`` is the number of the case.
    """
    take_step(tx, dossier, DossierStep.SUSPENSION, by, reason=reason, basis=basis)
    starts, ends = period
    await store.suspensions.keep(tx, dossier.dossier_id, case_id, reason, period)
    await _cover(tx, dossier)
    record(
        tx,
        SuitabilitySuspended(
            premises_id=dossier.premises_id,
            dossier_id=dossier.dossier_id,
            case_id=case_id,
            suspended_from=starts,
            suspended_to=ends,
            decided_at=tx.now,
        ),
    )


async def set_aside(
    tx: Transaction,
    premises_id: UUID,
    case_id: UUID,
    period: tuple[datetime, datetime],
    number: str,
) -> None:
    """Keep what is left of a suspension that worked once, and works again while nobody whom it
    binds holds the premises: it waits for whoever comes back."""
    dossier_id = await store.suspensions.suspended_last(tx, premises_id, number)
    if dossier_id is not None:
        await store.suspensions.keep(tx, dossier_id, case_id, number, period, tx.now)


async def lift_of(
    tx: Transaction,
    dossier: Dossier | None,
    case_id: UUID,
    by: By,
    reason: str,
    basis: str = SANCTION_BASIS,
    *,
    ending: Ending | None = None,
) -> None:
    """End what one case does to a declaration that still runs: its own, or the one that the owner
    got after it.

    What another case suspends goes on: it is told anew for what is left of it. ``ending``: how
    the decision became none, as if it never was; of several that is told of none, since the
    calendar knows their days alone. An annulment is told too of what was lifted or over before, and
    a lifting while the declaration is over: a renewal that was asked in time may bring it back.
    """
    lasts = await store.suspensions.lasts(tx, case_id)
    known = await store.suspensions.forget(tx, case_id)
    if known is not None:
        dossier = await store.find_for_update(tx, known)
    if dossier is None:
        return
    if dossier.suspended_to is None:
        annulled = ending is Ending.VERNIETIGD and await _was_last_to_suspend(tx, dossier, reason)
        unbound = lasts and dossier.state in ENDED and not await _others_suspend(tx, dossier)
        if annulled or unbound:
            _tell_lifted(tx, dossier.premises_id, dossier.dossier_id, ending=ending)
        return
    others = await store.suspensions.running(tx, dossier.dossier_id)
    if others and not known:
        return
    take_step(tx, dossier, DossierStep.LIFTING, by, reason=reason, basis=basis)
    await end_suspension(tx, dossier, ending=None if others else ending)
    await suspend_again(tx, dossier, by, basis)


async def _was_last_to_suspend(tx: Transaction, dossier: Dossier, number: str) -> bool:
    """Whether no other case suspended the declaration since the one of this number did."""
    last = await timeline.latest_reason(tx, dossier.dossier_id, DossierStep.SUSPENSION)
    return last == number and not await store.suspensions.running(tx, dossier.dossier_id)


async def _others_suspend(tx: Transaction, dossier: Dossier) -> bool:
    """Whether another case suspends the declaration, or another one of the same premises."""
    running = await store.suspensions.running(tx, dossier.dossier_id)
    return bool(running or await store.suspensions.of_earlier_declarations(tx, dossier))


async def suspend_again(
    tx: Transaction, dossier: Dossier, by: By, basis: str = SANCTION_BASIS
) -> None:
    """Let what is left of each suspension work on a declaration that is none any more."""
    for each in await store.suspensions.running(tx, dossier.dossier_id):
        period = (max(each.starts_at, tx.now), each.ends_at)
        await suspend(tx, dossier, each.case_id, period, by, each.number, basis)


async def take_over(tx: Transaction, dossier: Dossier, by: By) -> None:
    """A declaration was granted: what is left of the owner's own suspensions works on it, also of
    those on a grant of the same dossier that the city took back.

    Whoever gives a suspended declaration up and gets another does not escape the decision, nor who
    sold it meanwhile and comes back.
    """
    await suspend_again(tx, dossier, by)
    await bind_holder(tx, dossier, by)


async def bind_holder(tx: Transaction, dossier: Dossier, by: By) -> None:
    """Let what is left of suspensions of earlier declarations work on this one, of those that bind
    whoever holds it now by a grant or a sale (decision 0204).

    The others are set aside until somebody comes back whom they bind: the police look no more. Each
    ends for the declaration that it was about.
    """
    for each in await store.suspensions.of_earlier_declarations(tx, dossier):
        if each.set_aside_at is None:
            _tell_lifted(tx, dossier.premises_id, each.dossier_id)
        case = await find_suspending_case(tx, each.case_id)
        bound = await store.suspensions.holders(tx, dossier.premises_id, each.number)
        if dossier.owner in bound or (case is not None and dossier.owner == case.against):
            await store.suspensions.forget(tx, each.case_id)
            period = (max(each.starts_at, tx.now), each.ends_at)
            await suspend(tx, dossier, each.case_id, period, by, each.number)
        elif each.set_aside_at is None:
            each.set_aside_at = tx.now
            if case is not None:
                await case.call_back(tx, by)


async def lift_when_over(tx: Transaction, dossier_id: UUID) -> None:
    """The term that a person set is over; what another case suspends later is yet to begin."""
    dossier = await store.find_for_update(tx, dossier_id)
    if dossier is None or dossier.suspended_to is None or dossier.suspended_to > tx.now:
        return
    take_step(tx, dossier, DossierStep.LIFTING, CLOCK, reason=OVER, basis=SANCTION_BASIS)
    if await store.suspensions.running(tx, dossier_id):
        await _cover(tx, dossier)
    else:
        await end_suspension(tx, dossier)


async def _cover(tx: Transaction, dossier: Dossier) -> None:
    """Say of the dossier when it is suspended, and let the clock look again after that."""
    period = await store.suspensions.first_period(tx, dossier.dossier_id)
    if period is not None:
        dossier.suspended_from, dossier.suspended_to = period
        await schedule(tx, SUSPENSION_END, str(dossier.dossier_id), dossier.suspended_to)


async def end_suspension(
    tx: Transaction, dossier: Dossier, *, ending: Ending | None = None
) -> None:
    """What the lifting of a suspension takes with it, for everybody who knows of it."""
    dossier.suspended_from = dossier.suspended_to = None
    await revoke(tx, SUSPENSION_END, str(dossier.dossier_id))
    _tell_lifted(tx, dossier.premises_id, dossier.dossier_id, ending=ending)


def _tell_lifted(
    tx: Transaction, premises_id: UUID, dossier_id: UUID, *, ending: Ending | None = None
) -> None:
    event = SuitabilitySuspensionLifted(
        premises_id=premises_id,
        dossier_id=dossier_id,
        lifted_at=tx.now,
        taken_back=ending is Ending.INGETROKKEN,
        annulled=ending is Ending.VERNIETIGD,
    )
    record(tx, event)
