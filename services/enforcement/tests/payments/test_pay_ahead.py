"""Whoever pays before the fine is final: the money waits, and counts on the day that it is due."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import asyncpg
import pytest
from fastapi import FastAPI

from chassis.days import city_day, day_start
from chassis.web import Function
from enforcement.payments.reserve_reference import reserve_reference

from ..gas.test_correction_letters import said_by
from ..gas.test_minors import drafted
from ..support.browser import signed_in
from ..support.camt import Entry, Part, entry
from ..support.city import City
from ..support.fines import FINANCE, refused
from ..support.letters import address
from ..support.own_case import CODE, visitor
from ..support.pdf import text_of
from ..support.procedure import OFFICER, WORKER, FineCase
from .test_import import CONSERVED, one_waiting, reads, unlike, waiting


async def decided(city: City, app: FastAPI, amount: int = 150) -> tuple[FineCase, str]:
    """A fine that was notified, and the reference on its decision."""
    case = await FineCase.opens(city, app)
    await case.fined(amount)
    async with app.state.database.begin(city.now) as tx:
        reference = await reserve_reference(tx, case.case_id)
    await case.notified()
    return case, reference


async def falls_due(case: FineCase) -> dict[str, Any]:
    """The appeal month goes by; the claim."""
    until = date.fromisoformat((await case.look())["appealUntil"])
    case.go_to(until + timedelta(days=1))

    async def opened() -> bool:
        path = f"/v1/claims/{case.case_id}"
        return (await case.city.call(FINANCE, "GET", path)).status_code == 200

    await case.city.clock_moves_on(opened)
    return await case.city.sees(FINANCE, f"/v1/claims/{case.case_id}")


async def test_a_payment_in_the_appeal_month_counts_on_the_day_that_the_fine_is_due(
    city: City, app: FastAPI, rows: asyncpg.Connection
) -> None:
    case, reference = await decided(city, app)
    day = city_day(city.now)
    result = await reads(city, entry(15_000, day, structured=reference, ref=uuid4().hex))
    assert (result["matched"], result["toLookAt"]) == (1, 0)
    assert (await case.look())["timeline"][-1]["step"] == "paid-ahead"
    assert await case.state() == "ter_kennis_gebracht"
    claim = await falls_due(case)
    assert (claim["state"], claim["paidCents"], claim["outstandingCents"]) == ("betaald", 15_000, 0)
    assert claim["bookings"][0]["paidOn"] == f"{day}"
    assert await case.state() == "betaald"
    assert (await case.told())[-3:] == ["gas-fine-final", "gas-payment-received", "gas-case-closed"]
    assert await rows.fetchval(CONSERVED) == 0
    city.later(days=60)
    status, said = await refused(city, f"/v1/claims/{case.case_id}/steps", REMINDER)
    assert status == 409, said
    answer = await city.call(WORKER, "POST", "/v1/letters", reminder_of(case))
    assert answer.status_code == 409, answer.text


REMINDER = {"step": "payment-reminder"}


def reminder_of(case: FineCase) -> dict[str, Any]:
    return {"caseId": str(case.case_id), "kind": "herinnering"}


async def test_a_part_paid_early_leaves_the_rest_to_pay(city: City, app: FastAPI) -> None:
    case, reference = await decided(city, app)
    await reads(city, entry(5_001, city_day(city.now), f"boete {reference}"))
    claim = await falls_due(case)
    assert (claim["state"], claim["outstandingCents"]) == ("te_betalen", 9_999)


async def test_an_early_payment_without_reference_is_matched_by_hand_and_taken_back(
    city: City, app: FastAPI, rows: asyncpg.Connection
) -> None:
    case, _ = await decided(city, app)
    number, cents = (await case.look())["number"], 1 + uuid4().int % 9_999
    await reads(city, entry(cents, city_day(city.now), "boete van vorige week"))
    line = await one_waiting(city, cents)
    matched = await city.does(FINANCE, f"{line}/match", {"claim": number})
    assert (matched["state"], matched["number"], matched["ahead"]) == ("gekoppeld", number, True)
    finance = await signed_in(app, city, FINANCE, f"fin-{uuid4().hex[:6]}")
    home = (await finance.sees("/betalingen")).partition("Betaald voor de boete definitief is")[2]
    assert number in home
    assert number in await finance.sees(f"/betalingen/lijnen/{line.rpartition('/')[2]}")
    await city.does(FINANCE, f"{line}/undoing", {"reason": "Verkeerd dossier."})
    assert await rows.fetchval(CONSERVED) == 0
    assert await one_waiting(city, cents) == line
    assert (await falls_due(case))["paidCents"] == 0


async def test_no_money_is_taken_ahead_for_a_case_without_a_decision(
    city: City, app: FastAPI
) -> None:
    case = await FineCase.opens(city, app)
    number, cents = (await case.look())["number"], unlike()
    await reads(city, entry(cents, city_day(city.now), "boete"))
    line = await one_waiting(city, cents)
    assert (await refused(city, f"{line}/match", {"claim": number}))[0] == 422


async def test_the_bank_takes_an_early_payment_back(
    city: City, app: FastAPI, rows: asyncpg.Connection
) -> None:
    case, reference = await decided(city, app)
    day, bank = city_day(city.now), uuid4().hex
    await reads(city, entry(15_000, day, structured=reference, ref=bank))
    part = Part(None, structured=reference)
    await reads(city, Entry(-15_000, day, [part], ref=bank, reversal=True))
    digits = "".join(filter(str.isdigit, reference))
    (line,) = [row for row in await waiting(city) if row["references"] == [digits]]
    match = f"/v1/statement-lines/{line['lineId']}/match"
    await city.does(FINANCE, match, {"claim": reference})
    assert await rows.fetchval(CONSERVED) == 0
    assert (await falls_due(case))["outstandingCents"] == 15_000


@pytest.mark.parametrize("pays", ["before", "after"])
async def test_a_fine_that_a_judge_annuls_gives_back_what_was_paid_ahead(
    city: City, app: FastAPI, pays: str
) -> None:
    case, reference = await decided(city, app)
    payment = entry(15_000, city_day(city.now), structured=reference, ref=uuid4().hex)
    if pays == "before":
        await reads(city, payment)
    await case.does("appeal")
    await case.does("judgment", verdict="vernietigd")
    if pays == "after":
        assert (await reads(city, payment))["matched"] == 1
    path = f"/v1/claims/{case.case_id}"
    claim = await city.sees(FINANCE, path)
    assert (claim["owedCents"], claim["outstandingCents"], claim["creditCents"]) == (0, 0, 15_000)
    assert "gas-payment-received" not in await case.told(), "no fine was paid"
    assert (await refused(city, f"{path}/steps", REMINDER))[0] == 409
    finance = await signed_in(app, city, FINANCE, f"fin-{uuid4().hex[:6]}")
    assert claim["number"] in (await finance.sees("/betalingen")).partition("Te veel betaald")[2]
    await city.does(FINANCE, f"{path}/refunds", {"amountCents": 15_000})
    assert (await city.sees(FINANCE, path))["creditCents"] == 0


@pytest.mark.parametrize(
    ("verdict", "state", "credit"),
    [("vernietigd", "vernietigd", 15_000), ("afstand", "betaald", 0)],
)
async def test_who_paid_early_may_have_appealed_in_time_as_others(
    city: City, app: FastAPI, verdict: str, state: str, credit: int
) -> None:
    """The court tells the city of an appeal when the fine counts as final, and as paid."""
    case, reference = await decided(city, app)
    await reads(city, entry(15_000, city_day(city.now), structured=reference, ref=uuid4().hex))
    until = date.fromisoformat((await case.look())["appealUntil"])
    await falls_due(case)
    assert await case.state() == "betaald"
    await case.does("appeal", lodgedAt=day_start(until).isoformat())
    city.later(days=60)
    await case.does("judgment", verdict=verdict)
    await case.becomes(state)
    claim = await city.sees(FINANCE, f"/v1/claims/{case.case_id}")
    assert (claim["outstandingCents"], claim["creditCents"]) == (0, credit)


async def test_a_decision_that_lapsed_gives_back_what_was_paid_ahead(
    city: City, app: FastAPI
) -> None:
    case = await FineCase.opens(city, app)
    await case.fined(150)
    async with app.state.database.begin(city.now) as tx:
        reference = await reserve_reference(tx, case.case_id)
    await reads(city, entry(15_000, city_day(city.now), structured=reference))
    case.go_to(date.fromisoformat((await case.look())["decideBy"]) + timedelta(days=1))
    await case.does("expiry", OFFICER)
    claim = await city.sees(FINANCE, f"/v1/claims/{case.case_id}")
    assert (claim["owedCents"], claim["creditCents"]) == (0, 15_000)


async def test_a_line_that_an_earlier_release_let_wait_is_booked_when_the_claim_opens(
    city: City, app: FastAPI, rows: asyncpg.Connection
) -> None:
    case, reference = await decided(city, app)
    digits = "".join(filter(str.isdigit, reference))
    cents = unlike()
    await reads(city, entry(cents, city_day(city.now), "boete"))
    line = (await one_waiting(city, cents)).rpartition("/")[2]
    await rows.execute(
        'UPDATE statement_line SET "references" = jsonb_build_array($2::text) WHERE line_id = $1',
        line,
        digits,
    )
    assert (await falls_due(case))["paidCents"] == cents
    assert await rows.fetchval(CONSERVED) == 0


async def test_the_own_page_says_that_an_early_payment_was_received(
    city: City, app: FastAPI
) -> None:
    case = await FineCase.opens(city, app)
    await address(city, str(case.case_id), "overtreder")
    await case.fined(150)
    asked = {"caseId": str(case.case_id), "kind": "beslissing"}
    answer = await city.call(WORKER, "POST", "/v1/letters", asked)
    assert answer.is_success, answer.text
    (letter,) = answer.json()
    path = f"/v1/letters/{letter['letterId']}"
    await city.does(Function.JURIST_BH, f"{path}/check", subject="collega")
    await city.does(WORKER, f"{path}/posting", {"postedOn": f"{city_day(city.now)}"})
    drafts = await signed_in(app, city, WORKER, f"maakt-{uuid4().hex[:6]}")
    pdf = await drafts.get(f"/brieven/{letter['letterId']}/brief.pdf")
    text = text_of(pdf.content)
    (code,) = CODE.findall(text)
    async with app.state.database.begin(city.now) as tx:
        reference = await reserve_reference(tx, case.case_id)
    assert reference in text
    person = visitor(app, city)
    await person.does("/mijn-dossier", code=code)
    assert "We kregen uw betaling" not in await person.sees("/mijn-dossier")
    await reads(city, entry(15_000, city_day(city.now), structured=reference))
    seen = await person.sees("/mijn-dossier")
    assert "We kregen uw betaling" in seen and "€ 150,00" in seen


async def test_a_reference_of_a_hundred_years_later_is_no_reference_of_today(app: FastAPI) -> None:
    """A reference has two digits of the year: that of 2126 would be that of 2026."""
    given: list[str] = []
    for year in (2026, 2126, 2026):
        async with app.state.database.begin(datetime(year, 6, 1, 12, tzinfo=UTC)) as tx:
            given.append(await reserve_reference(tx, uuid4()))
    assert len(set(given)) == len(given)
    assert {reference[:10] for reference in given} == {"+++730/260"}


@pytest.mark.parametrize(
    ("paid_cents", "asked", "not_asked"),
    [
        (5_000, "U betaalde al € 50. Dit is wat er nog overblijft: Bedrag: € 100", "Bedrag: € 150"),
        (15_000, "U betaalde al € 150. U moet niets meer betalen.", "Bedrag"),
    ],
)
async def test_a_decision_that_is_sent_again_asks_only_what_is_left(
    city: City, app: FastAPI, paid_cents: int, asked: str, not_asked: str
) -> None:
    """To another address, after the first one asked to pay and somebody did."""
    case, reference = await decided(city, app)
    await reads(city, entry(paid_cents, city.today, structured=reference, ref=uuid4().hex))
    await address(city, str(case.case_id), "overtreder")
    (letter,) = await drafted(case, "beslissing")
    worker = await signed_in(app, city, WORKER)
    said = await said_by(worker, letter)
    assert asked in said and not_asked not in said
    assert ("Scan de code" in said) is (paid_cents < 15_000)
