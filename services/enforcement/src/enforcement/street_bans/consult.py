"""Consult a ban: its perimeter may show where somebody lives, so each look is logged (DP-04)."""

from uuid import UUID

from chassis.db import Transaction
from chassis.web import Action, Actor, record_access
from enforcement.cases.rules import CaseKind
from enforcement.perimeters.rules.area import Area
from enforcement.street_bans.bound import area_of

PROCEDURE = "procedure"


async def consult_area(tx: Transaction, actor: Actor, case_id: UUID) -> Area | None:
    area = await area_of(tx, case_id)
    if area is not None:
        await record_access(
            tx,
            actor,
            action=Action.CONSULT,
            subject_kind=CaseKind.STREET_BAN,
            subject_id=case_id,
            purpose=PROCEDURE,
        )
    return area
