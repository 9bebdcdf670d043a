"""Read one finding with its offender; the read is logged (DP-04)."""

from uuid import UUID

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import NotFoundError
from chassis.web import Action, Actor, record_access
from databank.access.shields.view import past_shields, require_open
from databank.finding_register.rules.steps import Finding
from databank.finding_register.store import findings, history
from databank.roles import log_shown


async def open_finding(tx: Transaction, officer: Actor, finding_id: UUID, purpose: str) -> Finding:
    async with past_shields(tx):
        finding = await findings.get(tx, finding_id)
    if finding is None:
        raise NotFoundError(lazy("Deze vaststelling"))
    require_open(tx, finding.person_id)
    await record_access(
        tx,
        officer,
        action=Action.CONSULT,
        subject_kind="finding",
        subject_id=finding_id,
        purpose=purpose,
    )
    others = [person.person_id for person in await history.persons_of(tx.conn, finding_id)]
    await log_shown(tx, officer, [finding.person_id, *others], purpose)
    return finding
