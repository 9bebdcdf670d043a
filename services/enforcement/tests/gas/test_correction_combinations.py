"""A fine that is corrected or appealed while something else runs: a plan, a bailiff, five years."""

from datetime import date, timedelta
from typing import Any

import asyncpg
import pytest
from fastapi import FastAPI

from chassis.days import city_day
from enforcement.gas import new_appeal_month

from ..support.browser import signed_in
from ..support.city import City
from ..support.fines import FINANCE, final_fine, paid, refused, step
from ..support.letters import address
from ..support.procedure import OFFICER, WORKER, FineCase
from .test_corrections import RIGHT, case_of, letter_of
from .test_minors import drafted, named, own_page, posted, sent, shown

TASK = "De brief over het juiste bedrag sturen"


async def test_each_person_of_a_minors_case_reads_the_month_that_the_letter_gives(
    city: City, app: FastAPI, rows: asyncpg.Connection
) -> None:
    case = await (await FineCase.opens(city, app)).fined(200)
    await rows.execute("UPDATE gas_case SET minor = true WHERE case_id = $1", case.case_id)
    await address(city, str(case.case_id), "overtreder")
    await named(case, "Ouder Een")
    await sent(case, "beslissing")
    first = date.fromisoformat((await case.look())["appealUntil"])
    city.later(days=20)
    await case.does("fine-correction", OFFICER, amount=20, motivation="Een nul te veel.")
    letters = await sent(case, "rechtzetting")
    until = date.fromisoformat((await case.look())["appealUntil"])
    case.go_to(first + timedelta(days=1))
    for letter in letters:
        page = await own_page(case, letter)
        assert "U kan in beroep gaan tot en met" in page and shown(until) in page


@pytest.mark.parametrize("how", ["correction", "appeal"])
async def test_a_fine_whose_five_years_are_over_is_never_asked_again(
    city: City, app: FastAPI, how: str
) -> None:
    """Also when nobody had noted yet that it prescribed (art. 43)."""
    claim = await final_fine(city, app, 35_000)
    case = case_of(city, app, claim)
    last_day = (await city.sees(FINANCE, claim))["prescribesOn"]
    case.go_to(date.fromisoformat(last_day) + timedelta(days=1))
    if how == "correction":
        await case.does("fine-correction", OFFICER, **RIGHT)
        await case.letter(new_appeal_month.correction_notified)
        case.go_to(date.fromisoformat((await case.look())["appealUntil"]) + timedelta(days=1))
    else:
        await case.does("appeal")
        await case.does("judgment", verdict="afstand")
    await case.becomes("te_betalen")
    assert (await city.sees(FINANCE, claim))["prescribesOn"] == last_day
    assert "verjaard" in (await refused(city, f"{claim}/steps", {"step": "payment-reminder"}))[1]
    await step(city, claim, "prescription")


async def test_the_letter_about_a_fine_that_was_given_up_asks_nothing(
    city: City, app: FastAPI
) -> None:
    claim = await final_fine(city, app, 35_000)
    case = case_of(city, app, claim)
    await step(city, claim, "write-off", reason="Niets te vinden.")
    await case.does("fine-correction", OFFICER, **RIGHT)
    said = await letter_of(city, await signed_in(app, city, WORKER), case)
    assert "Nee. De stad vraagt dit geld niet meer." in said
    assert "Hoe betaalt u?" not in said and "Rekening" not in said


async def test_each_correction_asks_for_its_own_letter(city: City, app: FastAPI) -> None:
    case = case_of(city, app, await final_fine(city, app, 35_000))
    await address(city, str(case.case_id), "overtreder")
    worker, page = await signed_in(app, city, WORKER), f"/dossiers/{case.case_id}"
    await case.does("fine-correction", OFFICER, amount=100, motivation="Er stond te veel.")
    await sent(case, "rechtzetting")
    assert TASK not in await worker.sees(page)
    await case.does("fine-correction", OFFICER, **RIGHT)
    assert TASK in await worker.sees(page)
    await sent(case, "rechtzetting")
    assert TASK not in await worker.sees(page)


