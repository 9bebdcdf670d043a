"""Questions for people that a decision raises; ``review`` shows them and takes the answers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

import asyncpg
import orjson

from chassis.days import city_day
from databank.tables import columns
from linkage.caution import JudgedLink
from linkage.posterior import entropy


@dataclass(frozen=True, slots=True)
class SampledDecision:
    """An automatic decision that people may judge blindly.

    ``other_person_id`` is whom the claim is compared with, ``ranked`` the evidence as JSON.
    """

    claim_id: UUID
    person_id: UUID
    other_person_id: UUID
    decision: str
    ranked: str
    bucket: int


async def judged_links(conn: asyncpg.Connection) -> list[JudgedLink]:
    """Links of the blind sample of which people said whether they are right."""
    rows = await conn.fetch(
        """
        SELECT (ranked->0->>'posterior')::float8, answer = 'dezelfde_persoon'
          FROM review_task
         WHERE kind = 'steekproef' AND reason = 'gekend' AND ranked <> '[]'
           AND answer IN ('dezelfde_persoon', 'andere_persoon')
         ORDER BY answered_at, id
        """
    )
    return [JudgedLink(*row) for row in rows]


async def ask(
    conn: asyncpg.Connection, rows: Iterable[tuple[UUID, UUID, str, str]], at: datetime
) -> None:
    """Open reviews: (claim, person that it stands with meanwhile, reason, ranked as JSON)."""
    asked = [
        (uuid4(), claim_id, person_id, reason, ranked, entropy(_posteriors(ranked)))
        for claim_id, person_id, reason, ranked in rows
    ]
    await conn.execute(
        """
        INSERT INTO review_task (id, claim_id, person_id, reason, ranked, opened_at, state, kind,
                                 entropy)
        SELECT id, claim_id, person_id, reason, ranked::jsonb, $7, 'open', 'koppeling', entropy
          FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::float8[])
            AS t (id, claim_id, person_id, reason, ranked, entropy)
        """,
        *columns(asked, 6),
        at,
    )


def _posteriors(ranked: str) -> list[float]:
    return [float(person["posterior"]) for person in orjson.loads(ranked)]


async def sample(
    conn: asyncpg.Connection, decisions: Sequence[SampledDecision], at: datetime
) -> None:
    """Ask blindly about those of these decisions whose bucket the rate of the day takes."""
    rows = [
        (uuid4(), d.claim_id, d.person_id, d.other_person_id, d.decision, d.ranked, d.bucket)
        for d in decisions
    ]
    await conn.execute(
        """
        INSERT INTO review_task (id, claim_id, person_id, other_person_id, reason, ranked,
                                 opened_at, state, kind, entropy)
        SELECT id, claim_id, person_id, other_person_id, decision, ranked::jsonb, $8, 'open',
               'steekproef', 1
          FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::text[],
               $7::integer[])
            AS t (id, claim_id, person_id, other_person_id, decision, ranked, bucket)
         WHERE bucket < (SELECT per_myriad FROM sample_rate WHERE valid_from <= $9
                          ORDER BY valid_from DESC LIMIT 1)
            ON CONFLICT DO NOTHING
        """,
        *columns(rows, 7),
        at,
        city_day(at),
    )
