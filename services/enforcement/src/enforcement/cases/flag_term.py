"""Flag a running term in the timeline of its case. The clock flags; it decides nothing (DP-09)."""

from datetime import timedelta
from uuid import UUID

from chassis.bus import Timer, schedule
from chassis.days import city_day, day_start
from chassis.db import Transaction
from enforcement.cases.procedures import Procedures
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import CLOCK
from enforcement.legal_terms import store as legal_terms

NEAR = "termijn_nadert"
PASSED = "termijn_verstreken"


async def flag_term(tx: Transaction, timer: Timer, procedures: Procedures) -> None:
    """On the safe day of the term, and again once it has passed."""
    case_id, term_id = UUID(timer.data["case"]), timer.data["term"]
    ends = await legal_terms.running(tx, case_id, term_id)
    state = await _state(tx, case_id, procedures)
    if ends is None or state is None:
        return
    passed = city_day(tx.now) > ends.last_day
    flag = PASSED if passed else NEAR
    timeline.note(tx, case_id, flag, (state, state), CLOCK, reason=term_id)
    if not passed:
        day_after = day_start(ends.last_day + timedelta(days=1))
        await schedule(tx, timer.name, timer.key, day_after, timer.data)


async def _state(tx: Transaction, case_id: UUID, procedures: Procedures) -> str | None:
    for each in procedures:
        case = await each.find(tx, case_id)
        if case is not None:
            return str(case.state)
    return None
