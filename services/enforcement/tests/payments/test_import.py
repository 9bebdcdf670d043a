"""Bank statements on a real database: each line booked once, by hand or by its reference."""

import asyncio
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import asyncpg
import httpx
import pytest
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chassis.days import city_day
from chassis.web import Function

from ..support.camt import PAYER_IBAN, Entry, camt, entry
from ..support.city import City
from ..support.fines import FINANCE, final_fine, refused

CONSERVED = """
SELECT (SELECT coalesce(sum(amount_cents), 0) FROM payment_booking WHERE line_id IS NOT NULL)
     + (SELECT coalesce(sum(amount_cents), 0) FROM court_costs WHERE settled_line IS NOT NULL)
     - (SELECT coalesce(sum(amount_cents), 0) FROM statement_line WHERE state = 'gekoppeld')
"""
"""Cents that were booked from statements beyond their matched lines, or got lost on the way."""


async def upload(city: City, data: bytes, function: Function = FINANCE) -> httpx.Response:
    city.later(seconds=1)
    token = city.sandbox.token(function, "STAD", service="enforcement")
    headers = {"Authorization": f"Bearer {token}", "Krachtlijn-Time": city.now.isoformat()}
    files = {"bestand": ("afschrift.xml", data, "application/xml")}
    return await city.client.post("/v1/bank-statements", files=files, headers=headers)


async def reads(city: City, *entries: Entry) -> dict[str, Any]:
    response = await upload(city, camt((uuid4().hex, [*entries])))
    assert response.is_success, response.text
    found: dict[str, Any] = response.json()
    return found


async def waiting(city: City, state: str = "te_bekijken") -> list[dict[str, Any]]:
    listed = await city.sees(FINANCE, f"/v1/statement-lines?state={state}&pagesize=500")
    rows: list[dict[str, Any]] = listed["_embedded"]["lines"]
    return rows


async def one_waiting(city: City, cents: int) -> str:
    (line,) = [row for row in await waiting(city) if row["amountCents"] == cents]
    return f"/v1/statement-lines/{line['lineId']}"


def unlike() -> int:
    """An amount that no other test uses."""
    return 10_000 + uuid4().int % 1_000_000


async def test_a_payment_with_its_reference_is_booked_and_its_payer_is_kept_nowhere(
    city: City, app: FastAPI, rows: asyncpg.Connection
) -> None:
    path = await final_fine(city, app, 15_000)
    reference = (await city.sees(FINANCE, path))["reference"]
    day = city_day(city.now)
    result = await reads(city, entry(15_000, day, structured=reference), entry(-900, day, "huur"))
    assert (result["matched"], result["toLookAt"], result["aside"]) == (1, 0, 1)
    claim = await city.sees(FINANCE, path)
    assert (claim["state"], claim["paidCents"]) == ("betaald", 15_000)
    assert claim["bookings"][0]["paidOn"] == day.isoformat()
    line = claim["bookings"][0]["lineId"]
    kept = await rows.fetchval(
        "SELECT count(*) FROM statement_payer WHERE line_id = $1::uuid", line
    )
    assert kept == 0
    assert await rows.fetchval(CONSERVED) == 0


async def test_a_statement_that_comes_twice_books_nothing_twice(city: City, app: FastAPI) -> None:
    path = await final_fine(city, app, 15_000)
    reference = (await city.sees(FINANCE, path))["reference"]
    day, ref = city_day(city.now), uuid4().hex
    of = entry(5_000, day, structured=reference, ref=uuid4().hex)
    name = uuid4().hex
    first = camt((name, [of]))
    assert (await upload(city, first)).json()["matched"] == 1
    again = (await upload(city, first)).json()
    assert (again["statements"], again["known"], again["matched"]) == (0, 1, 0)
    other = (await upload(city, camt((f"{name}-bis", [of])))).json()
    assert (other["statements"], other["known"], other["matched"]) == (1, 1, 0)
    spoiled = await upload(city, camt((name, [entry(6_000, day, ref=ref)])))
    assert spoiled.status_code == 422
    assert "al ingelezen met andere bedragen" in spoiled.text
    assert (await city.sees(FINANCE, path))["paidCents"] == 5_000


async def test_two_uploads_at_the_same_time_book_once(city: City, app: FastAPI) -> None:
    path = await final_fine(city, app, 15_000)
    reference = (await city.sees(FINANCE, path))["reference"]
    file = camt((uuid4().hex, [entry(5_000, city_day(city.now), structured=reference)]))
    answers = await asyncio.gather(*(upload(city, file) for _ in range(4)))
    assert sorted(answer.json()["matched"] for answer in answers) == [0, 0, 0, 1]
    assert (await city.sees(FINANCE, path))["paidCents"] == 5_000


