"""Consult the persons of a case: each look has a purpose and is logged (DP-03, DP-04)."""

from uuid import UUID

from chassis.db import Transaction
from chassis.web import Action, Actor, record_access
from enforcement.cases.rules import CaseKind
from enforcement.cases.store import findings
from enforcement.cases.store.findings import NobodyNamed, OffenderIdentity


async def consult_offenders(
    tx: Transaction, actor: Actor, case_id: UUID, kind: CaseKind, purpose: str
) -> list[OffenderIdentity | NobodyNamed]:
    """The persons, and the places of findings that name nobody."""
    await record_access(
        tx, actor, action=Action.CONSULT, subject_kind=kind, subject_id=case_id, purpose=purpose
    )
    named = await findings.offenders(tx, case_id)
    known = {each.finding_id for each in named}
    return [
        *named,
        *(
            NobodyNamed(finding_id, place)
            for finding_id, place in (await findings.places(tx, case_id)).items()
            if finding_id not in known
        ),
    ]
