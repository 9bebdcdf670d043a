"""Ask the prosecutor about mixed facts, and record the answer or the silence (arts. 23 and 24)."""

from datetime import date
from uuid import UUID

from chassis.bus import record
from chassis.db import Transaction
from contracts.enforcement import ProsecutorAsked
from enforcement.cases.store import findings
from enforcement.gas.law import law_of_facts
from enforcement.gas.rules import basis
from enforcement.gas.store import GasCase
from enforcement.legal_terms import case_terms


async def tell_asked(tx: Transaction, case_id: UUID) -> None:
    """Tell the police that the prosecutor has a say: the original report is for him."""
    ids = tuple(each.finding_id for each in await findings.of_case(tx, case_id))
    record(tx, ProsecutorAsked(case_id=case_id, finding_ids=ids, asked_at=tx.now))


async def start_window(tx: Transaction, case: GasCase, received_on: date) -> None:
    law = await law_of_facts(tx, case.case_id, basis.PROSECUTOR_TERM)
    ends = await case_terms.start(tx, case.case_id, law, basis.PROSECUTOR_TERM, received_on)
    case.prosecutor_until = ends.last_day
