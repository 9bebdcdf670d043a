"""Which model decides, since when, and what instances learn from each other's claims."""

import asyncio
import json
from dataclasses import replace
from uuid import UUID, uuid4

import asyncpg
import pytest

from chassis.db import Database
from databank.matching.model_state import (
    SHARE_CLAIMS,
    ModelState,
    current_state,
    dump_weights,
    load_weights,
    put_in_force,
    with_unique_version,
)
from databank.matching.replay import replay, replay_link
from databank.matching.resolver import resolve
from databank.matching.rules.claim_lines import raw_claim
from databank.matching.rules.model_origin import ModelOrigin
from databank.matching.store import models
from databank.matching.store.models import VersionInForce
from databank.persons.store import claims
from linkage.claim import Features, RawClaim
from linkage.model import Model
from linkage.outcomes import New
from linkage.parameter_estimation import EstimatedParameters
from simulator.claims import Claims

from ..support.claims import NOW, incoming


async def decided_by(database: Database) -> str:
    """The model of the decision on somebody who is new."""
    claim = RawClaim("Oana", f"Testescu {uuid4().hex}", "1990-01-01")
    async with database.begin(NOW) as tx:
        (one,) = await resolve(tx, [incoming(claim)])
        row = await tx.conn.fetchrow(
            "SELECT model_version FROM membership WHERE claim_id = $1", one.claim_id
        )
    assert row is not None
    return str(row["model_version"])


async def test_the_weights_of_every_decision_are_kept(database: Database) -> None:
    version = await decided_by(database)
    async with database.connection() as conn:
        kept = await models.weights(conn, [version])
    model = Model.from_json(kept[version])
    assert model.version == version
    assert replace(model, version=Model.shipped().version) == Model.shipped()


async def test_a_decision_is_made_again_with_the_numbers_of_its_day(database: Database) -> None:
    """Also when the matcher learned from hundreds of claims since."""
    first = RawClaim("Qxwzkjvqw", "Zzyqxwvkjqh", "1961-11-23", phone="+32471934987")
    again = replace(first, birth_date="1961-11-24")
    async with database.begin(NOW) as tx:
        one, other = await resolve(tx, [incoming(first), incoming(again)])
    assert one.person_id == other.person_id
    async with database.begin(NOW) as tx:
        state = await current_state(tx)
        numbers = state.weigh_with()
        for number in range(200):
            state.observe(Features.of(RawClaim("Oana", f"Testescu{number}")), New())
        assert state.weigh_with() != numbers
        assert await replay(tx, one.claim_id) is None, "nobody was like her"
        replayed = await replay(tx, other.claim_id)
        assert replayed is not None
        assert replayed.same
        assert {step.field for step in replayed.kept} >= {"family", "given", "birth", "phone"}
        link = await claims.link_of(tx.conn, other.claim_id)
        assert link is not None
        link.waterfall[0]["steps"][0]["bits"] += 0.001
        tampered = await replay_link(tx, link)
        assert tampered is not None
        assert not tampered.same


def test_numbers_of_an_earlier_release_are_read_as_they_were_meant() -> None:
    """Then, names the other way round told a person from her relatives."""
    numbers = json.loads(dump_weights(EstimatedParameters().weights(Model.shipped())))
    assert not load_weights(json.dumps(numbers)).order_tells_kin
    del numbers["order_tells_kin"]
    assert load_weights(json.dumps(numbers)).order_tells_kin


async def test_a_probability_higher_than_the_prior_and_the_bits_make_it_is_no_replay(
    database: Database,
) -> None:
    """Known by name and year only: likely, and far from certain, so that the prior shows."""
    mark = "".join(chr(97 + int(digit, 16)) for digit in uuid4().hex)
    first = RawClaim(mark[:9].title(), mark[9:20].title(), "1961")
    async with database.begin(NOW) as tx:
        _, other = await resolve(
            tx, [incoming(first), incoming(replace(first, phone="0470000001"))]
        )
        link = await claims.link_of(tx.conn, other.claim_id)
        assert link is not None
        assert link.waterfall[0]["prior"] % 0.25 == 0
        link.waterfall[0]["prior"] -= 30
        tampered = await replay_link(tx, link)
    assert tampered is not None
    assert tampered.kept == tampered.again
    assert not tampered.same


