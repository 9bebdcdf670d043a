"""The GAS register keeps a person as long as the law lets it, destroys with proof, and knows its
readers (GAS law arts. 19/1 and 44)."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest
from fastapi import FastAPI

from chassis.days import day_start
from chassis.db import Database
from chassis.web import Function
from enforcement.registers.destroy import KEY, TIMER, destroy_over
from enforcement.registers.store import destructions
from enforcement.registers.store.sanctions import late_since
from enforcement.sealed_columns import SEALED
from launcher.sandbox import Sandbox

from ..support.browser import Browser, signed_in
from ..support.city import City
from ..support.kept_cases import leaving_alone
from ..support.letters import address
from ..support.procedure import FineCase
from ..support.sanctions import warned

WORKER, OFFICER, OVERSEER = (
    Function.DOSSIERBEHANDELAAR_BH,
    Function.SANCTIONEREND_AMBTENAAR,
    Function.FUNCTIONARIS_STAD,
)
SECRET = "Onbestaandewicz vertelde dit"
OF_NO_FINE = {"received_application", "application_part", "perimeter"}
"""Tables about owners who ask for a permit and about street bans: in no register of fines, and with
a term of their own (``tests/applications/test_erasure.py``, ``tests/street_bans``)."""


@pytest.fixture
async def database(sandbox: Sandbox, app: FastAPI, service: City) -> AsyncIterator[Database]:
    database = Database(sandbox.database("enforcement").url)
    database.vault = app.state.database.vault
    yield database
    await database.close()


@pytest.fixture(autouse=True)
async def without_cases_of_other_tests(city: City, rows: asyncpg.Connection) -> AsyncIterator[None]:
    """The first page of the register is short, and other tests fined many people years ago."""
    await rows.execute(
        "UPDATE gas_case SET decided_on = NULL, mediation_offered_on = NULL, decide_by = $1",
        date(2200, 1, 1),
    )
    await rows.execute("UPDATE sanction_case SET decided_at = NULL")
    async with leaving_alone(city, rows):
        yield


async def fine(city: City, rows: asyncpg.Connection, **columns: Any) -> UUID:
    """A case with these columns as they stand at its end, with a reason in its timeline."""
    finding_id = await city.transfers()
    case_id: UUID = await rows.fetchval(
        "SELECT case_id FROM gas_case WHERE finding_id = $1", finding_id
    )
    for name, value in columns.items():
        await rows.execute(f"UPDATE gas_case SET {name} = $2 WHERE case_id = $1", case_id, value)
    await rows.execute(
        "INSERT INTO timeline (case_id, step, to_state, at, actor_function, actor_subject, reason)"
        " VALUES ($1, 'written-defence', 'x', now(), 'jurist_bh', 'x', $2)",
        case_id,
        SECRET,
    )
    await rows.execute(
        "INSERT INTO follow_up (case_id, on_day, note) VALUES ($1, $2, $3)",
        case_id,
        city.today,
        SECRET,
    )
    return case_id


@pytest.fixture(autouse=True)
def all_on_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other tests leave rows in the register, too."""
    monkeypatch.setattr("enforcement.registers.pages.ON_A_PAGE", 10_000)


async def night_of(database: Database, day: date) -> None:
    async with database.begin(day_start(day) + timedelta(hours=3)) as tx:
        await destroy_over(tx)


async def persons(rows: asyncpg.Connection, case_id: UUID) -> int:
    count: int = await rows.fetchval(
        "SELECT count(*) FROM offender JOIN finding USING (finding_id) WHERE case_id = $1", case_id
    )
    return count


async def proof(rows: asyncpg.Connection, case_id: UUID) -> asyncpg.Record | None:
    return await rows.fetchrow("SELECT * FROM register_destruction WHERE case_id = $1", case_id)


