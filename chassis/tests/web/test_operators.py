"""Who commands a service over the bus: an operator of its own, by a token that still counts; a
refusal is noted as one of HTTP is."""

from collections.abc import AsyncIterator

import asyncpg
import pytest
from prometheus_client import REGISTRY

from chassis.bus.admin.operators import prover, trusted_operators
from chassis.bus.control.plane import CommandRefusedError
from chassis.db import Database
from chassis.web import Function, TrustDomain, revocations
from chassis.web.revocations import Revocations, revoke_token
from chassis.web.tokens import verify

from .conftest import Keys, Token

POLICE = frozenset({TrustDomain.POLITIE})


@pytest.fixture
async def owner(database_url: str) -> AsyncIterator[asyncpg.Connection]:
    conn = await asyncpg.connect(database_url)
    await conn.execute("DROP TABLE IF EXISTS web_revocation")
    await conn.execute(revocations.TABLE)
    yield conn
    await conn.execute("DROP TABLE IF EXISTS web_revocation")
    await conn.close()


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    database = Database(database_url)
    yield database
    await database.close()


def noted(kind: str, domain: str) -> float:
    labels = {"kind": kind, "domain": domain}
    return REGISTRY.get_sample_value("krachtlijn_security_events_total", labels) or 0.0


async def refused(token: str, keys: Keys, database: Database) -> str:
    prove = prover(keys.issuers, POLICE, Revocations(database))
    with pytest.raises(CommandRefusedError) as refusal:
        await prove(token)
    return str(refusal.value)


async def test_an_operator_of_the_service_is_known_by_the_subject_of_the_token(
    owner: asyncpg.Connection, keys: Keys, database: Database, token: Token
) -> None:
    prove = prover(keys.issuers, POLICE, Revocations(database))
    given = token(function=Function.POLITIE_BEHEERDER, subject="beheerder-7")
    assert await prove(given) == "beheerder-7"


async def test_an_officer_is_told_for_whom_it_is_and_that_is_noted(
    owner: asyncpg.Connection, keys: Keys, database: Database, token: Token
) -> None:
    before = noted("forbidden", "politie")
    said = await refused(token(function=Function.POLITIE_AGENT), keys, database)
    assert said == "this is for politie_beheerder"
    assert noted("forbidden", "politie") == before + 1


async def test_a_token_of_another_domain_is_refused_and_noted(
    owner: asyncpg.Connection, keys: Keys, database: Database, token: Token
) -> None:
    before = noted("token-refused", "none")
    given = token(domain=TrustDomain.STAD, function=Function.TECHNISCH_BEHEERDER)
    assert "not for this service" in await refused(given, keys, database)
    assert noted("token-refused", "none") == before + 1


async def test_a_revoked_token_is_refused_and_noted(
    owner: asyncpg.Connection, keys: Keys, database: Database, token: Token
) -> None:
    before = noted("token-refused", "politie")
    given = token(function=Function.POLITIE_BEHEERDER)
    token_id = verify(given, keys.issuers, POLICE).id
    await revoke_token(owner, token_id, "beheerder-1", "leaked")
    assert await refused(given, keys, database) == "the token was revoked"
    assert noted("token-refused", "politie") == before + 1


async def test_where_nobody_can_say_what_was_revoked_a_token_does_not_count(
    owner: asyncpg.Connection, keys: Keys, database: Database, token: Token
) -> None:
    await owner.execute("DROP TABLE web_revocation")
    given = token(function=Function.POLITIE_BEHEERDER)
    assert "cannot be seen now" in await refused(given, keys, database)


@pytest.mark.parametrize(
    ("trusts", "operators"),
    [
        ({TrustDomain.POLITIE}, {Function.POLITIE_BEHEERDER}),
        ({TrustDomain.STAD}, {Function.TECHNISCH_BEHEERDER}),
        ({TrustDomain.ZORG}, set()),
        (
            {TrustDomain.POLITIE, TrustDomain.STAD},
            {Function.POLITIE_BEHEERDER, Function.TECHNISCH_BEHEERDER},
        ),
    ],
)
def test_a_service_has_operators_of_the_domains_that_it_trusts(
    trusts: set[TrustDomain], operators: set[Function]
) -> None:
    assert trusted_operators(trusts) == operators