async def test_the_prior_is_that_of_the_claims_of_the_same_kind_of_source(
    database: Database,
) -> None:
    """Two kinds of one's own: of the first each claim is about somebody new, of the other known."""
    register, shift = f"register-{uuid4().hex[:8]}", f"shift-{uuid4().hex[:8]}"
    marks = ["".join(chr(97 + int(digit, 16)) for digit in uuid4().hex) for _ in range(40)]
    people = [RawClaim(mark[:9].title(), mark[9:20].title(), "1961-11-23") for mark in marks]
    async with database.begin(NOW) as tx:
        await resolve(tx, [incoming(person, register) for person in people])
        again = [replace(person, birth_date="1961-11-24") for person in people]
        known = await resolve(tx, [incoming(person, shift) for person in again])
        state = await current_state(tx)
        priors = [state.parameters.prior(state.model, source) for source in (register, shift)]
        link = await claims.link_of(tx.conn, known[-1].claim_id)
    assert priors[1] > priors[0] + 3
    assert link is not None
    assert link.waterfall[0]["prior"] > priors[0] + 3


async def test_every_decision_on_a_town_of_claims_is_made_again_to_the_last_bit(
    database: Database,
) -> None:
    """All fields and levels that occur, weights that change under way, persons of many claims."""
    town = [raw_claim(told.claim) for told in Claims(60, seed=int(uuid4())).stream()]
    decided = []
    for batch in (town[n : n + 20] for n in range(0, len(town), 20)):
        async with database.begin(NOW) as tx:
            decided += await resolve(tx, [incoming(claim) for claim in batch])
    async with database.begin(NOW) as tx:
        replayed = [await replay(tx, one.claim_id) for one in decided]
    made_again = [one for one in replayed if one is not None]
    assert len(made_again) > len(town) / 4
    assert [one for one in made_again if not one.same] == []
    levels = {(step.field, step.level) for one in made_again for step in one.kept}
    assert len(levels) > 25


async def test_other_weights_never_go_under_the_same_version() -> None:
    shipped = Model.shipped()
    other = replace(shipped, new_at=shipped.new_at - 0.01)
    assert with_unique_version(shipped).version != with_unique_version(other).version


async def test_a_model_that_people_put_in_force_decides_from_then_on(database: Database) -> None:
    before = await decided_by(database)
    proof = replace(Model.shipped(), version="proef")
    async with database.begin(NOW) as tx:
        model = await put_in_force(tx, proof, "agent-1", "geijkt op onze aangiften")
    try:
        assert await decided_by(database) == model.version != before
        async with database.connection() as conn:
            assert await models.in_force(conn) == VersionInForce(
                model.version, ModelOrigin.CALIBRATED
            )
    finally:
        async with database.begin(NOW) as tx:
            await models.put_in_force(tx.conn, before, NOW, "agent-1", "proef voorbij")
            await (await current_state(tx)).refresh(tx)
    assert await decided_by(database) == before


async def test_another_instance_follows_the_model_in_force(database: Database) -> None:
    async with database.begin(NOW) as tx:
        elsewhere = ModelState(replace(Model.shipped(), version="oud"), mark=0)
        await elsewhere.refresh(tx)
        assert elsewhere.model.version == (await current_state(tx)).model.version


async def test_a_model_that_nobody_keeps_cannot_decide(database: Database) -> None:
    with pytest.raises(asyncpg.ForeignKeyViolationError):
        async with database.begin(NOW) as tx:
            await models.put_in_force(tx.conn, "onbekend", NOW, "agent-1", "vergissing")


async def test_instances_learn_from_each_other_and_count_nothing_twice(
    database: Database,
) -> None:
    here, there = (ModelState(Model.shipped(), mark=0) for _ in range(2))
    for number in range(SHARE_CLAIMS):
        here.observe(Features.of(RawClaim("Oana", f"Test{number}")), New())
    async with database.begin(NOW) as tx:
        await here.share(tx)
        await here.share(tx)
        rows = await tx.conn.fetch(
            "SELECT id, counts FROM learned WHERE instance = $1", here.instance
        )
        assert len(rows) == 1, "nothing new was counted since"
        await there.refresh(tx)
        assert rows[0]["id"] in there.merged
        await here.refresh(tx)
        assert rows[0]["id"] not in here.merged
        before = set(there.merged)
        await there.refresh(tx)
        assert there.merged == before


class TakenBackError(Exception):
    """A transaction, or a part of one, does not happen after all."""


def with_numbers_of_its_own() -> ModelState:
    return ModelState(replace(Model.shipped(), new_at=0.05 + uuid4().int % 10**6 / 10**9), mark=0)


