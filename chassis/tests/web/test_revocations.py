"""A revoked token counts nowhere after some seconds; a new one of the same person counts."""

import time
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg
import pytest

from chassis.db import Database
from chassis.web import TrustDomain, revocations
from chassis.web.problem import Problem
from chassis.web.revocations import Revocations, revoke_person, revoke_token
from chassis.web.tokens import Token, verify

POLICE = frozenset({TrustDomain.POLITIE})


@pytest.fixture
async def owner(database_url: str) -> AsyncIterator[asyncpg.Connection]:
    conn = await asyncpg.connect(database_url)
    await conn.execute("DROP TABLE IF EXISTS web_revocation")
    await conn.execute(revocations.TABLE)
    yield conn
    await conn.execute("DROP TABLE web_revocation")
    await conn.close()


@pytest.fixture
async def listed(database_url: str, owner: asyncpg.Connection) -> AsyncIterator[Revocations]:
    database = Database(database_url)
    yield Revocations(database)
    await database.close()


@pytest.fixture
def given(keys: Any, token: Callable[..., str]) -> Callable[..., Token]:
    return lambda **more: verify(token(**more), keys.issuers, POLICE)


def look_again(listed: Revocations) -> None:
    """As if the time between two looks had passed."""
    listed._looked_at -= revocations.LOOK_SECONDS


async def test_one_token_is_revoked_by_its_id_and_no_other(
    owner: asyncpg.Connection, listed: Revocations, given: Callable[..., Token]
) -> None:
    stolen, other = given(), given()
    assert not await listed.refuse(stolen)
    await revoke_token(owner, stolen.id, "beheerder-1", "leaked")
    look_again(listed)
    assert await listed.refuse(stolen)
    assert not await listed.refuse(other)


async def test_all_that_somebody_was_given_is_revoked_and_what_comes_later_counts(
    owner: asyncpg.Connection, listed: Revocations, given: Callable[..., Token]
) -> None:
    before = given(now=datetime.now(UTC) - timedelta(seconds=5))
    stranger = given(subject="u-2")
    await revoke_person(owner, TrustDomain.POLITIE, "u-1", "beheerder-1", "left")
    later = given(now=datetime.now(UTC) + timedelta(seconds=2))
    assert await listed.refuse(before)
    assert not await listed.refuse(stranger)
    assert not await listed.refuse(later)


async def test_the_same_code_at_another_issuer_is_another_person(
    owner: asyncpg.Connection, listed: Revocations, given: Callable[..., Token]
) -> None:
    await revoke_person(owner, TrustDomain.ZORG, "u-1", "beheerder-1", "left")
    assert not await listed.refuse(given(now=datetime.now(UTC) - timedelta(seconds=5)))


async def test_a_line_is_kept_as_long_as_a_token_lives(
    owner: asyncpg.Connection, listed: Revocations, given: Callable[..., Token]
) -> None:
    await revoke_token(owner, "old", "beheerder-1", "leaked")
    await owner.execute("UPDATE web_revocation SET revoked_at = now() - interval '1 hour'")
    await revoke_token(owner, "new", "beheerder-1", "leaked")
    assert await owner.fetchval("SELECT array_agg(token_id) FROM web_revocation") == ["new"]


async def test_who_cannot_see_the_list_lets_nobody_in_for_long(given: Callable[..., Token]) -> None:
    database = Database("postgresql://nobody@127.0.0.1:9/nothing")
    listed = Revocations(database)
    with pytest.raises(Problem) as refusal:
        await listed.refuse(given())
    assert refusal.value.status == 503
    listed._looked_at = time.monotonic() - revocations.LOOK_SECONDS - 1
    assert not await listed.refuse(given()), "a list seen seconds ago still counts"
    await database.close()
