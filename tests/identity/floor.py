"""The floor: what a person of skill would write by hand for batches of claims, in one module.

Its guarantees are the databank's: claims are decided in the order in which they come and each sees
all before it, one writer at a time, every batch durable before it is given back, a repeat known
again, and with each claim the same rows kept, the grounds of its link among them. What it leaves
out is what makes the databank's matcher good: it learns nothing, weighs no frequencies, corrects
for no relatives, and asks nobody. Normalising and keys are ``linkage``'s.
"""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from uuid import UUID

import asyncpg
import orjson
from rapidfuzz.distance import JaroWinkler

from databank.matching.resolver import IncomingClaim
from databank.matching.rules.outcomes import ClaimDecision, LinkOutcome
from databank.matching.store import claim_writer
from databank.matching.store.claim_writer import NewClaim, NewMembership
from databank.persons.store.ids import new_id
from linkage import blocking
from linkage.claim import Features, RawClaim
from linkage.decision import New

SOURCE, MODEL = "los", "floor"
LINK_AT = 18.0
"""Bits from which a claim is linked."""
WEIGHTS = {
    "number": (2, 17.0, -3.0),
    "birth": (2, 12.0, -4.0),
    "phone": (6, 12.0, -1.0),
    "street": (7, 4.0, -0.5),
    "postcode": (9, 3.0, -0.5),
}
"""Place in ``Features``, bits of the same, and of another value, for fields said by both."""
ALIKE = 0.9
FIND = """
SELECT number, person_id, features
  FROM (SELECT number, claim_id, count(*) AS shared
          FROM unnest($1::int[], $2::bigint[]) AS probe (number, key)
         CROSS JOIN LATERAL (SELECT claim_id FROM claim_key WHERE claim_key.key = probe.key
                              ORDER BY claim_id LIMIT $3) AS hit
         GROUP BY number, claim_id) AS hits
 CROSS JOIN LATERAL (SELECT person_id, features FROM claim_features
                      WHERE claim_features.claim_id = hits.claim_id OFFSET 0) AS found
 ORDER BY shared DESC, claim_id
"""


@dataclass(slots=True)
class Known:
    """A claim of before, and its person."""

    person_id: UUID
    features: Features


@dataclass(frozen=True, slots=True)
class Prepared:
    """A batch brought to one form: claim, features, keys."""

    claims: list[tuple[IncomingClaim, Features, frozenset[int]]]


