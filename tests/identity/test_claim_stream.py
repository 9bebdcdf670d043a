"""Claims in a stream: what is decided, and what is left when a batch fails or all stops."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import aclosing
from dataclasses import replace
from itertools import count
from math import inf
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from asyncpg.pgproto import pgproto

from chassis.errors import OutcomeUnknownError
from chassis.outages import is_transient
from databank.matching import claim_stream, decision_writer, model_state, resolver
from databank.matching import standalone as standalone_store
from databank.matching.evaluation_runner import decide_all
from databank.matching.replay import replay
from databank.matching.rules.blind_sample import MAX_SAMPLED
from databank.matching.rules.claim_lines import raw_claim
from databank.matching.rules.outcomes import ClaimDecision
from databank.matching.standalone import IN_MEMORY, Standalone, standalone
from databank.schema import TABLES
from launcher.sandbox import Sandbox
from linkage.claim import RawClaim
from simulator.claims import Claims

SIZE = 100
REFUSED = "\x00"
KEPT = """
SELECT claim.id, family_name, membership.person_id, decision, confidence, bits, weights_id,
       waterfall::text, features,
       array(SELECT key FROM claim_key WHERE claim_id = claim.id ORDER BY key) AS keys
  FROM claim JOIN membership ON membership.claim_id = claim.id
  JOIN claim_features ON claim_features.claim_id = claim.id
 ORDER BY claim.id
