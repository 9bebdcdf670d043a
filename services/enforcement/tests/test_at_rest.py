"""DP-14: whom a finding is about is closed to whoever gets the database without its keys."""

from secrets import token_hex
from uuid import UUID, uuid4

import asyncpg

from chassis import migrations
from chassis.vault import Ring, Vault, store
from enforcement.sealed_columns import OFFENDER
from launcher import databases
from launcher.sandbox import Sandbox

from .support.city import City

FINDING = """
INSERT INTO finding (finding_id, case_id, report_number, fact_code, fact_at, branch,
  in_tolerance_zone, offender_role, on_hold, transferred_at)
VALUES ($1, $2, 'PV-1', 'X', now(), 'raam', false, 'prostituant', false, now())
"""


async def test_an_offender_stands_nowhere_in_clear_and_opens_for_her_own_finding_only(
    city: City, sandbox: Sandbox
) -> None:
    finding_id, other_id = uuid4(), uuid4()
    vault = await sandbox.vault("enforcement")
    said = {"name": "Onbestaandewicz", "birth_date": "1980-02-03", "organisation": None}
    sealed = vault.seal(OFFENDER, finding_id, said)
    assert b"Onbestaandewicz" not in sealed
    assert vault.open(OFFENDER, finding_id, sealed) == said
    for row in (other_id, UUID(int=0)):
        try:
            vault.open(OFFENDER, row, sealed)
        except Exception as error:
            assert "does not belong in its row" in str(error)
            assert "Onbestaandewicz" not in str(error)
        else:
            raise AssertionError("it opened elsewhere")


async def test_the_migration_seals_the_offenders_of_before(sandbox: Sandbox) -> None:
    suffix = f"_old_{token_hex(4)}"
    old = databases.create(sandbox.infra, ["enforcement"], suffix)["enforcement"]
    file = sandbox.infra.credentials.vault("enforcement")
    try:
        migrations.upgrade("enforcement", old.owner_url, "0003")
        conn = await asyncpg.connect(old.owner_url)
        finding_id = uuid4()
        await conn.execute(FINDING, finding_id, uuid4())
        await conn.execute(
            "INSERT INTO offender (finding_id, name, birth_date) VALUES ($1, 'Ilinca', '1980')",
            finding_id,
        )
        await conn.close()
        migrations.upgrade("enforcement", old.owner_url, vault=file)
        conn = await asyncpg.connect(old.owner_url)
        rows = await conn.fetch("SELECT * FROM offender")
        vault = Vault("enforcement", Ring.load(file), await store.keys(conn))
        await conn.close()
        assert set(rows[0].keys()) == {"finding_id", "said"}
        found = vault.open(OFFENDER, finding_id, rows[0]["said"])
        assert found == {"name": "Ilinca", "birth_date": "1980", "organisation": None}
    finally:
        databases.drop(sandbox.infra, ["enforcement"], suffix)
