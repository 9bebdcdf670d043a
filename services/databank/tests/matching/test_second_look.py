"""An old link is weighed again when evidence comes: once, in any order, and nothing moves by it."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random
from uuid import UUID, uuid4

import asyncpg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.db import Database
from databank.matching.rules.second_look import AskedPair, Pair, changes, pairs_near
from databank.matching.second_look import look_again
from databank.matching.store import link_constraints
from databank.matching.store.link_constraints import VerdictKind
from linkage.claim import RawClaim

from ..support.claims import NOW, say, somebody, transaction

Asked = list[tuple[UUID, UUID, UUID, str]]
"""Claim, whom it stands with, the other person, state."""


async def looked(database: Database) -> None:
    """Look until nothing waits."""
    for _ in range(500):
        async with transaction(database) as tx:
            if not await look_again(tx):
                return
    raise AssertionError("claims still wait")


async def stand(database: Database, person_id: UUID, *claim_ids: UUID) -> None:
    """These claims stand with that person, as an earlier release left them: nobody is asked who it
    is, though a phone that two have can make the resolver ask."""
    async with transaction(database) as tx:
        await tx.conn.execute("UPDATE person SET provisional = false WHERE id = $1", person_id)
        await tx.conn.execute(
            "UPDATE membership SET until_at = $2"
            " WHERE claim_id = ANY($1::uuid[]) AND until_at IS NULL",
            claim_ids,
            NOW,
        )
        await tx.conn.execute(
            "INSERT INTO membership (id, claim_id, person_id, from_at, decided_by, decision,"
            " confidence, bits, model_version, waterfall) SELECT gen_random_uuid(), said, $2, $3,"
            " 'levering', 'gekend', 1, 1, 'vroeger', '[]' FROM unnest($1::uuid[]) AS t (said)",
            claim_ids,
            person_id,
            NOW,
        )


async def asked_about(conn: asyncpg.Connection, claim_ids: Sequence[UUID]) -> Asked:
    rows = await conn.fetch(
        "SELECT claim_id, person_id, other_person_id, state, kind, reason FROM review_task"
        " WHERE reason = 'past_beter_bij_ander' AND claim_id = ANY($1::uuid[]) ORDER BY claim_id",
        list(claim_ids),
    )
    assert {row["kind"] for row in rows} <= {"koppeling"}
    return [tuple(row.values())[:4] for row in rows]


async def questions(database: Database, *claim_ids: UUID) -> Asked:
    async with transaction(database) as tx:
        return await asked_about(tx.conn, claim_ids)


def two_people() -> tuple[RawClaim, RawClaim, RawClaim]:
    """A woman; what another said over her phone; and that other one's paper."""
    hers = somebody(phone=f"0470{uuid4().int % 1_000_000:06}")
    papers = somebody()
    stray = replace(papers, documents=(), phone=hers.phone)
    return hers, stray, papers


async def wrongly_linked(database: Database) -> tuple[UUID, UUID, UUID, UUID]:
    """Two persons, the claim that stands with the first of them, and the second one's own."""
    hers, stray, papers = two_people()
    (one,) = await say(database, hers)
    (lost,) = await say(database, stray)
    (own,) = await say(database, papers)
    other = own.person_id
    await stand(database, one.person_id, lost.claim_id)
    if other == one.person_id:
        (fresh,) = await say(database, somebody())
        other = fresh.person_id
    await stand(database, other, own.claim_id)
    return one.person_id, other, lost.claim_id, own.claim_id


async def test_an_old_link_that_no_longer_holds_is_asked_about_once(database: Database) -> None:
    person, other, lost, _ = await wrongly_linked(database)
    await looked(database)
    assert await questions(database, lost) == [(lost, person, other, "open")]
    await looked(database)
    assert len(await questions(database, lost)) == 1
    async with transaction(database) as tx:
        where = await tx.conn.fetchval(
            "SELECT person_id FROM membership WHERE claim_id = $1 AND until_at IS NULL", lost
        )
    assert where == person, "nothing moves by itself"


async def test_the_questions_are_the_same_in_any_order_of_arrival(database: Database) -> None:
    """Claims are said, and links are as they are, in any order, with looks between or at the end:
    the stray one is asked about, towards its own person, and no other."""
    for seed in range(8):
        chance = Random(seed)
        hers, stray, papers = two_people()
        (nobody_a, nobody_b) = await say(database, somebody(), somebody())
        home, other = nobody_a.person_id, nobody_b.person_id
        await stand(database, uuid_of(await say(database, somebody())), nobody_a.claim_id)
        await stand(database, uuid_of(await say(database, somebody())), nobody_b.claim_id)
        told = [("hers", hers, home), ("lost", stray, home), ("own", papers, other)]
        chance.shuffle(told)
        ids: dict[str, UUID] = {}
        for name, claim, whose in told:
            (resolved,) = await say(database, claim)
            ids[name] = resolved.claim_id
            if chance.random() < 0.5:
                await looked(database)
            await stand(database, whose, resolved.claim_id)
            if chance.random() < 0.5:
                await looked(database)
        await looked(database)
        found = await questions(database, *ids.values())
        still_open = [each for each in found if each[3] == "open"]
        assert still_open == [(ids["lost"], home, other, "open")], seed