async def test_all_of_a_file_is_read_or_nothing(city: City, app: FastAPI) -> None:
    path = await final_fine(city, app, 15_000)
    reference = (await city.sees(FINANCE, path))["reference"]
    day = city_day(city.now)
    good = (uuid4().hex, [entry(5_000, day, structured=reference)])
    late = (uuid4().hex, [entry(100, day + timedelta(days=1))])
    response = await upload(city, camt(good, late))
    assert response.status_code == 422
    assert "in de toekomst" in response.text
    assert (await city.sees(FINANCE, path))["bookings"] == []
    assert (await upload(city, camt(good))).json()["matched"] == 1


async def test_a_line_without_a_fine_is_matched_by_hand_and_taken_back(
    city: City, app: FastAPI, rows: asyncpg.Connection
) -> None:
    path = await final_fine(city, app, 15_000)
    number = (await city.sees(FINANCE, path))["number"]
    cents = unlike()
    await reads(city, entry(cents, city_day(city.now), "boete van vorige week"))
    line = await one_waiting(city, cents)
    assert await refused(city, f"{line}/match", {"claim": "GAS/1999/000001"}) == (
        422,
        "Er is geen boete met dit nummer of deze mededeling.",
    )
    matched = await city.does(FINANCE, f"{line}/match", {"claim": number})
    assert (matched["state"], matched["number"]) == ("gekoppeld", number)
    assert (await city.sees(FINANCE, path))["paidCents"] == cents
    assert (await refused(city, f"{line}/match", {"claim": number}))[0] == 409
    back = await city.does(FINANCE, f"{line}/undoing", {"reason": "Verkeerde persoon."})
    assert back["state"] == "te_bekijken"
    claim = await city.sees(FINANCE, path)
    assert (claim["paidCents"], claim["state"]) == (0, "te_betalen")
    assert await rows.fetchval(CONSERVED) == 0


async def test_a_correction_on_the_claim_sends_its_line_back_too(
    city: City, app: FastAPI, rows: asyncpg.Connection
) -> None:
    path = await final_fine(city, app, 15_000)
    reference = (await city.sees(FINANCE, path))["reference"]
    cents = unlike()
    await reads(city, entry(cents, city_day(city.now), structured=reference))
    (booking,) = (await city.sees(FINANCE, path))["bookings"]
    correction = f"{path}/bookings/{booking['bookingId']}/correction"
    await city.does(FINANCE, correction, {"reason": "Betaald voor een ander dossier."})
    await one_waiting(city, cents)
    assert await rows.fetchval(CONSERVED) == 0


async def test_what_left_is_only_matched_as_what_was_too_much(
    city: City, app: FastAPI, rows: asyncpg.Connection
) -> None:
    path = await final_fine(city, app, 15_000)
    reference = (await city.sees(FINANCE, path))["reference"]
    more = unlike()
    day = city_day(city.now)
    await reads(city, entry(-more, day, reference))
    line = await one_waiting(city, -more)
    assert (await refused(city, f"{line}/match", {"claim": reference}))[0] == 422
    await reads(city, entry(15_000 + more, day, structured=reference))
    assert (await city.sees(FINANCE, path))["creditCents"] == more
    await city.does(FINANCE, f"{line}/match", {"claim": reference})
    assert (await city.sees(FINANCE, path))["creditCents"] == 0
    assert await rows.fetchval(CONSERVED) == 0


