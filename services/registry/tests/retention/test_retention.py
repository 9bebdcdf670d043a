"""Rows of clients go when their time is over, at the edge of the city's day, and a proof stays."""

import hashlib
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import asyncpg
import pytest

from chassis.days import city_moment, day_start
from chassis.db import Database
from chassis.web import Function
from registry.delivery_register import store as deliveries
from registry.minimum_format.rules.records import Rows
from registry.retention.destroy import KEY, TIMER, destroy_over
from registry.retention.rules import kept_until_of_replaced, kept_until_of_year
from registry.settings import RegistrySettings

from ..support.deliveries import contact, of_branches
from ..support.registry import Registry

ANALYST = Function.STUDIEDIENST_ANALIST
UPLOADED = date(2026, 2, 10)
TABLES = of_branches({"raam": 30})


async def night(database: Database, at: date | datetime) -> int:
    moment = at if isinstance(at, datetime) else day_start(at) + timedelta(hours=3)
    async with database.begin(moment) as tx:
        return await destroy_over(tx, RegistrySettings())


async def rows(registry: Registry) -> int:
    return await registry.count("delivery_row")


async def proofs(registry: Registry) -> list[dict[str, Any]]:
    answer = await registry.get(ANALYST, "/v1/destructions")
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["_embedded"]["destructions"]
    return found


@pytest.mark.parametrize(
    ("frozen_on", "last"),
    [(date(2026, 5, 1), date(2028, 5, 1)), (date(2024, 2, 29), date(2026, 2, 28))],
)
def test_a_year_is_kept_two_years_after_its_freeze(frozen_on: date, last: date) -> None:
    assert kept_until_of_year(frozen_on, 2) == last


def test_a_replaced_revision_is_kept_some_days() -> None:
    assert kept_until_of_replaced(date(2026, 2, 10), 30) == date(2026, 3, 12)


async def test_rows_of_a_frozen_year_go_on_the_day_after_two_years_and_figures_stay(
    registry: Registry, database: Database
) -> None:
    await registry.accepted(TABLES)
    late = "2026-06-30T23:30:00+02:00"  # in UTC still the 30th, and so it is in the city
    assert (await registry.freeze(without=["BOYS", "FREECLINIC"], at=late)).status_code == 200
    held = await rows(registry)
    last = date(2028, 6, 30)
    assert await night(database, city_moment(last, time(23, 59))) == 0
    assert await rows(registry) == held
    assert await night(database, day_start(last + timedelta(days=1))) == 1
    assert await rows(registry) == 0
    (proof,) = await proofs(registry)
    assert proof["ground"] == "jaar_bevroren"
    assert proof["keptUntil"] == "2028-06-30"
    assert proof["rows"] == {"clienten": 30, "contacten": 30, "activiteiten": 0}
    assert await registry.count("aggregate") > 0
    assert await night(database, last + timedelta(days=2)) == 0


async def test_a_year_frozen_after_midnight_in_the_city_counts_from_its_new_day(
    registry: Registry, database: Database
) -> None:
    await registry.accepted(TABLES)
    await registry.freeze(without=["BOYS", "FREECLINIC"], at="2026-06-30T22:30:00+00:00")
    assert await night(database, city_moment(date(2028, 7, 1), time(23, 59))) == 0
    assert await night(database, date(2028, 7, 2)) == 1


async def test_a_replaced_revision_goes_earlier_and_what_was_signed_after_it_stays(
    registry: Registry, database: Database
) -> None:
    await registry.signed(TABLES)
    await registry.signed(of_branches({"raam": 40}))
    replaced = UPLOADED + timedelta(days=30)
    assert await night(database, replaced) == 0
    assert await night(database, replaced + timedelta(days=1)) == 1
    (proof,) = await proofs(registry)
    assert (proof["revision"], proof["ground"]) == (1, "vervangen")
    assert await rows(registry) == 80


async def test_what_was_put_right_beside_told_figures_is_kept_as_long_as_these(
    registry: Registry, database: Database
) -> None:
    """Better rows of persons outlive no shorter than the wrong ones (art. 5.1.d and 16 GDPR)."""
    await registry.accepted(TABLES)
    await registry.accepted(of_branches({"raam": 31}))
    await registry.day_comes(datetime(2027, 3, 1, 8, tzinfo=UTC))
    assert (await night(database, date(2027, 4, 1)), await rows(registry)) == (0, 60 + 62)
    await registry.freeze(without=["BOYS", "FREECLINIC"], at="2027-05-03T10:00:00+02:00")
    assert await night(database, date(2029, 5, 3)) == 0
    assert await night(database, date(2029, 5, 4)) == 2
    assert {each["ground"] for each in await proofs(registry)} == {"jaar_bevroren"}


