"""GAS cases, sanction cases, and the findings that opened them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from chassis.db import Transaction
from chassis.web import Paging
from contracts.databank import FindingHoldChanged, FindingTransferred
from enforcement.sanctions.rules import SanctionState
from enforcement.sealed_columns import OFFENDER
from enforcement.tables import Finding, FindingHold, GasCase, Offender, SanctionCase

WARNED = """
SELECT case_id FROM sanction_case WHERE premises_id = $1 AND state = $2
ORDER BY warned_at DESC FOR UPDATE
"""


KEEP_HOLD = """
INSERT INTO finding_hold (finding_id, on_hold, changed_at) VALUES ($1, $2, $3)
ON CONFLICT (finding_id) DO UPDATE SET on_hold = EXCLUDED.on_hold, changed_at = EXCLUDED.changed_at
 WHERE finding_hold.changed_at < EXCLUDED.changed_at
RETURNING finding_id
"""


async def knows_finding(tx: Transaction, finding_id: UUID) -> bool:
    return await tx.session.get(Finding, finding_id) is not None


async def keep_hold(tx: Transaction, event: FindingHoldChanged) -> bool:
    """False when the police said so before, or something else since."""
    kept = await tx.conn.fetchval(KEEP_HOLD, event.finding_id, event.on_hold, event.changed_at)
    return kept is not None


async def waits(tx: Transaction, event: FindingTransferred) -> bool:
    """Whether the police ask to wait with a finding that arrives: what they said last counts."""
    later = await tx.session.get(FindingHold, event.finding_id)
    return event.on_hold if later is None else later.on_hold


async def of_finding(tx: Transaction, finding_id: UUID) -> GasCase | SanctionCase | None:
    """The case of a finding, locked; None while the finding has not arrived."""
    finding = await tx.session.get(Finding, finding_id)
    if finding is None:
        return None
    return await locked_gas(tx, finding.case_id) or await locked_sanction(tx, finding.case_id)


async def keep_finding(tx: Transaction, event: FindingTransferred, case_id: UUID) -> None:
    """Store a finding and, apart, the person from its seal."""
    tx.session.add(
        Finding(
            finding_id=event.finding_id,
            case_id=case_id,
            report_number=event.report_number,
            fact_code=event.fact_code,
            fact_at=event.fact_at,
            branch=str(event.branch),
            in_tolerance_zone=event.in_tolerance_zone,
            offender_role=str(event.offender_role),
            on_hold=event.on_hold,
            transferred_at=event.transferred_at,
        )
    )
    await tx.session.flush()
    person = event.offender.value
    tx.session.add(
        Offender(
            finding_id=event.finding_id,
            said=tx.vault.seal(OFFENDER, event.finding_id, person.model_dump()),
        )
    )


async def warned_cases(tx: Transaction, premises_id: UUID) -> Sequence[SanctionCase]:
    """The cases of premises that wait for a next finding, latest warning first; locked."""
    rows = await tx.conn.fetch(WARNED, premises_id, str(SanctionState.WAARSCHUWING_VERSTUURD))
    return [await tx.session.get_one(SanctionCase, row["case_id"]) for row in rows]


async def locked_sanction(tx: Transaction, case_id: UUID) -> SanctionCase | None:
    return await tx.session.get(SanctionCase, case_id, with_for_update=True)


async def locked_gas(tx: Transaction, case_id: UUID) -> GasCase | None:
    return await tx.session.get(GasCase, case_id, with_for_update=True)


async def findings(tx: Transaction, case_id: UUID) -> Sequence[Finding]:
    query = select(Finding).where(Finding.case_id == case_id).order_by(col(Finding.fact_at))
    return (await tx.session.exec(query)).all()


async def offenders(tx: Transaction, case_id: UUID) -> list[dict[str, Any]]:
    """Each with its finding."""
    query = select(Offender).join(Finding).where(Finding.case_id == case_id)
    found = (await tx.session.exec(query.order_by(col(Finding.fact_at)))).all()
    return [
        {"finding_id": one.finding_id} | tx.vault.open(OFFENDER, one.finding_id, one.said)
        for one in found
    ]


async def sanction_page(
    tx: Transaction,
    paging: Paging,
    *,
    premises_id: UUID | None,
    finding_id: UUID | None,
    state: str | None,
) -> Sequence[SanctionCase]:
    """One row more than the page holds."""
    query = select(SanctionCase)
    if premises_id is not None:
        query = query.where(SanctionCase.premises_id == premises_id)
    if finding_id is not None:
        of_finding = select(Finding.case_id).where(Finding.finding_id == finding_id)
        query = query.where(col(SanctionCase.case_id).in_(of_finding))
    if state is not None:
        query = query.where(SanctionCase.state == state)
    query = query.order_by(SanctionCase.number).limit(paging.pagesize + 1).offset(paging.offset)
    return (await tx.session.exec(query)).all()


async def gas_page(
    tx: Transaction, paging: Paging, *, finding_id: UUID | None, state: str | None
) -> Sequence[GasCase]:
    """The most urgent first: by safe date. One row more than the page holds."""
    query = select(GasCase)
    if finding_id is not None:
        query = query.where(GasCase.finding_id == finding_id)
    if state is not None:
        query = query.where(GasCase.state == state)
    query = query.order_by(col(GasCase.safe_by), GasCase.number)
    query = query.limit(paging.pagesize + 1).offset(paging.offset)
    return (await tx.session.exec(query)).all()
