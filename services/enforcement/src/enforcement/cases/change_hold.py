"""Hold or release the case of a finding, when the police say so after its transfer."""

from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from contracts.databank import FindingHoldChanged
from enforcement.cases.note_opening import ON_HOLD
from enforcement.cases.store import findings, timeline
from enforcement.cases.store.timeline import POLICE
from enforcement.cases.take_step import permits, take_step
from enforcement.gas import hold
from enforcement.gas import store as gas
from enforcement.gas.rules import GasStep
from enforcement.gas.store import GasCase
from enforcement.sanctions import store as sanctions
from enforcement.sanctions.rules import SanctionStep
from enforcement.sanctions.store import SanctionCase
from enforcement.street_bans import follow_findings as street_bans

REASON = {True: ON_HOLD, False: hold.NO_LONGER}


async def change_hold(tx: Transaction, event: FindingHoldChanged) -> None:
    """Before its finding arrived a change is only kept; the opening looks at it.

    A fine case is held in whatever state. A sanction case on which people already went on, or that
    they released or closed themselves, stays where it is; nothing is decided in one on which they
    went on. What the police said stands in the timeline.
    """
    if not await findings.keep_hold(tx, event):
        return
    await street_bans.change_hold(tx, event.finding_id)
    case_id = await findings.case_of(tx, event.finding_id)
    case = None if case_id is None else await _case(tx, case_id)
    if case is None or await _moved(tx, case, event.on_hold):
        return
    step = GasStep.HOLD if event.on_hold else GasStep.RELEASE
    states = (case.state, case.state)
    timeline.note(tx, case.case_id, str(step), states, POLICE, reason=REASON[event.on_hold])


async def _moved(tx: Transaction, case: GasCase | SanctionCase, on_hold: bool) -> bool:
    if isinstance(case, GasCase):
        return await hold.change_hold(tx, case, POLICE, on_hold=on_hold)
    step = SanctionStep.HOLD if on_hold else SanctionStep.RELEASE
    if not permits(case, step, city_day(tx.now)):
        return False
    take_step(tx, case, step, POLICE, reason=REASON[on_hold])
    return True


async def _case(tx: Transaction, case_id: UUID) -> GasCase | SanctionCase | None:
    fine = await gas.find_for_update(tx, case_id)
    return fine or await sanctions.find_for_update(tx, case_id)
