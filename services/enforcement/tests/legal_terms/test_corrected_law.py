"""An installed database gets the law as the text has it, and its running fines by it."""

from datetime import date, timedelta
from secrets import token_hex
from typing import Any
from uuid import UUID, uuid4

import asyncpg

from chassis import migrations
from chassis.days import day_start
from enforcement.migrations.seed import rows
from launcher import databases
from launcher.sandbox import Sandbox

AS_IT_STOOD = """
DELETE FROM legal_term WHERE valid_from = '2024-02-17' OR id IN (
  'gas.decision_months_mediation_agreed', 'gas.community_service_months',
  'gas.file_retention_without_fine', 'gas.log_retention_years', 'mayor.streetban_exclusions',
  'mayor.streetban_police_notice', 'mayor.college_confirmation', 'mayor.college_report_days',
  'mayor.closure_trafficking_council_notice'
);
UPDATE legal_term SET valid_to = NULL WHERE id <> 'gas.max_fine_adult_eur';
UPDATE legal_term SET valid_from = '2014-01-01' WHERE valid_from < '2014-01-01';
UPDATE legal_term SET valid_from = '2024-02-01' WHERE valid_from = '2024-01-08';
UPDATE legal_term SET valid_to = '2024-02-01' WHERE valid_to = '2024-01-08';
UPDATE legal_term SET roll_rule = 'next_working_day', verified_on = '2026-11-24', note = 'disputed'
 WHERE id LIKE 'gas.decision_months%' OR id IN (
  'gas.fine_prescription_years', 'gas.pv_transmission', 'gas.pv_transmission_caught_in_act',
  'gas.prosecutor_window', 'access_request.days', 'access_request.extension_days'
);
"""
"""Rows that release 0.2.0 had seeded and that were wrong."""
FINDING = """
INSERT INTO finding (finding_id, case_id, report_number, fact_code, fact_at, branch,
  in_tolerance_zone, offender_role, on_hold, transferred_at)
VALUES ($1, $2, 'PV-1', 'X', now(), 'raam', false, 'prostituant', false, now())
"""
CASE = """
INSERT INTO gas_case (case_id, number, finding_id, state, offender_role, fact_code, decide_by,
                      safe_by, opened_at)
VALUES ($1, $2, $3, 'geregistreerd', 'klant', 'x', $4, $5, now())
"""
TERM = """
INSERT INTO case_term (case_id, term_id, version, starts_on, last_day, safe_day, closed_at)
VALUES ($1, 'gas.decision_months', '2014-01-01', $2, $3, $4, $5)
"""
TIMER = "INSERT INTO bus_timer (name, key, due_at, data) VALUES ('legal-term', $1, $2, '{}')"
DATES = "SELECT last_day, safe_day, post_by FROM case_term WHERE case_id = $1"
FOUND = date(2026, 10, 25)
"""Six months later is a Sunday: the old rule ended on Monday 26 April 2027."""
ROLLED, OLD_SAFE = date(2027, 4, 26), date(2027, 3, 26)


async def law_of(conn: asyncpg.Connection) -> dict[tuple[str, date], dict[str, Any]]:
    found = await conn.fetch("SELECT * FROM legal_term")
    return {(row["id"], row["valid_from"]): dict(row) for row in found}


def delivered() -> dict[tuple[str, date], dict[str, Any]]:
    return {(row["id"], row["valid_from"]): row for row in rows("legal_terms", "term")}


async def add_fine(
    conn: asyncpg.Connection, *, closed: bool = False, flagged: bool = False
) -> UUID:
    """A fine case as the release before opened it."""
    case_id, finding_id = uuid4(), uuid4()
    await conn.execute(FINDING, finding_id, case_id)
    await conn.execute(CASE, case_id, str(case_id), finding_id, ROLLED, OLD_SAFE)
    closed_at = day_start(FOUND) if closed else None
    await conn.execute(TERM, case_id, FOUND, ROLLED, OLD_SAFE, closed_at)
    due = ROLLED + timedelta(days=1) if flagged else OLD_SAFE
    await conn.execute(TIMER, f"{case_id}:gas.decision_months", day_start(due))
    return case_id


async def test_an_installed_database_gets_the_law_and_its_running_fines_the_right_dates(
    sandbox: Sandbox,
) -> None:
    suffix = f"_law_{token_hex(4)}"
    old = databases.create(sandbox.infra, ["enforcement"], suffix)["enforcement"]
    vault = sandbox.infra.credentials.vault("enforcement")
    try:
        migrations.upgrade("enforcement", old.owner_url, "0007", vault=vault)
        conn = await asyncpg.connect(old.owner_url)
        await conn.execute(AS_IT_STOOD)
        before = await law_of(conn)
        assert before["gas.decision_months", date(2014, 1, 1)]["roll_rule"] == "next_working_day"
        assert ("gas.max_fine_adult_eur", date(2024, 1, 8)) not in before
        running, flagged, closed = (
            await add_fine(conn),
            await add_fine(conn, flagged=True),
            await add_fine(conn, closed=True),
        )
        migrations.upgrade("enforcement", old.owner_url, vault=vault)
        after = await law_of(conn)
        dates = {case_id: await conn.fetchrow(DATES, case_id) for case_id in (running, closed)}
        decide_by = await conn.fetchval("SELECT decide_by FROM gas_case WHERE case_id=$1", running)
        due = dict(await conn.fetch("SELECT key, due_at FROM bus_timer"))
        await conn.close()
    finally:
        databases.drop(sandbox.infra, ["enforcement"], suffix)
    assert after.keys() == delivered().keys()
    for key, row in delivered().items():
        assert {name: after[key][name] for name in row} == row
    # 25 April 2027 is a Sunday and stays; Friday the 23rd is the last day before the 24th
    ends = (date(2027, 4, 25), date(2027, 3, 25), date(2027, 4, 20))
    assert tuple(dates[running]) == ends
    assert tuple(dates[closed]) == (ROLLED, OLD_SAFE, None)
    assert decide_by == ends[0]
    assert due[f"{running}:gas.decision_months"] == day_start(ends[1])
    assert due[f"{flagged}:gas.decision_months"] == day_start(ends[0] + timedelta(days=1))


