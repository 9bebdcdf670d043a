"""The amount of a fine that was typed wrongly: put right without a court, to the person's good."""

import asyncio
from datetime import date, timedelta
from uuid import UUID

from fastapi import FastAPI

from chassis.days import city_day
from enforcement.gas import new_appeal_month, notified
from enforcement.gas.rules import GAS, GasFile, GasState, GasStep

from ..support.browser import Browser, signed_in
from ..support.city import City
from ..support.fines import FINANCE, final_fine, paid, refused, step
from ..support.letters import address
from ..support.pdf import text_of
from ..support.procedure import OFFICER, WORKER, FineCase

RIGHT = {"amount": 35, "motivation": "Er stond 350 in plaats van 35."}
REMINDER = {"step": "payment-reminder"}


def case_of(city: City, app: FastAPI, claim: str) -> FineCase:
    return FineCase(city, app, UUID(claim.rpartition("/")[2]))


async def letter_of(city: City, worker: Browser, case: FineCase) -> str:
    """What the letter about the right amount says."""
    await address(city, str(case.case_id), "overtreder")
    body = {"caseId": str(case.case_id), "kind": "rechtzetting"}
    answer = await city.call(WORKER, "POST", "/v1/letters", body)
    assert answer.is_success, answer.text
    file = await worker.get(f"/brieven/{answer.json()[0]['letterId']}/brief.pdf")
    return " ".join((await asyncio.to_thread(text_of, file.content)).split())


def test_a_fine_is_corrected_in_whatever_state_it_stands_until_a_court_ruled() -> None:
    """A hold does not stop it: it is in the person's favour."""
    may, ruled = (
        {
            str(state)
            for state in GasState
            if GAS.permits(GasFile(state, on_hold=True, judged=judged), GasStep.CORRECTION, DAY)
        }
        for judged in (False, True)
    )
    assert may == {
        *("geldboete_opgelegd", "ter_kennis_gebracht", "beroep_ingesteld", "vonnis", "definitief"),
        *("te_betalen", "aanmaning", "dwanginvordering", "betaald", "oninbaar", "verjaard"),
        "afgesloten",
    }
    assert ruled == set()


DAY = date(2026, 5, 4)


async def test_who_paid_a_fine_that_was_typed_tenfold_gets_the_rest_back_and_a_new_month(
    city: City, app: FastAPI
) -> None:
    claim = await final_fine(city, app, 35_000)
    await paid(city, claim, 35_000)
    case = case_of(city, app, claim)
    await case.does("closing")
    assert (await case.tries("fine-correction", WORKER, **RIGHT))[0] == 403
    assert (await case.tries("fine-correction", OFFICER, **RIGHT | {"amount": 350}))[0] == 422
    await case.does("fine-correction", OFFICER, **RIGHT)
    seen = await city.sees(FINANCE, claim)
    assert (seen["owedCents"], seen["outstandingCents"], seen["creditCents"]) == (3_500, 0, 31_500)
    worker = await signed_in(app, city, WORKER)
    page = f"/dossiers/{case.case_id}"
    assert "De brief over het juiste bedrag sturen" in await worker.sees(page)
    said = await letter_of(city, worker, case)
    for words in ("De geldboete is nu € 35", "geldboete van € 350", RIGHT["motivation"]):
        assert str(words) in said, words
    assert "Dat is € 315 te veel" in said
    assert "binnen één maand vanaf de kennisgeving van deze brief" in said
    assert "De brief over het juiste bedrag sturen" not in await worker.sees(page)
    await case.letter(new_appeal_month.correction_notified)
    assert await case.state() == "ter_kennis_gebracht"
    await city.does(FINANCE, f"{claim}/refunds", {"amountCents": 31_500})
    until = date.fromisoformat((await case.look())["appealUntil"])
    assert until >= city_day(city.now) + timedelta(days=28)
    case.go_to(until + timedelta(days=1))
    await case.becomes("betaald")
    assert (await city.sees(FINANCE, claim))["creditCents"] == 0


async def test_who_was_reminded_of_a_wrong_amount_is_asked_the_right_one_after_a_month(
    city: City, app: FastAPI
) -> None:
    claim = await final_fine(city, app, 35_000)
    case = case_of(city, app, claim)
    case.go_to(date.fromisoformat((await city.sees(FINANCE, claim))["dueOn"]) + timedelta(days=1))
    await step(city, claim, "payment-reminder")
    await paid(city, claim, 1_000)
    await case.does("fine-correction", OFFICER, **RIGHT)
    assert await case.state() == "aanmaning"
    worker = await signed_in(app, city, WORKER)
    said = await letter_of(city, worker, case)
    assert "Bedrag: € 25" in said and "krijgt geld terug" not in said
    first, _, rest = said.partition("De sanctionerend ambtenaar besliste")
    assert "Niet akkoord: ga in beroep binnen één maand" in first
    assert "Wel akkoord: betaal € 25 binnen 30 dagen" in first
    assert "Scan de code met de app van uw bank" in rest
    await case.letter(new_appeal_month.correction_notified)
    assert (await refused(city, f"{claim}/steps", {"step": "formal-notice"}))[0] == 409
    until = date.fromisoformat((await case.look())["appealUntil"])
    case.go_to(until + timedelta(days=1))
    await case.becomes("te_betalen")
    seen = await city.sees(FINANCE, claim)
    assert (seen["outstandingCents"], seen["state"]) == (2_500, "te_betalen")


async def test_before_the_decision_left_it_says_the_right_amount_itself(
    city: City, app: FastAPI
) -> None:
    case = await (await FineCase.opens(city, app)).fined(350)
    await address(city, str(case.case_id), "overtreder")
    officer = await signed_in(app, city, OFFICER)
    page = f"/dossiers/{case.case_id}/rechtzetten"
    asked = await officer.post(page, {"bedrag": "35", "motivering": "Een nul te veel."})
    assert asked.status_code == 200 and (await case.look())["amount"] == 350
    await officer.does(page, bedrag="35", motivering="Een nul te veel.", zeker="ja")
    assert (await case.look())["amount"] == 35
    body = {"caseId": str(case.case_id), "kind": "rechtzetting"}
    assert (await city.call(WORKER, "POST", "/v1/letters", body)).status_code == 409
    decision = body | {"kind": "beslissing"}
    assert (await city.call(WORKER, "POST", "/v1/letters", decision)).status_code == 201
    await case.letter(notified.decision_notified)
    assert await case.state() == "ter_kennis_gebracht"
