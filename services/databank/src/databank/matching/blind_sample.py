"""Draw the blind sample: automatic decisions that people judge without knowing what was decided."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

import asyncpg
import orjson

from databank.matching.rules.blind_sample import MAX_SAMPLED, bucket
from databank.matching.rules.outcomes import LinkOutcome
from databank.matching.store import review_tasks
from databank.matching.store.claim_writer import NewMembership
from databank.matching.store.review_tasks import SampledDecision


async def draw(
    conn: asyncpg.Connection,
    now: datetime,
    memberships: Iterable[NewMembership],
    digests: Mapping[UUID, bytes],
) -> None:
    """Put those of these automatic decisions that the sample takes before people.

    ``digests`` are those of the claims, by id.
    """
    drawn = [
        sampled
        for link in memberships
        if may_draw(link, digests[link.claim_id])
        and (sampled := _sampled(link, bucket(digests[link.claim_id])))
    ]
    if drawn:
        await review_tasks.sample(conn, drawn, now)


def may_draw(link: NewMembership, digest: bytes) -> bool:
    """Whether some rate would take this decision, on the claim of this digest."""
    return link.decision in (LinkOutcome.KNOWN, LinkOutcome.NEW) and bucket(digest) < MAX_SAMPLED


def _sampled(link: NewMembership, number: int) -> SampledDecision | None:
    """Against whom: the person it was given to, or the likeliest of those it was not given to."""
    if link.decision == LinkOutcome.KNOWN:
        other = link.person_id
    else:
        ranked = orjson.loads(link.waterfall)
        if not ranked:
            return None
        other = UUID(ranked[0]["personId"])
    return SampledDecision(
        link.claim_id, link.person_id, other, link.decision, link.waterfall, number
    )
