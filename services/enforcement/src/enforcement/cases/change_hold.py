"""Hold or release the case of a finding, when the police say so after its transfer."""

from chassis.db import Transaction
from contracts.databank import FindingHoldChanged
from enforcement.cases.note_opening import HOLD_REASON
from enforcement.cases.procedures import Procedures
from enforcement.cases.rules import HOLD, RELEASE
from enforcement.cases.store import findings, timeline
from enforcement.cases.store.timeline import POLICE


async def change_hold(tx: Transaction, event: FindingHoldChanged, procedures: Procedures) -> None:
    """Before its finding arrived a change is only kept; the opening looks at it.

    A fine case is held in whatever state. A sanction case on which people already went on, or that
    they released or closed themselves, stays where it is; nothing is decided in one on which they
    went on. What the police said stands in the timeline.
    """
    if not await findings.keep_hold(tx, event):
        return
    case_id = await findings.case_of(tx, event.finding_id)
    for each in procedures:
        if each.police.follow_hold is not None:
            await each.police.follow_hold(tx, event.finding_id)
        if case_id is None or each.police.hold is None:
            continue
        case = await each.find(tx, case_id)
        if case is None or await each.police.hold(tx, case, POLICE, on_hold=event.on_hold):
            continue
        step, states = HOLD if event.on_hold else RELEASE, (case.state, case.state)
        reason = HOLD_REASON[event.on_hold]
        timeline.note(tx, case.case_id, step, states, POLICE, reason=reason)