APPEALABLE = """
UPDATE gas_case SET state = 'ter_kennis_gebracht', appeal_until = $2, prosecutor_until = $2
 WHERE case_id = $1
"""
RUNS = """
INSERT INTO case_term (case_id, term_id, version, starts_on, last_day, safe_day)
VALUES ($1, $2, '2014-01-01', $3, $4, $4)
"""
CITY_VERSION = """
INSERT INTO legal_term (id, valid_from, value, unit, description, counting_rule, roll_rule,
                        legal_basis_id, confidence, warn_before_days, on_expiry)
VALUES ('sanction.warning_validity_months', '2027-01-01', 12, 'months', 'x', 'eve_of_day', 'none',
        'x', 'config', 0, 'flag')
"""
ALL_DUE = "SELECT name, key, due_at FROM bus_timer"


async def test_months_that_run_from_the_end_of_a_month_keep_the_longer_date(
    sandbox: Sandbox,
) -> None:
    """Counted to 28 February's number until release 0.4; arts. 52 to 54 Ger.W. say 31 March."""
    suffix = f"_months_{uuid4().hex[:8]}"
    old = databases.create(sandbox.infra, ["enforcement"], suffix)["enforcement"]
    vault = sandbox.infra.credentials.vault("enforcement")
    end_of_february, middle = date(2027, 2, 28), date(2027, 2, 15)
    try:
        migrations.upgrade("enforcement", old.owner_url, "0059", vault=vault)
        conn = await asyncpg.connect(old.owner_url)
        await conn.execute(CITY_VERSION)
        cases = {}
        for starts_on, was in ((end_of_february, date(2027, 3, 30)), (middle, date(2027, 3, 15))):
            case_id = cases[starts_on] = await add_fine(conn, closed=True)
            await conn.execute(RUNS, case_id, "gas.appeal_months", starts_on, was)
            await conn.execute(APPEALABLE, case_id, was)
            final = day_start(was + timedelta(days=1))
            for name, key in (("gas-fine-final", ""), ("legal-term", ":gas.appeal_months")):
                await conn.execute(
                    "INSERT INTO bus_timer (name, key, due_at, data) VALUES ($1, $2, $3, '{}')",
                    name,
                    f"{case_id}{key}",
                    final if name == "gas-fine-final" else day_start(was),
                )
        await conn.execute(
            RUNS, cases[middle], "gas.prosecutor_window", end_of_february, date(2027, 4, 28)
        )
        migrations.upgrade("enforcement", old.owner_url, vault=vault)
        law = await law_of(conn)
        terms = await conn.fetch(
            "SELECT case_id, term_id, last_day, safe_day FROM case_term WHERE closed_at IS NULL"
        )
        until = dict(await conn.fetch("SELECT case_id, appeal_until FROM gas_case"))
        due = {(row["name"], row["key"]): row["due_at"] for row in await conn.fetch(ALL_DUE)}
        await conn.close()
    finally:
        databases.drop(sandbox.infra, ["enforcement"], suffix)
    moved, kept = cases[end_of_february], cases[middle]
    dates = {(row["case_id"], row["term_id"]): (row["last_day"], row["safe_day"]) for row in terms}
    assert dates == {
        (moved, "gas.appeal_months"): (date(2027, 3, 31), date(2027, 3, 31)),
        (kept, "gas.appeal_months"): (date(2027, 3, 15), date(2027, 3, 15)),
        # a safe date a week before the end
        (kept, "gas.prosecutor_window"): (date(2027, 4, 30), date(2027, 4, 23)),
    }
    assert until == {moved: date(2027, 3, 31), kept: date(2027, 3, 15)}
    assert due["gas-fine-final", str(moved)] == day_start(date(2027, 4, 1))
    assert due["legal-term", f"{moved}:gas.appeal_months"] == day_start(date(2027, 3, 31))
    assert due["gas-fine-final", str(kept)] == day_start(date(2027, 3, 16))
    city_version = law["sanction.warning_validity_months", date(2027, 1, 1)]
    assert city_version["counting_rule"] == "same_day", "counted as the term's other versions"


async def test_a_new_database_has_the_same_law(rows: asyncpg.Connection) -> None:
    """Beside what other tests proposed."""
    assert delivered().keys() <= (await law_of(rows)).keys()