async def test_a_later_correction_takes_the_place_of_the_one_before(
    registry: Registry, database: Database
) -> None:
    await registry.accepted(TABLES, half=1)
    for raam in (31, 32):
        again = await registry.accepted(of_branches({"raam": raam}), half=1)
        assert again["state"] == "zonder_gevolg"
    replaced = date(2026, 3, 2) + timedelta(days=30)
    assert await night(database, replaced) == 0
    assert await night(database, replaced + timedelta(days=1)) == 1
    (proof,) = await proofs(registry)
    assert (proof["revision"], proof["ground"]) == (2, "vervangen")
    assert await rows(registry) == 60 + 64, "what was told, and how it is now"


async def test_counts_of_a_told_half_go_with_its_rows(
    registry: Registry, database: Database
) -> None:
    kept = "SELECT count(told_register) FROM aggregate"
    await registry.accepted(TABLES, half=1)
    await registry.accepted(of_branches({"raam": 5}, "2025-09"), half=2)
    async with registry.sandbox.asking("registry") as conn:
        assert await conn.fetchval(kept) == 2
    await registry.freeze(without=["BOYS", "FREECLINIC"])
    assert await night(database, date(2028, 3, 3)) == 2
    async with registry.sandbox.asking("registry") as conn:
        assert await conn.fetchval(kept) == 0
    assert await registry.count("aggregate") == 2


async def test_a_withdrawn_upload_goes_the_next_night(
    registry: Registry, database: Database
) -> None:
    answer = await registry.upload(TABLES.csv())
    path = f"/v1/deliveries/{answer.json()['deliveryId']}"
    assert await night(database, UPLOADED + timedelta(days=365)) == 0
    await registry.post(Function.ZORG_REGISTRATOR, f"{path}/withdrawal", "GHAPRO")
    assert await night(database, city_moment(UPLOADED, time(23))) == 0
    assert await night(database, UPLOADED + timedelta(days=1)) == 1
    assert await rows(registry) == 0
    shown = await registry.get(ANALYST, path)
    assert (shown.json()["state"], shown.json()["rows"]["clienten"]) == ("ingetrokken", 30)


async def test_a_draft_that_nobody_signs_goes_when_its_term_is_over_and_can_be_signed_no_more(
    registry: Registry, database: Database
) -> None:
    answer = await registry.upload(TABLES.csv())
    path = f"/v1/deliveries/{answer.json()['deliveryId']}"
    last = UPLOADED + timedelta(days=365)
    assert await night(database, city_moment(last, time(23, 59))) == 0
    assert await rows(registry) == 60
    assert await night(database, day_start(last + timedelta(days=1))) == 1
    assert await rows(registry) == 0
    (proof,) = await proofs(registry)
    assert (proof["ground"], proof["keptUntil"]) == ("niet_ingediend", "2027-02-10")
    assert proof["rows"] == {"clienten": 30, "contacten": 30, "activiteiten": 0}
    refused = await registry.post(Function.ZORG_VERANTWOORDELIJKE, f"{path}/submission", "GHAPRO")
    assert refused.status_code == 409
    assert "vernietigd" in refused.text
    assert await night(database, last + timedelta(days=2)) == 0
    again = await registry.upload(TABLES.csv())
    assert (again.json()["state"], again.json()["revision"]) == ("gevalideerd", 2)


async def test_a_draft_that_was_sent_back_counts_from_that_day(
    registry: Registry, database: Database
) -> None:
    answer = await registry.upload(TABLES.csv())
    path = f"/v1/deliveries/{answer.json()['deliveryId']}"
    await registry.post(Function.ZORG_VERANTWOORDELIJKE, f"{path}/submission", "GHAPRO")
    assert await night(database, UPLOADED + timedelta(days=800)) == 0, "what is signed waits"
    later = "2026-04-10T10:00:00+02:00"
    body = {"reason": "onvolledig"}
    assert (await registry.post(ANALYST, f"{path}/return", at=later, json=body)).status_code == 200
    assert await night(database, date(2027, 4, 10)) == 0
    assert await night(database, date(2027, 4, 11)) == 1


async def test_what_waits_in_a_frozen_year_is_accepted_no_more_once_its_rows_are_gone(
    registry: Registry, database: Database
) -> None:
    await registry.accepted(TABLES)
    await registry.freeze(without=["BOYS", "FREECLINIC"])
    answer = await registry.upload(of_branches({"raam": 40}).csv(), reason="fout_in_bron")
    path = f"/v1/deliveries/{answer.json()['deliveryId']}"
    await registry.post(Function.ZORG_VERANTWOORDELIJKE, f"{path}/submission", "GHAPRO")
    assert await night(database, date(2029, 1, 1)) == 2
    assert (await registry.get(ANALYST, path)).json()["state"] == "verlopen"
    assert (await registry.post(ANALYST, f"{path}/acceptance")).status_code == 409
    await registry.accepted(of_branches({"raam": 41}), reason="fout_in_bron")


