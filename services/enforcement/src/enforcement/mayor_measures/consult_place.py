"""Consult where a measure begun on a report is about: each look is logged (DP-03, DP-04)."""

from collections.abc import Sequence
from uuid import UUID

from chassis.db import Transaction
from chassis.web import Action, Actor, record_access
from enforcement.cases.rules import CaseKind
from enforcement.cases.store import findings
from enforcement.cases.store.findings import PlaceOfFact
from enforcement.mayor_measures import store


async def consult_place(
    tx: Transaction, actor: Actor, case_id: UUID, purpose: str
) -> Sequence[PlaceOfFact]:
    """The address may be somebody's home. Empty where it is no sealed one."""
    await record_access(
        tx,
        actor,
        action=Action.CONSULT,
        subject_kind=CaseKind.MEASURE,
        subject_id=case_id,
        purpose=purpose,
    )
    return [*(await findings.places_of(tx, await store.reports(tx, case_id))).values()]