async def test_a_fined_person_is_kept_five_years_and_then_destroyed_with_proof(
    city: City, rows: asyncpg.Connection, database: Database
) -> None:
    decided = city.today
    last = decided.replace(year=decided.year + 5)
    case_id = await fine(city, rows, amount=100, decided_on=decided, closed_at=city.now)
    await night_of(database, last)
    assert await persons(rows, case_id) == 1
    assert await proof(rows, case_id) is None
    await night_of(database, last + timedelta(days=1))
    assert await persons(rows, case_id) == 0
    record = await proof(rows, case_id)
    assert record is not None
    assert (record["ground"], record["kept_until"]) == ("register", last)
    assert '"offender": 1' in record["erased"]
    left = await rows.fetch("SELECT reason FROM timeline WHERE case_id = $1", case_id)
    assert {row["reason"] for row in left} == {None}
    assert await rows.fetchval("SELECT count(*) FROM follow_up WHERE case_id = $1", case_id) == 0
    number = await rows.fetchval("SELECT report_number FROM finding WHERE case_id = $1", case_id)
    assert number == ""
    # the case itself stays, without anybody
    assert await rows.fetchval("SELECT amount FROM gas_case WHERE case_id = $1", case_id) == 100


async def test_without_a_sanction_a_person_is_kept_no_longer_than_the_decision_term(
    city: City, rows: asyncpg.Connection, database: Database
) -> None:
    case_id = await fine(city, rows, closed_at=city.now)
    last: date = await rows.fetchval("SELECT decide_by FROM gas_case WHERE case_id=$1", case_id)
    await night_of(database, last)
    assert await persons(rows, case_id) == 1
    await night_of(database, last + timedelta(days=1))
    assert await persons(rows, case_id) == 0
    record = await proof(rows, case_id)
    assert record is not None
    assert (record["ground"], record["kept_until"]) == ("zonder_sanctie", last)


@pytest.mark.parametrize(
    ("kind", "is_sanction"),
    [("tijdelijke_sluiting", True), ("extra_waarschuwing", False), ("geen_sanctie", False)],
)
async def test_a_case_about_a_sanction_of_the_college_is_kept_five_years_too(
    app: FastAPI,
    city: City,
    rows: asyncpg.Connection,
    database: Database,
    kind: str,
    is_sanction: bool,
) -> None:
    """The register is of sanctions alone; nobody is kept longer for having got none."""
    filed = await city.granted()
    case = await city.case_of(await city.transfers(filed["premisesId"]))
    case_id = UUID(case["caseId"])
    await rows.execute(
        "UPDATE sanction_case SET decision_kind = $2, decided_at = $3, state = 'afgesloten'"
        " WHERE case_id = $1",
        case_id,
        kind,
        city.now,
    )
    officer = await signed_in(app, city, OFFICER, "sanctionerend")
    assert (case["number"] in await officer.sees("/register")) is is_sanction
    last = city.today.replace(year=city.now.year + 5)
    await night_of(database, last)
    assert await persons(rows, case_id) == 1
    await night_of(database, last + timedelta(days=1))
    assert await persons(rows, case_id) == 0


async def test_a_proposed_alternative_counts_as_a_sanction(
    city: City, rows: asyncpg.Connection, database: Database
) -> None:
    today = city.today
    case_id = await fine(city, rows, mediation_offered_on=today, closed_at=city.now)
    await night_of(database, today + timedelta(days=400))
    assert await persons(rows, case_id) == 1
    await night_of(database, today.replace(year=today.year + 5) + timedelta(days=1))
    assert await persons(rows, case_id) == 0


async def test_a_case_that_still_runs_waits_for_a_person_and_says_so(
    app: FastAPI, city: City, rows: asyncpg.Connection, database: Database
) -> None:
    case_id = await fine(city, rows)
    await rows.execute(
        "UPDATE gas_case SET decide_by = $2 WHERE case_id = $1",
        case_id,
        city.today - timedelta(days=1),
    )
    await night_of(database, city.today)
    assert await persons(rows, case_id) == 1
    number = await rows.fetchval("SELECT number FROM gas_case WHERE case_id = $1", case_id)
    officer = await signed_in(app, city, OFFICER, "sanctionerend")
    page = await officer.sees("/register")
    assert "Moet weg, maar loopt nog" in page
    assert number in page


