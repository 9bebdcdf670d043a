"""The service as a whole: who gets in, what it reads, how its database came to be."""

import json

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine

from chassis.web import Function, undeclared_routes
from pandkalender.schema import TABLES
from pandkalender.settings import CalendarSettings
from pandkalender.shifts.api.bodies import ShiftBody
from pandkalender.shifts.rules.declaration import Rules

from .support.city import NOW, City, Owner, worker


async def test_every_route_says_who_may_use_it(city: City) -> None:
    assert undeclared_routes(city.app) == []


async def test_without_a_token_or_with_one_of_the_city_or_of_care_nobody_gets_in(
    city: City,
) -> None:
    assert (await city.client.get("/v1/rooms")).status_code == 401
    for function in (Function.SANCTIONEREND_AMBTENAAR, Function.ZORG_REGISTRATOR):
        headers = {
            "Authorization": f"Bearer {city.sandbox.token(function, service='pandkalender')}"
        }
        assert (await city.client.get("/v1/rooms", headers=headers)).status_code == 403


async def test_a_worker_has_no_access_to_what_owners_entered(city: City) -> None:
    token = city.sandbox.token(Function.SEKSWERKER, "OWN-1")
    for path in ("/v1/rooms", "/v1/shifts"):
        response = await city.client.get(path, headers={"Authorization": f"Bearer {token}"})
        assert response.status_code == 403


async def test_the_migrations_make_the_tables_that_the_code_knows(city: City) -> None:
    def compare(connection: Connection) -> list[object]:
        options = {"include_name": _is_own, "compare_type": True}
        return compare_metadata(MigrationContext.configure(connection, opts=options), TABLES)

    url = city.sandbox.database("pandkalender").owner_url
    engine = create_async_engine(url.replace("postgresql://", "postgresql+asyncpg://"))
    async with engine.connect() as connection:
        assert await connection.run_sync(compare) == []
    await engine.dispose()


def _is_own(name: str | None, kind: str, _parents: object) -> bool:
    foreign = ("bus_", "access_", "alembic_", "web_", "export_", "vault_")
    return not (kind == "table" and name is not None and name.startswith(foreign))


def test_a_city_may_set_its_own_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    assert CalendarSettings().rules() == Rules()
    monkeypatch.setenv("KRACHTLIJN_PANDKALENDER_MIN_LEAD_MINUTES", "30")
    assert CalendarSettings().rules().lead.total_seconds() == 1800


def test_a_worker_prints_nothing(owner_shift: dict[str, object]) -> None:
    body = ShiftBody.model_validate(owner_shift)
    assert "Voorbeeld" not in repr(body) + str(body.worker) + repr(body.draft())


@pytest.fixture
def owner_shift(owner: Owner) -> dict[str, object]:
    return owner.shift()


async def test_no_name_or_number_leaves_in_clear(city: City, owner: Owner) -> None:
    await owner.declared(who=worker(givenNames="Onmiskenbaar"))
    await owner.declare(room=1, who=worker(2, givenNames="Onmiskenbaar", birthDate="2010-01-01"))
    for envelope in await city.sandbox.recorded("pandkalender"):
        assert "Onmiskenbaar" not in json.dumps(envelope.data, default=str)


async def test_the_time_of_a_request_is_the_simulations(owner: Owner) -> None:
    shift_id = await owner.declared()
    assert (await owner.shown(shift_id))["history"][0]["at"] == NOW.isoformat().replace(
        "+00:00", "Z"
    )
