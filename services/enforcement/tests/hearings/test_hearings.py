"""Hearings of fine cases: who may ask for one, who was invited, and what an absence counts for."""

from datetime import date, timedelta
from typing import Any

import pytest
from fastapi import FastAPI

from chassis.days import city_day
from chassis.db import Database
from contracts.identity import OffenderIdentity
from contracts.sealed import Sealed
from enforcement.gas import later_receipt, notified
from enforcement.notifications.rules.notification import Proof

from ..support.city import City
from ..support.procedure import CLERK, OFFICER, FineCase


async def slot(city: City, days: int = 10) -> Any:
    starts_at = (city.now + timedelta(days=days)).isoformat()
    body = {"startsAt": starts_at, "place": "Voorbeeldhuis, zaal 2"}
    return (await city.does(OFFICER, "/v1/hearing-slots", body))["slotId"]


async def free(city: City) -> list[str]:
    listed = await city.sees(OFFICER, "/v1/hearing-slots?pagesize=100")
    return [each["slotId"] for each in listed["_embedded"]["hearingSlots"]]


async def asked(city: City, app: FastAPI, slot_id: Any) -> FineCase:
    case = await (await FineCase.opens(city, app)).started()
    await case.does("hearing-request", slotId=slot_id, interpreter="Roemeens", withLawyer=True)
    return case


async def test_who_asks_is_heard_and_the_report_makes_the_case_ready(
    city: City, app: FastAPI
) -> None:
    slot_id = await slot(city)
    case = await asked(city, app, slot_id)
    assert slot_id not in await free(city)
    assert (await case.tries("ready"))[0] == 409
    assert "pas op" in (await case.tries("hearing", report="Te vroeg."))[1]
    city.later(days=10)
    await case.does("hearing", report="De persoon legde uit wat er gebeurde.")
    seen = await case.look()
    assert (seen["state"], seen["hearingDone"]) == ("klaar_voor_beslissing", True)
    assert (await case.told())[-2:] == ["gas-hearing-requested", "gas-hearing-held"]
    (hearing,) = await city.sees(OFFICER, f"{case.path}/hearings")  # type: ignore[misc]
    assert (hearing["interpreter"], hearing["outcome"]) == ("Roemeens", "gehouden")
    assert "uitlegde" not in str(hearing)


async def test_an_adult_with_a_low_fine_in_view_is_told_why_there_is_no_hearing(
    city: City, app: FastAPI
) -> None:
    case = await (await FineCase.opens(city, app)).started(envisaged=70)
    status, reason = await case.tries("hearing-request")
    assert status == 409
    assert "€ 70" in reason


async def runs(case: FineCase, alternative: str) -> FineCase:
    """Mediation or a service that was offered."""
    if alternative == "mediation":
        await case.letter(notified.mediation_offer_notified)
    else:
        await case.does("community-service-offer", hours=10)
        await case.letter(notified.community_service_notified)
    return case


FAILS = {
    "mediation": ("mediation-end", "mislukt"),
    "community-service": ("community-service-end", "niet_volbracht"),
}


@pytest.mark.parametrize("alternative", FAILS)
async def test_who_asks_during_an_alternative_is_heard_after_it_failed(
    city: City, app: FastAPI, alternative: str
) -> None:
    """GAS law art. 25 §4: the right does not end with an offer; the offer goes on too."""
    case = await runs(await (await FineCase.opens(city, app)).started(), alternative)
    before = await case.state()
    assert "gevraagd" in (await case.tries("hearing", report="Er was er geen."))[1]
    await case.does("hearing-request", slotId=await slot(city))
    assert await case.state() == before
    assert (await case.tries("hearing-request"))[0] == 409
    step, result = FAILS[alternative]
    await case.does(step, result=result)
    assert await case.state() == "hoorzitting_gepland"
    city.later(days=16)
    assert (await case.tries("ready"))[0] == 409
    await case.does("hearing", report="De persoon legde uit wat er gebeurde.")
    assert await case.state() == "klaar_voor_beslissing"


