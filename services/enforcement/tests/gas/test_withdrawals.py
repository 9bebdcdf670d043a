"""A fine that was decided and is taken back: nothing is owed, and it counts nowhere any more."""

import asyncio
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest
from fastapi import FastAPI

from chassis.days import city_day
from chassis.web import Function
from contracts.databank import FindingHoldChanged
from contracts.identity import OffenderIdentity
from contracts.sealed import Sealed
from enforcement.gas.rules import GAS, GasFile, GasState, GasStep
from enforcement.registers.destroy import destroy_over

from ..support.browser import signed_in
from ..support.city import City
from ..support.fines import FINANCE, final_fine, paid, refused
from ..support.letters import address, another_letter, fine_case
from ..support.own_case import CODE, opening_letters, visitor
from ..support.pdf import text_of
from ..support.procedure import OFFICER, WORKER, FineCase, fine

LAWYER = Function.JURIST_BH
WHY = {"motivation": "De feiten staan niet vast."}
STANDS = (
    "geldboete_opgelegd",
    "ter_kennis_gebracht",
    "beroep_ingesteld",
    "vonnis",
    "herzien",
    "definitief",
    "te_betalen",
    "aanmaning",
    "dwanginvordering",
    "betaald",
    "oninbaar",
    "verjaard",
    "afgesloten",
)


def case_of(city: City, app: FastAPI, claim: str) -> FineCase:
    return FineCase(city, app, UUID(claim.rpartition("/")[2]))


@pytest.mark.parametrize("held", [False, True])
def test_a_fine_is_taken_back_in_whatever_state_it_stands_and_in_no_other(held: bool) -> None:
    """A hold does not stop it; from there nothing leads on, not even to ``oninbaar``."""
    may = {
        str(state)
        for state in GasState
        if GAS.permits(GasFile(state, on_hold=held), GasStep.WITHDRAWAL, date(2026, 5, 4))
    }
    assert may == {*STANDS}
    assert [step for state, step in GAS.transitions if state == "ingetrokken"] == []


async def test_a_fine_that_was_decided_is_taken_back_by_the_officer_alone(
    city: City, app: FastAPI
) -> None:
    case = await (await (await FineCase.opens(city, app)).fined(200)).notified()
    assert (await case.tries("fine-withdrawal", WORKER, **WHY))[0] == 403
    assert (await case.tries("fine-withdrawal", OFFICER, motivation=""))[0] == 422
    undecided = await (await FineCase.opens(city, app)).started()
    assert (await undecided.tries("fine-withdrawal", OFFICER, **WHY))[0] == 409
    await case.does("fine-withdrawal", OFFICER, **WHY)
    seen = await case.look()
    assert (seen["state"], seen["allowed"], seen["terms"]) == ("ingetrokken", [], [])
    assert (await case.told())[-2:] == ["gas-fine-withdrawn", "gas-outcome-reached"]
    case.go_to(date.fromisoformat(seen["appealUntil"]) + timedelta(days=1))
    await city.timers_done(case.case_id)
    assert await case.state() == "ingetrokken", "no clock makes it final"
    assert (await case.tries("fine-withdrawal", OFFICER, **WHY))[0] == 409


async def test_what_was_paid_of_a_fine_that_is_taken_back_is_given_back(
    city: City, app: FastAPI
) -> None:
    claim = await final_fine(city, app, 15_000)
    await paid(city, claim, 15_000)
    case = case_of(city, app, claim)
    assert await case.state() == "betaald"
    await case.does("closing")
    await case.does("fine-withdrawal", OFFICER, **WHY)
    seen = await city.sees(FINANCE, claim)
    assert (seen["owedCents"], seen["creditCents"], seen["allowed"]) == (0, 15_000, [])
    finance = await signed_in(app, city, FINANCE, f"geeft-{uuid4().hex[:6]}")
    assert seen["number"] in await finance.sees("/betalingen")
    await city.does(FINANCE, f"{claim}/refunds", {"amountCents": 15_000})
    assert (await city.sees(FINANCE, claim))["creditCents"] == 0
    assert await case.state() == "ingetrokken"


