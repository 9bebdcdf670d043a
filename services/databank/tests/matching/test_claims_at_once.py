"""Claims of one person that arrive at the same moment, at several instances of the service."""

import asyncio
from collections.abc import AsyncIterator
from random import Random
from uuid import UUID, uuid4

import pytest

from chassis.db import Database
from chassis.outages import is_transient
from chassis.settings import Settings
from databank.matching.model_state import current_state
from databank.matching.resolver import resolve
from linkage.blocking import strong_keys
from linkage.claim import Features, IdentityDocument, RawClaim
from linkage.decision import decide
from linkage.outcomes import Match
from linkage.posterior import KnownClaim

from ..support.claims import NOW, incoming

INSTANCES = 4


@pytest.fixture
async def instances(settings: Settings) -> AsyncIterator[list[Database]]:
    """Each with connections of its own, as processes of the service have."""
    url = settings.database_url.get_secret_value()
    databases = [Database(url, connections=2) for _ in range(INSTANCES)]
    yield databases
    for database in databases:
        await database.close()


def word(chance: Random, length: int) -> str:
    return "".join(chance.choice("abdefgilmnoprstu") for _ in range(length)).title()


def claims_of_somebody(chance: Random) -> list[RawClaim]:
    """One new person as three sources tell of her at the same moment, each with other facts."""
    given, family = word(chance, 9), word(chance, 11)
    phone = f"+324{chance.randint(10_000_000, 99_999_999)}"
    lives = {
        "street": f"{word(chance, 12)}straat",
        "house_number": str(chance.randint(1, 400)),
        "postcode": str(chance.randint(1000, 9999)),
    }
    birth = f"{chance.randint(1960, 2004)}-{chance.randint(1, 12):02}-{chance.randint(13, 28)}"
    passport = (IdentityDocument("paspoort", "ROU", f"{chance.randint(10**8, 10**9)}"),)
    return [
        RawClaim(given, family, birth, phone=phone, documents=passport, **lives),
        RawClaim(given, family, phone=phone, **lives),
        RawClaim(given, family, birth, phone=phone, **lives),
    ]


async def tell(
    database: Database, waiting: list[tuple[int, RawClaim]], chance: Random
) -> list[tuple[int, UUID]]:
    """Take claims in batches, as many as happen to have queued."""
    found: list[tuple[int, UUID]] = []
    while waiting:
        batch = [waiting.pop() for _ in range(min(len(waiting), chance.choice([1, 2, 5, 15])))]
        async with database.begin(NOW) as tx:
            resolved = await resolve(tx, [incoming(claim) for _, claim in batch])
            await asyncio.sleep(chance.random() / 50)  # the rest of the transaction's work
        found += [(who, one.person_id) for (who, _), one in zip(batch, resolved, strict=True)]
    return found


def test_two_of_these_claims_have_no_document_number_or_birth_date_in_common() -> None:
    """So what makes them meet is what many claims share, and still they are one person."""
    full, bare, _ = (Features.of(claim) for claim in claims_of_somebody(Random(1)))
    assert not strong_keys(full) & strong_keys(bare)
    person = uuid4()
    for one, other in ((full, bare), (bare, full)):
        assert isinstance(decide(one, [KnownClaim(person, other)]), Match)


@pytest.mark.parametrize("seed", range(6))
async def test_a_new_person_told_of_at_several_instances_at_once_is_one_person(
    instances: list[Database], seed: int
) -> None:
    chance = Random(f"at once {seed} {uuid4()}" if seed == 5 else f"at once {seed}")
    claims = [(who, claim) for who in range(12) for claim in claims_of_somebody(chance)]
    chance.shuffle(claims)
    shares = [claims[number::INSTANCES] for number in range(INSTANCES)]
    told = await asyncio.gather(
        *(
            tell(database, share, Random(f"{seed} {number}"))
            for number, (database, share) in enumerate(zip(instances, shares, strict=True))
        )
    )
    people: dict[int, set[UUID]] = {}
    for who, person_id in (pair for found in told for pair in found):
        people.setdefault(who, set()).add(person_id)
    assert [len(ids) for ids in people.values()] == [1] * 12
    assert len(set().union(*people.values())) == 12


async def weights_are_kept(database: Database) -> None:
    """Until the numbers of the day are on disk, who also keeps them waits for who is first."""
    kept = False
    while not kept:
        async with database.begin(NOW) as tx:
            known = await current_state(tx)
            known.weigh_with()
            await known.keep(tx)
            kept = not known.unkept


async def test_two_transactions_that_wait_for_each_other_end_with_one_to_try_again(
    instances: list[Database],
) -> None:
    """Several calls in one transaction may wait in a circle; nobody waits for ever."""
    chance = Random(f"circle {uuid4()}")
    one, other = claims_of_somebody(chance)[0], claims_of_somebody(chance)[0]
    await weights_are_kept(instances[0])
    both_began = asyncio.Barrier(2)

    async def tell_two(database: Database, first: RawClaim, second: RawClaim) -> bool:
        try:
            async with database.begin(NOW) as tx:
                await resolve(tx, [incoming(first)])
                await both_began.wait()
                await resolve(tx, [incoming(second)])
        except Exception as error:
            assert is_transient(error)
            return False
        return True

    done = await asyncio.gather(
        tell_two(instances[0], one, other), tell_two(instances[1], other, one)
    )
    assert sorted(done) == [False, True]