@pytest.mark.parametrize(
    ("amount", "left"), [(120, [5_000, 2_000]), (60, [1_000]), (50, []), (40, [])]
)
async def test_nobody_pays_instalments_above_the_lower_amount(
    city: City, app: FastAPI, amount: int, left: list[int]
) -> None:
    claim = await final_fine(city, app, 35_000)
    case = case_of(city, app, claim)
    first = city_day(city.now) + timedelta(days=10)
    parts = [{"dueOn": str(first + timedelta(days=30 * n)), "amountCents": 5_000} for n in range(7)]
    await city.does(FINANCE, f"{claim}/instalments", {"instalments": parts})
    await paid(city, claim, 5_000)
    await case.does("fine-correction", OFFICER, amount=amount, motivation="Er stond te veel.")
    seen = await city.sees(FINANCE, claim)
    assert [part["amountCents"] for part in seen["instalments"]] == left
    assert seen["outstandingCents"] == sum(left)
    assert [part["dueOn"] for part in seen["instalments"]] == [
        part["dueOn"] for part in parts[1 : 1 + len(left)]
    ]


async def test_a_decision_that_left_with_a_receipt_is_corrected_by_a_letter(
    city: City, app: FastAPI
) -> None:
    """It says the wrong amount, though nobody knows yet on which day it was presented."""
    case = await (await FineCase.opens(city, app)).fined(350)
    await address(city, str(case.case_id), "overtreder")
    posted_on = city_day(city.now)
    (letter,) = await drafted(case, "beslissing", mode="aangetekend_met_ontvangstbewijs")
    await posted(case, letter)
    await case.does("fine-correction", OFFICER, **RIGHT)
    city.later(days=10)
    await sent(case, "rechtzetting")
    until = (await case.look())["appealUntil"]
    city.later(days=5)
    presented = {"presentedOn": str(posted_on + timedelta(days=1))}
    await city.does(WORKER, f"/v1/letters/{letter}/receipt", presented)
    seen = await case.look()
    assert (seen["state"], seen["appealUntil"]) == ("ter_kennis_gebracht", until)


async def test_the_prosecutor_gets_the_copy_of_the_decision_that_leaves(
    city: City, app: FastAPI, rows: asyncpg.Connection
) -> None:
    case = await (await FineCase.opens(city, app)).fined(350)
    await rows.execute("UPDATE gas_case SET mixed = 'licht' WHERE case_id = $1", case.case_id)
    await address(city, str(case.case_id), "overtreder")
    await address(city, str(case.case_id), "parket", "Parket van Voorbeeld")
    first = await drafted(case, "beslissing")
    await case.does("fine-correction", OFFICER, **RIGHT)
    again = await drafted(case, "beslissing")
    path = f"/v1/letters?caseId={case.case_id}&pagesize=100"
    letters = (await city.sees(WORKER, path))["_embedded"]["letters"]
    states = {each["letterId"]: (each["role"], each["state"]) for each in letters}
    assert ("parket", "nagekeken") in {states[each] for each in again}
    assert ("parket", "geannuleerd") in {states[each] for each in first}


async def corrected(case: FineCase) -> Any:
    return await case.does("fine-correction", OFFICER, **RIGHT)


async def appealed(case: FineCase) -> Any:
    return await case.does("appeal")


@pytest.mark.parametrize("changes", [corrected, appealed])
async def test_somebody_tells_the_bailiff_of_a_lower_amount_or_an_appeal(
    city: City, app: FastAPI, changes: Any
) -> None:
    """Also when the lower amount was paid by now: he has the first one in hand."""
    claim = await final_fine(city, app, 35_000)
    case = case_of(city, app, claim)
    for name in ("payment-reminder", "formal-notice", "college-visa"):
        city.later(days=60)
        await step(city, claim, name)
    await paid(city, claim, 3_500)
    assert await case.state() == "dwanginvordering"
    await changes(case)
    noted = [entry["step"] for entry in (await case.look())["timeline"]]
    assert "na_te_kijken" in noted
    worker = await signed_in(app, city, WORKER)
    assert "Opvolgen op" in await worker.sees(f"/dossiers/{case.case_id}")


