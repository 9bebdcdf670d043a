"""Note what a source said, and lengthen the investigation once."""

from datetime import datetime
from uuid import UUID, uuid4

from chassis.days import city_day
from chassis.db import Transaction
from enforcement.cases.rules import happened
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.integrity_investigations import store
from enforcement.integrity_investigations.rules import (
    BASIS,
    EXTENSION_TERM,
    INVESTIGATION_TERM,
    IntegrityStep,
    Outcome,
    Source,
)
from enforcement.integrity_investigations.store import IntegrityFinding, IntegrityInvestigation
from enforcement.legal_terms import case_terms
from enforcement.legal_terms import store as legal_terms


async def consult(
    tx: Transaction,
    case_id: UUID,
    by: By,
    source: Source,
    *,
    outcome: Outcome,
    note: str | None,
    said_at: datetime | None,
) -> IntegrityInvestigation:
    """The timeline keeps the source alone; what it said goes sooner. Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    said_at = happened("saidAt", said_at, tx.now, after=case.started_at)
    step = IntegrityStep.CONSULTATION
    take_step(tx, case, step, by, reason=str(source), basis=BASIS, happened_at=said_at)
    if source is Source.CENTRAAL_REGISTER:
        case.register_consulted = True
    keep(tx, case, source, said_at, outcome=outcome, note=note)
    return case


async def extend(tx: Transaction, case_id: UUID, by: By) -> IntegrityInvestigation:
    """Thirty working days more, once, as the law says (§4). Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    take_step(tx, case, IntegrityStep.EXTENSION, by, basis=BASIS)
    law = await legal_terms.law(tx, city_day(case.started_at), EXTENSION_TERM)
    await case_terms.extend(tx, case_id, INVESTIGATION_TERM, law, EXTENSION_TERM, BASIS, by)
    case.extended = True
    return case


def keep(
    tx: Transaction,
    case: IntegrityInvestigation,
    source: Source,
    said_at: datetime,
    *,
    outcome: Outcome | None = None,
    note: str | None,
) -> None:
    """Keep what a source said, apart from the timeline."""
    tx.session.add(
        IntegrityFinding(
            finding_id=uuid4(),
            case_id=case.case_id,
            source=source,
            said_at=said_at,
            outcome=outcome,
            note=note,
        )
    )
