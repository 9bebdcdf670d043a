"""Flag a running term in the timeline of its case. The clock flags; it decides nothing (DP-09)."""

from datetime import timedelta
from uuid import UUID

from chassis.bus import Timer, schedule
from chassis.days import city_day, day_start
from chassis.db import Transaction
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import CLOCK
from enforcement.gas import store as gas
from enforcement.integrity_investigations import store as integrity
from enforcement.legal_terms import store as legal_terms
from enforcement.mayor_measures import store as measures
from enforcement.sanctions import store as sanctions
from enforcement.street_bans import store as street_bans
from enforcement.suitability import store as suitability

NEAR = "termijn_nadert"
PASSED = "termijn_verstreken"


async def flag_term(tx: Transaction, timer: Timer) -> None:
    """On the safe day of the term, and again once it has passed."""
    case_id, term_id = UUID(timer.data["case"]), timer.data["term"]
    ends = await legal_terms.running(tx, case_id, term_id)
    state = await _state(tx, case_id)
    if ends is None or state is None:
        return
    passed = city_day(tx.now) > ends.last_day
    flag = PASSED if passed else NEAR
    timeline.note(tx, case_id, flag, (state, state), CLOCK, reason=term_id)
    if not passed:
        day_after = day_start(ends.last_day + timedelta(days=1))
        await schedule(tx, timer.name, timer.key, day_after, timer.data)


async def _state(tx: Transaction, case_id: UUID) -> str | None:
    for find in (
        gas.find_for_update,
        sanctions.find_for_update,
        suitability.find_for_update,
        integrity.find_for_update,
        measures.find_for_update,
        street_bans.find_for_update,
    ):
        case = await find(tx, case_id)
        if case is not None:
            return case.state
    return None