class Floor:
    """``conn`` is on an empty store with the databank's tables, as in ``standalone``."""

    def __init__(self, conn: asyncpg.Connection) -> None:
        self._conn = conn
        self._claims = 0

    async def stream(
        self, batches: AsyncIterator[Sequence[RawClaim]]
    ) -> AsyncIterator[list[ClaimDecision | None]]:
        """Each batch, decided and durable; the next is prepared while the database works."""
        coming = asyncio.ensure_future(self._next(batches))
        while (prepared := await coming) is not None:
            coming = asyncio.ensure_future(self._next(batches))
            yield await self._decide(prepared)

    async def _next(self, batches: AsyncIterator[Sequence[RawClaim]]) -> Prepared | None:
        prepared = Prepared([])
        async for batch in batches:
            now = datetime.now(UTC)
            for claim in batch:
                said, features = new_id(now), Features.of(claim)
                incoming = IncomingClaim(claim, SOURCE, said, None, once=True)
                prepared.claims.append((incoming, features, blocking.keys(features)))
            return prepared
        return None

    async def _decide(self, prepared: Prepared) -> list[ClaimDecision | None]:
        now = datetime.now(UTC)
        async with self._conn.transaction():
            await self._conn.execute("SELECT pg_advisory_xact_lock('claim'::regclass::oid::bigint)")
            digests = [claim.digest for claim, _, _ in prepared.claims]
            repeated = "SELECT digest FROM claim WHERE digest = ANY($1::bytea[])"
            assert not await self._conn.fetch(repeated, digests), "the bench repeats no claim"
            probes = [(n, key) for n, (*_, keys) in enumerate(prepared.claims) for key in keys]
            found = await self._conn.fetch(
                FIND, [n for n, _ in probes], [key for _, key in probes], blocking.MOST_PER_KEY
            )
            near: list[list[Known]] = [[] for _ in prepared.claims]
            for number, person_id, packed in found:
                if len(near[number]) < blocking.COMPARED:
                    near[number].append(Known(person_id, Features.unpacked(packed)))
            decided = await self._write(prepared, near, now)
        self._claims += len(decided)
        if self._claims % 5_000 < len(decided):
            await self._conn.execute("ANALYZE claim, claim_key, claim_features, membership, person")
        return decided

    async def _write(
        self, prepared: Prepared, near: list[list[Known]], now: datetime
    ) -> list[ClaimDecision | None]:
        by_key: dict[int, list[Known]] = defaultdict(list)
        decided: list[ClaimDecision | None] = []
        persons, claims, links, keyed, compared = [], [], [], [], []
        for (incoming, features, keys), known in zip(prepared.claims, near, strict=True):
            before = {id(k): k for key in keys for k in by_key.get(key, ())}
            bits, person_id, steps = best(features, [*known, *before.values()])
            outcome = LinkOutcome.KNOWN
            if person_id is None or bits < LINK_AT:
                outcome, person_id = LinkOutcome.NEW, new_id(now)
                persons.append((person_id, False))
            claim_id, sure = new_id(now), 1 - 2 ** -max(bits - LINK_AT + 5, 0.0)
            confidence = sure if outcome == LinkOutcome.KNOWN else 1.0
            claims.append(
                NewClaim(claim_id, incoming.digest, SOURCE, incoming.source_id, None, None,
                         incoming.identity)
            )  # fmt: skip
            grounds = orjson.dumps([{"personId": str(person_id), "steps": steps}]).decode()
            links.append(
                NewMembership(
                    claim_id,
                    person_id,
                    outcome,
                    confidence,
                    bits,
                    MODEL,
                    grounds,
                    incoming.source_id,
                )
            )
            keyed.append((keys, claim_id))
            compared.append((claim_id, person_id, features.packed()))
            for key in keys:
                by_key[key].append(Known(person_id, features))
            decided.append(ClaimDecision(claim_id, person_id, confidence, outcome, New()))
        await claim_writer.write(self._conn, persons, claims, links, keyed, compared, now)
        return decided


def best(
    claim: Features, known: Sequence[Known]
) -> tuple[float, UUID | None, list[dict[str, object]]]:
    """The likeliest person by the likeliest claim: bits, person, and the steps that make them."""
    most, person_id, grounds = 0.0, None, []
    for other in known:
        steps = compared_with(claim, other.features)
        bits = sum(bits for _, bits in steps)
        if bits > most:
            most, person_id, grounds = bits, other.person_id, steps
    return most, person_id, [{"field": field, "bits": bits} for field, bits in grounds]


def compared_with(one: Features, other: Features) -> list[tuple[str, float]]:
    steps = [
        (field, same if one[place] == other[place] else another)
        for field, (place, same, another) in WEIGHTS.items()
        if one[place] and other[place]
    ]
    if one.documents and other.documents:
        steps.append(("document", -2.0 if set(one.documents).isdisjoint(other.documents) else 17.0))
    for field, mine, theirs, same in (
        ("family", one.family, other.family, 9.0), ("given", one.given, other.given, 7.0)
    ):  # fmt: skip
        if mine and theirs:
            alike = likeness(" ".join(mine), " ".join(theirs))
            steps.append((field, same if alike == 1.0 else same - 3 if alike > ALIKE else -4.0))
    return steps


@lru_cache(maxsize=65_536)
def likeness(one: str, other: str) -> float:
    return JaroWinkler.similarity(one, other)
