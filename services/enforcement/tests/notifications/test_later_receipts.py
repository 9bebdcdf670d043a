"""A later receipt that somebody proves starts every term of a fine anew, however far it got.

Ger.W. art. 53bis, 2°: a letter without a receipt counts as received on the third working day,
unless its addressee proves otherwise.
"""

from datetime import date, timedelta

import asyncpg
import pytest
from fastapi import FastAPI

from chassis.days import city_day
from enforcement.app import CORRESPONDENCES
from enforcement.cases.rules import CaseKind
from enforcement.notifications.rules import LetterKind

from ..support.city import City
from ..support.fines import FINANCE, step
from ..support.procedure import OFFICER, FineCase, fine
from ..support.receipts import DAY, Sent, sends, terms, to_review
from ..support.week import comes, monday


async def opening(city: City, app: FastAPI) -> tuple[FineCase, Sent]:
    """An opening letter of a Monday."""
    case = await FineCase.opens(city, app)
    await case.does("triage", envisaged=250)
    monday(city)
    return case, await sends(city, str(case.case_id), "opstartbrief")


async def test_a_case_that_was_ready_waits_for_the_end_of_the_term_that_was_proven(
    city: City, app: FastAPI, rows: asyncpg.Connection
) -> None:
    """Fifteen days from the proven day; on the last of them nothing is decided yet."""
    case, letter = await opening(city, app)
    first = (await terms(rows, case.case_id))["gas.defence_days"]
    assert first[0] == letter.thursday
    comes(city, first[1] + DAY)
    await case.becomes("klaar_voor_beslissing")
    proven = await letter.proves(18)
    assert await case.state() == "opgestart"
    starts_on, last_day = (await terms(rows, case.case_id))["gas.defence_days"]
    assert starts_on == proven
    comes(city, last_day, hour=20)
    status, _ = await case.tries("ready")
    assert status == 409
    comes(city, last_day + DAY, hour=1)
    await case.becomes("klaar_voor_beslissing")
    assert await to_review(rows, case.case_id) == []


@pytest.mark.parametrize(("days", "flagged"), [(4, []), (18, ["beslist_voor_einde_verweer"])])
async def test_a_fine_of_before_the_end_of_that_term_is_for_a_person_to_look_at(
    city: City, app: FastAPI, rows: asyncpg.Connection, days: int, flagged: list[str]
) -> None:
    case, letter = await opening(city, app)
    comes(city, letter.monday + timedelta(days=24))
    await case.becomes("klaar_voor_beslissing")
    await case.asked_around()
    await case.does("fine", OFFICER, **fine(100))
    await letter.proves(days)
    assert await case.state() == "geldboete_opgelegd"
    assert await to_review(rows, case.case_id) == flagged


async def final(city: City, app: FastAPI, rows: asyncpg.Connection) -> tuple[FineCase, Sent]:
    """A fine that counts as final, since nobody appealed within a month of the presumed day."""
    case = await (await FineCase.opens(city, app)).fined()
    monday(city)
    letter = await sends(city, str(case.case_id), "beslissing")
    starts_on, last_day = (await terms(rows, case.case_id))["gas.appeal_months"]
    assert starts_on == letter.thursday
    comes(city, last_day + DAY)
    await case.becomes("te_betalen")
    return case, letter


async def test_a_fine_that_counted_as_final_is_not_and_nothing_is_asked_meanwhile(
    city: City, app: FastAPI, rows: asyncpg.Connection
) -> None:
    case, letter = await final(city, app, rows)
    claim = f"/v1/claims/{case.case_id}"
    due_on = date.fromisoformat((await city.sees(FINANCE, claim))["dueOn"])
    comes(city, due_on + DAY)
    await step(city, claim, "payment-reminder")
    assert await case.state() == "aanmaning"
    proven = await letter.proves((city_day(city.now) - letter.monday).days)
    assert await case.state() == "ter_kennis_gebracht"
    assert await to_review(rows, case.case_id) == ["ingevorderd_voor_einde_beroep"]
    running = await terms(rows, case.case_id)
    assert running["gas.appeal_months"][0] == proven
    assert "gas.payment_days" not in running
    body = {"step": "formal-notice"}
    refused = await city.call(FINANCE, "POST", f"{claim}/steps", body)
    assert refused.status_code == 409
    last_day = running["gas.appeal_months"][1]
    comes(city, last_day, hour=23)
    assert await case.state() == "ter_kennis_gebracht"
    comes(city, last_day + DAY, hour=1)
    await case.becomes("te_betalen")
    assert (await city.sees(FINANCE, claim))["state"] == "te_betalen"
    due_from = "SELECT due_from FROM payment_claim WHERE case_id = $1"
    assert await rows.fetchval(due_from, case.case_id) == last_day + DAY


