"""The letter about a lower amount: during a hold, to each person apart, and to the court."""

import asyncio
from datetime import date, timedelta

import asyncpg
import pytest
from fastapi import FastAPI

from chassis.days import city_day

from ..support.browser import Browser, signed_in
from ..support.city import City
from ..support.fines import FINANCE, final_fine, refused, step
from ..support.letters import ADDRESS, address
from ..support.pdf import text_of
from ..support.procedure import OFFICER, WORKER, FineCase
from .test_corrections import RIGHT, case_of, letter_of
from .test_minors import drafted, named, own_page, posted, sent, shown

WITH_RECEIPT = {"mode": "aangetekend_met_ontvangstbewijs"}


async def said_by(worker: Browser, letter: str) -> str:
    file = await worker.get(f"/brieven/{letter}/brief.pdf")
    return " ".join((await asyncio.to_thread(text_of, file.content)).split())


async def test_a_hold_stops_no_letter_that_the_fine_is_lower_and_it_asks_nothing(
    city: City, app: FastAPI
) -> None:
    case = case_of(city, app, await final_fine(city, app, 35_000))
    await case.police_ask_to_wait()
    await case.does("fine-correction", OFFICER, **RIGHT)
    worker = await signed_in(app, city, WORKER)
    said = await letter_of(city, worker, case)
    assert "De geldboete is nu € 35" in said and "Niet nu." in said
    assert "Rekening" not in said and "U moet betalen" not in said
    (letter,) = await sent(case, "rechtzetting")
    assert await case.state() == "ter_kennis_gebracht"
    assert "Niet nu." in await said_by(worker, letter)


async def test_the_own_page_names_no_last_day_to_pay_during_a_hold(
    city: City, app: FastAPI
) -> None:
    case = await (await FineCase.opens(city, app)).fined(150)
    await address(city, str(case.case_id), "overtreder")
    (letter,) = await sent(case, "beslissing")
    case.go_to(date.fromisoformat((await case.look())["appealUntil"]) + timedelta(days=1))
    await case.becomes("te_betalen")
    assert "U kan betalen tot en met" in await own_page(case, letter)
    await case.police_ask_to_wait()
    assert "U kan betalen tot en met" not in await own_page(case, letter)


@pytest.mark.parametrize(("days", "status"), [(-1, 200), (0, 200), (1, 422)])
async def test_no_letter_left_on_a_day_after_the_hold(
    city: City, app: FastAPI, days: int, status: int
) -> None:
    """DP-11: the day before the hold, the day itself, and the day after."""
    case = await FineCase.opens(city, app)
    await case.does("triage", envisaged=250)
    await address(city, str(case.case_id), "overtreder")
    (letter,) = await drafted(case, "opstartbrief")
    city.later(days=3)
    await case.police_ask_to_wait()
    held_on = city_day(city.now)
    city.later(days=3)
    posting = {"postedOn": f"{held_on + timedelta(days=days)}", "leftBefore": True}
    answer = await city.call(WORKER, "POST", f"/v1/letters/{letter}/posting", posting)
    assert answer.status_code == status, answer.text
    assert await case.state() == ("opgestart" if status == 200 else "opgeschort_overleg")
    if status != 200:
        (error,) = answer.json()["errors"]
        assert error["field"] == "postedOn" and f"{held_on:%d/%m/%Y}" in error["reason"]


