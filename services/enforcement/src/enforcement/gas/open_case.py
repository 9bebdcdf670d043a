"""Open a fine case for a finding, with its legal decision term."""

from uuid import uuid4

from chassis.bus import record
from chassis.days import city_day
from chassis.db import Transaction
from contracts.databank import FindingTransferred
from contracts.enforcement import GasCaseOpened
from enforcement.cases.note_opening import note_opening
from enforcement.cases.store import findings, numbers
from enforcement.gas.rules import opening_state
from enforcement.gas.store import GasCase
from enforcement.legal_terms import case_terms
from enforcement.legal_terms import store as legal_terms

DECISION_TERM = "gas.decision_months"


async def open_case(tx: Transaction, event: FindingTransferred) -> None:
    """The decision term is counted by the law of the fact date."""
    fact_day = city_day(event.fact_at)
    law = await legal_terms.law(tx, fact_day, DECISION_TERM)
    from_finding = law.terms[DECISION_TERM].start_event == "finding"
    starts_on = fact_day if from_finding else city_day(event.transferred_at)
    case_id = uuid4()
    await findings.keep(tx, event, case_id)
    ends = await case_terms.start(tx, case_id, law, DECISION_TERM, starts_on)
    case = GasCase(
        case_id=case_id,
        number=await numbers.next_number(tx, "GAS"),
        finding_id=event.finding_id,
        premises_id=event.premises_id,
        state=opening_state(event.on_hold, mixed=False),
        on_hold=event.on_hold,
        offender_role=str(event.offender_role),
        fact_code=event.fact_code,
        decide_by=ends.last_day,
        safe_by=ends.safe_day,
        opened_at=tx.now,
    )
    tx.session.add(case)
    note_opening(tx, case_id, case.state, event)
    record(
        tx,
        GasCaseOpened(
            case_id=case_id,
            finding_id=event.finding_id,
            offender_role=event.offender_role,
            fact_code=event.fact_code,
            on_hold=event.on_hold,
            decide_by=ends.last_day,
            safe_by=ends.safe_day,
            opened_at=tx.now,
        ),
    )
