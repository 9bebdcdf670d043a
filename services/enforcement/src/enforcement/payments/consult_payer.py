"""Consult who paid a line that names no fine: each look is logged with its purpose (DP-04)."""

from uuid import UUID

from chassis.db import Transaction
from chassis.web import Action, Actor, record_access
from enforcement.payments.rules.statement import LineState, Payer
from enforcement.payments.store import statements

SUBJECT = "statement-line"


async def consult_payer(tx: Transaction, actor: Actor, line_id: UUID, purpose: str) -> Payer | None:
    """None when nobody has to know: the line does not wait. Raises ``LineNotFoundError``."""
    line = await statements.read(tx, line_id)
    if line.state != LineState.TE_BEKIJKEN:
        return None
    payer = await statements.payer(tx, line_id)
    if payer is not None:
        await record_access(
            tx,
            actor,
            action=Action.CONSULT,
            subject_kind=SUBJECT,
            subject_id=line_id,
            purpose=purpose,
        )
    return payer