@pytest.mark.parametrize("way", ["posted", "cancelled"])
async def test_who_is_still_to_be_told_how_it_ended_is_kept_until_the_letter_left(
    app: FastAPI, city: City, rows: asyncpg.Connection, database: Database, way: str
) -> None:
    """A term that passed ends a case after its last day of keeping: the night after it, the person
    was forgotten before anybody could write. Who cancels the letter decides that none leaves."""
    case = await (await FineCase.opens(city, app)).started()
    await address(city, str(case.case_id), "overtreder")
    last = date.fromisoformat((await case.look())["decideBy"])
    case.go_to(last + timedelta(days=1))
    await city.timers_done(KEY)  # the night before: the case still ran
    await case.does("expiry", OFFICER)
    await night_of(database, city.today + timedelta(days=1))
    assert await persons(rows, case.case_id) == 1, "nobody made the letter yet"
    officer = await signed_in(app, city, OFFICER, "sanctionerend")
    assert "De brief over de afloop moet nog weg." in await officer.sees("/register")
    body = {"caseId": str(case.case_id), "kind": "afloop"}
    (letter,) = (await city.call(WORKER, "POST", "/v1/letters", body)).json()
    path = f"/v1/letters/{letter['letterId']}"
    await night_of(database, city.today + timedelta(days=1))
    assert await persons(rows, case.case_id) == 1, "a draft reached nobody"
    if way == "cancelled":
        await city.does(WORKER, f"{path}/cancellation")
    else:
        await city.does(Function.JURIST_BH, f"{path}/check", subject="collega")
        await night_of(database, city.today + timedelta(days=1))
        assert await persons(rows, case.case_id) == 1, "what was checked did not leave"
        await city.does(WORKER, f"{path}/posting", {"postedOn": f"{city.today}"})
    await night_of(database, city.today + timedelta(days=1))
    assert await persons(rows, case.case_id) == 0
    record = await proof(rows, case.case_id)
    assert record is not None
    assert (record["ground"], record["kept_until"]) == ("zonder_sanctie", last)


async def test_the_night_comes_again_and_destroys_nothing_twice(
    city: City, rows: asyncpg.Connection, database: Database
) -> None:
    case_id = await fine(city, rows, closed_at=city.now, decide_by=city.today)
    night = city.today + timedelta(days=1)
    await night_of(database, night)
    first = await proof(rows, case_id)
    assert first is not None
    await night_of(database, night)
    assert await proof(rows, case_id) == first
    due = await rows.fetchval(
        "SELECT due_at FROM bus_timer WHERE name = $1 AND key = $2", TIMER, KEY
    )
    assert due == day_start(night + timedelta(days=1)) + timedelta(hours=3)


async def test_persons_that_are_kept_too_long_raise_an_alarm(
    city: City, rows: asyncpg.Connection, database: Database
) -> None:
    """Nobody closed the case, or the night did not come."""
    await night_of(database, city.today)
    case_id = await fine(city, rows)
    last = date(2015, 1, 2)  # before any case of another test
    await rows.execute("UPDATE gas_case SET decide_by = $2 WHERE case_id = $1", case_id, last)
    over = day_start(last + timedelta(days=2))
    assert await late_since(rows, over - timedelta(seconds=1)) is None
    assert await late_since(rows, over) == over
    await rows.execute("UPDATE gas_case SET closed_at = $2 WHERE case_id = $1", case_id, city.now)
    assert await late_since(rows, over) == over
    await night_of(database, city.today)
    assert await late_since(rows, over) is None


