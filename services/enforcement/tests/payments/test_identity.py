"""One transaction in several files, on the right account; and what the bank takes back."""

from uuid import uuid4

import asyncpg
import pytest
from fastapi import FastAPI

from chassis.days import city_day

from ..support.camt import PAYER_IBAN, Entry, Part, camt, entry, notifications
from ..support.city import City
from ..support.fines import FINANCE, final_fine, refused
from .test_import import CONSERVED, reads, upload, waiting


async def known_as(city: City, path: str) -> tuple[int, str]:
    """What was paid on a claim, and how many bookings that took."""
    claim = await city.sees(FINANCE, path)
    return claim["paidCents"], len(claim["bookings"])


async def test_a_transaction_is_booked_once_though_notification_and_statement_tell_of_it(
    city: City, app: FastAPI, rows: asyncpg.Connection
) -> None:
    """CAMT.054 in the day, CAMT.053 at its end; the bank's reference stands in another place."""
    path = await final_fine(city, app, 15_000)
    reference = (await city.sees(FINANCE, path))["reference"]
    day, bank, chain = city_day(city.now), uuid4().hex, uuid4().hex
    told = notifications(
        (uuid4().hex, [Entry(5_000, day, [Part(None, structured=reference, ref=bank)])])
    )
    assert (await upload(city, told)).json()["matched"] == 1
    statement = [
        entry(5_000, day, structured=reference, ref=bank),
        Entry(4_000, day, [Part(None, structured=reference, tx_id=chain)]),
    ]
    first = (await upload(city, camt((uuid4().hex, statement)))).json()
    assert (first["known"], first["matched"]) == (1, 1)
    overlapping = camt((uuid4().hex, [statement[1], entry(1_000, day, structured=reference)]))
    second = (await upload(city, overlapping)).json()
    assert (second["known"], second["matched"]) == (1, 1)
    assert await known_as(city, path) == (10_000, 3)
    assert await rows.fetchval(CONSERVED) == 0


@pytest.mark.night(
    "one pair of transactions, of which all are tried",
    stays=(
        "services/enforcement/tests/payments/test_same_transaction.py::test_the_banks_own_reference_proves_and_a_likeness_is_looked_at",
        "::test_a_transaction_is_booked_once_though_notification_and_statement_tell_of_it",
    ),
)
async def test_two_equal_payments_of_one_day_are_two_where_the_bank_tells_them_apart(
    city: City, app: FastAPI
) -> None:
    path = await final_fine(city, app, 15_000)
    reference = (await city.sees(FINANCE, path))["reference"]
    day = city_day(city.now)
    for _ in range(2):
        of = entry(5_000, day, structured=reference, ref=uuid4().hex)
        assert (await upload(city, camt((uuid4().hex, [of])))).json()["matched"] == 1
    assert await known_as(city, path) == (10_000, 2)


async def test_what_only_looks_like_an_earlier_payment_waits_for_a_person(
    city: City, app: FastAPI
) -> None:
    """Nothing is left out on a likeness: a payer of two parts would be reminded of one."""
    path = await final_fine(city, app, 15_000)
    reference = (await city.sees(FINANCE, path))["reference"]
    of = [entry(5_000, city_day(city.now), structured=reference)]
    assert (await upload(city, camt((uuid4().hex, of)))).json()["matched"] == 1
    again = (await upload(city, camt((uuid4().hex, of)))).json()
    assert (again["matched"], again["known"], again["toLookAt"]) == (0, 0, 1)
    assert await known_as(city, path) == (5_000, 1)
    (line,) = [row for row in await waiting(city) if row["references"] == [reference]]
    assert line["resembles"] == (await city.sees(FINANCE, path))["bookings"][0]["lineId"]
    await city.does(FINANCE, f"/v1/statement-lines/{line['lineId']}/match", {"claim": reference})
    assert await known_as(city, path) == (10_000, 2)


