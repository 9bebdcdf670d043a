"""Consult the persons of a case: each look has a purpose and is logged (DP-03, DP-04)."""

from uuid import UUID

from chassis.db import Transaction
from chassis.web import Action, Actor, record_access
from enforcement.cases.rules import CaseKind
from enforcement.cases.store import findings
from enforcement.cases.store.findings import OffenderIdentity


async def consult_offenders(
    tx: Transaction, actor: Actor, case_id: UUID, kind: CaseKind, purpose: str
) -> list[OffenderIdentity]:
    await record_access(
        tx, actor, action=Action.CONSULT, subject_kind=kind, subject_id=case_id, purpose=purpose
    )
    return await findings.offenders(tx, case_id)