async def test_whoever_paid_is_sealed_logged_when_read_and_kept_a_month_when_set_aside(
    city: City, rows: asyncpg.Connection
) -> None:
    cents = unlike()
    await reads(city, entry(cents, city_day(city.now), "bibliotheek"))
    line = await one_waiting(city, cents)
    line_id = line.rpartition("/")[2]
    sealed = await rows.fetchval("SELECT said FROM statement_payer WHERE line_id = $1", line_id)
    assert b"Ilinca" not in sealed and PAYER_IBAN.encode() not in sealed
    why = {"Krachtlijn-Purpose": "procedure"}
    payer = await city.sees(FINANCE, f"{line}/payer", **why)
    assert payer == {"name": "Ilinca Voorbeeld", "iban": PAYER_IBAN, "text": "bibliotheek"}
    looks = "SELECT count(*) FROM access_log WHERE subject_id = $1"
    assert await rows.fetchval(looks, line_id) == 1
    assert (await city.call(FINANCE, "GET", f"{line}/payer")).status_code == 403
    aside = await city.does(FINANCE, f"{line}/setting-aside", {"reason": "Bibliotheekgeld."})
    assert aside["state"] == "terzijde"
    assert (await city.sees(FINANCE, f"{line}/payer", **why))["name"] is None, "nobody has to know"
    city.later(days=29)
    assert (await city.does(FINANCE, f"{line}/undoing", {"reason": "Toch."}))["state"] == (
        "te_bekijken"
    )
    assert await city.sees(FINANCE, f"{line}/payer", **why) == payer
    await city.does(FINANCE, f"{line}/setting-aside", {"reason": "Toch niet."})
    city.later(days=30)

    async def forgotten() -> bool:
        count = "SELECT count(*) FROM statement_payer WHERE line_id = $1"
        return bool(await rows.fetchval(count, line_id) == 0)

    await city.clock_moves_on(forgotten)


async def test_whoever_paid_a_line_matched_by_hand_is_forgotten_after_a_month(
    city: City, app: FastAPI, rows: asyncpg.Connection
) -> None:
    path = await final_fine(city, app, 15_000)
    number, cents = (await city.sees(FINANCE, path))["number"], unlike()
    await reads(city, entry(cents, city_day(city.now), "boete"))
    line = await one_waiting(city, cents)
    await city.does(FINANCE, f"{line}/match", {"claim": number})
    count = "SELECT count(*) FROM statement_payer WHERE line_id = $1"
    line_id = line.rpartition("/")[2]
    assert await rows.fetchval(count, line_id) == 1
    city.later(days=30)

    async def forgotten() -> bool:
        await city.sees(FINANCE, path)
        return bool(await rows.fetchval(count, line_id) == 0)

    await city.clock_moves_on(forgotten)


AMOUNTS = st.integers(-20_000, 20_000).filter(bool)
ACTS = st.lists(
    st.tuples(st.sampled_from(["match", "aside", "back"]), st.integers(0, 9)), max_size=8
)


@given(st.lists(st.tuples(AMOUNTS, st.booleans()), min_size=1, max_size=5), ACTS)
@settings(
    max_examples=settings().max_examples // 6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
async def test_no_money_is_lost_or_doubled_whatever_people_do_with_the_lines(
    city: City,
    app: FastAPI,
    rows: asyncpg.Connection,
    amounts: list[tuple[int, bool]],
    acts: list[tuple[str, int]],
) -> None:
    path = await final_fine(city, app, 15_000)
    claim = await city.sees(FINANCE, path)
    day: date = city_day(city.now)
    file = uuid4().hex
    named = [entry(cents, day, claim["reference"] if ours else "x") for cents, ours in amounts]
    result = (await upload(city, camt((file, named)))).json()
    assert result["matched"] + result["toLookAt"] + result["aside"] == len(amounts)
    lines = await rows.fetch(
        "SELECT line_id FROM statement_line JOIN bank_statement USING (statement_id)"
        " WHERE reference = $1 ORDER BY line_id",
        file,
    )
    for act, number in acts:
        line = f"/v1/statement-lines/{lines[number % len(lines)]['line_id']}"
        bodies = {
            "match": ("match", {"claim": claim["number"]}),
            "aside": ("setting-aside", {"reason": "x"}),
            "back": ("undoing", {"reason": "x"}),
        }
        where, body = bodies[act]
        response = await city.call(FINANCE, "POST", f"{line}/{where}", body)
        assert response.status_code in (200, 409, 422), response.text
        assert await rows.fetchval(CONSERVED) == 0
    told = await rows.fetchval(
        "SELECT coalesce(sum(amount_cents), 0) FROM statement_line WHERE state = 'gekoppeld'"
        " AND case_id = $1::uuid",
        claim["caseId"],
    )
    now = await city.sees(FINANCE, path)
    assert now["paidCents"] == told
    assert now["owedCents"] + now["creditCents"] == now["paidCents"] + now["outstandingCents"]


@pytest.mark.parametrize("data", [b"", b"geen xml", b"<a/>", b"PK\x03\x04"])
async def test_a_file_that_is_no_statement_is_refused_with_what_to_do(
    city: City, data: bytes
) -> None:
    response = await upload(city, data)
    assert response.status_code == 422
    assert response.json()["errors"][0]["field"] == "bestand"


async def test_only_finance_reads_statements(city: City) -> None:
    response = await upload(city, camt(("1", [])), Function.JURIST_BH)
    assert response.status_code == 403
