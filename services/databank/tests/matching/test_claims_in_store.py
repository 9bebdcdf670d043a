"""Claims in a real database: found, decided on, decided again; what people said stands."""

import gc
from collections.abc import Collection
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest

from chassis.db import Database
from databank.matching import reindex
from databank.matching.model_state import current_state
from databank.matching.redecide import redecide
from databank.matching.reindex import renew
from databank.matching.resolver import resolve
from databank.matching.rules.outcomes import LinkOutcome
from databank.matching.store import candidates, link_constraints
from databank.matching.store.candidates import ClaimQuery
from databank.matching.store.link_constraints import VerdictKind
from databank.persons.store import claims
from linkage.blocking import LIKELY
from linkage.claim import FORM, Features, IdentityDocument

from ..support.claims import NOW, incoming, say, somebody, transaction


async def people_of(database: Database, claim_ids: Collection[UUID]) -> list[UUID]:
    """The persons that the claims belong to, by the log and by what candidates are read from."""
    async with database.connection() as conn:
        found = []
        for claim_id in claim_ids:
            logged = await conn.fetch(
                "SELECT person_id FROM membership WHERE claim_id = $1 AND until_at IS NULL",
                claim_id,
            )
            compared = await conn.fetch(
                "SELECT person_id FROM claim_features WHERE claim_id = $1", claim_id
            )
            assert logged == compared, "a candidate would be somebody else"
            found.append(logged[0]["person_id"])
        return found


async def test_a_claim_is_known_by_a_passport_that_was_read_before(database: Database) -> None:
    first = somebody()
    (new,) = await say(database, first)
    (again,) = await say(database, replace(first, given_names="Oana", birth_date=None))
    assert (new.decision, again.decision) == (LinkOutcome.NEW, LinkOutcome.KNOWN)
    assert again.person_id == new.person_id


async def test_claims_of_one_batch_see_each_other(database: Database) -> None:
    first = somebody()
    one, other, same = await say(
        database, first, somebody(), replace(first, family_name=f"{first.family_name}a")
    )
    assert same.person_id == one.person_id != other.person_id


async def test_everything_that_was_said_is_kept_as_it_was_said(database: Database) -> None:
    said = somebody(
        sex="V",
        street="Teststraat",
        house_number="12 bus 3",
        postcode="2000",
        municipality="Antwerpen",
        alias="Roxy",
        birth_date="31/02/1990",
    )
    said = replace(
        said, documents=(*said.documents, IdentityDocument("rijbewijs", "ROU", "AB-123 456"))
    )
    (one,) = await say(database, said)
    async with database.connection() as conn:
        stored = await claims.get(conn, one.claim_id)
    assert stored is not None
    assert stored.raw() == said


async def test_the_same_source_that_repeats_itself_adds_no_claim(database: Database) -> None:
    once = incoming(somebody())
    for _ in range(2):
        async with transaction(database) as tx:
            first, second = await resolve(tx, [once, once])
        assert first.claim_id == second.claim_id
    async with database.connection() as conn:
        count_of = "SELECT count(*) FROM claim WHERE source_id = $1"
        assert await conn.fetchval(count_of, once.source_id) == 1


async def test_a_claim_heard_in_a_transaction_that_failed_is_heard_again(
    database: Database,
) -> None:
    once = incoming(somebody())
    with pytest.raises(ZeroDivisionError):
        async with transaction(database) as tx:
            await resolve(tx, [once])
            await resolve(tx, [once])
            raise ZeroDivisionError
    async with transaction(database) as tx:
        (one,) = await resolve(tx, [once])
    assert one.decision == LinkOutcome.NEW
    assert await people_of(database, [one.claim_id]) == [one.person_id]


async def test_a_claim_that_people_keep_apart_does_not_come_back(database: Database) -> None:
    first = somebody()
    one, wrong = await say(database, first, replace(first, given_names="Oana"))
    assert wrong.person_id == one.person_id
    async with transaction(database) as tx:
        pair = [(one.claim_id, wrong.claim_id)]
        await link_constraints.give(
            tx.conn, pair, VerdictKind.CANNOT, NOW, "agent-1", "andere_persoon"
        )
        (apart,) = await redecide(tx, [wrong.claim_id])
    assert apart.person_id != one.person_id
    assert await people_of(database, [one.claim_id, wrong.claim_id]) == [
        one.person_id,
        apart.person_id,
    ]