async def test_a_claim_that_was_dunned_in_instalments_ends_and_late_money_goes_back(
    city: City, app: FastAPI
) -> None:
    claim = await final_fine(city, app, 15_000)
    today = city_day(city.now)
    parts = [
        {"dueOn": f"{today + timedelta(days=days)}", "amountCents": 7_500} for days in (30, 60)
    ]
    await city.does(FINANCE, f"{claim}/instalments", {"instalments": parts})
    case = case_of(city, app, claim)
    await case.does("fine-withdrawal", OFFICER, **WHY)
    assert (await refused(city, f"{claim}/steps", {"step": "payment-reminder"}))[0] == 409
    late = await paid(city, claim, 7_500)
    assert (late["owedCents"], late["creditCents"]) == (0, 7_500)
    city.later(days=70)
    await city.timers_done(case.case_id)
    assert await case.state() == "ingetrokken"


async def test_an_appeal_loses_its_object_and_the_city_is_told_to_say_so(
    city: City, app: FastAPI
) -> None:
    case = await (await (await FineCase.opens(city, app)).fined()).notified()
    await case.does("appeal")
    await case.does("fine-withdrawal", OFFICER, **WHY)
    steps = [entry["step"] for entry in (await case.look())["timeline"]]
    assert steps[-1] == "beroep_zonder_voorwerp"
    worker = await signed_in(app, city, WORKER)
    assert "meld het de rechtbank" in await worker.sees(f"/dossiers/{case.case_id}")


