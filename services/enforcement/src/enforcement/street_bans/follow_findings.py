"""Follow findings of the police: a breach of a ban, and that they ask to wait or no longer do."""

from uuid import UUID

from chassis.bus import record
from chassis.db import Transaction
from contracts.codes import Procedure
from contracts.databank import FindingTransferred
from contracts.enforcement import StreetBanBreached
from enforcement.cases.store import findings, timeline
from enforcement.cases.store.timeline import POLICE
from enforcement.street_bans import store
from enforcement.street_bans.person import is_about
from enforcement.street_bans.rules import BREACH_FACT, BREACHED


async def note_breach(tx: Transaction, event: FindingTransferred) -> None:
    """Say at the ban that it was broken, also when that is told late; the fine has its own case."""
    gas_case_id = await findings.case_of(tx, event.finding_id)
    is_breach = event.procedure is Procedure.GAS and event.fact_code == BREACH_FACT
    if not is_breach or gas_case_id is None:
        return
    persons = await findings.offenders(tx, gas_case_id)
    for case in await store.that_worked(tx, event.fact_at):
        if case.holds(event.fact_at) and await is_about(tx, case.case_id, persons):
            states = (case.state, case.state)
            timeline.note(tx, case.case_id, BREACHED, states, POLICE, happened_at=event.fact_at)
            record(
                tx,
                StreetBanBreached(
                    case_id=case.case_id, finding_id=event.finding_id, breached_at=event.fact_at
                ),
            )


async def change_hold(tx: Transaction, finding_id: UUID) -> None:
    """Nothing is ordered while the police ask to wait with any finding of a ban."""
    for case in await store.of_finding(tx, finding_id):
        cases = {fact.gas_case_id for fact in await store.facts(tx, case.case_id)}
        case.on_hold = any([await findings.waits(tx, each) for each in cases])