@pytest.mark.parametrize("late", [0, 1])
async def test_an_appeal_is_in_time_until_the_last_day_of_the_proven_month(
    city: City, app: FastAPI, rows: asyncpg.Connection, late: int
) -> None:
    """After it the appeal is recorded with that doubt: the court decides about it."""
    case, letter = await final(city, app, rows)
    await letter.proves((city_day(city.now) - letter.monday).days)
    _, last_day = (await terms(rows, case.case_id))["gas.appeal_months"]
    comes(city, last_day + late * DAY, hour=9)
    await case.does("appeal")
    doubted = [entry["step"] for entry in (await case.look())["timeline"][-1:]]
    assert (doubted == ["beroep_na_termijn"]) is bool(late)


async def test_a_fine_that_was_paid_can_be_appealed_and_is_paid_again_after_the_month(
    city: City, app: FastAPI, rows: asyncpg.Connection
) -> None:
    case, letter = await final(city, app, rows)
    paid = {"amountCents": 20_000}
    await city.does(FINANCE, f"/v1/claims/{case.case_id}/payments", paid)
    assert await case.state() == "betaald"
    await letter.proves((city_day(city.now) - letter.monday).days)
    assert await case.state() == "ter_kennis_gebracht"
    assert await to_review(rows, case.case_id) == []
    _, last_day = (await terms(rows, case.case_id))["gas.appeal_months"]
    comes(city, last_day + DAY, hour=1)
    await case.becomes("betaald")


@pytest.mark.parametrize(("late", "state"), [(0, "te_betalen"), (1, "ter_kennis_gebracht")])
async def test_no_clock_makes_a_fine_final_that_proves_to_have_come_after_the_decision_term(
    city: City, app: FastAPI, rows: asyncpg.Connection, late: int, state: str
) -> None:
    """Taken and made known within the term (GAS law art. 26): else only the officer goes on."""
    case, letter = await final(city, app, rows)
    proven = await letter.proves((city_day(city.now) - letter.monday).days)
    set_term = "UPDATE gas_case SET decide_by = $2 WHERE case_id = $1"
    await rows.execute(set_term, case.case_id, proven - late * DAY)
    _, last_day = (await terms(rows, case.case_id))["gas.appeal_months"]
    comes(city, last_day + DAY, hour=1)
    await city.timers_done(case.case_id)
    assert await case.state() == state


async def test_who_was_invited_too_late_did_not_stay_away(
    city: City, app: FastAPI, rows: asyncpg.Connection
) -> None:
    case, _ = await opening(city, app)
    comes(city, city_day(city.now) + timedelta(days=3), hour=9)
    hearing_at = city.now + timedelta(days=25)
    slot = {"startsAt": hearing_at.isoformat(), "place": "Zaal 2"}
    slot_id = (await city.does(OFFICER, "/v1/hearing-slots", slot))["slotId"]
    await case.does("hearing-request", slotId=slot_id)
    monday(city)
    letter = await sends(city, str(case.case_id), "uitnodiging_hoorzitting", named=True)
    comes(city, city_day(hearing_at) + DAY)
    await case.does("no-show")
    await letter.proves((city_day(hearing_at) - letter.monday).days)
    assert (await case.look())["hearingDone"] is False
    assert (await case.tries("ready"))[0] == 409
    await case.does("new-invitation")


SILENT = {
    (CaseKind.GAS, LetterKind.OUDERLIJKE_BETROKKENHEID),  # a question, which starts no term
    (CaseKind.GAS, LetterKind.INTREKKING),  # a fine that is taken back
    (CaseKind.SUITABILITY, LetterKind.STOPZETTING),  # an application that ended, without a term
    # A decision that is none any more.
    *((each, LetterKind.HERNEMING) for each in CaseKind if each is not CaseKind.GAS),
}


def test_every_registered_letter_starts_something_and_starts_it_anew() -> None:
    """What the law or the city wants registered has a term; a proof about it moves that term."""
    registered = {
        (procedure.kind, kind)
        for procedure in CORRESPONDENCES
        for kind, outline in procedure.outlines.items()
        if outline.registered
    }
    starting = {(each.kind, kind) for each in CORRESPONDENCES for kind in each.arrivals}
    assert registered - starting == SILENT