async def test_the_own_page_asks_nothing_that_was_given_up_and_no_day_while_a_court_has_it(
    city: City, app: FastAPI
) -> None:
    case = await (await FineCase.opens(city, app)).fined(200)
    await address(city, str(case.case_id), "overtreder")
    (letter,) = await sent(case, "beslissing")
    until = date.fromisoformat((await case.look())["appealUntil"])
    case.go_to(until + timedelta(days=1))
    await case.becomes("te_betalen")
    asked = await own_page(case, letter)
    assert "U kan betalen tot en met" in asked and "Rekening" in asked
    await case.does("appeal")
    assert "U kan betalen tot en met" not in await own_page(case, letter)
    await case.does("judgment", verdict="bevestigd")
    await case.becomes("te_betalen")
    await step(city, f"/v1/claims/{case.case_id}", "write-off", reason="Niets te vinden.")
    given_up = await own_page(case, letter)
    for words in ("U kan betalen tot en met", "Nog te betalen", "Rekening"):
        assert words not in given_up


async def test_collection_waits_for_the_letter_in_a_case_of_an_older_release_too(
    city: City, app: FastAPI, rows: asyncpg.Connection
) -> None:
    """Rows of before 0.3 do not say of which person an address or a letter is."""
    case = await (await FineCase.opens(city, app)).fined(350)
    await address(city, str(case.case_id), "overtreder")
    await sent(case, "beslissing")
    for table in ("letter", "addressee"):
        await rows.execute(
            f"UPDATE {table} SET person_id = NULL WHERE case_id = $1",  # our own text
            case.case_id,
        )
    case.go_to(date.fromisoformat((await case.look())["appealUntil"]) + timedelta(days=1))
    await case.becomes("te_betalen")
    claim = f"/v1/claims/{case.case_id}"
    case.go_to(date.fromisoformat((await city.sees(FINANCE, claim))["dueOn"]) + timedelta(days=1))
    await case.does("fine-correction", OFFICER, **RIGHT)
    status, reason = await refused(city, f"{claim}/steps", {"step": "payment-reminder"})
    assert status == 409 and "het juiste bedrag" in reason
    await sent(case, "rechtzetting")
    case.go_to(date.fromisoformat((await case.look())["appealUntil"]) + timedelta(days=1))
    await case.becomes("te_betalen")
    case.go_to(date.fromisoformat((await city.sees(FINANCE, claim))["dueOn"]) + timedelta(days=1))
    await step(city, claim, "payment-reminder")


async def test_after_a_judgment_no_letter_says_that_the_amount_of_the_court_was_corrected(
    city: City, app: FastAPI
) -> None:
    """Nor that somebody may appeal (art. 31); what the court left is collected as any fine."""
    case = await (await FineCase.opens(city, app)).fined(350)
    await address(city, str(case.case_id), "overtreder")
    await sent(case, "beslissing")
    await case.does("appeal")
    await case.does("fine-correction", OFFICER, **RIGHT)
    await case.does("judgment", verdict="herzien", amount=20, summary="Minder.")
    await case.becomes("te_betalen")
    body = {"caseId": str(case.case_id), "kind": "rechtzetting"}
    answer = await city.call(WORKER, "POST", "/v1/letters", body)
    assert answer.status_code == 409 and "rechtbank oordeelde al" in answer.text
    claim = f"/v1/claims/{case.case_id}"
    case.go_to(date.fromisoformat((await city.sees(FINANCE, claim))["dueOn"]) + timedelta(days=1))
    await step(city, claim, "payment-reminder")
