"""The tests' databases are copies, and in nothing different from what the migrations make."""

from collections.abc import Iterator, Sequence

import asyncpg
import pytest

from chassis import migrations
from launcher import databases, readiness, templates
from launcher.databases import ServiceDatabase
from launcher.infra import Infrastructure

SERVICE, SMALL = "enforcement", "pandkalender"
"""All that a migration can leave, and what takes a quarter of its time to migrate."""
EVERYTHING = (
    "SELECT table_name, column_name, data_type, column_default, is_nullable"
    " FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2",
    "SELECT relname, pg_get_userbyid(relowner), relacl::text FROM pg_class"
    " WHERE relnamespace = 'public'::regnamespace ORDER BY 1",
    "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint"
    " WHERE connamespace = 'public'::regnamespace ORDER BY conrelid::regclass::text, 1",
    "SELECT defaclrole::regrole::text, defaclobjtype::text, defaclacl::text"
    " FROM pg_default_acl ORDER BY 1, 2",
    "SELECT pg_get_userbyid(datdba), datacl::text FROM pg_database"
    " WHERE datname = current_database()",
    "SELECT version_num FROM alembic_version",
    "SELECT * FROM legal_term ORDER BY 1",
)


@pytest.fixture(autouse=True)
def nothing_left(infra: Infrastructure) -> Iterator[None]:
    yield
    for service in (SERVICE, SMALL):
        for name in made(infra, service):
            databases.drop(infra, [service], name.removeprefix(service))


def made(infra: Infrastructure, service: str = SMALL) -> set[str]:
    async def names() -> set[str]:
        conn = await asyncpg.connect(infra.superuser_dsn())
        try:
            rows = await conn.fetch("SELECT datname FROM pg_database")
        finally:
            await conn.close()
        return {row["datname"] for row in rows if row["datname"].startswith(service)}

    return readiness.run(names())


async def told(
    database: ServiceDatabase, queries: Sequence[str] = EVERYTHING
) -> list[list[tuple[object, ...]]]:
    conn = await asyncpg.connect(database.owner_url)
    try:
        return [[tuple(row) for row in await conn.fetch(query)] for query in queries]
    finally:
        await conn.close()


async def test_a_copy_is_what_the_migrations_make(infra: Infrastructure) -> None:
    migrated = databases.create(infra, [SERVICE], "_migrated")[SERVICE]
    migrations.upgrade(SERVICE, migrated.owner_url, vault=infra.credentials.vault(SERVICE))
    first, second = (templates.create(infra, SERVICE, name)[SERVICE] for name in ("_a", "_b"))
    expected = await told(migrated)
    assert all(expected)
    assert await told(first) == expected
    assert await told(second) == expected


def test_a_change_of_the_code_makes_another_template_and_removes_the_old(
    infra: Infrastructure, monkeypatch: pytest.MonkeyPatch
) -> None:
    for digest in ("before", "after"):
        monkeypatch.setattr(templates, "_digest", lambda _sources, digest=digest: digest)
        templates.create(infra, SMALL, f"_{digest}")
    assert made(infra) == {f"{SMALL}{name}" for name in ("_before", "_after", "_template_after")}


async def test_a_template_that_was_cut_off_is_made_anew(
    infra: Infrastructure, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(templates, "_digest", lambda _sources: "cut")
    databases.create(infra, [SMALL], "_template_cut_draft")
    copy = templates.create(infra, SMALL, "_copy")[SMALL]
    assert made(infra) == {f"{SMALL}{name}" for name in ("_copy", "_template_cut")}
    assert all(await told(copy, EVERYTHING[:-1]))


def test_code_that_changed_while_it_ran_is_for_nobody_else(
    infra: Infrastructure, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(templates, "_BEGAN", 0)
    templates.create(infra, SMALL, "_own")
    assert made(infra) == {f"{SMALL}_own"}
