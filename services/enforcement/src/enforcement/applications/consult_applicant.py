"""Consult what an owner sent: each look has a purpose and is logged (DP-03, DP-04)."""

from collections.abc import Iterable
from uuid import UUID

from chassis.db import Transaction
from chassis.web import Action, Actor, record_access

SUBJECT = "suitability-application"
PROCEDURE = "procedure"


async def consult_applicant(
    tx: Transaction, actor: Actor, application_ids: Iterable[UUID], action: Action = Action.CONSULT
) -> None:
    """Write down who looked at these applications, before anything of them is shown."""
    for application_id in application_ids:
        await record_access(
            tx,
            actor,
            action=action,
            subject_kind=SUBJECT,
            subject_id=application_id,
            purpose=PROCEDURE,
        )