@pytest.mark.parametrize("whole_first", [True, False])
async def test_a_batch_in_one_amount_and_in_its_parts_is_booked_once(
    city: City, app: FastAPI, rows: asyncpg.Connection, whole_first: bool
) -> None:
    path = await final_fine(city, app, 15_000)
    reference = (await city.sees(FINANCE, path))["reference"]
    day, bank = city_day(city.now), uuid4().hex
    parts = [Part(4_000, structured=reference), Part(6_000, "huur")]
    whole = camt((uuid4().hex, [Entry(10_000, day, [], ref=bank, number_of=2)]))
    apart = notifications((uuid4().hex, [Entry(10_000, day, parts, ref=bank)]))
    first, second = (whole, apart) if whole_first else (apart, whole)
    before = (await upload(city, first)).json()
    after = (await upload(city, second)).json()
    told = (before["matched"], before["toLookAt"], after["matched"], after["toLookAt"])
    assert told == ((0, 1, 1, 1) if whole_first else (1, 1, 0, 0))
    assert await known_as(city, path) == (4_000, 1)
    lines = await rows.fetch(
        "SELECT l.line_id, l.amount_cents FROM statement_line l WHERE l.state = 'te_bekijken'"
        " AND l.booked_on = $1 AND l.amount_cents IN (6000, 10000)"
        " AND l.line_id IN (SELECT line_id FROM statement_line_mark)",
        day,
    )
    assert 10_000 not in [row["amount_cents"] for row in lines]
    assert await rows.fetchval(CONSERVED) == 0


async def test_a_file_of_another_account_is_refused_whole(city: City, app: FastAPI) -> None:
    path = await final_fine(city, app, 15_000)
    reference = (await city.sees(FINANCE, path))["reference"]
    of = [entry(5_000, city_day(city.now), structured=reference)]
    foreign = await upload(city, camt((uuid4().hex, of), iban=PAYER_IBAN))
    assert foreign.status_code == 422
    assert foreign.json()["errors"][0]["field"] == "bestand"
    assert "eindigt op 6769" in foreign.text and PAYER_IBAN not in foreign.text
    assert await known_as(city, path) == (0, 0)


async def test_a_payment_that_the_bank_takes_back_is_owed_again(
    city: City, app: FastAPI, rows: asyncpg.Connection
) -> None:
    path = await final_fine(city, app, 15_000)
    reference = (await city.sees(FINANCE, path))["reference"]
    day, bank = city_day(city.now), uuid4().hex
    await reads(city, entry(15_000, day, structured=reference, ref=bank))
    assert (await city.sees(FINANCE, path))["state"] == "betaald"
    back = Entry(-15_000, day, [Part(None, structured=reference)], ref=bank, reversal=True)
    assert (await reads(city, back))["toLookAt"] == 1
    assert (await city.sees(FINANCE, path))["state"] == "betaald", "a person looks first"
    (line,) = [row for row in await waiting(city) if row["references"] == [reference]]
    assert line["returned"] is True
    match = f"/v1/statement-lines/{line['lineId']}"
    await city.does(FINANCE, f"{match}/match", {"claim": reference})
    owed = await city.sees(FINANCE, path)
    assert (owed["state"], owed["outstandingCents"], owed["creditCents"]) == (
        "te_betalen",
        15_000,
        0,
    )
    first = owed["bookings"][0]["lineId"]
    assert await refused(city, f"/v1/statement-lines/{first}/undoing", {"reason": "x"}) == (
        409,
        "Van deze betaling ging al geld terug. Maak eerst dat ongedaan.",
    )
    assert await rows.fetchval(CONSERVED) == 0
    await city.does(FINANCE, f"{match}/undoing", {"reason": "Verkeerde boete."})
    assert (await city.sees(FINANCE, path))["state"] == "betaald"
    assert await rows.fetchval(CONSERVED) == 0
    events = await city.told(path[-36:])
    assert [each for each in events if "payment" in each] == [
        "gas-payment-received",
        "gas-payment-undone",
        "gas-payment-received",
    ]


async def test_a_refund_that_comes_back_is_to_be_given_again(
    city: City, app: FastAPI, rows: asyncpg.Connection
) -> None:
    path = await final_fine(city, app, 15_000)
    reference = (await city.sees(FINANCE, path))["reference"]
    day = city_day(city.now)
    await reads(city, entry(17_000, day, structured=reference), entry(-2_000, day, reference))
    (gone,) = [row for row in await waiting(city) if row["references"] == [reference]]
    await city.does(FINANCE, f"/v1/statement-lines/{gone['lineId']}/match", {"claim": reference})
    assert (await city.sees(FINANCE, path))["creditCents"] == 0
    back = Entry(2_000, day, [Part(None, structured=reference, returned=True)])
    assert (await reads(city, back))["matched"] == 0
    (line,) = [row for row in await waiting(city) if row["references"] == [reference]]
    await city.does(FINANCE, f"/v1/statement-lines/{line['lineId']}/match", {"claim": reference})
    claim = await city.sees(FINANCE, path)
    assert (claim["state"], claim["creditCents"]) == ("betaald", 2_000)
    assert await rows.fetchval(CONSERVED) == 0
