"""What happens when a term ends. The clock flags and reminds; it decides nothing (DP-09).

The two ends that it does carry out are no decisions: a suspension that a person ordered until a
moment, and a declaration whose validity is over.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from chassis.bus import Timer, TimerHandler, schedule
from chassis.db import Transaction
from enforcement.cases.store import cases, timeline
from enforcement.cases.store.timeline import CLOCK
from enforcement.legal_terms import store as legal_terms
from enforcement.legal_terms.rules import brussels_day, start_of
from enforcement.suitability import declaration
from enforcement.suitability import store as suitability
from enforcement.suitability.rules import DossierState

NEAR = "termijn_nadert"
PASSED = "termijn_verstreken"


async def flag_term(timer: Timer, tx: Transaction) -> None:
    """Put a running term in the timeline on its safe day, and again once it has passed."""
    case_id, term_id = UUID(timer.data["case"]), timer.data["term"]
    ends = await legal_terms.running(tx, case_id, term_id)
    state = await _state(tx, case_id)
    if ends is None or state is None:
        return
    passed = brussels_day(tx.now) > ends.last_day
    flag = PASSED if passed else NEAR
    timeline.note(tx, case_id, flag, (state, state), CLOCK, reason=term_id)
    if not passed:
        await schedule(tx, timer.name, timer.key, _day_after(ends.last_day), timer.data)


def _day_after(day: date) -> datetime:
    return start_of(day + timedelta(days=1))


async def _state(tx: Transaction, case_id: UUID) -> str | None:
    for find in (cases.locked_gas, cases.locked_sanction, suitability.locked):
        case = await find(tx, case_id)
        if case is not None:
            return case.state
    return None


async def close_advices(timer: Timer, tx: Transaction) -> None:
    """What was not advised in time is no longer waited for: a person can decide."""
    dossier = await suitability.locked(tx, UUID(timer.key))
    if dossier is None or not dossier.advices_awaited:
        return
    await suitability.close_advices(tx, dossier)
    dossier.advices_awaited = 0
    await declaration.close_advices_when_all_in(tx, dossier, CLOCK)


async def end_validity(timer: Timer, tx: Transaction) -> None:
    dossier = await suitability.locked(tx, UUID(timer.key))
    if dossier is not None:
        await declaration.expire(tx, dossier)


async def end_suspension(timer: Timer, tx: Transaction) -> None:
    """The term that a person set is over; a later suspension has moved it."""
    dossier = await suitability.locked(tx, UUID(timer.key))
    if dossier is None or dossier.state != DossierState.GESCHORST:
        return
    if dossier.suspended_to is not None and dossier.suspended_to <= tx.now:
        await declaration.lift(tx, dossier, CLOCK, "einde van de termijn")


TIMERS: Mapping[str, TimerHandler] = {
    legal_terms.TIMER: flag_term,
    declaration.ADVICES_DUE: close_advices,
    declaration.EXPIRY: end_validity,
    declaration.SUSPENSION_END: end_suspension,
}