"""


def told(persons: int) -> list[RawClaim]:
    return [raw_claim(one.claim) for one in Claims(persons, 7).stream()]


def numbered(claims: Sequence[RawClaim]) -> list[RawClaim]:
    """Each with its place in the stream as the number of its house, to be found again."""
    return [replace(claim, house_number=str(n)) for n, claim in enumerate(claims)]


@pytest.fixture
async def store(sandbox: Sandbox) -> AsyncIterator[Standalone]:
    async with standalone(sandbox.infra.superuser_dsn(), TABLES) as store:
        yield store


@pytest.fixture
async def other(store: Standalone, sandbox: Sandbox) -> AsyncIterator[asyncpg.Connection]:
    """A connection that sees what is durable."""
    schema = await store._line.conn.fetchval("SELECT current_schema")
    conn = await asyncpg.connect(
        sandbox.infra.superuser_dsn(), server_settings={"search_path": schema}
    )
    yield conn
    await conn.close()


async def batches(claims: Sequence[RawClaim], size: int = SIZE) -> AsyncIterator[list[RawClaim]]:
    for begin in range(0, len(claims), size):
        yield [*claims[begin : begin + size]]


async def durable(conn: asyncpg.Connection) -> list[int]:
    """Places of the claims that are on disk with all that belongs to them.

    In one snapshot: the next batch may become durable between the two questions.
    """
    async with conn.transaction(isolation="repeatable_read", readonly=True):
        rows = await conn.fetch(
            """
            SELECT house_number::int FROM claim
              JOIN membership ON membership.claim_id = claim.id
              JOIN person ON person.id = membership.person_id
              JOIN claim_features ON claim_features.claim_id = claim.id
              JOIN matching_weights ON matching_weights.id = weights_id
             WHERE EXISTS (SELECT FROM claim_key WHERE claim_key.claim_id = claim.id)
            """
        )
        assert len(rows) == await conn.fetchval("SELECT count(*) FROM claim")
    return sorted(row[0] for row in rows)


def ids_in_order() -> Callable[[object], UUID]:
    numbers: Iterator[int] = count(1)
    return lambda at: pgproto.UUID(next(numbers).to_bytes(16))


def in_full(decided: ClaimDecision) -> list[Any]:
    """All that a decision says, numbers to the last bit."""
    ranked = decided.grounds.ranked if decided.grounds else ()
    persons = [
        (p.person_id, p.posterior.hex(), p.prior.hex(), p.conflict, p.bits.hex(), repr(p.steps))
        for p in ranked
    ]
    return [decided.claim_id, decided.person_id, decided.decision, decided.confidence, persons]


MANY = pytest.mark.night(
    "the same at five times the size",
    stays="::test_every_verdict_and_row_is_the_same_to_the_bit_as_the_database_finds_one_by_one",
)


@pytest.mark.parametrize(
    ("persons", "at_least"), [(140, 400), pytest.param(700, 2_000, marks=MANY)]
)
async def test_every_verdict_and_row_is_the_same_to_the_bit_as_the_database_finds_one_by_one(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, persons: int, at_least: int
) -> None:
    claims, found = told(persons), []
    for in_memory, singly in ((IN_MEMORY, False), (IN_MEMORY, True), (0, True)):
        make = ids_in_order()
        for module in (claim_stream, decision_writer, resolver):
            monkeypatch.setattr(module, "new_id", make)
        async with standalone(sandbox.infra.superuser_dsn(), TABLES, in_memory) as store:
            if singly:
                decided = [d for one in claims for d in await store.decide([one])]
            else:
                decided = await decide_all(store, claims, batch=SIZE, done=lambda claims: None)
            rows = [tuple(row) for row in await store._line.conn.fetch(KEPT)]
        found.append(([in_full(one) for one in decided], rows))
    assert len(found[0][0]) == len(claims) > at_least
    assert found[0] == found[1] == found[2]


async def test_most_claims_by_themselves_in_memory_are_one_statement_and_durable(
    store: Standalone, other: asyncpg.Connection
) -> None:
    claims, asked, asked_for = numbered(told(60)), [], []
    store._line.conn.add_query_logger(lambda query: asked.append(query.query))
    for claim in claims:
        asked.clear()
        await store.decide([claim])
        await asyncio.sleep(0)  # loggers are told later
        asked_for.append(len(asked))
    assert asked_for.count(1) > len(claims) / 2
    assert await durable(other) == [*range(len(claims))]


async def test_a_store_draws_a_blind_sample_from_when_it_is_asked_to(store: Standalone) -> None:
    first, second = told(60)[:150], told(120)[-250:]
    asked: list[str] = []
    store._line.conn.add_query_logger(lambda query: asked.append(query.query))
    await decide_all(store, first, batch=SIZE, done=lambda claims: None)
    await store.decide([second[0]])
    await asyncio.sleep(0)
    assert asked
    assert not [query for query in asked if "sample_rate" in query], "nothing to draw from"
    await store.ask_blindly(MAX_SAMPLED)
    decided = await decide_all(store, second[1:], batch=SIZE, done=lambda claims: None)
    drawn = "SELECT claim_id FROM review_task WHERE kind = 'steekproef'"
    found = {row[0] for row in await store._line.conn.fetch(drawn)}
    assert found
    assert found <= {one.claim_id for one in decided}


async def test_a_claim_by_itself_that_is_refused_is_as_if_it_had_never_come(
    store: Standalone, other: asyncpg.Connection
) -> None:
    claims = told(60)
    for claim in claims[:-1]:
        await store.decide([claim])
    refused = replace(claims[0], given_names=REFUSED, national_number=None, documents=())
    for _ in range(2):
        with pytest.raises(asyncpg.DataError):
            await store.decide([refused])
    (again,) = await store.decide([claims[-1]])
    compared = [person.person_id for person in again.grounds.ranked] if again.grounds else []
    known = {row[0] for row in await other.fetch("SELECT id FROM person")}
    assert {again.person_id, *compared} <= known
    assert await other.fetchval("SELECT count(*) FROM claim") == len(claims)


async def test_a_claim_by_itself_whose_connection_dies_may_stand(
    store: Standalone, other: asyncpg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model_state, "REFRESH_SECONDS", inf)  # else it may be a transaction
    *before, last = told(20)
    for claim in before:
        await store.decide([claim])
    await other.execute(
        """
        CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$;
        CREATE TRIGGER die AFTER INSERT ON claim FOR EACH ROW EXECUTE FUNCTION die();
        """
    )
    with pytest.raises(OutcomeUnknownError):
        await store.decide([replace(last, given_names="Zzyzx")])
    assert store._line.conn.is_closed()


async def test_tables_are_counted_again_only_once_the_database_looks_in_them(
    store: Standalone, monkeypatch: pytest.MonkeyPatch
) -> None:
    claims, counted = told(150), []
    monkeypatch.setattr(standalone_store, "LAST_ANALYZE", 2 * SIZE)
    store._analyze_at = SIZE
    store._line.conn.add_query_logger(
        lambda query: query.query.startswith("ANALYZE") and counted.append(store._claims)
    )
    await decide_all(store, claims[:-1], batch=SIZE // 4, done=lambda claims: None)
    assert len(claims) > 4 * SIZE
    assert counted == [SIZE, 2 * SIZE]
    store.ask_the_database()
    await store.decide(claims[-1:])
    await asyncio.sleep(0)  # loggers are told later
    assert counted == [SIZE, 2 * SIZE, len(claims)]


async def test_a_store_that_outgrows_its_memory_goes_on_with_the_database(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    claims, found = told(150), []
    for in_memory in (IN_MEMORY, 2 * SIZE + 1):
        make = ids_in_order()
        for module in (claim_stream, decision_writer, resolver):
            monkeypatch.setattr(module, "new_id", make)
        async with standalone(sandbox.infra.superuser_dsn(), TABLES, in_memory) as store:
            decided = await decide_all(store, claims[: 3 * SIZE], batch=SIZE, done=lambda _: None)
            decided += [d for one in claims[3 * SIZE :] for d in await store.decide([one])]
        found.append([in_full(one) for one in decided])
    assert len(found[0]) == len(claims) > 400
    assert found[0] == found[1]


async def test_what_is_given_back_is_durable_and_the_next_was_decided_meanwhile(
    store: Standalone, other: asyncpg.Connection
) -> None:
    claims, given = numbered(told(200)), 0
    async for decided in store.stream(batches(claims)):
        given += len(decided)
        kept = await durable(other)
        assert kept == [*range(len(kept))]
        assert given <= len(kept) <= given + SIZE
        if given < len(claims) - SIZE:
            assert model_state._by_connection[store._line.conn].counted >= given + SIZE
    assert given == len(claims)


async def test_each_decision_in_a_stream_is_made_again_the_same(
    store: Standalone,
) -> None:
    decided = await decide_all(store, told(250), batch=SIZE, done=lambda claims: None)
    async with store._database.begin(store._clock.now(), on=store._line) as tx:
        again = [await replay(tx, one.claim_id) for one in decided]
    assert sum(one is not None for one in again) > len(decided) / 3
    assert all(one.same for one in again if one)


@pytest.mark.parametrize("after", [0.0, 0.004, 0.011, 0.023, 0.04])
async def test_a_connection_that_dies_between_batches_loses_and_doubles_nothing(
    store: Standalone, other: asyncpg.Connection, after: float
) -> None:
    claims, given = numbered(told(300)), 0
    process, killed = store._line.conn.get_server_pid(), asyncio.Event()

    async def kill() -> None:
        await asyncio.sleep(after)
        await other.execute("SELECT pg_terminate_backend($1)", process)
        killed.set()

    async def not_over_before() -> AsyncIterator[list[RawClaim]]:
        """However late a busy machine kills, there is a batch to come."""
        async for batch in batches(claims):
            if batch[-1] is claims[-1]:
                await killed.wait()
            yield batch

    with pytest.raises(BaseException) as raised:
        async with aclosing(store.stream(not_over_before())) as stream:
            async for decided in stream:
                given += len(decided)
                if given == 3 * SIZE:
                    killing = asyncio.ensure_future(kill())
    assert is_transient(raised.value)
    await killing
    kept = await durable(other)
    assert kept == [*range(len(kept))], "a whole number of batches, none without those before"
    assert given <= len(kept) <= given + 2 * SIZE
    assert len(kept) % SIZE == 0
    store._line.conn.terminate()


async def test_claims_that_the_database_refuses_take_no_other_with_them(
    store: Standalone, other: asyncpg.Connection
) -> None:
    claims = numbered(told(200))
    refused = {SIZE + 3, 3 * SIZE - 1, 3 * SIZE, 4 * SIZE + 60}
    for place in refused:
        claims[place] = replace(claims[place], given_names=REFUSED)
    decided = [d async for each in store.stream(batches(claims)) for d in each]
    assert {n for n, one in enumerate(decided) if one is None} == refused
    assert await durable(other) == [n for n in range(len(claims)) if n not in refused]


async def test_a_commit_that_fails_takes_back_its_batch_and_what_was_decided_after_it(
    store: Standalone, other: asyncpg.Connection
) -> None:
    """Both are decided again, each once; the claim to blame is the only one without a person."""
    await other.execute(
        """
        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE 'refused at the end of the transaction'; END $$;
        CREATE CONSTRAINT TRIGGER refuse AFTER INSERT ON claim DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW WHEN (NEW.house_number = '230') EXECUTE FUNCTION refuse();
        """
    )
    claims = numbered(told(200))
    decided = [d async for each in store.stream(batches(claims)) for d in each]
    assert [n for n, one in enumerate(decided) if one is None] == [230]
    assert await durable(other) == [n for n in range(len(claims)) if n != 230]
    ids = [one.claim_id for one in decided if one]
    assert len({*ids}) == len(ids) == await other.fetchval("SELECT count(*) FROM claim")


async def test_claims_are_answered_where_no_transaction_can_begin(
    store: Standalone, other: asyncpg.Connection
) -> None:
    await other.execute("ALTER TABLE matching_model RENAME TO elsewhere")
    claims, answered = numbered(told(20)), []
    async for decided in store.stream(batches(claims, 10)):
        answered += decided
    assert answered == [None] * len(claims)


async def test_who_stops_listening_leaves_a_store_that_goes_on(
    store: Standalone, other: asyncpg.Connection
) -> None:
    claims = numbered(told(200))
    async with aclosing(store.stream(batches(claims))) as stream:
        await anext(stream)
    kept = await durable(other)
    assert kept in ([*range(SIZE)], [*range(2 * SIZE)])
    await store.decide(claims[len(kept) : len(kept) + SIZE])
    assert await durable(other) == [*range(len(kept) + SIZE)]


async def test_a_batch_without_claims_and_a_small_one_are_given_back_in_their_place(
    store: Standalone, other: asyncpg.Connection
) -> None:
    claims, sizes = numbered(told(200)), [SIZE, 0, SIZE, 3, SIZE, 1, 0, 20]

    async def uneven() -> AsyncIterator[list[RawClaim]]:
        begin = 0
        for size in sizes:
            yield claims[begin : begin + size]
            begin += size

    assert [len(decided) async for decided in store.stream(uneven())] == sizes
    assert await durable(other) == [*range(sum(sizes))]