async def test_a_sanction_case_that_ended_without_a_sanction_forgets_its_persons(
    city: City, rows: asyncpg.Connection, database: Database
) -> None:
    """Five years after it ended, no later than who was sanctioned; with whoever runs on."""
    owner = f"OWN-{uuid4().hex[:8]}"
    case, runs = await warned(city, owner), await warned(city, f"OWN-{uuid4().hex[:8]}")
    case_id = UUID(case["caseId"])
    await city.does(WORKER, f"{case['path']}/closing", {"reason": SECRET})
    last = city.today.replace(year=city.today.year + 5)
    over = day_start(last + timedelta(days=2))
    offenders = "SELECT count(*) FROM offender JOIN finding USING (finding_id) WHERE case_id = $1"
    await night_of(database, last)
    assert await rows.fetchval(offenders, case_id) == 1
    assert await late_since(rows, over - timedelta(seconds=1)) is None
    assert await late_since(rows, over) == over
    await night_of(database, last + timedelta(days=1))
    assert await rows.fetchval(offenders, case_id) == 0
    record = await proof(rows, case_id)
    assert record is not None
    assert (record["ground"], record["kept_until"]) == ("zonder_sanctie", last)
    row = await rows.fetchrow("SELECT * FROM sanction_case WHERE case_id = $1", case_id)
    assert row is not None and owner not in map(str, row.values())
    lines = await rows.fetch("SELECT reason FROM timeline WHERE case_id = $1", case_id)
    assert {line["reason"] for line in lines} == {None}
    assert await rows.fetchval(offenders, UUID(runs["caseId"])) == 1, "nobody ended that one"
    assert await late_since(rows, over) is None


def test_every_table_that_holds_a_person_is_emptied() -> None:
    """A new sealed column is destroyed too, or this fails."""
    assert {column.table for column in SEALED} - OF_NO_FINE <= destructions.ERASE.keys()


async def test_reasons_go_only_with_a_proof_and_a_proof_stays(
    city: City, rows: asyncpg.Connection
) -> None:
    case_id = await fine(city, rows)
    with pytest.raises(asyncpg.RaiseError):
        await rows.execute("SELECT forget_case_reasons($1)", case_id)
    for statement in (
        "DELETE FROM register_destruction",
        "UPDATE register_destruction SET number = ''",
        "DELETE FROM register_reader",
        "UPDATE register_reader SET reason = ''",
        "UPDATE timeline SET reason = NULL",
    ):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await rows.execute(statement)


async def worker_of(app: FastAPI, city: City, rows: asyncpg.Connection) -> tuple[Browser, str]:
    subject = f"register-{uuid4().hex[:8]}"
    browser = await signed_in(app, city, WORKER, subject)
    await browser.sees("/dossiers")
    colleague = await rows.fetchval(
        "SELECT colleague_id FROM colleague WHERE subject = $1", subject
    )
    return browser, str(colleague)


async def test_only_the_officer_and_who_is_named_in_writing_read_the_register(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    today = city.today
    case_id = await fine(city, rows, amount=70, decided_on=today)
    number = await rows.fetchval("SELECT number FROM gas_case WHERE case_id = $1", case_id)
    worker, colleague = await worker_of(app, city, rows)
    assert number not in await worker.sees("/register")
    officer = await signed_in(app, city, OFFICER, "sanctionerend")
    assert number in await officer.sees("/register")
    told = await officer.is_told("/register/toegang", collega=colleague, reden="")
    assert "Wie mag het register lezen?" in told
    await officer.does("/register/toegang", collega=colleague, reden="Herhaling nagaan.")
    assert number in await worker.sees("/register")
    told = await officer.is_told("/register/toegang", collega=colleague, reden="Nog eens.")
    assert "staat al op de lijst" in told
    overseer = await signed_in(app, city, OVERSEER, "fg")
    assert "Herhaling nagaan." in await overseer.sees("/register/toegang")
    reader = await rows.fetchval("SELECT max(reader_id::text) FROM register_reader")
    await officer.does(f"/register/toegang/{reader}/beeindigen")
    assert number not in await worker.sees("/register")
    assert "Herhaling nagaan." in await overseer.sees("/register/toegang")


async def test_each_look_at_the_register_is_logged(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    officer = await signed_in(app, city, OFFICER, f"kijker-{uuid4().hex[:6]}")
    await officer.sees("/register")
    logged = await rows.fetchrow("SELECT * FROM access_log ORDER BY position DESC LIMIT 1")
    assert logged is not None
    assert (logged["action"], logged["subject_kind"]) == ("consult", "gas-register")


async def test_the_register_names_nobody(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    await fine(city, rows, amount=70, decided_on=city.today)
    officer = await signed_in(app, city, OFFICER, "sanctionerend")
    page = await officer.sees("/register")
    assert "Ilinca" not in page
    assert SECRET not in page
