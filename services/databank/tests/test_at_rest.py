"""DP-14: what the databank has sealed so far opens in its own row, and was sealed by migration."""

from datetime import date
from secrets import token_hex
from uuid import uuid4

import asyncpg
import pytest

from chassis import migrations
from chassis.errors import ViolationError
from chassis.vault import Ring, Vault, store
from databank.sealed_columns import OFFENDER, READ, open_finding
from launcher import databases
from launcher.sandbox import Sandbox

MARK = "Onbestaandewicz"
FINDING = """
INSERT INTO finding (id, fact_code, fact_at, branch, in_tolerance_zone, offender_name,
  offender_birth_date, possible_victim, victim_checked, state, noted_at, noted_by, caught_in_act)
VALUES ($1, 'X', now(), 'raam', false, $2, '1980-02-03', 'onbekend', false, 'genoteerd', now(),
  'agent', false)
"""


async def test_the_migration_seals_whom_findings_are_about_and_what_was_read(
    sandbox: Sandbox,
) -> None:
    suffix = f"_old_{token_hex(4)}"
    old = databases.create(sandbox.infra, ["databank"], suffix)["databank"]
    file = sandbox.infra.credentials.vault("databank")
    try:
        migrations.upgrade("databank", old.owner_url, "0014")
        conn = await asyncpg.connect(old.owner_url)
        one, nobody, look = uuid4(), uuid4(), uuid4()
        await conn.execute(FINDING, one, MARK)
        await conn.execute(FINDING, nobody, None)
        person, claim = uuid4(), uuid4()
        await conn.execute(
            "INSERT INTO person (id, created_at, provisional, identity_state, left_window)"
            " VALUES ($1, now(), false, 'te_valideren', false)",
            person,
        )
        await conn.execute(
            "INSERT INTO claim (id, digest, source_kind, source_id, received_at)"
            " VALUES ($1, '', 'test', $1, now())",
            claim,
        )
        await conn.execute(
            "INSERT INTO identity_validation (id, person_id, claim_id, outcome, method, at,"
            " officer, document_number, document_expires_on)"
            " VALUES ($1, $2, $3, 'gevalideerd', 'paspoort', now(), 'agent', 'SYN77', $4)",
            look,
            person,
            claim,
            date(2030, 1, 2),
        )
        await conn.close()
        migrations.upgrade("databank", old.owner_url, vault=file)
        conn = await asyncpg.connect(old.owner_url)
        vault = Vault("databank", Ring.load(file), await store.keys(conn))
        rows = {row["id"]: row for row in await conn.fetch("SELECT * FROM finding")}
        (read,) = await conn.fetch("SELECT * FROM identity_validation")
        await conn.close()
        assert MARK not in str(rows)
        assert open_finding(vault, rows[one])["offender_name"] == MARK
        assert open_finding(vault, rows[nobody])["offender_name"] is None
        with pytest.raises(ViolationError):
            vault.open(OFFENDER, nobody, rows[one]["offender"])
        papers = vault.open(READ, look, read["read"])
        assert (papers["document_number"], papers["document_expires_on"]) == ("SYN77", "2030-01-02")
    finally:
        databases.drop(sandbox.infra, ["databank"], suffix)