async def test_what_people_joined_stays_joined_whatever_the_score(database: Database) -> None:
    one, unlike = await say(database, somebody(), somebody())
    assert unlike.person_id != one.person_id
    async with transaction(database) as tx:
        pair = [(one.claim_id, unlike.claim_id)]
        await link_constraints.give(
            tx.conn, pair, VerdictKind.MUST, NOW, "agent-1", "zelfde_persoon"
        )
        (joined,) = await redecide(tx, [unlike.claim_id])
    assert joined.person_id == one.person_id
    assert joined.confidence == 1.0


async def test_a_claim_decided_again_that_resembles_nobody_keeps_its_person(
    database: Database,
) -> None:
    (alone,) = await say(database, somebody())
    async with transaction(database) as tx:
        (again,) = await redecide(tx, [alone.claim_id])
    assert again.person_id == alone.person_id
    async with database.connection() as conn:
        log = await conn.fetch(
            "SELECT until_at FROM membership WHERE claim_id = $1 ORDER BY until_at", alone.claim_id
        )
    assert [row["until_at"] for row in log] == [NOW, None]


async def test_a_new_claim_that_says_what_was_kept_apart_is_kept_apart_too(
    database: Database,
) -> None:
    """The officer parted two women with one passport number; a third source repeats the second."""
    first = somebody()
    second = replace(first, given_names="Oana")
    one, wrong = await say(database, first, second)
    async with transaction(database) as tx:
        pair = [(one.claim_id, wrong.claim_id)]
        await link_constraints.give(
            tx.conn, pair, VerdictKind.CANNOT, NOW, "agent-1", "andere_persoon"
        )
        (apart,) = await redecide(tx, [wrong.claim_id])
    (repeated,) = await say(database, second)
    assert repeated.person_id == apart.person_id


async def test_a_claim_that_people_move_is_a_candidate_of_its_new_person(
    database: Database,
) -> None:
    one, other = await say(database, first := somebody(), somebody())
    async with transaction(database) as tx:
        await tx.conn.execute(
            "UPDATE membership SET until_at = $2 WHERE claim_id = $1", one.claim_id, NOW
        )
        await tx.conn.execute(
            """
            INSERT INTO membership (id, claim_id, person_id, from_at, decided_by, decision,
                                    confidence, bits, model_version, waterfall)
            VALUES ($1, $2, $3, $4, 'agent-1', 'gekend', 1, 0, '', '[]')
            """,
            uuid4(),
            one.claim_id,
            other.person_id,
            NOW,
        )
    (again,) = await say(database, first)
    assert again.person_id == other.person_id


async def _mark(database: Database) -> int:
    """The databank's mark, once nothing is left to be put in place, which would renew by itself."""
    for _ in range(3):
        async with transaction(database) as tx:
            state = await current_state(tx)
    assert state.in_place
    return state.mark


async def test_claims_of_an_earlier_form_are_made_findable_again(database: Database) -> None:
    first = somebody()
    (one,) = await say(database, first)
    mark = await _mark(database)
    async with transaction(database) as tx:
        await tx.conn.execute(
            "UPDATE claim_features SET form = 'oud', features = '' WHERE claim_id = $1",
            one.claim_id,
        )
        assert await renew(tx, mark) == 1
        assert await renew(tx, mark) == 0
        form = "SELECT form FROM claim_features WHERE claim_id = $1"
        assert await tx.conn.fetchval(form, one.claim_id) == FORM
    (again,) = await say(database, first)
    assert again.person_id == one.person_id


EARLIER = "1"
INDEXED = """
SELECT claim_id, form, features, (
       SELECT array_agg(key ORDER BY key) FROM claim_key WHERE claim_key.claim_id = c.claim_id)
  FROM claim_features AS c ORDER BY claim_id
"""


async def _age(database: Database) -> list[asyncpg.Record]:
    """The store as a release of an earlier form left it; gives what it was in today's form."""
    async with transaction(database) as tx:
        before: list[asyncpg.Record] = await tx.conn.fetch(INDEXED)
        await tx.conn.execute(
            "UPDATE claim_features SET form = $1, features = $2 || substr(features, 2)",
            EARLIER,
            EARLIER.encode(),
        )
        await tx.conn.execute("UPDATE claim_key SET key = key # 1")
    return before


