"""Revisions told before figures stood still are named to the data-protection officer, once."""

from importlib import import_module
from typing import Any

import asyncpg
import orjson
import pytest

from chassis.web import Function

from ..support.browser import signed_in
from ..support.deliveries import of_branches
from ..support.registry import Registry

ANALYST, OFFICER = Function.STUDIEDIENST_ANALIST, Function.FUNCTIONARIS_ZORG
PAGE, LIST = "/versies-die-lekten", "/v1/leaked-revisions"
MIGRATION: Any = import_module("registry.migrations.versions.0021_release_days")
REVISE = """
INSERT INTO aggregate (aggregate_id, delivery_id, organisation, year, half, revision, threshold,
                       suppressed, cells, published_at)
SELECT gen_random_uuid(), delivery_id, organisation, year, half, $1::int, threshold, suppressed,
       $2::jsonb, published_at + $1::int * interval '1 day'
  FROM aggregate WHERE half = $3 AND revision = 1
"""


def cells(**values: int | None) -> str:
    """Clients by branch, as release 0.2 kept them."""
    return orjson.dumps(
        [
            {"measure": "clienten", "dimensions": {"branche": code}, "value": value}
            | ({} if code == "raam" else {"rounded_to": None})
            for code, value in values.items()
        ]
    ).decode()


async def revised(registry: Registry, *told: tuple[int, int, str]) -> None:
    """What an older release told: half, revision and cells, found by the migration."""
    await registry.accepted(of_branches({"raam": 30}))
    async with registry.sandbox.asking("registry", owner=True) as conn:
        await conn.execute("TRUNCATE leaked_revision")
        for half, revision, figures in told:
            if revision > 1:
                await conn.execute(REVISE, revision, figures, half)
            else:
                set_first = "UPDATE aggregate SET cells = $1::jsonb WHERE half = $2"
                await conn.execute(set_first, figures, half)
        await conn.execute(MIGRATION.LEAKED)


async def found(registry: Registry) -> list[dict[str, Any]]:
    answer = await registry.get(OFFICER, LIST, "GHAPRO")
    assert answer.status_code == 200, answer.text
    rows: list[dict[str, Any]] = answer.json()["_embedded"]["leaked-revisions"]
    return rows


@pytest.fixture(autouse=True)
async def emptied(registry: Registry) -> None:
    async with registry.sandbox.asking("registry", owner=True) as conn:
        await conn.execute("TRUNCATE leaked_revision")


async def test_revisions_that_differ_are_named_and_those_that_say_the_same_are_not(
    registry: Registry,
) -> None:
    await revised(
        registry,
        (0, 1, cells(raam=30, escort=12, straat=None)),
        (0, 2, cells(raam=29, escort=None, straat=None)),
        (0, 3, cells(raam=29, straat=None)),
        (1, 1, cells(raam=20)),
        (1, 2, cells(raam=20)),
        (2, 1, cells(raam=20)),
    )
    rows = await found(registry)
    named = [
        tuple(row[name] for name in ("year", "half", "revision", "earlier", "changed", "hidden"))
        for row in rows
    ]
    assert named == [(2025, None, 3, 2, 1, 1), (2025, None, 2, 1, 2, 1)]
    assert {row["organisation"] for row in rows} == {"GHAPRO"}


async def test_the_officer_reads_what_to_do_and_nobody_else_does(registry: Registry) -> None:
    officer = await signed_in(registry, OFFICER)
    assert "Je hoeft niets te doen." in await officer.sees(PAGE)
    await revised(registry, (0, 1, cells(raam=30)), (0, 2, cells(raam=None)))
    seen = await officer.sees(PAGE)
    assert "Ghapro, jaar 2025 Versie 2 naast versie 1, gepubliceerd op" in seen
    assert "Cijfers die verschillen: 1. Daarvan in één van beide verborgen: 1." in seen
    assert "binnen 72 uur nadat je het weet (artikel 33 AVG)" in seen
    for function in (ANALYST, Function.ZORG_VERANTWOORDELIJKE):
        other = await signed_in(registry, function)
        assert (await other.get(PAGE)).status_code == 403
        assert (await registry.get(function, LIST, "GHAPRO")).status_code == 403


async def test_the_service_can_take_nothing_out_of_the_note(registry: Registry) -> None:
    async with registry.sandbox.asking("registry") as conn:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await conn.execute("DELETE FROM leaked_revision")
