"""The timeline of every case: who did what, when, why and on what legal basis."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

from chassis.db import Transaction
from chassis.web import Actor
from enforcement.tables import Entry


@dataclass(frozen=True, slots=True)
class By:
    """Who takes a step: a function and a pseudonym, never a name."""

    function: str
    subject: str

    @classmethod
    def actor(cls, actor: Actor) -> "By":
        return cls(str(actor.function), actor.subject)


CLOCK = By("systeem", "klok")
POLICE = By("systeem", "databank")


def note(
    tx: Transaction,
    case_id: UUID,
    step: str,
    states: tuple[str | None, str],
    by: By,
    *,
    reason: str | None = None,
    basis: str | None = None,
    happened_at: datetime | None = None,
) -> None:
    """``states`` are the state before (None for a new case) and after."""
    tx.session.add(
        Entry(
            case_id=case_id,
            step=step,
            from_state=states[0],
            to_state=states[1],
            at=tx.now,
            happened_at=happened_at,
            actor_function=by.function,
            actor_subject=by.subject,
            reason=reason,
            legal_basis_id=basis,
        )
    )


async def of_case(tx: Transaction, case_id: UUID) -> list[dict[str, Any]]:
    rows: list[asyncpg.Record] = await tx.conn.fetch(
        "SELECT * FROM timeline WHERE case_id = $1 ORDER BY position", case_id
    )
    return [dict(row) for row in rows]