async def test_it_counts_no_more_in_the_register_and_as_an_earlier_fine(
    city: City, app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("enforcement.registers.pages.ON_A_PAGE", 10_000)
    who = Sealed.of(OffenderIdentity(name=f"Nooit {uuid4().hex}", birth_date="1975-05-05"))
    first = await FineCase.opens(city, app, offender=who, fact_code="teruggenomen")
    await (await first.fined()).notified()
    number = (await first.look())["number"]
    officer = await signed_in(app, city, OFFICER, f"register-{uuid4().hex[:6]}")
    assert number in await officer.sees("/register")
    await first.does("fine-withdrawal", OFFICER, **WHY)
    assert number not in await officer.sees("/register")
    city.later(days=2)
    second = await FineCase.opens(city, app, offender=who, fact_code="teruggenomen")
    await second.fined()
    assert (await second.look())["recidivism"] is False


FALLS = {
    "ingetrokken": ("fine-withdrawal", OFFICER, WHY),
    "vernietigd": ("judgment", WORKER, {"verdict": "vernietigd"}),
}


@pytest.mark.parametrize("end", FALLS)
async def test_a_fine_that_fell_counts_no_more_in_the_register_nor_against_a_later_one(
    city: City, app: FastAPI, monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    """Nor in one that was decided meanwhile: the officer looks at that (arts. 7 and 44)."""
    monkeypatch.setattr("enforcement.registers.pages.ON_A_PAGE", 10_000)
    name, fact_code = f"Nooit {uuid4().hex}", f"viel-{end}"
    who = Sealed.of(OffenderIdentity(name=name, birth_date="1975-05-05"))
    first = await FineCase.opens(city, app, offender=who, fact_code=fact_code)
    await (await first.fined()).notified()
    number = (await first.look())["number"]
    officer = await signed_in(app, city, OFFICER, f"register-{uuid4().hex[:6]}")
    assert number in await officer.sees("/register")
    city.later(days=2)
    turned = Sealed.of(OffenderIdentity(name=f"{name.split()[1]}, NÓÓIT", birth_date="1975-05-05"))
    second = await FineCase.opens(city, app, offender=turned, fact_code=fact_code)
    page = f"/dossiers/{second.case_id}"
    decided = (await first.look())["decidedOn"]
    asks = f"Eerder beboet voor dezelfde inbreuk (herhaling) Ja; {number}, beslist op "
    assert asks in await officer.sees(page), "before any amount is chosen"
    assert (await second.look())["earlierFines"] == [
        {"caseId": f"{first.case_id}", "number": number, "decidedOn": decided, "amount": 200}
    ]
    await (await second.fined()).notified()
    assert (await second.look())["recidivism"] is True
    if end == "vernietigd":
        await first.does("appeal")
    step, function, body = FALLS[end]
    await first.does(step, function, **body)
    assert number not in await officer.sees("/register")
    seen = await second.look()
    assert (seen["recidivism"], seen["state"]) == (False, "ter_kennis_gebracht")
    assert "Een eerdere geldboete, die hier meetelde, is gevallen." in await officer.sees(page)
    assert asks not in await officer.sees(page)


async def test_the_person_reads_in_a_letter_and_on_the_own_page_that_nothing_is_owed(
    city: City, app: FastAPI
) -> None:
    case = await FineCase.opens(city, app)
    await address(city, str(case.case_id), "overtreder")
    await (await case.fined()).notified()
    body = {"caseId": str(case.case_id), "kind": "intrekking"}
    assert (await city.call(WORKER, "POST", "/v1/letters", body)).status_code == 409
    await case.does("fine-withdrawal", OFFICER, **WHY)
    worker = await signed_in(app, city, WORKER)
    assert "De brief over de intrekking sturen" in await worker.sees(f"/dossiers/{case.case_id}")
    (letter,) = (await city.call(WORKER, "POST", "/v1/letters", body)).json()
    assert letter["mode"] == "aangetekend"
    file = await worker.get(f"/brieven/{letter['letterId']}/brief.pdf")
    said = await asyncio.to_thread(text_of, file.content)
    assert "U hoeft niets te betalen" in said
    assert "De feiten staan niet vast." in said
    assert "krijgt u terug" not in said, "nothing was paid"
    assert "worden daar vijf jaar" not in said, "it stands in the register no more"
    assert "De brief over de intrekking" not in await worker.sees(f"/dossiers/{case.case_id}")
    path = f"/v1/letters/{letter['letterId']}"
    await city.does(LAWYER, f"{path}/check", subject="collega")
    await city.does(WORKER, f"{path}/posting", {"postedOn": f"{city_day(city.now)}"})
    (code,) = CODE.findall(said)
    browser = visitor(app, city)
    await browser.does("/mijn-dossier", code=code)
    own = await browser.sees("/mijn-dossier")
    assert "De stad trok de geldboete in. U hoeft niets te betalen." in own
    assert "U kan in beroep gaan" not in own


async def test_the_page_asks_once_more_and_says_what_it_does(city: City, app: FastAPI) -> None:
    case = await (await (await FineCase.opens(city, app)).fined()).notified()
    officer = await signed_in(app, city, OFFICER)
    page = f"/dossiers/{case.case_id}/intrekken"
    assert "De geldboete intrekken" in await officer.sees(f"/dossiers/{case.case_id}")
    shown = await officer.sees(page)
    assert "Dit kan je niet ongedaan maken" in shown
    asked = await officer.post(page, {"motivering": "Vergissing."})
    assert asked.status_code == 200 and await case.state() == "ter_kennis_gebracht"
    await officer.does(page, motivering="Vergissing.", zeker="ja")
    assert await case.state() == "ingetrokken"
    worker = await signed_in(app, city, WORKER)
    assert (await worker.get(page)).status_code == 403


FELL = """
UPDATE gas_case SET state = $4, amount = 150, decided_on = $2, closed_at = $3,
       decide_by = $2 WHERE case_id = $1
"""
LAST_WORD = """
INSERT INTO letter SELECT (jsonb_populate_record(l, jsonb_build_object(
       'letter_id', gen_random_uuid(), 'kind', $2::text))).* FROM letter AS l WHERE letter_id = $1
"""
LEFT = """
SELECT (SELECT count(*) FROM letter WHERE case_id = $1)
     + (SELECT count(*) FROM case_document WHERE case_id = $1)
     + (SELECT count(*) FROM typed_text WHERE letter_id = ANY($2))
"""


@pytest.mark.parametrize(
    ("end", "last_word"),
    [("ingetrokken", "intrekking"), ("vernietigd", "rechtzetting"), ("vervallen", "afloop")],
)
async def test_its_persons_go_once_its_letter_and_its_money_had_sixty_days(
    city: City, app: FastAPI, rows: asyncpg.Connection, end: str, last_word: str
) -> None:
    """With what they typed on the own page; the decision term was over long before, and the letter
    that says how it ended left, as the opening letter did."""
    case_id = UUID(await fine_case(city, rows))
    (sent,) = await opening_letters(app, city, str(case_id))
    browser = visitor(app, city)
    await browser.does("/mijn-dossier", code=sent.code)
    await browser.upload("/mijn-dossier/verweer", [], {"verweer": "Ik was er niet."})
    today = city_day(city.now)
    await rows.execute(FELL, case_id, today - timedelta(days=300), city.now, end)
    await rows.execute(LAST_WORD, UUID(sent.letter_id), last_word)
    for days, left in ((60, 5), (61, 0)):
        async with app.state.database.begin(city.now + timedelta(days=days)) as tx:
            await destroy_over(tx)
        assert await rows.fetchval(LEFT, case_id, [UUID(sent.letter_id)]) == left, days


@pytest.mark.parametrize("is_paid", [False, True])
async def test_who_proves_to_be_a_victim_after_the_decision_is_shown_to_the_officer(
    city: City, app: FastAPI, is_paid: bool
) -> None:
    """The police ask for consultation: nothing closes by itself, and the way out stands there."""
    claim = await final_fine(city, app, 10_000)
    case = case_of(city, app, claim)
    if is_paid:
        await paid(city, claim, 10_000)
    finding_id = (await case.look())["findingId"]
    event = FindingHoldChanged(finding_id=finding_id, on_hold=True, changed_at=city.later(hours=1))
    await city.sandbox.handled("enforcement", await city.sandbox.publish(event, at=city.now))
    seen = await case.look()
    assert (seen["state"], seen["onHold"]) == ("betaald" if is_paid else "te_betalen", True)
    officer = await signed_in(app, city, OFFICER)
    shown = (await officer.get(f"/dossiers/{case.case_id}")).text
    assert "Er is al een geldboete." in shown
    assert f"/dossiers/{case.case_id}/intrekken" in shown
    if not is_paid:
        write_off: dict[str, Any] = {"step": "write-off", "reason": "Slachtoffer."}
        assert (await refused(city, f"{claim}/steps", write_off))[0] == 409
    await case.does("fine-withdrawal", OFFICER, **WHY)
    assert await case.state() == "ingetrokken"
    await address(city, str(case.case_id), "overtreder")
    worker = await signed_in(app, city, WORKER)
    letters = (await worker.get(f"/brieven/dossier/{case.case_id}")).text
    assert 'value="intrekking"' in letters
    assert "Er vertrekt geen brief." not in letters
    await another_letter(city, str(case.case_id), "intrekking")


async def test_nobody_decides_anew_on_the_facts_of_a_fine_that_was_taken_back(
    city: City, app: FastAPI
) -> None:
    """The GAS law has one decision (arts. 26 and 27), within its term or not."""
    case = await (await FineCase.opens(city, app)).fined(150)
    officer = await signed_in(app, city, OFFICER, "trekt-in")
    page = await officer.sees(f"/dossiers/{case.case_id}/intrekken")
    assert "over dezelfde feiten kan de stad niet nog eens beslissen" in page
    await case.does("fine-withdrawal", OFFICER, **WHY)
    status, reason = await case.tries("fine", OFFICER, **fine(100))
    assert status == 409 and "Geen wet laat de stad toe" in reason
    assert "fine" not in (await case.look())["allowed"]
