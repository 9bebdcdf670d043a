"""Which decisions the blind sample takes, of claims in a real database."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from chassis.db import Database, Transaction
from databank.matching.redecide import redecide
from databank.matching.resolver import IncomingClaim, resolve
from databank.matching.rules.blind_sample import BUCKETS, bucket

from ..support.claims import incoming, somebody, transaction

DRAWN = """
SELECT digest FROM claim JOIN review_task ON claim_id = claim.id
 WHERE kind = 'steekproef' AND claim.id = ANY($1::uuid[])
"""


class TakenBackError(Exception):
    """The database is as it was before, as one that comes back from a backup."""


async def drawn(tx: Transaction, claim_ids: list[UUID]) -> set[bytes]:
    return {row["digest"] for row in await tx.conn.fetch(DRAWN, claim_ids)}


async def drawn_of(database: Database, said: list[IncomingClaim]) -> set[bytes]:
    """The digests that are drawn when these claims come into a database that knows none of them.

    Each comes at a moment of its own: by these they are decided anew in the same order.
    """
    try:
        async with transaction(database) as tx:
            await tx.conn.execute("UPDATE sample_rate SET per_myriad = $1", BUCKETS)
            ids = []
            for claim in said:
                tx.now += timedelta(milliseconds=1)
                ids += [resolution.claim_id for resolution in await resolve(tx, [claim])]
            found = await drawn(tx, ids)
            await tx.conn.execute("DELETE FROM review_task WHERE claim_id = ANY($1::uuid[])", ids)
            await redecide(tx, ids)
            assert await drawn(tx, ids) == found, "decided anew, the same are drawn"
            raise TakenBackError
    except TakenBackError:
        return found


def test_the_bucket_of_a_digest_is_the_same_for_ever() -> None:
    """BLAKE2b of 64 bits (RFC 7693), as ``b2sum --length 64`` gives it, modulo 10,000."""
    assert bucket(b"") == 0xE4A6A0577479B2B4 % 10_000 == 9876
    assert bucket(b"abc") == 0xD8BB14D833D59559 % 10_000 == 3721


async def test_a_stream_that_is_played_again_draws_the_same_decisions(database: Database) -> None:
    who = somebody()
    said = [incoming(replace(who, phone=f"0470{number:06}")) for number in range(100)]
    first = await drawn_of(database, said)
    assert first
    assert await drawn_of(database, said) == first
