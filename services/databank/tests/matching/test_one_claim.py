"""One claim at a time: what it leaves, whom it waits for, and the line that it is decided on."""

import asyncio
from dataclasses import replace
from uuid import uuid4

import asyncpg
import pytest

from chassis.db import Database
from databank.matching.model_state import current_state
from databank.matching.resolver import resolve
from databank.matching.rules.outcomes import LinkOutcome
from databank.matching.store import candidates
from databank.matching.store.candidates import ClaimQuery
from databank.persons.store import claims, persons
from linkage.claim import Features, IdentityDocument

from ..support.claims import NOW, incoming, say, somebody, transaction


@pytest.mark.parametrize("at_once", [1, 3])
async def test_a_claim_leaves_the_same_rows_alone_and_among_others(
    database: Database, at_once: int
) -> None:
    said = [
        somebody(
            sex="v",
            nationality="ROU",
            phone=f"+3247{uuid4().int % 10**7:07}",
            street="Teststraat",
            house_number="3",
            postcode="2000",
            municipality="Antwerpen",
        )
        for _ in range(at_once)
    ]
    said = [
        replace(
            one, documents=(*one.documents, IdentityDocument("id", "ROU", uuid4().hex[:9].upper()))
        )
        for one in said
    ]
    decided = await say(database, *said)
    async with database.connection() as conn:
        for claim, one in zip(said, decided, strict=True):
            row = await claims.get(conn, one.claim_id)
            link = await claims.link_of(conn, one.claim_id)
            assert row is not None
            assert link is not None
            assert row.raw() == claim
            assert (row.source_kind, row.branch, row.received_at) == (
                "test",
                "straat",
                NOW,
            )
            assert (link.person_id, link.decided_by) == (one.person_id, claims.AUTO)
            person = await persons.get(conn, one.person_id)
            assert person is not None
            assert (person.created_at, person.left_window) == (NOW, False)
            sought = ClaimQuery.of(Features.of(claim))
            (found,) = await candidates.of_claims(conn, [one.claim_id])
            assert (found.person_id, found.packed) == (one.person_id, sought.packed)
            keys = await conn.fetch("SELECT key FROM claim_key WHERE claim_id = $1", one.claim_id)
            assert {key["key"] for key in keys} == sought.keys


async def test_one_claim_waits_for_another_that_could_meet_it_and_then_finds_it(
    database: Database,
) -> None:
    """What was committed while it waited is seen: locks come before the look, in one call."""
    her = somebody()
    async with transaction(database) as tx:
        (first,) = await resolve(tx, [incoming(her)])
        second = asyncio.create_task(say(database, her))
        await asyncio.sleep(0.3)
        assert not second.done()
    (found,) = await second
    assert (found.person_id, found.decision) == (first.person_id, LinkOutcome.KNOWN)


async def test_a_claim_that_was_heard_before_waits_for_nobody(database: Database) -> None:
    """As nearly all are: while a whole batch is decided, they are answered."""
    again = incoming(somebody())
    async with transaction(database) as tx:
        (first,) = await resolve(tx, [again])
    async with transaction(database) as tx:
        await resolve(tx, [again])
    async with transaction(database) as busy:
        await candidates.lock_all(busy.conn, (await current_state(busy)).mark)
        async with asyncio.timeout(5), transaction(database) as tx:
            (found,) = await resolve(tx, [again])
    assert (found.claim_id, found.decision) == (first.claim_id, LinkOutcome.KNOWN)


async def test_a_line_serves_one_transaction_after_the_other(database: Database) -> None:
    """What fails leaves nothing behind, and the line serves the next."""
    async with database.pooled_connection() as line:
        with pytest.raises(ZeroDivisionError):
            async with database.begin(NOW, on=line) as tx:
                await resolve(tx, [incoming(lost := somebody())])
                raise ZeroDivisionError
        async with database.begin(NOW, on=line) as tx:
            assert tx.conn is line.conn
            (kept,) = await resolve(tx, [incoming(somebody())])
        async with database.begin(NOW, on=line) as tx:
            (again,) = await resolve(tx, [incoming(lost)])
    assert kept.decision == again.decision == LinkOutcome.NEW


async def test_a_line_of_which_nobody_knows_what_it_did_last_serves_nobody(
    database: Database,
) -> None:
    """What follows on it would be part of a transaction that never ends, and be lost with it."""
    async with database.pooled_connection() as line:
        with pytest.raises(TimeoutError):
            async with database.begin(NOW, on=line) as tx:
                await resolve(tx, [incoming(lost := somebody())])
                raise TimeoutError
        with pytest.raises(asyncpg.InterfaceError):
            async with database.begin(NOW, on=line):
                pass
    (again,) = await say(database, lost)
    assert again.decision == LinkOutcome.NEW
