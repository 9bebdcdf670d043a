"""Claims of people who are made up, and the ways to bring them in."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product
from random import Random
from uuid import UUID, uuid4

from hypothesis import strategies as st

from chassis.db import Database, Transaction
from contracts.branches import Branch
from databank.matching.resolver import IncomingClaim, Resolution, resolve
from linkage.claim import IdentityDocument, RawClaim

KNOWN = UUID(int=1)
"""A person."""
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
_SOUNDS = ["".join(pair) for pair in product("bdfglmnprstv", "aeiou")]


def somebody(**more: str) -> RawClaim:
    """Nobody else has this family name, or one like it, this birth date or this passport."""
    chance = Random(uuid4().int)
    mark, family = ("".join(chance.choices(_SOUNDS, k=4)) for _ in range(2))
    said = RawClaim(
        given_names=f"Oana{mark}",
        family_name=family.title(),
        birth_date=str(date(1960, 1, 1) + timedelta(chance.randrange(15_000))),
        documents=(IdentityDocument("paspoort", "ROU", uuid4().hex[:9].upper()),),
    )
    return replace(said, **more)


def incoming(claim: RawClaim, source: str = "test") -> IncomingClaim:
    return IncomingClaim(claim, source, uuid4(), Branch.STRAAT, uuid4())


@asynccontextmanager
async def transaction(database: Database, at: datetime = NOW) -> AsyncIterator[Transaction]:
    async with database.begin(at) as tx:
        yield tx


async def say(database: Database, *said: RawClaim) -> list[Resolution]:
    async with transaction(database) as tx:
        return await resolve(tx, [incoming(claim) for claim in said])


raw_claims = st.builds(
    RawClaim,
    given_names=st.sampled_from(
        [None, "Ana", "Ana Maria", "A.", "Ilinca", "Анна", "Mihaela", "Miha"]
    ),
    family_name=st.sampled_from(
        [None, "Voorbeeld", "Voorbeelt", "van der Voorbeeld", "Garcia Lopez"]
    ),
    birth_date=st.sampled_from(
        [None, "1998-05-07", "1998-07-05", "1998-05", "1998", "19450631", "1998-01-01", "?"]
    ),
    sex=st.sampled_from([None, "F", "M", "X"]),
    national_number=st.sampled_from([None, "98650700100", "1234567", "1234576"]),
    documents=st.sampled_from(
        [
            (),
            (IdentityDocument("paspoort", "ROU", "X1234567"),),
            (IdentityDocument("eID", "", "X1234576"),),
        ]
    ),
    phone=st.sampled_from([None, "+32470000001", "0470 00 00 01", "1"]),
    street=st.sampled_from([None, "Voorbeeldstraat", "Voorbeeldstr.", "Anderelaan"]),
    house_number=st.sampled_from([None, "12", "12A", "7"]),
    postcode=st.sampled_from([None, "2000", "2020"]),
    municipality=st.sampled_from([None, "Antwerpen", "Anvers"]),
    alias=st.sampled_from([None, "Luna", "Ana"]),
)
"""Claims of few people, in many forms."""
