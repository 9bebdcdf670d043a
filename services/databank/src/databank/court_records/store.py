"""The answers of people about one claim, blind or not."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg

from chassis.rows import fetch_all
from databank.review.rules.question import Answer, Ground, Kind


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """An answer to a question about who a claim is; of a blind one nobody saw what was decided."""

    kind: Kind
    answer: Answer
    ground: Ground | None
    answered_by: str
    answered_at: datetime

    @property
    def is_blind(self) -> bool:
        return self.kind is Kind.STEEKPROEF


async def answers_about(conn: asyncpg.Connection, claim_id: UUID) -> list[GivenAnswer]:
    """The oldest first."""
    return await fetch_all(
        conn,
        GivenAnswer,
        """
        SELECT kind, answer, ground, answered_by, answered_at FROM review_task
         WHERE claim_id = $1 AND state = 'beantwoord' AND answered_by IS NOT NULL
         ORDER BY answered_at, id
        """,
        claim_id,
    )