async def test_a_store_of_an_earlier_form_decides_after_renewing_as_it_did_before(
    database: Database,
) -> None:
    people = [somebody() for _ in range(7)]
    known = await say(database, *people)
    mark, before = await _mark(database), await _age(database)
    async with transaction(database) as tx:
        assert await renew(tx, mark) == len(before)
    async with transaction(database) as tx:
        assert await tx.conn.fetch(INDEXED) == before
    again = await say(database, *people)
    assert [one.person_id for one in again] == [one.person_id for one in known]
    assert {one.decision for one in again} == {LinkOutcome.KNOWN}


async def test_renewing_that_is_interrupted_leaves_nothing_half_and_is_done_again(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [somebody() for _ in range(7)]
    known = await say(database, *people)
    mark, before = await _mark(database), await _age(database)
    monkeypatch.setattr(reindex, "AT_ONCE", 3)
    write, written = candidates.index, []

    async def dies(*anything: Any) -> None:
        if len(written) == 1:
            raise ConnectionResetError
        written.append(anything)
        await write(*anything)

    monkeypatch.setattr(candidates, "index", dies)
    with pytest.raises(ConnectionResetError):
        async with transaction(database) as tx:
            await renew(tx, mark)
    monkeypatch.setattr(candidates, "index", write)
    async with transaction(database) as tx:
        forms = await tx.conn.fetch("SELECT DISTINCT form FROM claim_features")
        assert [row["form"] for row in forms] == [EARLIER]
        assert await renew(tx, mark) == len(before)
    async with transaction(database) as tx:
        assert await tx.conn.fetch(INDEXED) == before
    again = await say(database, *people)
    assert [one.person_id for one in again] == [one.person_id for one in known]


async def test_the_service_may_add_models_and_never_change_them(database: Database) -> None:
    async with database.connection() as conn:
        for change in ("UPDATE matching_model SET weights = ''", "DELETE FROM matching_model"):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await conn.execute(change)


async def test_the_rarer_what_two_claims_share_the_more_it_says(database: Database) -> None:
    """A passport and a birth date against one name; which of them is compared first."""
    her = somebody()
    name = {"given_names": her.given_names, "family_name": her.family_name}
    namesakes = [somebody(**name) for _ in range(4)]
    for claim in (her, *namesakes):
        await say(database, claim)
    again = ClaimQuery.of(Features.of(replace(her, phone="+32470000001")))
    async with database.connection() as conn:
        _, (found,) = await candidates.find(conn, [], [again])
    weights = {one.packed: one.key_weight for one in found}
    close, *far = (weights[Features.of(one).packed()] for one in (her, *namesakes))
    assert max(far) < LIKELY * close


async def test_one_claim_and_many_at_once_find_the_same_candidates(database: Database) -> None:
    """Three statements: of many, which takes keys as text, and of some and of one, after locks."""
    known = [somebody(given_names=f"Ana{n}", family_name="Testescu") for n in "abcdefghijkl"]
    for claim in known:
        await say(database, claim)
    asked = [ClaimQuery.of(Features.of(replace(one, phone="+32470000002"))) for one in known]
    async with database.begin(NOW) as tx:
        _, many = await candidates.find(tx.conn, [], asked)
        for query, found in zip(asked, many, strict=True):
            _, (some,) = await candidates.lock_and_find(tx.conn, 7, [], [query])
            linked, (alone,) = await candidates.lock_and_find(tx.conn, 7, [b"new"], [query])
            assert found
            assert [_told(one) for one in found] == [_told(one) for one in some]
            assert [_told(one) for one in found] == [_told(one) for one in alone]
            assert not linked


def _told(one: candidates.Candidate) -> tuple[object, ...]:
    return (one.claim_id, one.person_id, one.packed, one.strong, one.key_weight)


async def test_what_was_read_to_compare_is_forgotten_with_the_transaction(
    database: Database,
) -> None:
    """Who is erased must not live on in the memory of a service, but among the few recent claims
    that the matcher learns from: those as they came, not as they were read."""
    said = somebody()
    came = [said, replace(said, birth_date="1961-11-24")]
    for each in came:
        await say(database, each)
    gc.collect()
    family = Features.of(said).family
    kept = [one for one in gc.get_objects() if isinstance(one, Features) and one.family == family]
    assert len(kept) <= len(came)