async def test_each_person_has_a_month_from_the_own_receipt_and_collection_waits_for_both(
    city: City, app: FastAPI, rows: asyncpg.Connection
) -> None:
    case = await (await FineCase.opens(city, app)).fined(150)
    await rows.execute("UPDATE gas_case SET minor = true WHERE case_id = $1", case.case_id)
    await address(city, str(case.case_id), "overtreder")
    await named(case, "Ouder Een")
    await sent(case, "beslissing")
    case.go_to(date.fromisoformat((await case.look())["appealUntil"]) + timedelta(days=1))
    await case.becomes("te_betalen")
    claim = f"/v1/claims/{case.case_id}"
    case.go_to(date.fromisoformat((await city.sees(FINANCE, claim))["dueOn"]) + timedelta(days=1))
    await case.does("fine-correction", OFFICER, **RIGHT)
    reminder = await refused(city, f"{claim}/steps", {"step": "payment-reminder"})
    assert reminder[0] == 409 and "het juiste bedrag" in reminder[1]
    first, second = await drafted(case, "rechtzetting", **WITH_RECEIPT)
    await posted(case, first, second)
    presented = {"presentedOn": f"{city_day(city.now)}"}
    await city.does(WORKER, f"/v1/letters/{first}/receipt", presented)
    seen = await case.look()
    until = date.fromisoformat(seen["appealUntil"])
    assert seen["state"] == "ter_kennis_gebracht"
    assert until >= city_day(city.now) + timedelta(days=28)
    assert shown(until) in await own_page(case, first)
    case.go_to(until + timedelta(days=2))
    await city.timers_done(case.case_id)
    assert await case.state() == "ter_kennis_gebracht"
    presented = {"presentedOn": f"{city_day(city.now)}"}
    await city.does(WORKER, f"/v1/letters/{second}/receipt", presented)
    last = date.fromisoformat((await case.look())["appealUntil"])
    assert last > until and shown(last) in await own_page(case, second)
    case.go_to(last + timedelta(days=1))
    await case.becomes("te_betalen")
    case.go_to(date.fromisoformat((await city.sees(FINANCE, claim))["dueOn"]) + timedelta(days=1))
    await step(city, claim, "payment-reminder")


@pytest.mark.parametrize(
    ("act", "kind", "body"),
    [
        ("fine-correction", "rechtzetting", RIGHT),
        ("fine-withdrawal", "intrekking", {"motivation": "De feiten staan niet vast."}),
    ],
)
async def test_a_court_with_an_appeal_gets_a_copy_of_what_changed(
    city: City, app: FastAPI, act: str, kind: str, body: dict[str, object]
) -> None:
    case = await (await FineCase.opens(city, app)).fined(350)
    await address(city, str(case.case_id), "overtreder")
    await sent(case, "beslissing")
    await case.does("appeal")
    await case.does(act, OFFICER, **body)
    draft = {"caseId": str(case.case_id), "kind": kind}
    answer = await city.call(WORKER, "POST", "/v1/letters", draft)
    assert answer.status_code == 409 and "rechtbank" in answer.text
    court = {**ADDRESS, "role": "rechtbank", "name": "Politierechtbank Voorbeeld"}
    await city.does(WORKER, f"/v1/cases/{case.case_id}/addressees", court)
    letters = await drafted(case, kind)
    path = f"/v1/letters?caseId={case.case_id}&pagesize=100"
    listed = (await city.sees(WORKER, path))["_embedded"]["letters"]
    roles = {each["letterId"]: each["role"] for each in listed if each["letterId"] in letters}
    assert sorted(roles.values()) == ["overtreder", "rechtbank"]
    copy = next(letter for letter, role in roles.items() if role == "rechtbank")
    said = await said_by(await signed_in(app, city, WORKER), copy)
    assert "Kopie voor de rechtbank die het beroep behandelt" in said
    assert "Politierechtbank Voorbeeld" in said
    await posted(case, *letters)


async def test_no_fine_is_raised_and_the_reason_says_why(city: City, app: FastAPI) -> None:
    """No text of the GAS law allows it: one euro more, the same, and one less."""
    case = await (await FineCase.opens(city, app)).fined(150)
    for amount, status, words in (
        (151, 422, "geen wet laat een zwaardere geldboete toe"),
        (150, 422, "Geef een bedrag van 1 tot en met 149 euro."),
        (149, 200, None),
    ):
        body = {"amount": amount, "motivation": "Een schrijffout."}
        answer = await city.call(OFFICER, "POST", f"{case.path}/fine-correction", body)
        assert answer.status_code == status and (words is None or words in answer.text)


async def test_of_a_fine_of_one_euro_no_lower_amount_is_asked(city: City, app: FastAPI) -> None:
    case = await (await FineCase.opens(city, app)).fined(1)
    status, reason = await case.tries("fine-correction", OFFICER, amount=1, motivation="Te veel.")
    assert status == 409 and reason.startswith("Lager dan 1 euro kan niet.")
    assert " 0 euro" not in reason
