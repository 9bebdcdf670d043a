"""The persons of a case, apart from the case: each look has a purpose and is logged."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from chassis.db import Transaction
from chassis.web import Action, Actor, View, purpose, record_access
from enforcement.cases.store import cases

Why = Annotated[str, purpose("procedure", "beroep", "inzage")]


class FindingView(View):
    finding_id: UUID
    report_number: str
    fact_code: str
    fact_at: datetime
    branch: str
    in_tolerance_zone: bool
    offender_role: str
    transferred_at: datetime


class OffenderView(View):
    finding_id: UUID
    name: str
    birth_date: str | None
    organisation: str | None


async def look(
    tx: Transaction, actor: Actor, case_id: UUID, kind: str, why: str
) -> list[OffenderView]:
    await record_access(
        tx, actor, action=Action.CONSULT, subject_kind=kind, subject_id=case_id, purpose=why
    )
    found = await cases.offenders(tx, case_id)
    return [OffenderView.model_validate(offender) for offender in found]