def uuid_of(resolutions: Sequence[object]) -> UUID:
    (one,) = resolutions
    person_id = one.person_id  # type: ignore[attr-defined]
    assert isinstance(person_id, UUID)
    return person_id


async def test_a_question_ends_with_its_doubt_and_comes_back_with_it(database: Database) -> None:
    person, other, lost, own = await wrongly_linked(database)

    async def states() -> dict[UUID, str]:
        return {asked[2]: asked[3] for asked in await questions(database, lost)}

    await looked(database)
    assert (await states())[other] == "open"
    await stand(database, other, lost)
    await looked(database)
    assert (await states())[other] == "vervallen"
    await stand(database, person, lost)
    await looked(database)
    assert (await states())[other] == "open"
    fresh = uuid_of(await say(database, somebody()))
    await stand(database, fresh, own)
    await looked(database)
    after = await states()
    assert after[other] == "vervallen", "her paper went to somebody else"
    assert after[fresh] == "open"


@pytest.mark.parametrize("kind", [VerdictKind.MUST, VerdictKind.CANNOT])
async def test_what_people_said_is_not_asked(database: Database, kind: VerdictKind) -> None:
    hers, stray, papers = two_people()
    (one,) = await say(database, hers)
    (lost,) = await say(database, stray)
    (own,) = await say(database, papers)
    (fresh,) = await say(database, somebody())
    beside = one if kind is VerdictKind.MUST else own
    async with transaction(database) as tx:
        await link_constraints.give(
            tx.conn, [(lost.claim_id, beside.claim_id)], kind, tx.now, "agent-1", "vergissing"
        )
    await stand(database, one.person_id, one.claim_id, lost.claim_id)
    await stand(database, fresh.person_id, own.claim_id)
    await looked(database)
    assert await questions(database, lost.claim_id) == []


@pytest.mark.parametrize("side", ["home", "other"])
async def test_of_whom_people_are_asked_already_nothing_is_asked(
    database: Database, side: str
) -> None:
    person, other, lost, _ = await wrongly_linked(database)
    async with transaction(database) as tx:
        await tx.conn.execute(
            "UPDATE person SET provisional = true WHERE id = $1",
            person if side == "home" else other,
        )
    await looked(database)
    assert await questions(database, lost) == []


async def test_a_record_of_more_than_twelve_claims_is_left_alone(database: Database) -> None:
    """Decision 0228: one claim more or less decides nothing there."""
    person, _, lost, _ = await wrongly_linked(database)
    for number in range(11):
        (more,) = await say(database, somebody())
        await stand(database, person, more.claim_id)
        if number == 9:  # with her own and the stray one: twelve
            await looked(database)
            assert [each[3] for each in await questions(database, lost)] == ["open"]
    await looked(database)
    assert [each[3] for each in await questions(database, lost)] == ["vervallen"]


CLAIMS = [UUID(int=number) for number in range(1, 7)]
PEOPLE = [UUID(int=number) for number in range(11, 15)]


@given(
    st.dictionaries(st.sampled_from(CLAIMS), st.frozensets(st.integers(1, 5)), min_size=2),
    st.randoms(),
)
def test_pairs_are_those_that_share_a_key_both_ways(
    keys: dict[UUID, frozenset[int]], random: Random
) -> None:
    person_of = {claim_id: random.choice(PEOPLE) for claim_id in keys}
    changed = {random.choice(PEOPLE)}
    ours = {claim_id: of for claim_id, of in keys.items() if person_of[claim_id] in changed}
    sharing = [(key, claim_id) for claim_id, of in keys.items() for key in of]
    found = pairs_near(ours, person_of, sharing)
    expected = {
        Pair(one, person_of[two])
        for one in keys
        for two in keys
        if keys[one] & keys[two]
        and person_of[one] != person_of[two]
        and changed & {person_of[one], person_of[two]}
    }
    assert found == expected


def test_only_questions_of_changed_persons_lapse_and_answers_stand() -> None:
    ana, bea, cleo, dina = PEOPLE
    one, two, three, four = CLAIMS[:4]

    def question(claim: UUID, person: UUID, other: UUID, state: str) -> AskedPair:
        return AskedPair(
            UUID(int=100 + claim.int), claim, person, other, state == "open", state == "said"
        )

    asked = [
        question(one, ana, bea, "open"),
        question(two, cleo, dina, "open"),
        question(three, ana, bea, "said"),
        question(four, ana, bea, "lapsed"),
    ]
    found = changes([Pair(three, bea), Pair(four, bea)], asked, [ana])
    assert (found.new, found.opened_again, found.lapsed) == ((), (UUID(int=104),), (UUID(int=101),))
    stands = changes([Pair(one, bea), Pair(five := CLAIMS[4], bea)], asked, [bea])
    assert (stands.new, stands.opened_again, stands.lapsed) == ((Pair(five, bea),), (), ())