@pytest.mark.parametrize("alternative", FAILS)
async def test_who_is_heard_during_an_alternative_is_not_heard_again_after_it(
    city: City, app: FastAPI, alternative: str
) -> None:
    case = await runs(await (await FineCase.opens(city, app)).started(), alternative)
    await case.does("hearing-request", slotId=await slot(city))
    await case.does("new-invitation", slotId=await slot(city, 12))
    city.later(days=16)
    await case.does("hearing", report="De persoon legde uit wat er gebeurde.")
    step, result = FAILS[alternative]
    await case.does(step, result=result)
    assert await case.state() == "klaar_voor_beslissing"


async def test_who_stayed_away_during_mediation_is_not_blamed_for_a_letter_that_came_late(
    city: City, app: FastAPI
) -> None:
    case = await runs(await (await FineCase.opens(city, app)).started(), "mediation")
    await case.does("hearing-request", slotId=await slot(city))
    await case.letter(notified.invitation_notified)
    city.later(days=11)
    await case.does("no-show")
    later = Proof(city_day(city.now), city_day(city.now))
    database: Database = app.state.database
    async with database.begin(city.now) as tx:
        await later_receipt.hearing_invitation(tx, case.case_id, later, CLERK)
    seen = await case.look()
    assert (seen["state"], seen["hearingDone"]) == ("bemiddeling_lopend", False)
    await case.does("new-invitation", slotId=await slot(city))


@pytest.mark.parametrize("came", [True, False])
async def test_a_minor_who_was_heard_first_is_offered_mediation_after_it(
    city: City, app: FastAPI, came: bool
) -> None:
    """Else nobody could fine or offer, and the case only lapsed (arts. 16, 18 and 25)."""
    born = {"name": "Ilinca Voorbeeld", "birth_date": f"{city.now.year - 17}-01-01"}
    offender = Sealed.of(OffenderIdentity.model_validate(born))
    case = await (await FineCase.opens(city, app, offender=offender)).started(envisaged=100)
    await case.does("hearing-request", slotId=await slot(city))
    await case.letter(notified.invitation_notified, city_day(city.now) + timedelta(days=1))
    await city.goes_on(case.case_id, days=25)  # fifteen to write, and the holidays after them
    if came:
        await case.does("hearing", report="De jongere legde uit wat er gebeurde.")
    else:
        await case.does("no-show")
    assert (await case.tries("ready"))[0] == 409
    await case.letter(notified.mediation_offer_notified)
    assert await case.state() == "bemiddeling_lopend"
    await case.does("mediation-end", result="geweigerd")
    assert await case.state() == "klaar_voor_beslissing"


async def test_an_absence_counts_only_after_an_invitation_that_arrived_in_time(
    city: City, app: FastAPI
) -> None:
    case = await asked(city, app, await slot(city))
    city.later(days=11)
    status, reason = await case.tries("no-show")
    assert status == 409
    assert "uitnodiging" in reason
    await case.does("new-invitation", slotId=await slot(city))
    await case.letter(notified.invitation_notified, city_day(city.now) + timedelta(days=3))
    assert (await case.tries("no-show"))[0] == 409
    await city.goes_on(case.case_id, days=11)  # the term for a defence ends while she is invited
    await case.does("no-show")
    assert await case.state() == "niet_verschenen"
    await case.does("new-invitation", slotId=await slot(city))
    assert await case.state() == "hoorzitting_gepland"
    assert (await case.tries("ready"))[0] == 409
    hearings: Any = await city.sees(OFFICER, f"{case.path}/hearings")
    assert [each["outcome"] for each in hearings] == ["verplaatst", "niet_verschenen", None]


async def test_a_slot_is_for_one_case_and_free_again_when_it_is_given_back(
    city: City, app: FastAPI
) -> None:
    slot_id = await slot(city)
    first = await asked(city, app, slot_id)
    second = await (await FineCase.opens(city, app)).started()
    status, _ = await second.tries("hearing-request", slotId=slot_id)
    assert status == 404
    assert await second.state() == "opgestart"
    await first.does("hearing-withdrawal")
    assert await first.state() == "opgestart"
    await second.does("hearing-request", slotId=slot_id)
    past = {"startsAt": (city.now - timedelta(days=1)).isoformat(), "place": "x"}
    answer = await city.call(OFFICER, "POST", "/v1/hearing-slots", past)
    assert answer.status_code == 422
    assert date.fromisoformat((await second.look())["defenceUntil"]) > city_day(city.now)