async def test_a_year_whose_rows_went_is_delivered_no_more(
    registry: Registry, database: Database
) -> None:
    """What was published cannot be protected any more beside new figures: its counts are gone."""
    await registry.accepted(TABLES)
    await registry.freeze(without=["BOYS", "FREECLINIC"])
    again: dict[str, Any] = {"files": of_branches({"raam": 41}).csv(), "reason": "fout_in_bron"}
    last = await registry.upload(**again, at="2028-02-10T23:30:00+01:00")
    assert last.status_code == 201, last.text
    assert await night(database, date(2028, 2, 11)) > 0
    refused = await registry.upload(**again, at="2028-02-11T00:30:00+01:00")
    assert refused.status_code == 409
    assert "opnieuw opleveren kan niet meer" in refused.text


async def test_listed_errors_of_a_replaced_file_go_too_and_their_number_stays(
    registry: Registry, database: Database
) -> None:
    wrong = of_branches({"raam": 6}).changed(contacten=[contact("unknown")])
    answer = await registry.upload(wrong.csv())
    path = f"/v1/deliveries/{answer.json()['deliveryId']}"
    assert await registry.count("kept_upload") == 1
    await registry.upload(TABLES.csv())
    await night(database, UPLOADED + timedelta(days=31))
    assert await registry.count("kept_upload") == 0
    shown = (await registry.get(ANALYST, path)).json()
    assert (shown["errors"], shown["errorCount"]) == ([], 1)


async def test_the_proof_has_the_digest_of_the_rows_as_they_were(
    registry: Registry, database: Database
) -> None:
    await registry.signed(TABLES)
    await registry.signed(of_branches({"raam": 40}))
    async with registry.sandbox.asking("registry") as conn:
        kept = await conn.fetch(
            "SELECT table_name, number, content::text AS content FROM delivery_row"
            " JOIN delivery USING (delivery_id) WHERE revision = 1"
        )
    lines = [
        f"{row['table_name']} {row['number']} {row['content']}"
        for row in sorted(kept, key=lambda row: (row["table_name"], row["number"]))
    ]
    await night(database, UPLOADED + timedelta(days=31))
    (proof,) = await proofs(registry)
    assert proof["digest"] == hashlib.sha256("\n".join(lines).encode()).hexdigest()
    assert "raam-1" not in str(proof)


async def test_the_service_cannot_change_or_remove_a_proof(
    registry: Registry, database: Database
) -> None:
    await registry.signed(TABLES)
    await registry.signed(of_branches({"raam": 40}))
    await night(database, UPLOADED + timedelta(days=31))
    for statement in (
        "UPDATE delivery_destruction SET digest = ''",
        "DELETE FROM delivery_destruction",
    ):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with database.begin(day_start(UPLOADED)) as tx:
                await tx.conn.execute(statement)


async def test_a_delivery_whose_rows_are_gone_reads_as_one_without(
    registry: Registry, database: Database
) -> None:
    await registry.accepted(TABLES)
    await registry.freeze(without=["BOYS", "FREECLINIC"])
    await night(database, date(2029, 1, 1))
    again = await registry.accepted(of_branches({"raam": 60}), reason="fout_in_bron")
    await registry.day_comes(datetime(2027, 3, 1, 8, tzinfo=UTC))
    path = f"/v1/deliveries/{again['deliveryId']}"
    assert (await registry.get(ANALYST, path)).json()["state"] == "zonder_gevolg"
    async with database.begin(day_start(UPLOADED)) as tx:
        (first,) = await deliveries.standing(tx)
        assert (await deliveries.rows(tx, first.delivery_id)) == Rows()


async def test_an_organisation_sees_the_proofs_of_its_own_rows_alone(
    registry: Registry, database: Database
) -> None:
    await registry.signed(TABLES)
    await registry.signed(of_branches({"raam": 40}))
    await night(database, UPLOADED + timedelta(days=31))
    for organisation, number in (("GHAPRO", 1), ("BOYS", 0)):
        answer = await registry.get(
            Function.ZORG_VERANTWOORDELIJKE,
            "/v1/destructions?organisation=GHAPRO",
            organisation,
        )
        assert len(answer.json()["_embedded"]["destructions"]) == number


async def test_every_night_sets_the_clock_for_the_next(
    registry: Registry, database: Database
) -> None:
    await night(database, date(2026, 3, 28))
    async with registry.sandbox.asking("registry", owner=True) as conn:
        due = await conn.fetchval(
            "SELECT due_at FROM bus_timer WHERE name = $1 AND key = $2", TIMER, KEY
        )
    assert due == day_start(date(2026, 3, 29)) + timedelta(hours=3)