async def kept_numbers(database: Database, numbers: UUID) -> str | None:
    async with database.connection() as conn:
        return await models.weights_of(conn, numbers)


async def test_numbers_that_a_transaction_kept_twice_and_took_back_are_kept_by_the_next(
    database: Database,
) -> None:
    """Messages of one batch share a transaction: the second finds what the first has kept."""
    state = with_numbers_of_its_own()
    numbers = state.weigh_with()
    with pytest.raises(TakenBackError):
        async with database.begin(NOW) as tx:
            await state.keep(tx)
            await state.keep(tx)
            raise TakenBackError
    assert await kept_numbers(database, numbers) is None
    async with database.begin(NOW) as tx:
        await state.keep(tx)
    assert await kept_numbers(database, numbers) is not None
    async with database.begin(NOW) as tx:
        await state.keep(tx)
    assert state.unkept == {}


async def test_numbers_of_a_message_that_is_taken_back_alone_are_kept_by_the_next(
    database: Database,
) -> None:
    state = with_numbers_of_its_own()
    numbers = state.weigh_with()
    async with database.begin(NOW) as tx:
        with pytest.raises(TakenBackError):
            async with tx.conn.transaction():
                await state.keep(tx)
                await state.keep(tx)
                raise TakenBackError
        await state.keep(tx)
    assert await kept_numbers(database, numbers) is not None


async def test_who_waited_for_a_transaction_that_is_taken_back_keeps_the_numbers(
    database: Database,
) -> None:
    state = with_numbers_of_its_own()
    numbers = state.weigh_with()
    async with database.begin(NOW) as second:
        with pytest.raises(TakenBackError):
            async with database.begin(NOW) as first:
                await state.keep(first)
                waiting = asyncio.create_task(state.keep(second))
                done, _ = await asyncio.wait([waiting], timeout=0.1)
                assert not done
                raise TakenBackError
        await waiting
    assert await kept_numbers(database, numbers) is not None


async def counted(database: Database, state: ModelState) -> int:
    """New persons in the counts that an instance wrote down."""
    async with database.connection() as conn:
        rows = await conn.fetch("SELECT counts FROM learned WHERE instance = $1", state.instance)
    return round(sum(json.loads(row["counts"])["claims"]["new"] for row in rows))


def observe(state: ModelState) -> None:
    for _ in range(SHARE_CLAIMS):
        state.observe(Features.of(RawClaim("Oana", f"Test{uuid4().hex}")), New())


async def test_counts_that_a_transaction_took_back_are_written_down_by_the_next(
    database: Database,
) -> None:
    state = with_numbers_of_its_own()
    observe(state)
    with pytest.raises(TakenBackError):
        async with database.begin(NOW) as tx:
            await state.share(tx)
            raise TakenBackError
    assert await counted(database, state) == 0
    observe(state)
    async with database.begin(NOW) as tx:
        await state.share(tx)
    assert await counted(database, state) == 2 * SHARE_CLAIMS
    observe(state)
    async with database.begin(NOW) as tx:
        await state.share(tx)
    assert await counted(database, state) == 3 * SHARE_CLAIMS, "and once only"


async def test_counts_of_a_transaction_under_way_or_half_taken_back_are_written_down_once(
    database: Database,
) -> None:
    state = with_numbers_of_its_own()
    observe(state)
    async with database.begin(NOW) as first:
        with pytest.raises(TakenBackError):
            async with first.conn.transaction():
                await state.share(first)
                raise TakenBackError
        observe(state)
        async with database.begin(NOW) as second:
            await state.share(second)
        assert await counted(database, state) == SHARE_CLAIMS, "the first is not done yet"
    observe(state)
    async with database.begin(NOW) as tx:
        await state.share(tx)
    assert await counted(database, state) == 3 * SHARE_CLAIMS


async def test_numbers_that_another_decided_with_meanwhile_are_kept_by_the_other(
    database: Database,
) -> None:
    """Two transactions of one process: the first keeps its numbers while the second decides."""
    async with database.begin(NOW) as other:
        async with database.begin(NOW) as one:
            state = await current_state(one)
            state.weigh_with()
            keeping = asyncio.ensure_future(state.keep(one))
            await asyncio.sleep(0)
            for number in range(200):
                state.observe(Features.of(RawClaim("Oana", f"Testescu{number}")), New())
            numbers = state.weigh_with()
            await keeping
        await state.keep(other)
        assert await models.weights_of(other.conn, numbers), "decisions on them can be made again"
