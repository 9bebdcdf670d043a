"""A state that only the next release knows, written while instances of this one still run."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from chassis.web import Function
from registry.delivery_register.rules.agenda import Task, entry
from registry.delivery_register.rules.delivery import allowed
from registry.minimum_format.rules.records import Period
from registry.retention.destroy import destroy_over

from ..support.browser import signed_in
from ..support.deliveries import of_branches
from ..support.registry import Registry

ANALYST = Function.STUDIEDIENST_ANALIST
NEWER = "uitgesteld"


@pytest.fixture
async def path(registry: Registry) -> AsyncIterator[str]:
    """A delivery in that state; the database takes it, as the next release's migration has it."""
    path = await registry.signed(of_branches({"raam": 6}))
    asking = registry.sandbox.asking
    async with asking("registry", owner=True) as conn:
        check = await conn.fetchval(
            "SELECT pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE conrelid = 'delivery'::regclass AND conname = 'state_is_known'"
        )
        await conn.execute("ALTER TABLE delivery DROP CONSTRAINT state_is_known")
        await conn.execute("UPDATE delivery SET state = $1", NEWER)
    yield path
    async with asking("registry", owner=True) as conn:
        await conn.execute("UPDATE delivery SET state = 'ingediend'")
        await conn.execute(f"ALTER TABLE delivery ADD CONSTRAINT state_is_known {check}")


async def test_every_list_and_page_shows_it_as_it_is_and_offers_nothing(
    registry: Registry, path: str
) -> None:
    shown = (await registry.get(ANALYST, path)).json()
    assert (shown["state"], shown["allowed"]) == (NEWER, [])
    year = (await registry.get(ANALYST, "/v1/years/2025/completeness")).json()
    states = [each["state"] for each in year["organisations"]]
    assert NEWER in states
    page = path.replace("/v1/deliveries", "/opleveringen")
    responsible = await signed_in(registry, Function.ZORG_VERANTWOORDELIJKE)
    analyst = await signed_in(registry, ANALYST, "SSO")
    for browser, address in (
        (responsible, page),
        (responsible, "/opleveringen?jaar=2025"),
        (analyst, "/overzicht?jaar=2025"),
        (analyst, page),
    ):
        assert NEWER in await browser.sees(address), address
    assert "nieuwere versie van Krachtlijn" in await analyst.sees(page)
    refused = await registry.post(ANALYST, f"{path}/acceptance")
    assert refused.status_code == 409


async def test_the_night_goes_on(registry: Registry, path: str) -> None:
    await registry.freeze(without=["GHAPRO", "BOYS", "FREECLINIC"])
    async with registry.app.state.database.begin(datetime(2027, 1, 1, 3, tzinfo=UTC)) as tx:
        assert await destroy_over(tx, registry.app.state.registry) == 0
    assert await registry.count("delivery_row") == 12


def test_nobody_is_told_to_do_anything() -> None:
    state: object = NEWER
    today = datetime(2026, 6, 1, tzinfo=UTC).date()
    assert allowed(state) == ()  # type: ignore[arg-type]
    told = entry(Period(2025), [state], today, 59)  # type: ignore[list-item]
    assert told.task is Task.KLAAR
